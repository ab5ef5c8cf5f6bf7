"""Bytes of files: hashed, copied under a new name, and made to survive a power cut."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path

from blake3 import blake3

_BLAKE3 = "blake3:"  # before the digits; without it they are of SHA-256, as in earlier journals
_FICLONE = 0x40049409  # linux/fs.h
_BLOCK = 256 * 1024  # bytes
_BINARY = getattr(os, "O_BINARY", 0)  # Windows
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)

Identity = tuple[int, ...]


def identity(info: os.stat_result) -> Identity:
    """What differs as soon as somebody replaces a file or writes into it."""
    return (info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)


def open_regular(path: Path) -> FileIO:
    """A regular file open for reading; raises OSError for anything else, and never waits for it.

    Links are something else: whoever has put one in a file's place means another file.
    """
    try:
        # Without O_NONBLOCK, opening a FIFO would wait for somebody to write into it.
        file = FileIO(os.open(path, os.O_RDONLY | _NONBLOCK | _NOFOLLOW | _BINARY))
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(errno.EINVAL, "not a regular file", str(path)) from error
        raise
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return file


def pieces(file: FileIO, buffer: bytearray) -> Iterator[memoryview]:
    """All that is left of an unbuffered file, piece by piece in the same memory."""
    view = memoryview(buffer)
    while size := file.readinto(view):
        yield view[:size]


class Hash:
    """A hash of bytes that come in pieces: BLAKE3, or of the kind that `like` is.

    Equal hashes mean equal bytes. Of the two, BLAKE3 is three times as quick where a processor
    knows SHA-256, and ten times where it does not.
    """

    def __init__(self, like: str = "") -> None:
        self._mark = _BLAKE3 if like.startswith(_BLAKE3) or not like else ""
        self._hash = blake3() if self._mark else hashlib.sha256()
        self.update = self._hash.update

    def __str__(self) -> str:
        return self._mark + self._hash.hexdigest()


def hash_of(path: Path, like: str = "") -> str:
    """The Hash of the file's bytes; raises OSError, also for what is no regular file."""
    found = Hash(like)
    with open_regular(path) as file:
        for piece in pieces(file, bytearray(_BLOCK)):
            found.update(piece)
    return str(found)


def copy_bytes(source: Path, copy: Path) -> None:
    """Makes `copy`, which must not be there yet, ours alone to read.

    Raises OSError; FileExistsError when the name is taken.
    """
    descriptor = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as target, open_regular(source) as original:
        if not _cloned(target.fileno(), original.fileno()):
            # One buffer of a size that stays in the processor's cache between its two uses.
            for piece in pieces(original, bytearray(_BLOCK)):
                target.write(piece)


def _cloned(target: int, source: int) -> bool:
    """Whether the file system could let the two share their bytes until one is changed.

    Btrfs, XFS and others can (ioctl_ficlone(2)). What cannot or fails has changed nothing.
    """
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        fcntl.ioctl(target, _FICLONE, source)
    except OSError:
        return False
    return True


def flush(path: Path) -> None:
    """Makes a file's bytes and attributes survive a power cut; raises OSError."""
    # Windows flushes only through a descriptor that may write.
    descriptor = os.open(path, (os.O_RDWR if sys.platform == "win32" else os.O_RDONLY) | _BINARY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Makes a folder's list of names survive a power cut, where the system can do that."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # some network file systems cannot
        flush(folder)


def put(path: Path, data: bytes, *, overwrite: bool) -> None:
    """`path` holds these bytes, all of them or, after OSError, what was there before.

    Raises FileExistsError when something of this name is there and `overwrite` is False.
    """
    copy = path.with_name(f".~linernotes-{secrets.token_hex(8)}")
    try:
        with copy.open("xb") as file:
            file.write(data)
        flush(copy)
        if overwrite:
            copy.replace(path)
        else:
            _give_free_name(copy, path)
        sync_folder(path.parent)
    finally:
        copy.unlink(missing_ok=True)


def _give_free_name(copy: Path, path: Path) -> None:
    """A link is made only where the name is free, in one step; a rename would take its place."""
    if sys.platform == "win32":
        copy.rename(path)  # there, only a free name can be taken
        return
    try:
        path.hardlink_to(copy)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: almost as good
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        copy.rename(path)
