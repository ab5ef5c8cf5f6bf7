"""Child: one worker process with limits, for what a hostile file can make hang or crash."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Self

import psutil
from pebble import ProcessExpired, ProcessPool

from engine.errors import WorkerError
from engine.priority import Priority, take

TIMEOUT_S = 60.0  # per call
MEMORY_BYTES = 1024 * 1024 * 1024  # per call, on top of the loaded libraries
_ATTEMPTS = 2  # at starting the process


class Child:
    """Context manager. The process starts with the first call and is replaced when it dies."""

    def __init__(
        self, what: str, *, timeout_s: float = TIMEOUT_S, memory_bytes: int = MEMORY_BYTES
    ) -> None:
        """`what` the child does, as the subject of a sentence: "reading its tags"."""
        self._what = what
        self._timeout_s = timeout_s
        self._memory_bytes = memory_bytes
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=1,
            context=get_context("spawn"),
            initializer=_start,
            initargs=(self._memory_bytes,),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def run(self, function: Callable[..., Any], path: Path, *arguments: Any) -> Any:
        """`function(path, *arguments)` in the child; its LinernotesErrors are raised here.

        Raises WorkerError when the call takes too long or too much memory, or kills the child.
        """
        for _ in range(_ATTEMPTS):
            future = self._pool.schedule(function, args=[path, *arguments], timeout=self._timeout_s)
            try:
                return future.result()
            except TimeoutError as error:
                reason = f"{self._what} took more than {self._timeout_s:.0f} s"
                raise WorkerError(path, reason) from error
            except MemoryError as error:
                raise WorkerError(path, f"{self._what} needs too much memory") from error
            except ProcessExpired as death:
                raise WorkerError(path, cause_of_death(death.exitcode)) from death
            except BrokenProcessPool:  # it died before it began, by no fault of the file
                self.__exit__()
                self._pool = self._new_pool()
        raise WorkerError(path, f"{self._what} needs a process, and none could be started")


def cause_of_death(exitcode: int | None) -> str:
    """Why a worker process died, in words."""
    sign = -exitcode if exitcode and exitcode < 0 else 0
    names = {11: "a crash in a decoder", 9: "it was killed, perhaps for want of memory"}
    return f"the worker died: {names.get(sign, f'exit code {exitcode}')}"


def _start(memory_bytes: int) -> None:
    be_quiet_and_polite()
    from engine import audio, tags  # loaded before the limit is counted

    assert audio and tags
    limit_memory(memory_bytes)


def be_quiet_and_polite(priority: Priority = Priority.LOW) -> None:
    """Of a worker process: no Ctrl+C, no chatter on the terminal, a lower priority."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which stops us
    # Decoders write their complaints about damaged files straight to the terminal.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    take(priority)


def limit_memory(memory_bytes: int) -> None:
    """Lets this process have so much more memory than it has now, where that can be set."""
    if sys.platform == "linux":
        import resource  # not on Windows

        limit = psutil.Process().memory_info().vms + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
