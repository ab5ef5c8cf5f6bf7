"""System libraries that PySide6 needs on Linux and that its wheel does not bring along.

`python -m tagger_gui.system_libraries` says which are missing, `--install` installs them on
Debian. Knows no Qt, so that it can run where Qt cannot.

On Debian 12 these packages bring all of them along: libegl1 libfontconfig1 libgl1 libglib2.0-0
libgssapi-krb5-2 libpulse0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
libxkbcommon-x11-0 libxrandr2 (and any font, such as fonts-dejavu-core).
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SystemLibrary:
    """One library: its soname, its Debian package and what needs it."""

    soname: str
    package: str
    purpose: str  # "window" or "sound"


# What QtCore, QtGui, QtWidgets, QtSvg, QtDBus, the xcb and the offscreen platform (window) and
# QtMultimedia with its FFmpeg plugin (sound) of the PySide6 6.12 wheels are linked against,
# without what every Debian has.
LIBRARIES = tuple(
    SystemLibrary(soname, package, purpose)
    for purpose, soname, package in (
        ("window", "libglib-2.0.so.0", "libglib2.0-0"),
        ("window", "libgthread-2.0.so.0", "libglib2.0-0"),
        ("window", "libGL.so.1", "libgl1"),
        ("window", "libEGL.so.1", "libegl1"),
        ("window", "libfontconfig.so.1", "libfontconfig1"),
        ("window", "libfreetype.so.6", "libfreetype6"),
        ("window", "libdbus-1.so.3", "libdbus-1-3"),
        ("window", "libxkbcommon.so.0", "libxkbcommon0"),
        ("window", "libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("window", "libX11.so.6", "libx11-6"),
        ("window", "libX11-xcb.so.1", "libx11-xcb1"),
        ("window", "libxcb.so.1", "libxcb1"),
        ("window", "libxcb-cursor.so.0", "libxcb-cursor0"),
        ("window", "libxcb-glx.so.0", "libxcb-glx0"),
        ("window", "libxcb-icccm.so.4", "libxcb-icccm4"),
        ("window", "libxcb-image.so.0", "libxcb-image0"),
        ("window", "libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("window", "libxcb-randr.so.0", "libxcb-randr0"),
        ("window", "libxcb-render.so.0", "libxcb-render0"),
        ("window", "libxcb-render-util.so.0", "libxcb-render-util0"),
        ("window", "libxcb-shape.so.0", "libxcb-shape0"),
        ("window", "libxcb-shm.so.0", "libxcb-shm0"),
        ("window", "libxcb-sync.so.1", "libxcb-sync1"),
        ("window", "libxcb-util.so.1", "libxcb-util1"),
        ("window", "libxcb-xfixes.so.0", "libxcb-xfixes0"),
        ("window", "libxcb-xkb.so.1", "libxcb-xkb1"),
        ("sound", "libpulse.so.0", "libpulse0"),
        ("sound", "libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("sound", "libbrotlidec.so.1", "libbrotli1"),
        ("sound", "libdrm.so.2", "libdrm2"),
        ("sound", "libXext.so.6", "libxext6"),
        ("sound", "libXrandr.so.2", "libxrandr2"),
    )
)


def missing(purpose: str = "") -> list[SystemLibrary]:
    """The libraries, for that purpose or for any, that cannot be loaded. None but on Linux."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = [library for library in LIBRARIES if purpose in ("", library.purpose)]
    return [library for library in wanted if not _loads(library.soname)]


def has_display() -> bool:
    """Whether there is a screen for a window, or what Qt was told to take for one."""
    if not sys.platform.startswith("linux"):
        return True
    return any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def advice(lacking: Sequence[SystemLibrary]) -> str:
    """Which libraries are missing and how to get them, for a terminal."""
    lines = [f"{library.soname} is missing (for the {library.purpose})" for library in lacking]
    return "\n".join([*lines, "On Debian or Ubuntu:  sudo " + " ".join(_command(lacking)), ""])


def main(argv: Sequence[str] | None = None) -> int:
    """Says what is missing, installs it if asked to; 1 if something is still missing."""
    parser = argparse.ArgumentParser(prog="python -m tagger_gui.system_libraries")
    parser.add_argument("--install", action="store_true", help="install with apt-get, as root")
    arguments = parser.parse_args(argv)
    lacking = missing()
    if lacking:
        sys.stdout.write(advice(lacking))
        if arguments.install and _install(lacking):
            lacking = missing()
    if not lacking:
        sys.stdout.write("All system libraries for the window are there.\n")
    return 1 if lacking else 0


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _command(lacking: Sequence[SystemLibrary]) -> list[str]:
    packages = sorted({library.package for library in lacking})
    return ["apt-get", "install", "--no-install-recommends", "-y", *packages]


def _install(lacking: Sequence[SystemLibrary]) -> bool:
    """Whether apt-get did it."""
    if shutil.which("apt-get") is None:
        sys.stdout.write("There is no apt-get here: please install them yourself.\n")
        return False
    if os.geteuid() != 0:
        sys.stdout.write("Only root can install them.\n")
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        for command in (["apt-get", "update", "-q"], _command(lacking)):
            subprocess.run(command, env=environment, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        sys.stdout.write(f"apt-get failed: {error}\n")
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
