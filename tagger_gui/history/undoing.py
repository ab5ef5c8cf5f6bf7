"""Undoing: takes writes back as a job on the board."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.library import Library
from tagger_gui.activity.board import BoardJob, JobBoard, JobState
from tagger_gui.history import records
from tagger_gui.reasons import error_words
from tagger_gui.tasks import Phase, Step
from tagger_gui.text import one_line


class Undoing(QObject):
    """Makes files what they were before.

    Signals:
        writing(tuple): files are about to be replaced; empty, because it is not known of which
            tracks. Nobody should hold them.
        written(): that is over.
        changed(list): Rows as they are after their file was made what it was.
        told(str): something the user should read.
        failed(BaseException): the job broke off.
    """

    writing = Signal(object)
    written = Signal()
    changed = Signal(object)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, library: Library, board: JobBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._board = board
        self._job: BoardJob | None = None

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return self._job is not None

    def begin(self, title: str, batch: int | None, paths: Sequence[Path] = ()) -> None:
        """Takes a batch back, or all of them (None); `paths`: only these files."""
        if self.busy:
            return
        self.writing.emit(())
        steps = partial(records.undo, self._library, batch, list(paths))
        job = self._job = self._board.start(title, Phase.UNDOING, steps)
        job.stepped.connect(self._show)
        job.broke.connect(self.failed)
        job.ended.connect(self._end)

    def _show(self, steps: list[Step]) -> None:
        if rows := [step.row for step in steps if step.row]:
            self.changed.emit(rows)

    def _end(self) -> None:
        job, self._job = self._job, None
        self.written.emit()
        if job is not None and job.state is not JobState.BROKEN:
            self.told.emit(self._outcome(job))

    def _outcome(self, job: BoardJob) -> str:
        failed = [step.error for step in job.troubles if step.error]
        done = job.step.done - len(failed)
        words = self.tr("%Ln files made what they were.", "", done)
        if failed:
            first = one_line(error_words(failed[0]), 300)
            words += " " + self.tr(
                "%Ln files left as they are, the first: {0}", "", len(failed)
            ).format(first)
        return words
