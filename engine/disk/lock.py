"""A lock between processes that the system takes back when its holder dies, however it dies."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Self

_POLL_S = 0.02
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)


class Lock:
    """Context manager; raises TimeoutError when others hold the lock too long, and OSError.

    The file is a lock file, made when it is not there, or with `create=False` any file, whose
    bytes stay free to be read. Where a file system knows no locks there is none.
    """

    def __init__(
        self,
        path: Path,
        *,
        create: bool = True,
        wait_s: float = 60.0,
        held: str = "another copy of Linernotes is writing",
    ) -> None:
        """`held`: why it cannot be had, in words."""
        self._path = path
        self._held = held
        self._flags = os.O_RDWR | os.O_CREAT if create else os.O_RDONLY | _NONBLOCK
        self._wait_s = wait_s
        self._descriptor = -1

    def __enter__(self) -> Self:
        self._descriptor = os.open(self._path, self._flags, 0o600)
        until = time.monotonic() + self._wait_s
        while not _take(self._descriptor):
            if time.monotonic() > until:
                os.close(self._descriptor)
                raise TimeoutError(self._held)
            time.sleep(_POLL_S)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)  # closing gives the lock back


if sys.platform == "win32":
    import msvcrt

    _BEHIND_EVERYTHING = 0x7FFF0000  # Windows forbids reading what is locked

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, _BEHIND_EVERYTHING, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
