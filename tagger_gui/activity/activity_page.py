"""ActivityPage: jobs above, failures below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from tagger_gui import tasks
from tagger_gui.activity.board import BoardJob, JobBoard
from tagger_gui.activity.effort import Effort
from tagger_gui.activity.failure_list import FailureList
from tagger_gui.activity.failures import Failure, Kind, failures_of
from tagger_gui.activity.job_row import JobRow
from tagger_gui.commands import Command, Menu
from tagger_gui.decisions import Decisions
from tagger_gui.news import News
from tagger_gui.page import Page, Place
from tagger_gui.services import Services
from tagger_gui.settings.store import SettingsStore
from tagger_gui.tasks import Row
from tagger_gui.text import Look, label, number
from tagger_gui.work import Errands, Threads
from tagger_gui.writing import Writing

_LOOK_AGAIN_MS = 500  # failures are counted again at most so often


class ActivityPage(Page):
    """What is being done, and what went wrong."""

    def __init__(
        self,
        services: Services,
        threads: Threads,
        *,
        board: JobBoard,
        news: News,
        decisions: Decisions,
        writing: Writing,
        settings: SettingsStore,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Place.ACTIVITY.title, parent)
        self._services = services
        self._board = board
        self._decisions = decisions
        self._writing = writing
        self._rows: dict[BoardJob, JobRow] = {}
        self._errands = Errands(threads, self)
        self._errands.failed.connect(self.failed)
        self._effort = Effort(settings)
        self._nothing = label(self.tr("Nothing is going on."), Look.QUIET)
        self._well = label(self.tr("Nothing has failed."), Look.QUIET)
        self.failures = FailureList()
        self.failures.retry_asked.connect(self._retry)
        self.failures.copied.connect(self._tell_copied)
        self._jobs = self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_AGAIN_MS)
        self._soon.timeout.connect(self._look)
        news.changed.connect(self._look_soon)
        news.found.connect(self._look_soon)
        news.counted.connect(self._look_soon)
        board.begun.connect(self._add)

    def _lay_out(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Jobs"), Look.HEADING))
        head.addStretch(1)
        head.addWidget(self._effort)
        jobs = QVBoxLayout()
        jobs.setSpacing(6)
        jobs.addWidget(self._nothing)
        jobs.addStretch(1)
        inner = QWidget()
        inner.setLayout(jobs)
        jobs.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(self.tr("Jobs"))
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(16, 12, 16, 6)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        column.addWidget(self._well)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(upper)
        split.addWidget(self.failures)
        split.setChildrenCollapsible(False)
        split.setSizes([300, 400])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self._upper = upper
        return jobs

    def shortcuts(self) -> Sequence[Command]:
        view = self.failures.view
        return (
            Command(self.tr("&Try Again"), self.failures.retry, ("R",), Menu.TRACK, "again", view),
            Command(
                self.tr("&Copy Report"),
                self.failures.copy_report,
                ("Ctrl+C",),
                Menu.EDIT,
                "",
                view,
            ),
        )

    def panes(self) -> Sequence[QWidget]:
        return (self._upper, self.failures.view)

    def focus_first(self) -> None:
        (self.failures.view if self.failures.isVisible() else self._effort.cores).setFocus()

    def draw_icons(self) -> None:
        self.failures.draw_icons()
        for row in self._rows.values():
            row.draw_icons()

    def shut(self) -> None:
        self._soon.stop()
        self._errands.drop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    # --- jobs -----------------------------------------------------------------------------------

    def _add(self, job: BoardJob) -> None:
        self._nothing.hide()
        row = self._rows[job] = JobRow(job)
        self._jobs.insertWidget(0, row)
        job.ended.connect(self._look_soon)
        for gone in self._rows.keys() - set(self._board.jobs):
            self._rows.pop(gone).deleteLater()

    # --- failures -------------------------------------------------------------------------------

    def _look_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _look(self) -> None:
        library = self._services.library
        self._errands.ask(lambda: tasks.failed_rows(library), self._show)

    def _show(self, rows: list[Row]) -> None:
        failures = failures_of(rows, self._board.jobs)
        self.failures.show_failures(failures)
        self._well.setVisible(not failures)
        self.counted.emit(number(len(failures)) if failures else "")

    def _retry(self, failures: list[Failure]) -> None:
        heard = [f.row for f in failures if f.kind is Kind.HEARING and f.row]
        self._decisions.hear_again(heard)
        if any(f.kind is Kind.WRITING for f in failures):
            self._writing.begin()

    def _tell_copied(self, count: int) -> None:
        self.told.emit(self.tr("The report of %Ln failures is on the clipboard", "", count))
