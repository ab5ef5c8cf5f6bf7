"""Makes the system calls of a safe write fail, or kill the process, one after another."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from engine import disk
from engine.journal import Journal
from engine.writing import replace

# Every call through which a write touches the disk, as the protocol makes them. What happens
# inside of them, and inside SQLite, is the business of tests/torture.
CALLS: tuple[tuple[Any, str], ...] = (
    (os, "open"),
    (os, "fsync"),
    (os, "chmod"),
    (os, "utime"),
    (os, "unlink"),
    (os, "lstat"),
    (os, "link"),
    (os, "replace"),
    (disk, "copy_bytes"),
    (disk, "hash_of"),
    (disk, "open_regular"),
    (replace, "compare"),
    (replace, "rest_of"),
    (disk, "swap"),
    (Journal, "announce"),
    (Journal, "prepare"),
    (Journal, "finish"),
    (Journal, "forget"),
)


@contextmanager
def after(
    count: int, strike: Callable[[Any], None], *, before: bool = False
) -> Iterator[list[str]]:
    """`strike` is called at the `count`-th call, behind it or (`before`) in its place.

    It is told to whom the call belongs.

    Gives the names of the calls that were made.
    """
    made: list[str] = []

    def wrapped(owner: Any, name: str) -> Callable[..., Any]:
        real = getattr(owner, name)

        def call(*arguments: Any, **options: Any) -> Any:
            made.append(name)
            struck = len(made) == count
            if struck and before:
                strike(owner)
            try:
                return real(*arguments, **options)
            finally:
                if struck and not before:
                    strike(owner)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in CALLS:
            patch.setattr(owner, name, wrapped(owner, name))
        yield made


def kill(_: Any) -> None:
    """As a power switch for this process."""
    os.kill(os.getpid(), signal.SIGKILL)
