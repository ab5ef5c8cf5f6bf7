"""Writing: checks what a write would change, asks, and only then writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from engine.library import Library
from tagger_gui import tasks
from tagger_gui.activity.board import BoardJob, JobBoard, JobState, Steps
from tagger_gui.dialogs import Dialogs
from tagger_gui.settings.store import SettingsStore
from tagger_gui.settings.values import LIBRARY_ONLY
from tagger_gui.tasks import Phase, Step
from tagger_gui.text import one_line


@dataclass(slots=True)
class _Tally:
    """What a write does, or would do."""

    ids: list[int] = field(default_factory=list)  # of the tracks whose files can be written
    fields: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)  # one reason per file

    def add(self, step: Step) -> None:
        if step.error:
            self.refused.append(one_line(str(step.error), 300))
        elif step.row:
            self.ids.append(step.row.id)
            self.fields.update(step.fields)


class Writing(QObject):
    """Puts accepted descriptions into the files.

    Signals:
        writing(): files are about to be replaced; nobody should hold them open.
        written(): that is over.
        changed(list): Rows as they are after their file was written, or refused.
        told(str): something the user should read.
        failed(BaseException): the job broke off.
        ended(): nothing is running any more.
    """

    writing = Signal()
    written = Signal()
    changed = Signal(object)
    told = Signal(str)
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
        self._tally = _Tally()

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return self._job is not None

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
            title = self.tr("What would be written")
            check = partial(tasks.check_write, self._library, self._values)
            self._start(title, Phase.CHECKING, check, self._ask)

    def cancel(self) -> None:
        """Stops after the file that is being written."""
        if self._job is not None:
            self._job.cancel()

    def _start(
        self,
        title: str,
        phase: Phase,
        steps: Steps,
        then: Callable[[bool], None],
        *,
        refused: list[str] | None = None,
    ) -> None:
        self._tally = _Tally(refused=refused or [])
        job = self._job = self._board.start(title, phase, steps)
        job.stepped.connect(self._show)
        job.broke.connect(self.failed)
        job.ended.connect(lambda: self._end(then))

    def _show(self, steps: list[Step]) -> None:
        for step in steps:
            self._tally.add(step)
        writing = steps[-1].phase is Phase.WRITING
        if rows := [s.row for s in steps if s.row and (writing or s.error)]:
            self.changed.emit(rows)

    def _end(self, then: Callable[[bool], None]) -> None:
        job, self._job = self._job, None
        if job is not None:
            then(job.state is JobState.DONE)
        if not self.busy:
            self.ended.emit()

    def _ask(self, complete: bool) -> None:
        if not complete:
            return
        tally = self._tally
        if not tally.ids:
            nothing = self.tr("Nothing to write: accept a description first.")
            self.told.emit(self._refusals() if tally.refused else nothing)
        elif self._dialogs.ask(self._question(), self._details(), self.tr("Write")):
            self.writing.emit()
            agreed = partial(
                tasks.write, self._library, tally.ids, self._values
            )  # and nothing else
            title = self.tr("Descriptions into {0} files").format(f"{len(tally.ids):,}")
            self._start(title, Phase.WRITING, agreed, self._report, refused=tally.refused)

    def _report(self, complete: bool) -> None:
        self.written.emit()
        words = self.tr("Descriptions written: {0}.").format(f"{len(self._tally.ids):,}")
        if not complete:
            words = self.tr("{0} Stopped before the end.").format(words)
        if self._tally.refused:
            words += " " + self._refusals()
        self.told.emit(words)

    def _question(self) -> str:
        if len(self._tally.ids) == 1:
            return self.tr("Write the description into 1 file?")
        return self.tr("Write the descriptions into {0} files?").format(f"{len(self._tally.ids):,}")

    def _details(self) -> str:
        names = {
            "music_description": self.tr("description"),
            "music_description_source": self.tr("where the description comes from"),
        }
        count = sum(self._tally.fields.values())
        lines = [self.tr("{0} fields will change:").format(f"{count:,}")]
        lines += [f"  {names.get(n, n)}: {c:,}" for n, c in self._tally.fields.most_common()]
        lines.append(self.tr("Nothing that a person has written there is replaced."))
        if self._tally.refused:
            lines.append(self._refusals())
        return "\n".join(lines)

    def _refusals(self) -> str:
        refused = self._tally.refused
        if len(refused) == 1:
            return self.tr("Not written: {0}").format(refused[0])
        return self.tr("Not written: {0} files, the first: {1}").format(len(refused), refused[0])
