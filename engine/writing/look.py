"""May this file be written? Everything that can be told without parsing it."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from engine.errors import ChangedError, TagError
from engine.track import Track

LARGEST = 4 * 1024**3  # bytes; beyond it formats and their readers disagree about their sizes
_FREE_MARGIN = 16 * 1024 * 1024  # bytes left over on the disk besides two copies of the file
_PLACEHOLDER_SIZE = 4096  # bytes; a smaller file may lie in its folder entry, without blocks
# FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN, _RECALL_ON_DATA_ACCESS (Windows); SF_DATALESS (macOS)
_WINDOWS_CLOUD, _MACOS_CLOUD = 0x1000 | 0x40000 | 0x400000, 0x40000000


def look(track: Track) -> tuple[Path, os.stat_result]:
    """Where the track's file really is (a symbolic link stays a link), and its state.

    Raises TagError with the reason if it may not be written.
    """
    try:
        path, info = resolved(track.path)
        if (info.st_size, info.st_mtime_ns) != (track.size, track.mtime_ns):
            raise ChangedError(path, "it has changed since it was scanned; scan it again")
        refuse_unwritable(path, info)
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
