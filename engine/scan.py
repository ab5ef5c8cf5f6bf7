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


Signature = tuple[bytes, int, int]
"""A file as it was at some time: path as the system has it, size in bytes, mtime_ns."""


def find_audio(folder: Path, *, follow_links: bool = False) -> Iterator[FoundFile | ScanError]:
    """Every audio file below `folder`, folder by folder in the order of names.

    Known suffixes are taken at their word (the worker that decodes the file looks closer), files
    with none or an unknown one are judged by their first bytes. Only regular files count: never a
    FIFO, socket or device. A folder that cannot be read is a ScanError among the results.
    """
    for found in find_news(folder, set(), follow_links=follow_links):
        if not isinstance(found, int):
            yield found


def find_news(
    folder: Path, known: set[Signature], *, follow_links: bool = False
) -> Iterator[FoundFile | ScanError | int]:
    """Like `find_audio`, without the files that are as they are known to be.

    These are taken out of `known`; how many there were comes after each folder. What is left in
    `known` in the end is gone or was found changed.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [os.fsencode(folder)]
    while waiting:
        here = waiting.pop()
        try:
            info = os.stat(here)  # noqa: PTH116  (bytes are faster, and exact)
            if (info.st_dev, info.st_ino) in seen:
                continue  # a loop of links or mounts
            folders, news, unchanged = _look_into(here, known, follow_links)
        except OSError as error:
            yield ScanError(Path(os.fsdecode(here)), error.strerror or str(error))
            continue
        seen.add((info.st_dev, info.st_ino))
        for signature in sorted(news):
            if audio := _judge(signature):
                yield audio
        yield unchanged
        waiting.extend(sorted(folders, reverse=True))


def _look_into(
    folder: bytes, known: set[Signature], follow_links: bool
) -> tuple[list[bytes], list[Signature], int]:
    """Folders to enter, files that are not known, and how many are; raises OSError.

    This runs for every file of a library at every scan: a plain loop on purpose.
    """
    folders, news, unchanged = [], [], 0
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=follow_links):
                    if not _is_private(entry.name):
                        folders.append(entry.path)
                    continue
                info = entry.stat(follow_symlinks=follow_links)
            except OSError:
                continue
            signature = (entry.path, info.st_size, info.st_mtime_ns)
            try:
                known.remove(signature)
                unchanged += 1
            except KeyError:
                # Not the hidden ones, among them "._name" of macOS and our own copies.
                if stat.S_ISREG(info.st_mode) and not entry.name.startswith(b"."):
                    news.append(signature)
    return folders, news, unchanged


def is_folder(path: Path) -> bool:
    """Whether there is a folder that can be reached; a dead mount or a locked parent is none."""
    return os.path.isdir(path)  # noqa: PTH112  (Path.is_dir raises where this says no)


def _is_private(folder: bytes) -> bool:
    return folder.startswith(b".") or os.fsdecode(folder).lower() in _SYSTEM_FOLDERS


def _judge(signature: Signature) -> FoundFile | None:
    name, size, mtime_ns = signature
    path = Path(os.fsdecode(name))
    if not is_audio_name(path.name):
        suffix = path.suffix.lower()
        if suffix in _OTHER_SUFFIXES or size < HEADER_BYTES or not _sounds(path):
            return None
    return FoundFile(path, size, mtime_ns)


def _sounds(path: Path) -> bool:
    # O_NONBLOCK: should the file have become a FIFO since lstat, opening it must not wait.
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            return identify(file, strict=True) is not None
    except OSError:
        return False


def content_hash(path: Path) -> str:
    """SHA-256 of the file's bytes; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
