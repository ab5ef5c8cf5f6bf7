"""Finds audio files below a folder."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.containers import HEADER_BYTES, identify, is_audio_name
from engine.errors import ScanError


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file that is, or claims to be, audio."""

    path: Path
    size: int  # bytes
    mtime_ns: int


# Folders that programs and systems keep for themselves, on top of all that begin with a dot.
_SYSTEM_FOLDERS = frozenset(
    {
        "$recycle.bin",
        "system volume information",
        "lost+found",
        "__macosx",
        "#recycle",
        "@eadir",
        "node_modules",
    }
)
# Suffixes that a music folder is full of and that are never audio: not worth opening.
_OTHER_SUFFIXES = frozenset(
    ".jpg .jpeg .png .gif .webp .bmp .tif .tiff .svg .pdf .txt .nfo .log .cue .m3u .m3u8 .pls"
    " .xspf .json .xml .html .htm .md .csv .ini .db .sqlite .zip .rar .7z .gz .xz .iso .exe .dll"
    " .py .c .h .lrc .sfv .md5 .asd .m4v .mkv .avi .mov .webm .mid .midi .rtf .doc .docx".split()
)


def find_audio(folder: Path, *, follow_links: bool = False) -> Iterator[FoundFile | ScanError]:
    """Every audio file below `folder`, folder by folder in the order of names.

    Known suffixes are taken at their word (the worker that decodes the file looks closer), files
    with none or an unknown one are judged by their first bytes. Only regular files count: never a
    FIFO, socket or device. A folder that cannot be read is a ScanError among the results.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            here_stat = here.stat()
            with os.scandir(here) as entries:
                found = sorted(entries, key=lambda e: e.name)
        except OSError as error:
            yield ScanError(here, error.strerror or str(error))
            continue
        if (here_stat.st_dev, here_stat.st_ino) in seen:
            continue  # a loop of links or mounts
        seen.add((here_stat.st_dev, here_stat.st_ino))
        folders = []
        for entry in found:
            if _is_folder_to_enter(entry, follow_links):
                folders.append(Path(entry.path))
            elif audio := _audio_file(entry, follow_links):
                yield audio
        waiting.extend(reversed(folders))


def is_folder(path: Path) -> bool:
    """Whether there is a folder that can be reached; a dead mount or a locked parent is none."""
    return os.path.isdir(path)  # noqa: PTH112  (Path.is_dir raises where this says no)


def _is_folder_to_enter(entry: os.DirEntry[str], follow_links: bool) -> bool:
    try:
        if not entry.is_dir(follow_symlinks=follow_links):
            return False
    except OSError:
        return False
    return not entry.name.startswith(".") and entry.name.lower() not in _SYSTEM_FOLDERS


def _audio_file(entry: os.DirEntry[str], follow_links: bool) -> FoundFile | None:
    if entry.name.startswith("."):  # hidden, among them "._name" of macOS and our own copies
        return None
    try:
        info = entry.stat(follow_symlinks=follow_links)
        return _judge(Path(entry.path), info) if stat.S_ISREG(info.st_mode) else None
    except OSError:
        return None


def _judge(path: Path, info: os.stat_result) -> FoundFile | None:
    name = path.name
    if not is_audio_name(name):
        suffix = path.suffix.lower()
        if suffix in _OTHER_SUFFIXES or info.st_size < HEADER_BYTES or not _sounds(path):
            return None
    return FoundFile(path, info.st_size, info.st_mtime_ns)


def _sounds(path: Path) -> bool:
    # O_NONBLOCK: should the file have become a FIFO since lstat, opening it must not wait.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        return identify(file, strict=True) is not None


def content_hash(path: Path) -> str:
    """SHA-256 of the file's bytes; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
