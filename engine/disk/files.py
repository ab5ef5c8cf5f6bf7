"""Bytes of files: hashed, copied under a new name, and made to survive a power cut."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Protocol

from blake3 import blake3

LEAF = 256 * 1024  # bytes that are read, copied and hashed at a time
_SENT = 8 * 1024 * 1024  # bytes that the kernel is asked to copy at a time
_FICLONE = 0x40049409  # linux/fs.h
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


class _Leaves:
    """BLAKE3 of the BLAKE3 hashes of each LEAF of the bytes."""

    def __init__(self) -> None:
        self._root = blake3()
        self._begun = bytearray()  # a leaf that is not whole yet
        self.last = b""  # hash of the last whole one

    def update(self, piece: bytes | memoryview) -> None:
        if len(piece) == LEAF and not self._begun:
            self._add(blake3(piece).digest())
            return
        self._begun += piece
        while len(self._begun) >= LEAF:
            self._add(blake3(self._begun[:LEAF]).digest())
            del self._begun[:LEAF]

    def follow(self, other: _Leaves, piece: bytes) -> None:
        """Adds the piece that the other was given last, without hashing it again."""
        if len(piece) == LEAF and not self._begun and not other._begun:
            self._add(other.last)
        else:
            self.update(piece)

    def _add(self, leaf: bytes) -> None:
        self.last = leaf
        self._root.update(leaf)

    def hexdigest(self) -> str:
        root = self._root.copy()
        if self._begun:
            root.update(blake3(self._begun).digest())
        return root.hexdigest()


class _Hasher(Protocol):
    def update(self, piece: bytes | memoryview, /) -> object: ...
    def hexdigest(self) -> str: ...


# By the mark before the digits. The first is what new records get, the others are of earlier ones.
_KINDS: Mapping[str, Callable[[], _Hasher]] = {
    "leaves:": _Leaves,
    "blake3:": blake3,
    "": hashlib.sha256,
}


class Hash:
    """A hash of bytes that come in pieces, of the newest kind or of the kind that `like` is.

    Equal hashes mean equal bytes. BLAKE3 is three times as quick as SHA-256 where a processor knows
    that, and ten times where it does not; by leaves, what two files share is hashed once.
    """

    def __init__(self, like: str = "") -> None:
        self._mark = next(mark for mark in _KINDS if like.startswith(mark) or not like)
        self._hash = _KINDS[self._mark]()
        self.update = self._hash.update

    def follow(self, other: Hash, piece: bytes) -> None:
        """Takes in the piece that the other, of the same kind, was given last."""
        if isinstance(self._hash, _Leaves) and isinstance(other._hash, _Leaves):
            self._hash.follow(other._hash, piece)
        else:
            self.update(piece)

    def __str__(self) -> str:
        return self._mark + self._hash.hexdigest()


def hash_of(path: Path, like: str = "") -> str:
    """The Hash of the file's bytes; raises OSError, also for what is no regular file."""
    found = Hash(like)
    with open_regular(path) as file:
        for piece in pieces(file, bytearray(LEAF)):
            found.update(piece)
    return str(found)


def copy_bytes(source: Path, copy: Path) -> None:
    """Makes `copy`, which must not be there yet, ours alone to read.

    Raises OSError; FileExistsError when the name is taken.
    """
    descriptor = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as target, open_regular(source) as original:
        ends = target.fileno(), original.fileno()
        if not _cloned(*ends) and not _sent(*ends):
            # One buffer of a size that stays in the processor's cache between its two uses.
            for piece in pieces(original, bytearray(LEAF)):
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


def _sent(target: int, source: int) -> bool:
    """Whether the kernel could copy the bytes, which spares the way through our memory.

    What cannot has written nothing; raises OSError when it could and then failed.
    """
    if sys.platform != "linux":  # elsewhere files are sent to sockets only
        return False
    at = 0
    try:
        while sent := os.sendfile(target, source, at, _SENT):
            at += sent
    except OSError:
        if at:
            raise
    return at > 0


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
