"""Two names change their files in one step, so that nothing is ever missing or half there."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import sys
from pathlib import Path

from engine.disk.files import flush, sync_folder

KEPT_SUFFIX = ".kept"  # of the displaced file's name, for a moment, where there is no exchange
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
# What a kernel or a file system answers that knows no exchange.
_UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def swap(path: Path, other: Path) -> None:
    """`path` becomes the file that `other` was, and `other` the one that `path` was.

    In one step where the system has one (Linux). Elsewhere the displaced file is first kept
    beside, then `path` is replaced in one step, and the kept file takes the name `other`. Raises
    OSError, and then `path` is as it was.
    """
    if not _exchange(path, other):
        _replace_and_keep(path, other)


def has_writers(path: Path) -> bool:
    """Whether a program has the file open for writing now; False where one cannot know.

    Linux grants a read lease only on a file that nobody has open for writing (fcntl(2)).
    """
    if sys.platform != "linux":
        return False
    import fcntl

    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        # Whoever opens the file meanwhile breaks the lease; the usual signal would end the program.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN  # others: not our file, or a system without leases
    finally:
        os.close(descriptor)
    return False


def _exchange(path: Path, other: Path) -> bool:
    """Whether the system could do it in one step; raises OSError when it failed at it."""
    if sys.platform != "linux":
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    names = os.fsencode(path), os.fsencode(other)
    if call(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNABLE:
        return False
    raise OSError(code, os.strerror(code), str(path))


def _replace_and_keep(path: Path, other: Path) -> None:
    kept = other.with_name(other.name + KEPT_SUFFIX)
    kept.unlink(missing_ok=True)
    try:
        os.link(path, kept)
    except OSError:  # a file system without hard links
        shutil.copy2(path, kept)
        flush(kept)  # else a power cut could leave the new file and half of the old one
    sync_folder(path.parent)
    try:
        other.replace(path)
    except OSError:
        kept.unlink()
        raise
    try:
        kept.replace(other)
    except OSError:
        kept.replace(path)
        raise
