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


def hash_of(path: Path) -> str:
    """SHA-256 of the file's bytes; raises OSError, also for what is no regular file."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_and_hash(source: Path, copy: Path) -> str:
    """Makes `copy`, which must not be there yet, ours alone to read; SHA-256 of its bytes.

    Raises OSError; FileExistsError when the name is taken.
    """
    sha = hashlib.sha256()
    descriptor = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as target, open_regular(source) as original:
        # One buffer of a size that stays in the processor's cache between its two uses.
        for piece in pieces(original, bytearray(_BLOCK)):
            sha.update(piece)
            target.write(piece)
    return sha.hexdigest()


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
