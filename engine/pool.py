"""DescriberPool: worker processes that listen to files, so that a bad file costs only itself."""

from __future__ import annotations

import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import psutil
from pebble import ProcessExpired, ProcessFuture, ProcessPool

from engine.audio import load_windows
from engine.child import be_quiet_and_polite, cause_of_death, limit_memory
from engine.errors import AudioError, LinernotesError, TagError, WorkerError
from engine.manner import Manner
from engine.model import Captioner
from engine.priority import Priority
from engine.tags import read_tags
from engine.track import Analysis, Tags

WINDOWS = 3  # per track
TIMEOUT_S = 60.0  # per track
MEMORY_BYTES = 1536 * 1024 * 1024  # per track, on top of the loaded model
_IN_FLIGHT_PER_WORKER = 2  # enough to keep a worker busy, few enough to stop at once
_POLL_S = 0.1
_JOIN_S = 5.0  # stopping takes a fifth of a second
_ATTEMPTS = 2  # a worker may die by accident once

Result = tuple[Path, Analysis | LinernotesError]
Listen = Callable[[Path, int], Analysis | LinernotesError]
_Future = ProcessFuture[Analysis | LinernotesError]


class Describer(Protocol):
    """Who listens to files: this computer's pool, or a cluster."""

    def describe(self, paths: Iterable[Path]) -> Generator[Result | None]:
        """Each file's Analysis, or why there is none; None at least every 100 ms meanwhile."""
        ...


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    attempt: int


class DescriberPool:
    """Context manager. Workers are started by the first `describe` and stopped on exit."""

    def __init__(
        self,
        model: Path,
        *,
        jobs: int | None = None,
        windows: int = WINDOWS,
        timeout_s: float = TIMEOUT_S,
        memory_bytes: int = MEMORY_BYTES,
        priority: Priority = Priority.LOW,
        manner: Manner | None = None,
        listen: Listen | None = None,
    ) -> None:
        """`jobs`: worker processes, one per core if None; `manner`: the user's words.

        `listen`: what the workers do, for tests.
        """
        self._jobs = jobs or os.cpu_count() or 1
        self._windows = windows
        self._timeout_s = timeout_s
        self._listen = listen or _listen
        # Inherited by the workers, which have one core each: numpy's threads would only spin.
        os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._pool = ProcessPool(
            max_workers=self._jobs,
            context=get_context("spawn"),
            initializer=_start_worker,
            initargs=(model, memory_bytes, priority, manner or Manner()),
        )
        self._at_once = self._jobs
        self._running = threading.Event()
        self._running.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        ended = threading.Thread(target=self._pool.join, daemon=True)
        ended.start()
        ended.join(_JOIN_S)
        if ended.is_alive():  # a worker that does not even die: do not wait for it for ever
            for child in psutil.Process().children(recursive=True):
                child.kill()

    def pause(self) -> None:
        """Begins no further track; those in work are finished."""
        self._running.clear()

    def resume(self) -> None:
        """Goes on after `pause`."""
        self._running.set()

    def use(self, cores: int) -> None:
        """From now on at most so many tracks are worked on at once; 0: one for each worker.

        Those that are in work already are finished.
        """
        self._at_once = min(cores, self._jobs) or self._jobs

    def _room(self) -> int:
        """How many tracks may be handed on: a capped pool must not keep any in reserve."""
        capped = self._at_once < self._jobs
        return self._at_once if capped else _IN_FLIGHT_PER_WORKER * self._jobs

    def describe(self, paths: Iterable[Path]) -> Generator[Result | None]:
        """Each file's Analysis, or why there is none, in order of completion.

        Yields None when nothing was finished for 100 ms, so that the caller can react. Closing
        the generator cancels what is in work.
        """
        waiting = iter(paths)
        again: deque[_Task] = deque()
        in_flight: dict[_Future, _Task] = {}
        finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        try:
            while True:
                while self._running.is_set() and len(in_flight) < self._room():
                    task = again.popleft() if again else _next_task(waiting)
                    if task is None:
                        break
                    future = self._pool.schedule(
                        self._listen, args=[task.path, self._windows], timeout=self._timeout_s
                    )
                    in_flight[future] = task
                    future.add_done_callback(finished.put)
                if not in_flight and self._running.is_set():
                    return
                try:
                    future = finished.get(timeout=_POLL_S)
                except queue.Empty:
                    yield None
                    continue
                task = in_flight.pop(future)
                result = self._result(task, future)
                if isinstance(result, WorkerError) and task.attempt < _ATTEMPTS:
                    again.append(_Task(task.path, task.attempt + 1))
                else:
                    yield task.path, result
        finally:
            for future in in_flight:
                future.cancel()  # type: ignore[no-untyped-call]

    def _result(self, task: _Task, future: _Future) -> Analysis | LinernotesError:
        try:
            result: Analysis | LinernotesError = future.result()
        except TimeoutError:
            return WorkerError(task.path, f"listening took more than {self._timeout_s:.0f} s")
        except ProcessExpired as death:
            return WorkerError(task.path, cause_of_death(death.exitcode))
        except MemoryError:
            return WorkerError(task.path, "listening needed too much memory")
        except Exception as error:  # our bug, but no reason to lose the other tracks
            return WorkerError(task.path, f"listening failed ({type(error).__name__}: {error})")
        return result


def _next_task(paths: Iterator[Path]) -> _Task | None:
    path = next(paths, None)
    return None if path is None else _Task(path, 1)


# --- in the worker ------------------------------------------------------------------------------


class _Worker:
    """What a worker process keeps from its start on."""

    captioner: Captioner
    manner: Manner


def _start_worker(model: Path, memory_bytes: int, priority: Priority, manner: Manner) -> None:
    """A lower priority, the model loaded, then the limit on what one track may add."""
    be_quiet_and_polite(priority)
    _Worker.captioner = Captioner(model)
    _Worker.manner = manner
    limit_memory(memory_bytes)


def _listen(path: Path, windows: int) -> Analysis | LinernotesError:
    """Everything about one file; its own troubles come back as values."""
    captioner = _Worker.captioner
    try:
        sound = load_windows(
            path,
            sample_rate=captioner.sample_rate,
            seconds=captioner.window_s,
            count=windows,
        )
    except AudioError as error:
        return error
    try:
        tags = read_tags(path)
    except TagError:
        tags = Tags()  # no reason not to listen
    return Analysis(
        tags, sound.duration_s, sound.audio_hash, captioner.describe(sound, _Worker.manner)
    )
