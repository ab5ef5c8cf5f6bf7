"""m3u8: a path in each line, and comments about them that begin with "#"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.playlist_files.places import legible, location, places
from engine.playlist_files.values import Entry, Listing, bounded, label, seconds
from engine.track import Track
from engine.words import one_line

_LINE = re.compile(r"[^\r\n]+")  # str.splitlines also breaks at what names may hold
_INFO = re.compile(r"#EXTINF:\s*([-+.\d]*)([^,]*),?(.*)", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"^#PLAYLIST:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)


def render(name: str, tracks: Sequence[Track], folder: Path | None) -> str:
    """The text of an m3u8 file; paths relative to `folder`, or absolute."""
    lines = ["#EXTM3U"] + ([f"#PLAYLIST:{one_line(name)}"] if name else [])
    for track in tracks:
        said = label(one_line(track.tags.artist), one_line(track.tags.title))
        length = round(track.duration_s) or -1  # -1: not known
        lines.append(f"#EXTINF:{length},{said or one_line(track.path.stem)}")
        lines.append(location(track.path, folder))
    return "\n".join(lines) + "\n"


def parse(text: str, folder: Path) -> Listing:
    """The entries of m3u and m3u8; a playlist named in a line is an entry like any other.

    Raises ValueError, in words, for too many.
    """
    name = _NAME.search(text)
    return Listing(one_line(legible(name[1])) if name else "", bounded(_entries(text, folder)))


def _entries(text: str, folder: Path) -> Iterator[Entry]:
    said, length = "", None
    for found in _LINE.finditer(text):
        line = found[0]
        if info := _INFO.match(line):
            length, said = seconds(info[1]), legible(info[3].strip())
        elif line.strip() and not line.lstrip().startswith("#"):
            yield Entry(legible(line.strip()), places(line, folder), said, length)
            said, length = "", None
