"""Work in the background: the only place where threads are started.

What runs in a thread knows no Qt: it leaves its events in a queue, which a timer of the thread
that started it empties. So no callback ever runs on another thread, and a worker that is still
busy when its window is gone disturbs nobody.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

_T = TypeVar("_T")
_DELIVER_MS = 50  # between two deliveries of a job's events
_ANSWER_MS = 10  # between two looks whether an answer is there


class Threads:
    """The program's threads by purpose, so that a long job never keeps a short question waiting."""

    def __init__(self) -> None:
        self.jobs = QThreadPool()
        self.jobs.setMaxThreadCount(4)  # loading, listening, writing
        self.errands = QThreadPool()
        self.errands.setMaxThreadCount(8)  # one per Errands, which keep their own order

    def wait(self, milliseconds: int) -> bool:
        """Whether everything has ended within that time."""
        ended = [pool.waitForDone(milliseconds) for pool in (self.jobs, self.errands)]
        return all(ended)


class _Run:
    """One generator in its thread."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.arrived: deque[Any] = deque()
        self.error: BaseException | None = None
        self.cancelled = threading.Event()
        self.ended = threading.Event()

    def __call__(self) -> None:
        try:
            self._iterate()
        except BaseException as error:  # a thread has no one above it who could see it
            self.error = error
        finally:
            self.ended.set()

    def _iterate(self) -> None:
        try:
            while not self.cancelled.is_set():
                try:
                    self.arrived.append(next(self.events))
                except StopIteration:
                    return
        finally:
            if isinstance(self.events, Generator):
                self.events.close()

    def taken(self) -> list[Any]:
        """The events since the last call."""
        return [self.arrived.popleft() for _ in range(len(self.arrived))]


class Job(QObject):
    """Runs a generator of events in a thread.

    Signals:
        progressed(list): events since the last signal, at most twenty times a second.
        failed(BaseException): the generator raised; what it had yielded before has been told.
        finished(): it has ended, failed or was cancelled; always told, always last.
    """

    progressed = Signal(object)
    failed = Signal(object)
    finished = Signal()

    def __init__(
        self, events: Iterator[Any], threads: Threads, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._run = _Run(events)
        self._threads = threads
        self._timer = QTimer(self)
        self._timer.setInterval(_DELIVER_MS)
        self._timer.timeout.connect(self._deliver)

    def start(self) -> None:
        """Begins; once only."""
        self._timer.start()
        self._threads.jobs.start(self._run)

    def cancel(self) -> None:
        """Closes the generator, in its thread, after its next event."""
        self._run.cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._run.cancelled.is_set()

    def _deliver(self) -> None:
        ended = self._run.ended.is_set()  # asked first: no event comes after it
        if events := self._run.taken():
            self.progressed.emit(events)
        if not ended:
            return
        self._timer.stop()
        if self._run.error is not None:
            self.failed.emit(self._run.error)
        self.finished.emit()


@dataclass(frozen=True, slots=True)
class _Errand:
    run: _Run
    then: Callable[[Any], object] | None


class Errands(QObject):
    """Runs functions in a thread, one after another, and brings each answer back.

    Signals:
        failed(BaseException): a function raised; its callback is not called.
    """

    failed = Signal(object)

    def __init__(self, threads: Threads, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = threads
        self._waiting: deque[_Errand] = deque()
        self._current: _Errand | None = None
        self._dropped = False
        self._timer = QTimer(self)
        self._timer.setInterval(_ANSWER_MS)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether anything is still to be done."""
        return self._current is not None

    def run(self, work: Callable[[], _T], then: Callable[[_T], object] | None = None) -> None:
        """Calls `work` in a thread when all before is done, then `then` with its answer here."""
        self._waiting.append(_Errand(_Run(_once(work)), then))
        self._begin()

    def ask(self, work: Callable[[], _T], then: Callable[[_T], object]) -> None:
        """Like `run`, but only the latest matters: what was asked before is dropped."""
        self.drop()
        self.run(work, then)

    def drop(self) -> None:
        """Nothing that was asked before is wanted any more."""
        self._waiting.clear()
        self._dropped = self._current is not None

    def finish(self) -> None:
        """Does all that is still to be done before it returns; for the end of the program."""
        if self._current is not None:
            self._current.run.ended.wait()
        self._timer.stop()
        while self._waiting:
            self._waiting.popleft().run()

    def _begin(self) -> None:
        if self._current is None and self._waiting:
            self._current = self._waiting.popleft()
            self._threads.errands.start(self._current.run)
            self._timer.start()

    def _look(self) -> None:
        errand = self._current
        if errand is None or not errand.run.ended.is_set():
            return
        dropped, self._current, self._dropped = self._dropped, None, False
        self._timer.stop()
        self._begin()
        if dropped:
            return
        if errand.run.error is not None:
            self.failed.emit(errand.run.error)
        elif errand.then is not None:
            errand.then(errand.run.taken()[0])


def _once(work: Callable[[], _T]) -> Iterator[_T]:
    yield work()
