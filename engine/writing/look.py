"""May this file be written? Everything that can be told without parsing it."""

from __future__ import annotations

import os
import re
import shutil
import stat
from pathlib import Path

from engine.errors import ChangedError, TagError
from engine.track import Track

LARGEST = 4 * 1024**3  # bytes; beyond it formats and their readers disagree about their sizes
_FREE_MARGIN = 16 * 1024 * 1024  # bytes left over on the disk besides two copies of the file
_BOX_LIMIT = 64 * 1024 * 1024
_PLACEHOLDER_SIZE = 4096  # bytes; a smaller file may lie in its folder entry, without blocks
# FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN, _RECALL_ON_DATA_ACCESS (Windows); SF_DATALESS (macOS)
_WINDOWS_CLOUD, _MACOS_CLOUD = 0x1000 | 0x40000 | 0x400000, 0x40000000
_ASF = bytes.fromhex("3026b2758e66cf11")
_ASF_PROTECTION = (
    bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e"),  # Content Encryption Object
    bytes.fromhex("14e68a292226174cb935dae07ee9289c"),  # Extended Content Encryption Object
)


def look(track: Track) -> tuple[Path, os.stat_result]:
    """Where the track's file really is (a symbolic link stays a link), and its state.

    Raises TagError with the reason if it may not be written.
    """
    try:
        path, info = resolved(track.path)
        if (info.st_size, info.st_mtime_ns) != (track.size, track.mtime_ns):
            raise ChangedError(path, "it has changed since it was scanned; scan it again")
        refuse_unwritable(path, info)
        _refuse_unsafe_formats(path)
    except OSError as error:
        raise TagError(track.path, error.strerror or str(error)) from error
    return path, info


def resolved(path: Path) -> tuple[Path, os.stat_result]:
    """Where a file really is, and its state; raises OSError, and TagError for what is no file."""
    try:
        real = path.resolve(strict=True)
    except RuntimeError as error:  # Python 3.12 and older, for links that run in a circle
        raise TagError(path, "it is a link that leads nowhere") from error
    info = real.lstat()
    if not stat.S_ISREG(info.st_mode):
        raise TagError(path, "not a regular file")
    return real, info


def refuse_unwritable(path: Path, info: os.stat_result) -> None:
    """Raises TagError when the file says that nobody should change it, or nobody can safely."""
    if not info.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise TagError(path, "it is read-only")
    if info.st_nlink > 1:
        raise TagError(path, f"it is one file under {info.st_nlink} names (hard links)")
    if _is_placeholder(info):
        raise TagError(path, "it is only a placeholder here (not downloaded, or empty throughout)")
    if info.st_size > LARGEST:
        raise TagError(path, "it is larger than 4 GiB")
    if shutil.disk_usage(path.parent).free < 2 * info.st_size + _FREE_MARGIN:
        raise TagError(path, "there is too little free space on its disk for a safe copy")


def _is_placeholder(info: os.stat_result) -> bool:
    """Whether a cloud folder would first have to fetch the file."""
    if getattr(info, "st_file_attributes", 0) & _WINDOWS_CLOUD:
        return True
    if getattr(info, "st_flags", 0) & _MACOS_CLOUD:
        return True
    return info.st_size >= _PLACEHOLDER_SIZE and getattr(info, "st_blocks", 1) == 0


def _refuse_unsafe_formats(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(24)
        if start[4:8] == b"ftyp":
            _refuse_mp4(path)
        elif start.startswith(_ASF):
            header = start + file.read(min(int.from_bytes(start[16:24], "little"), _BOX_LIMIT))
            if any(protection in header for protection in _ASF_PROTECTION):
                raise TagError(path, "it is copy-protected (DRM)")


def _refuse_mp4(path: Path) -> None:
    """Movie fragments, whose offsets would break, and protected sound."""
    with path.open("rb") as file:
        at, size = 0, file.seek(0, 2)
        while at + 8 <= size:
            file.seek(at)
            header = file.read(16)
            length, name = int.from_bytes(header[:4], "big"), header[4:8]
            if length == 1:
                length = int.from_bytes(header[8:16], "big")
            if name == b"moof":
                raise TagError(path, "it is a fragmented MP4, which cannot be written safely")
            if name == b"moov":
                file.seek(at)
                movie = file.read(min(length, _BOX_LIMIT) if length else _BOX_LIMIT)
                _refuse_movie(path, movie)
            if length < 8:
                return
            at += length


def _refuse_movie(path: Path, movie: bytes) -> None:
    if b"mvex" in movie:
        raise TagError(path, "it is a fragmented MP4, which cannot be written safely")
    # A protected track's sample description is called drms or enca (ISO 14496-12, 8.12).
    for described in re.finditer(b"stsd", movie):
        if movie[described.start() + 16 : described.start() + 20] in (b"drms", b"enca"):
            raise TagError(path, "it is copy-protected (DRM)")
