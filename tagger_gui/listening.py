"""Listening: looks for music and listens to it in the background, one job at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.errors import LinernotesError
from engine.words import printable
from tagger_gui import tasks
from tagger_gui.activity.board import BoardJob, JobBoard, Steps
from tagger_gui.reasons import error_words
from tagger_gui.services import Services
from tagger_gui.tasks import Phase, Step, Throttle
from tagger_gui.text import one_line

_SAMPLE = 20  # tracks


class Listening(QObject):
    """Runs scan and describe as jobs on the board.

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

    def __init__(self, services: Services, board: JobBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._board = board
        self.throttle = Throttle()
        self._job: BoardJob | None = None
        self._next: list[Path] = []  # folders to be opened when the running job has ended
        self._again = False  # tracks wait that the running job does not know of
        self._phase = Phase.LOOKING

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return self._job is not None

    def open(self, folders: Sequence[Path]) -> None:
        """Looks through the folders and listens to what is new, now or after the running job."""
        if self.busy:
            self._next += folders
        elif folders:
            names = ", ".join(printable(folder.name or folder) for folder in folders)
            title = self.tr("Music in {0}").format(one_line(names, 100))
            self._begin(title, Phase.LOOKING, partial(tasks.take_in, self._services, folders))

    def sample(self, folders: Sequence[Path]) -> BoardJob:
        """Looks through the folders and listens to a few of their tracks only."""
        title = self.tr("A sample of your music")
        steps = partial(tasks.take_in, self._services, folders, sample=_SAMPLE)
        return self._begin(title, Phase.LOOKING, steps)

    def resume(self) -> None:
        """Listens to everything that waits in folders that are there."""
        if self.busy:
            self._again = True
        else:
            title = self.tr("Tracks that were waiting")
            steps = partial(tasks.listen_everywhere, self._services)
            self._begin(title, Phase.LISTENING, steps)

    def cancel(self) -> list[Path]:
        """Stops; what is done is kept. The folders that were to be opened after it."""
        put_off, self._next, self._again = self._next, [], False
        if self._job is not None:
            self._job.cancel()
        return put_off

    def _begin(self, title: str, phase: Phase, steps: Steps) -> BoardJob:
        self._phase = phase
        job = self._job = self._board.start(title, phase, steps, self.throttle)
        job.stepped.connect(self._show)
        job.broke.connect(self.failed)
        job.ended.connect(self._end)
        self.begun.emit()
        return job

    def _show(self, steps: list[Step]) -> None:
        if any(step.phase is not self._phase for step in steps):
            self._phase = steps[-1].phase
            self.found.emit()
        if rows := [step.row for step in steps if step.row]:
            self.heard.emit(rows)

    def _end(self) -> None:
        job, self._job = self._job, None
        if self._phase is Phase.LOOKING:  # stopped before it came to listening
            self.found.emit()
        if job and (troubles := job.folder_troubles()):
            self.told.emit(self._words(troubles))
        self.ended.emit()
        folders, self._next = self._next, []
        again, self._again = self._again, False
        if folders:
            self.open(folders)
        elif again:
            self.resume()

    def _words(self, troubles: Sequence[LinernotesError]) -> str:
        first = one_line(error_words(troubles[0]), 300)
        more = len(troubles) - 1
        return self.tr("{0} (and %Ln more)", "", more).format(first) if more else first
