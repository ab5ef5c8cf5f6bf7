"""One call of `DescriberCluster.describe`: which paths wait, are in flight, are suspected."""

from __future__ import annotations

import asyncio
import os
import queue
from collections import deque
from collections.abc import Iterator
from concurrent.futures import CancelledError
from concurrent.futures import Future as Answer
from dataclasses import dataclass
from pathlib import Path

from distributed import Client, Future, KilledWorker

from engine.cluster.crew import Crew, submit
from engine.cluster.mounts import Mounts
from engine.cluster.worker import Heard, Setup, hear
from engine.errors import WorkerError
from engine.pool import Result
from engine.track import Analysis

_IN_FLIGHT_PER_THREAD = 2  # enough to keep a worker busy, few enough to stop at once
_POLL_S = 0.1
_FETCH_S = 2.0  # a result is a few kilobytes; Dask asks a dead worker for half a minute


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    workers: frozenset[str] = frozenset()  # addresses of those that may do it
    alone: bool = False  # with no other in flight: it was about when workers died


class Run:
    """One call of `describe`: which paths wait, are in flight, or are under suspicion."""

    def __init__(
        self, client: Client, setup: Setup, mounts: Mounts, waiting: Iterator[Path]
    ) -> None:
        self._client = client
        self._setup = setup
        self._mounts = mounts
        self._waiting = waiting
        self._again: deque[_Task] = deque()
        self._suspects: deque[_Task] = deque()
        self._in_flight: dict[Future, _Task] = {}
        self._done: queue.SimpleQueue[tuple[Future, Answer[Heard]]] = queue.SimpleQueue()

    def submit(self, ready: dict[str, int]) -> None:
        """Hands out as much as keeps these workers (address → threads) busy."""
        workers = frozenset(ready)
        while len(self._in_flight) < _IN_FLIGHT_PER_THREAD * sum(ready.values()):
            task = self._next_task()
            if task is None:
                return
            there = os.fsencode(self._mounts.there(task.path))
            future = submit(self._client, workers, hear, self._setup, there)
            self._in_flight[future] = _Task(task.path, workers, task.alone)
            future.add_done_callback(self._fetch)

    def without_workers(self, present: frozenset[str]) -> Iterator[Result]:
        """Takes back what no worker that is still there may do; what is now given up."""
        for future, task in list(self._in_flight.items()):
            if task.workers.isdisjoint(present):
                self._let_go(future)
                if result := self._lost(task, "its worker died"):
                    yield result

    def next_result(self, crew: Crew) -> Result | None:
        """Waits 100 ms for the next; None when there is none."""
        try:
            future, answer = self._done.get(timeout=_POLL_S)
        except queue.Empty:
            return None
        if future not in self._in_flight:
            return None
        try:
            heard = answer.result()
        except TimeoutError:  # lost together with its worker, so Dask does it again
            self._fetch(future)
            return None
        except CancelledError:
            raise
        except KilledWorker as death:
            times = death.allowed_failures + 1
            return self._lost(self._let_go(future), f"{times} workers died listening to it")
        except Exception as error:
            words = f"listening failed ({type(error).__name__}: {error})"
            return self._lost(self._let_go(future), words)
        return self._judged(self._let_go(future), heard, crew)

    def finished(self) -> bool:
        """Whether nothing is in flight and nothing waits."""
        if self._in_flight:
            return False
        task = self._next_task()
        if task:
            self._again.appendleft(task)
        return task is None

    def close(self) -> None:
        """Takes back all that is in flight; what is being listened to is finished in vain."""
        for future in list(self._in_flight):
            self._let_go(future)

    def _fetch(self, future: Future) -> None:
        """Has a finished result put into `_done` when it is here."""
        gathering = asyncio.wait_for(self._client.gather(future, asynchronous=True), _FETCH_S)
        answer = asyncio.run_coroutine_threadsafe(gathering, self._client.loop.asyncio_loop)
        answer.add_done_callback(lambda done: self._done.put((future, done)))

    def _next_task(self) -> _Task | None:
        if self._again:
            return self._again.popleft()
        path = next(self._waiting, None)
        if path is not None:
            return _Task(path)
        return self._suspects.popleft() if self._suspects and not self._in_flight else None

    def _let_go(self, future: Future) -> _Task:
        future.release()
        return self._in_flight.pop(future)

    def _lost(self, task: _Task, reason: str) -> Result | None:
        if task.alone:
            return task.path, WorkerError(task.path, reason)
        self._suspects.append(_Task(task.path, alone=True))
        return None

    def _judged(self, task: _Task, heard: Heard, crew: Crew) -> Result | None:
        if heard.trouble and os.access(task.path, os.R_OK):
            crew.refuse(heard.worker, heard.trouble)
            self._again.append(task)
            return None
        if isinstance(heard.result, Analysis):
            return task.path, heard.result
        return task.path, type(heard.result)(task.path, heard.result.reason)
