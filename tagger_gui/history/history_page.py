"""HistoryPage: every batch that was written, its files, and the way back."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.journal import Batch, RecordState
from engine.library import Library
from tagger_gui.commands import Command, Menu
from tagger_gui.dialogs import Dialogs
from tagger_gui.history import records
from tagger_gui.history.records import History, WrittenFile
from tagger_gui.history.tables import BatchTable, FileTable, size, when
from tagger_gui.history.undoing import Undoing
from tagger_gui.page import Page, Place
from tagger_gui.tables import selected_rows, table_view
from tagger_gui.text import ElidedLabel, Look, label
from tagger_gui.theme import icon
from tagger_gui.work import Errands, Threads

_DAY_S = 86_400


class HistoryPage(Page):
    """Batches on the left, the files of the current one on the right."""

    def __init__(
        self,
        library: Library,
        threads: Threads,
        *,
        undoing: Undoing,
        dialogs: Dialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Place.HISTORY.title, parent)
        self._library = library
        self._undoing = undoing
        self._dialogs = dialogs
        self._errands = Errands(threads, self)
        self._errands.failed.connect(self.failed)
        self._files_errands = Errands(threads, self)
        self._files_errands.failed.connect(self.failed)
        self.batches = BatchTable(self)
        self.files = FileTable(self)
        self._storage = label("", Look.QUIET)
        self._heading = label("", Look.STRONG)
        self.batch_view = table_view(self.batches, self.tr("Batches"), {0: 34, 1: 20, 2: 22})
        self.file_view = table_view(self.files, self.tr("Files of the batch"), {0: 42, 1: 18})
        self._undo = self._button(self.tr("Undo Batch…"), "undo", self.undo_batch)
        self._why_not = ElidedLabel(look=Look.QUIET)
        self._undo_files = self._button(self.tr("Undo Selected Files…"), "undo", self.undo_selected)
        self._undo_all = self._button(self.tr("Undo Everything…"), "undo", self.undo_all)
        self._free = self._button(self.tr("Free Storage"), "", None)
        self._free.setMenu(self._prune_menu())
        self._lay_out()
        self.batch_view.selectionModel().currentRowChanged.connect(lambda *_: self._choose())
        self.file_view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        undoing.written.connect(self.look)
        self._show(History())

    def _button(self, words: str, icon_name: str, do: Callable[[], object] | None) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        if do:
            button.clicked.connect(do)
        if icon_name:
            button.setIcon(icon(icon_name))
        return button

    def _prune_menu(self) -> QMenu:
        menu = QMenu(self)
        for words, days in (
            (self.tr("Forget what is older than a year…"), 365),
            (self.tr("Forget what is older than three months…"), 91),
            (self.tr("Forget what is older than a month…"), 30),
            (self.tr("Forget everything…"), 0),
        ):
            menu.addAction(words).triggered.connect(lambda _=False, d=days: self.prune(d))
        return menu

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("What was written"), Look.HEADING))
        head.addStretch(1)
        for widget in (self._storage, self._free, self._undo_all):
            head.addWidget(widget)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(_column(self.batch_view, self._undo, self._why_not))
        split.addWidget(_column(self.file_view, self._undo_files, self._heading))
        split.setChildrenCollapsible(False)
        split.setSizes([560, 640])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addLayout(head)
        whole.addWidget(split, 1)

    def shortcuts(self) -> Sequence[Command]:
        batches, files = self.batch_view, self.file_view
        menu = Menu.EDIT
        return (
            Command(self.tr("&Undo Batch…"), self.undo_batch, ("Ctrl+Z",), menu, "undo", batches),
            Command(
                self.tr("Undo &Selected Files…"),
                self.undo_selected,
                ("Ctrl+Alt+Z",),
                menu,
                "undo",
                files,
            ),
            Command(self.tr("Undo &Everything…"), self.undo_all, (), menu, "undo"),
        )

    def panes(self) -> Sequence[QWidget]:
        return (self.batch_view, self.file_view)

    def draw_icons(self) -> None:
        for button in (self._undo, self._undo_files, self._undo_all):
            button.setIcon(icon("undo"))

    def shut(self) -> None:
        self._errands.drop()
        self._files_errands.drop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    # --- what the user can do -------------------------------------------------------------------

    def look(self) -> None:
        """Reads the journal anew, if the page is to be seen."""
        if self.isVisible():
            self._errands.ask(lambda: records.history(self._library), self._show)

    def undo_batch(self) -> None:
        """Makes the files of the current batch what they were before it, after asking."""
        batch = self._batch()
        if batch and batch.written and self._agreed(batch, batch.written):
            title = self.tr("Undo of {0}").format(when(batch.began))
            self._undoing.begin(title, batch.id)

    def undo_selected(self) -> None:
        """Makes the selected files what they were before the current batch, after asking."""
        chosen = self._selected()
        if (batch := self._batch()) and chosen and self._agreed(batch, len(chosen)):
            title = self.tr("Undo of %Ln files", "", len(chosen))
            self._undoing.begin(title, batch.id, [Path(file.path) for file in chosen])

    def undo_all(self) -> None:
        """Makes every file ever written what it was at first, after asking."""
        question = self.tr("Make every file what it was before Linernotes wrote to it?")
        if self._ask(question, self.tr("Undo Everything")):
            self._undoing.begin(self.tr("Undo of everything"), None)

    def _agreed(self, batch: Batch, count: int) -> bool:
        """Whether so many files of the batch are to be replaced: no slip of a key does that."""
        if batch.undo:
            question = self.tr("Undo the undo of %Ln files?", "", count)
        else:
            question = self.tr("Undo what was written to %Ln files?", "", count)
        return self._ask(question, self.tr("Undo"))

    def _ask(self, question: str, yes: str) -> bool:
        details = self.tr(
            "Files that somebody has changed since are left as they are. "
            "This can be undone in its turn."
        )
        return self._dialogs.ask(question, details, yes)

    def prune(self, days: int) -> None:
        """Forgets what is older, after a warning: it cannot be undone any more."""
        before = time.time() - days * _DAY_S
        old = [batch for batch in self.batches.rows if batch.began < before]
        if not old:
            self.told.emit(self.tr("Nothing is older than that."))
            return
        count = sum(batch.written + batch.undone for batch in old)
        question = self.tr("Forget how to undo %Ln written files?", "", count)
        details = self.tr(
            "They stay as they are now, and can no longer be made what they were before. "
            "This frees about {0}."
        ).format(size(sum(batch.size for batch in old)))
        if self._dialogs.ask(question, details, self.tr("Forget")):
            self._errands.run(lambda: records.prune(self._library, before), self._tell_pruned)

    # --- what is shown --------------------------------------------------------------------------

    def _batch(self) -> Batch | None:
        row = self.batch_view.currentIndex().row()
        return self.batches.rows[row] if 0 <= row < len(self.batches.rows) else None

    def _selected(self) -> list[WrittenFile]:
        """The selected files that can be undone."""
        chosen = [self.files.rows[row] for row in selected_rows(self.file_view)]
        return [file for file in chosen if file.state is RecordState.COMMITTED]

    def _show(self, history: History) -> None:
        before = self._batch()
        self.batches.show(history.batches)
        self._storage.setText(self.tr("Undo storage: {0}").format(size(history.size)))
        ids = [batch.id for batch in history.batches]
        if ids:
            self.batch_view.selectRow(ids.index(before.id) if before and before.id in ids else 0)
        self._choose()
        for button in (self._undo_all, self._free):
            button.setEnabled(bool(ids))

    def _choose(self) -> None:
        batch = self._batch()
        self._allow()  # the files come later
        if batch is None:
            self._show_files([])
        else:
            library, number = self._library, batch.id
            self._files_errands.ask(lambda: records.files(library, number), self._show_files)

    def _show_files(self, files: list[WrittenFile]) -> None:
        self.files.show(files)
        nothing = "" if self.batches.rows else self.tr("Nothing was written yet.")
        self._heading.setText(nothing)
        self._allow()

    def _allow(self) -> None:
        batch = self._batch()
        self._undo.setEnabled(bool(batch and batch.written))
        self._why_not.show_text(self._why_not_undone(batch) if batch else "")
        self._undo_files.setEnabled(bool(self._selected()))

    def _why_not_undone(self, batch: Batch) -> str:
        if batch.written:
            return ""
        if batch.undone:
            return self.tr("Undone already. To have it again, undo the undo above it.")
        return self.tr("Nothing of it can be undone.")

    def _tell_pruned(self, freed: int) -> None:
        self.told.emit(self.tr("Freed: {0}").format(size(freed)))
        self.look()


def _column(view: QTableView, button: QPushButton, words: QWidget) -> QWidget:
    """The table with a button below, and words beside it."""
    made = QWidget()
    row = QHBoxLayout()
    row.addWidget(button)
    row.addWidget(words, 1)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 6, 0, 0)
    column.addWidget(view, 1)
    column.addLayout(row)
    return made
