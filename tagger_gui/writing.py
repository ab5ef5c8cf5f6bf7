"""Writing: checks what a write would change, asks, and only then writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from engine.library import Library
from tagger_gui import tasks
from tagger_gui.bars import JobBar
from tagger_gui.dialogs import Dialogs
from tagger_gui.tasks import Phase, Step
from tagger_gui.text import one_line
from tagger_gui.work import Job, Threads


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
        threads: Threads,
        bar: JobBar,
        dialogs: Dialogs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._threads = threads
        self._dialogs = dialogs
        self._bar = bar
        self._bar.cancel_asked.connect(self.cancel)
        self._job: Job | None = None
        self._tally = _Tally()
        self._broke = False

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return self._job is not None

    def begin(self) -> None:
        """Looks what would change; asks when that is known."""
        if not self.busy:
            self._start(Phase.CHECKING, tasks.check_write(self._library), self._ask)

    def cancel(self) -> None:
        """Stops after the file that is being written."""
        if self._job is not None:
            self._bar.stop()
            self._job.cancel()

    def _start(
        self,
        phase: Phase,
        steps: Iterator[Step],
        then: Callable[[bool], None],
        refused: list[str] | None = None,
    ) -> None:
        self._tally, self._broke = _Tally(refused=refused or []), False
        self._bar.begin(phase)
        job = self._job = Job(steps, self._threads, self)
        job.progressed.connect(self._show)
        job.failed.connect(self._break_off)
        job.finished.connect(lambda: self._end(then))
        job.start()

    def _show(self, steps: list[Step]) -> None:
        for step in steps:
            self._tally.add(step)
        self._bar.show_step(steps[-1])
        writing = steps[-1].phase is Phase.WRITING
        if rows := [s.row for s in steps if s.row and (writing or s.error)]:
            self.changed.emit(rows)

    def _break_off(self, error: BaseException) -> None:
        self._broke = True
        self.failed.emit(error)

    def _end(self, then: Callable[[bool], None]) -> None:
        job, self._job = self._job, None
        self._bar.hide()
        if job is not None:
            job.deleteLater()
            then(not self._broke and not job.cancelled)
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
            steps = tasks.write(self._library, tally.ids)  # what was agreed to, nothing else
            self._start(Phase.WRITING, steps, self._report, tally.refused)

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
