"""Listening: looks for music and listens to it in the background, one job at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.errors import LinernotesError
from tagger_gui import tasks
from tagger_gui.bars import JobBar
from tagger_gui.services import Services
from tagger_gui.tasks import Phase, Step
from tagger_gui.text import one_line
from tagger_gui.work import Job, Threads


class Listening(QObject):
    """Runs scan and describe, and keeps their bar in the status line up to date.

    Signals:
        begun(): a job has begun.
        found(): the folders were looked through; the library knows their files now.
        heard(list): Rows that were just finished.
        told(str): something the user should read.
        failed(BaseException): the job broke off.
        ended(): nothing is running any more.
    """

    begun = Signal()
    found = Signal()
    heard = Signal(object)
    told = Signal(str)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self, services: Services, threads: Threads, bar: JobBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._threads = threads
        self._bar = bar
        self._bar.pause_asked.connect(self.pause)
        self._bar.cancel_asked.connect(self.cancel)
        self._paused = threading.Event()
        self._job: Job | None = None
        self._next: list[Path] = []  # folders to be opened when the running job has ended
        self._again = False  # tracks wait that the running job does not know of
        self._phase = Phase.LOOKING
        self._troubles: list[LinernotesError] = []  # with folders, not with tracks

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return self._job is not None

    def open(self, folders: Sequence[Path]) -> None:
        """Looks through the folders and listens to what is new, now or after the running job."""
        if self.busy:
            self._next += folders
        elif folders:
            self._begin(Phase.LOOKING, tasks.take_in(self._services, folders, self._paused.is_set))

    def resume(self) -> None:
        """Listens to everything that waits in folders that are there."""
        if self.busy:
            self._again = True
        else:
            self._begin(
                Phase.LISTENING, tasks.listen_everywhere(self._services, self._paused.is_set)
            )

    def pause(self, paused: bool) -> None:
        """Begins no further track, or goes on."""
        if paused:
            self._paused.set()
        else:
            self._paused.clear()

    def cancel(self) -> None:
        """Stops, and forgets what was to come after; what is done is kept."""
        self._next, self._again = [], False
        if self._job is not None:
            self._bar.stop()
            self._job.cancel()

    def _begin(self, phase: Phase, steps: Iterator[Step]) -> None:
        self._paused.clear()
        self._phase, self._troubles = phase, []
        self._bar.begin(phase)
        job = self._job = Job(steps, self._threads, self)
        job.progressed.connect(self._show)
        job.failed.connect(self.failed)
        job.finished.connect(self._end)
        job.start()
        self.begun.emit()

    def _show(self, steps: list[Step]) -> None:
        if any(step.phase is not self._phase for step in steps):
            self._phase = steps[-1].phase
            self.found.emit()
        if rows := [step.row for step in steps if step.row]:
            self.heard.emit(rows)
        self._troubles += [step.error for step in steps if step.error and not step.row]
        if self._job and not self._job.cancelled:
            self._bar.show_step(steps[-1])

    def _end(self) -> None:
        if self._phase is Phase.LOOKING:  # stopped before it came to listening
            self.found.emit()
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        self._bar.hide()
        if self._troubles:
            self.told.emit(self._trouble_words())
        self.ended.emit()
        folders, self._next = self._next, []
        again, self._again = self._again, False
        if folders:
            self.open(folders)
        elif again:
            self.resume()

    def _trouble_words(self) -> str:
        first = one_line(str(self._troubles[0]), 300)
        more = len(self._troubles) - 1
        return self.tr("{0} (and {1} more)").format(first, more) if more else first
