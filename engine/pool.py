"""DescriberPool: worker processes that listen to files, so that a bad file costs only itself."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import partial
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
_LOST = 3  # times the time limit after which nothing will be heard of a track any more

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
    alone: bool = False  # so that it is to blame if the worker dies again
    begun_s: float = 0.0  # by the clock that only goes forward


@dataclass(frozen=True, slots=True)
class _Run:
    """The state of one `describe`."""

    waiting: Iterator[Path]
    again: deque[_Task] = field(default_factory=deque)
    in_flight: dict[_Future, _Task] = field(default_factory=dict)
    finished: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue)

    def must_wait(self) -> bool:
        """Whether nothing can be begun before what is in work has ended."""
        alone = bool(self.again) and self.again[0].alone
        return any(task.alone or alone for task in self.in_flight.values())

    def judged(self, task: _Task, result: Analysis | LinernotesError, alone: bool) -> list[Result]:
        """The result, or none yet where a worker's death is forgiven: once."""
        if isinstance(result, WorkerError) and task.attempt < _ATTEMPTS:
            self.again.append(_Task(task.path, task.attempt + 1, alone))
            return []
        return [(task.path, result)]


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
        self._new_pool = partial(
            ProcessPool,
            max_workers=self._jobs,
            context=get_context("spawn"),
            initializer=_start_worker,
            initargs=(model, memory_bytes, priority, manner or Manner()),
        )
        self._pool = self._new_pool()
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
        ended = threading.Thread(target=_stop, args=(self._pool,), daemon=True)
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
        run = _Run(iter(paths))
        try:
            while True:
                self._hand_on(run)
                if not run.in_flight and self._running.is_set():
                    return
                ended = self._ended(run)
                yield from ended or (None,)
        finally:
            for future in run.in_flight:
                future.cancel()  # type: ignore[no-untyped-call]

    def _hand_on(self, run: _Run) -> None:
        """Keeps the workers busy."""
        while self._running.is_set() and len(run.in_flight) < self._room():
            if run.must_wait():
                return
            task = run.again.popleft() if run.again else _next_task(run.waiting)
            if task is None:
                return
            try:
                future = self._pool.schedule(
                    self._listen, args=[task.path, self._windows], timeout=self._timeout_s
                )
            except RuntimeError:  # the pool is broken
                run.again.appendleft(task)
                if run.in_flight:  # they are given up first
                    return
                self._renew()
                continue
            run.in_flight[future] = replace(task, begun_s=time.monotonic())
            future.add_done_callback(run.finished.put)

    def _ended(self, run: _Run) -> list[Result]:
        """What was finished, or given up, within 100 ms."""
        try:
            future = run.finished.get(timeout=_POLL_S)
        except queue.Empty:
            lost = self._given_up(run)
            return [r for task in lost for r in run.judged(task, _lost(task), alone=True)]
        task = run.in_flight.pop(future, None)
        if task is None:  # it was given up before
            return []
        unclear = isinstance(future.exception(), BrokenProcessPool)  # whose fault it was
        return run.judged(task, self._result(task, future), alone=unclear)

    def _given_up(self, run: _Run) -> list[_Task]:
        """Takes out what nothing will be heard of any more.

        A worker that dies between two tracks breaks the whole pool; one that dies with the lock in
        its hand by which all get their tracks leaves a mute one, which gets new workers here.
        """
        latest = time.monotonic() - _LOST * self._timeout_s
        waiting = {future: task for future, task in run.in_flight.items() if not future.done()}
        mute = any(task.begun_s < latest for task in waiting.values())
        if mute:
            self._renew()
        elif self._pool.active:
            return []
        return [run.in_flight.pop(future) for future in waiting]

    def _renew(self) -> None:
        """New workers in place of a pool that broke."""
        old, self._pool = self._pool, self._new_pool()
        threading.Thread(target=_stop, args=(old,), daemon=True).start()

    def _result(self, task: _Task, future: _Future) -> Analysis | LinernotesError:
        try:
            result: Analysis | LinernotesError = future.result()
        except TimeoutError:
            return WorkerError(task.path, f"listening took more than {self._timeout_s:.0f} s")
        except ProcessExpired as death:
            return WorkerError(task.path, cause_of_death(death.exitcode))
        except BrokenProcessPool:
            return _lost(task)
        except MemoryError:
            return WorkerError(task.path, "listening needed too much memory")
        except Exception as error:  # our bug, but no reason to lose the other tracks
            return WorkerError(task.path, f"listening failed ({type(error).__name__}: {error})")
        return result


def _lost(task: _Task) -> WorkerError:
    return WorkerError(task.path, "the worker died before it could say why")


def _stop(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


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
