#!/bin/bash
# `make installer-test`: installs what dist/ holds on a clean Debian and uses it as a user would.
#
# Needs root (chroot, unshare), debootstrap, Xvfb, xdotool and ImageMagick. Everything happens
# below build/trial, in mount namespaces that end with their command; the system that tests is not
# changed. SUITE and MIRROR choose the Debian. Pictures of the windows are left in build/trial.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
trial=$top/build/trial
suite=${SUITE:-bookworm}
mirror=${MIRROR:-$(sed -n 's/^URIs: //p' /etc/apt/sources.list.d/debian.sources | head -1)}
display=:$((200 + $$ % 700))
mkdir -p "$trial"

say() { printf '\n#### %s\n' "$*"; }

# inside ROOT COMMAND…: runs it there as root, with /proc, devices and our X socket.
inside() {
    local root=$1
    shift
    unshare --mount --pid --fork --kill-child bash -c '
        set -e
        mount -t proc proc "$0/proc"
        mount --rbind /dev "$0/dev"
        mkdir -p "$0/tmp/.X11-unix"
        mount --bind /tmp/.X11-unix "$0/tmp/.X11-unix"
        exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 TERM=dumb \
            DEBIAN_FRONTEND=noninteractive "${@}"' "$root" "$@"
}

user() {
    local root=$1
    shift
    inside "$root" runuser -u listener -- env HOME=/home/listener DISPLAY="$display" "$@"
}

clean_system() {
    rm -rf "${trial:?}/$1"
    cp -a "$trial/base" "$trial/$1"
    cp /etc/resolv.conf "$trial/$1/etc/"
    inside "$trial/$1" useradd --create-home listener
    cp "$here/steps.sh" "$trial/$1/home/listener/"
}

# window NAME COMMAND…: the window comes up; its picture is taken.
window() {
    local root=$trial/$1 picture=$trial/$1.png found=""
    shift
    user "$root" "$@" > "$picture.log" 2>&1 &
    local job=$!
    for _ in $(seq 300); do
        found=$(DISPLAY=$display xdotool search --onlyvisible --name Linernotes 2>/dev/null || true)
        [ -n "$found" ] && break
        sleep 0.2
    done
    sleep 8  # the tracks come in
    DISPLAY=$display import -window root "$picture"
    kill "$job" 2>/dev/null || true
    wait "$job" 2>/dev/null || true
    cat "$picture.log"
    [ -n "$found" ] || { echo "no window came up"; exit 1; }
    # The frame is shown before the library is opened; what is written ahead tells that it was.
    [ -e "$root/home/listener/.local/share/linernotes/library.sqlite-wal" ] ||
        { echo "the window did not open the library"; exit 1; }
    echo "the window came up: $picture"
}

if [ ! -e "$trial/base/etc/os-release" ]; then
    say "debootstrap $suite"
    debootstrap --variant=minbase "$suite" "$trial/base" "$mirror" > "$trial/debootstrap.log"
fi
Xvfb "$display" -screen 0 1200x760x24 > "$trial/xvfb.log" 2>&1 &
xvfb=$!
trap 'kill $xvfb; rm -rf "$trial/deb" "$trial/appimage"' EXIT

say "the .deb on a clean $suite"
clean_system deb
cp "$top"/dist/linernotes_*.deb "$trial/deb/linernotes.deb"
inside "$trial/deb" apt-get update -q > "$trial/apt.log"
inside "$trial/deb" apt-get install -q -y --no-install-recommends /linernotes.deb >> "$trial/apt.log"
inside "$trial/deb" dpkg-query --show --showformat '${Package} ${Version}: ${Installed-Size} KiB\n' \
    linernotes
user "$trial/deb" sh /home/listener/steps.sh linernotes
say "its window"
window deb linernotes-gui /home/listener/Music
say "uninstalled: the program goes, what belongs to the user stays"
inside "$trial/deb" apt-get purge -q -y linernotes >> "$trial/apt.log"
test ! -e "$trial/deb/usr/lib/linernotes" && test ! -e "$trial/deb/usr/bin/linernotes"
test -s "$trial/deb/home/listener/.local/share/linernotes/library.sqlite"
test "$(find "$trial/deb/home/listener/Music" -type f | wc -l)" -eq 8
echo "ok"

say "the AppImage on a clean $suite with what every desktop has"
clean_system appimage
inside "$trial/appimage" apt-get update -q >> "$trial/apt.log"
inside "$trial/appimage" apt-get install -q -y --no-install-recommends \
    libx11-xcb1 libgl1 libegl1 libfontconfig1 >> "$trial/apt.log"
cp "$top"/dist/Linernotes-*.AppImage "$trial/appimage/home/listener/Linernotes.AppImage"
user "$trial/appimage" sh -c \
    'cd && ./Linernotes.AppImage --appimage-extract && squashfs-root/AppRun --version'
rm -rf "$trial/appimage/home/listener/squashfs-root"
user "$trial/appimage" sh /home/listener/steps.sh /home/listener/Linernotes.AppImage
say "its window"
window appimage /home/listener/Linernotes.AppImage
say "all passed"
