"""Writing: checks what a write would change, lets the user review it, and only then writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog

from engine.library import Library
from tagger_gui import tasks
from tagger_gui.activity.board import BoardJob, JobBoard, JobState, Steps
from tagger_gui.changes.plan import Agreed, Plan
from tagger_gui.dialogs import Dialogs
from tagger_gui.reasons import error_words
from tagger_gui.settings.store import SettingsStore
from tagger_gui.settings.values import LIBRARY_ONLY
from tagger_gui.tasks import Phase, Step
from tagger_gui.text import one_line

if TYPE_CHECKING:
    from tagger_gui.changes.changes_dialog import ChangesDialog


class Writing(QObject):
    """Puts accepted descriptions into the files.

    Signals:
        writing(tuple): the files of these tracks are about to be replaced; nobody should hold them.
        written(): that is over.
        changed(list): Rows as they are after their file was written, or refused.
        told(str): something the user should read.
        reported(str, int): what was written, and the batch it can be taken back by (0: nothing).
        failed(BaseException): the job broke off.
        ended(): nothing is running any more.
    """

    writing = Signal(object)
    written = Signal()
    changed = Signal(object)
    told = Signal(str)
    reported = Signal(str, int)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self,
        library: Library,
        board: JobBoard,
        settings: SettingsStore,
        dialogs: Dialogs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._board = board
        self._settings = settings
        self._values = settings.values
        self._dialogs = dialogs
        self._job: BoardJob | None = None
        self._plan = Plan()
        self._written = 0  # files
        self._batch = 0
        self._dialog: ChangesDialog | None = None

    @property
    def busy(self) -> bool:
        """Whether a job is running or the user is asked."""
        return self._job is not None or self._dialog is not None

    def begin(self) -> None:
        """Looks what would change; asks when that is known."""
        self._values = self._settings.values  # the question and the write are about the same
        if self._values.profile == LIBRARY_ONLY:
            words = self.tr(
                "Nothing is written into files: the profile in the settings (Ctrl+,) is “Library "
                "only”."
            )
            self.told.emit(words)
        elif not self.busy:
            self._check()

    def _check(self) -> None:
        title = self.tr("What would be written")
        self._plan = Plan()
        check = partial(tasks.check_write, self._library, self._values)
        self._start(title, Phase.CHECKING, check, self._ask)

    def cancel(self) -> None:
        """Stops after the file that is being written."""
        if self._job is not None:
            self._job.cancel()

    def _start(self, title: str, phase: Phase, steps: Steps, then: Callable[[bool], None]) -> None:
        job = self._job = self._board.start(title, phase, steps)
        job.stepped.connect(self._show)
        job.broke.connect(self.failed)
        job.ended.connect(lambda: self._end(then))

    def _show(self, steps: list[Step]) -> None:
        writing = steps[-1].phase is Phase.WRITING
        for step in steps:
            if not writing:
                self._plan.add(step)
            elif step.error:
                self._plan.refused.append(one_line(error_words(step.error), 300))
            else:
                self._written += step.row is not None
                self._batch = step.batch or self._batch
        if rows := [s.row for s in steps if s.row and (writing or s.error)]:
            self.changed.emit(rows)

    def _end(self, then: Callable[[bool], None]) -> None:
        job, self._job = self._job, None
        if job is not None:
            then(job.state is JobState.DONE)
        if not self.busy:
            self.ended.emit()

    def _ask(self, complete: bool) -> None:
        from tagger_gui.changes.changes_dialog import ChangesDialog  # it loads the tag library

        if not complete:
            if self._dialog is not None:
                self._dialog.reject()
        elif self._dialog is not None:
            self._dialog.show_plan(self._plan)
        elif not self._plan.files:
            nothing = self.tr("Nothing to write: accept a description first.")
            self.told.emit(self._refusals() if self._plan.refused else nothing)
        else:
            dialog = self._dialog = ChangesDialog(
                self._values.profile, self._plan, self._dialogs.window()
            )
            dialog.profile_chosen.connect(self._check_for)
            # Later, because a dialog must not go while it still tells how it ended.
            dialog.finished.connect(self._answer, Qt.ConnectionType.QueuedConnection)
            self._dialogs.open(dialog)

    def _check_for(self, profile: str) -> None:
        """What would be written with another profile, this time."""
        own = self._settings.values
        policies = own.policies if profile == own.profile else {}
        self._values = replace(own, profile=profile, policies=policies)
        self._check()

    def _answer(self, answer: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is None:
            return
        dialog.deleteLater()
        if self._job is not None:  # still looking what another profile would do
            self._job.cancel()
        elif answer == QDialog.DialogCode.Accepted:
            self._write(dialog.agreed())
        else:
            self.ended.emit()

    def _write(self, agreed: Agreed) -> None:
        self.writing.emit(agreed.ids)
        self._written = self._batch = 0
        steps = partial(tasks.write, self._library, agreed.ids, agreed.without, self._values)
        title = self.tr("Descriptions into %Ln files", "", len(agreed.ids))
        self._start(title, Phase.WRITING, steps, self._report)

    def _report(self, complete: bool) -> None:
        self.written.emit()
        words = self.tr("%Ln descriptions written.", "", self._written)
        if not complete:
            words = self.tr("{0} Stopped before the end.").format(words)
        if self._plan.refused:
            words += " " + self._refusals()
        self.reported.emit(words, self._batch)

    def _refusals(self) -> str:
        refused = self._plan.refused
        if len(refused) == 1:
            return self.tr("Not written: {0}").format(refused[0])
        words = self.tr("Not written: %Ln files, the first: {0}", "", len(refused))
        return words.format(refused[0])
