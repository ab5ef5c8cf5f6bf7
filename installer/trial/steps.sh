#!/bin/sh
# What a user does with an installed Linernotes, from the first start to the last undo, checked.
# Usage: steps.sh COMMAND…   where COMMAND… starts the command line. Runs as an ordinary user.
set -eu

say() { printf '\n== %s\n' "$*"; }
linernotes() { command "$start" "$@"; }
start=$1
music=$HOME/Music
library=$HOME/.local/share/linernotes/library.sqlite

say version
linernotes --version

say demo: composes eight pieces, describes and searches them
linernotes demo --no-window

say scan
mkdir -p "$music"
cp "$HOME"/.local/share/linernotes/demo/* "$music"
linernotes scan "$music"
described=$(linernotes list --state described | grep -c ^described)
test "$described" -ge 6 # of eight: where nothing is clear enough, nothing is said

say accept and write
linernotes accept --all
(cd "$music" && sha256sum -- *) > "$HOME/before"
linernotes write
test "$(linernotes list --state tagged | grep -c ^tagged)" -eq "$described"
if (cd "$music" && sha256sum --quiet -c "$HOME/before" 2>/dev/null >&2); then
    echo "nothing was written"; exit 1
fi

say verify
linernotes verify

say history and undo
linernotes history
linernotes undo
(cd "$music" && sha256sum --quiet -c "$HOME/before")
echo "every file is what it was, to the last byte"
linernotes verify

say search
linernotes search "slow piano"
test -s "$library"
echo "all steps passed"
