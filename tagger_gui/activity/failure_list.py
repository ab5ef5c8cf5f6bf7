"""FailureList: what failed, with its causes, to be tried again or reported."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tagger_gui.activity.failures import Column, Failure, FailureTable, report
from tagger_gui.reasons import reason_words
from tagger_gui.tables import selected_rows, table_view
from tagger_gui.text import Look, label, number, one_line


class FailureList(QWidget):
    """The table, the choice of a cause, and what can be done; hidden while nothing has failed.

    Signals:
        retry_asked(list): Failures that are to be tried again.
        copied(int): so many are on the clipboard as a report.
    """

    retry_asked = Signal(object)
    copied = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = FailureTable(self)
        self._heading = label("", Look.HEADING)
        self.causes = QComboBox()
        self.causes.setAccessibleName(self.tr("Show failures of one cause"))
        self.causes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.causes.currentIndexChanged.connect(self._choose)
        self.view = table_view(
            self.table,
            self.tr("Failures"),
            {Column.KIND: 24, Column.NAME: 34, Column.CAUSE: 60},
        )
        self._retry = QPushButton(self.tr("Try Again"))
        self._retry.setToolTip(self.tr("Try the selected files again, or all that are shown"))
        self._retry.clicked.connect(self.retry)
        self._copy = QPushButton(self.tr("Copy Report"))
        self._copy.setToolTip(self.tr("Copy every file and cause as text"))
        self._copy.clicked.connect(self.copy_report)
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addWidget(self.causes)
        head.addStretch(1)
        head.addWidget(self._retry)
        head.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self.show_failures([])

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self.table.draw_icons()

    def show_failures(self, failures: Sequence[Failure]) -> None:
        """Shows these from now on; the choice of a cause stays where it can."""
        chosen = self.causes.currentData()
        self.table.show(failures)
        self._heading.setText(self.tr("Failed ({0})").format(number(len(failures))))
        self.causes.blockSignals(True)
        self.causes.clear()
        self.causes.addItem(self.tr("All causes"), "")
        for cause, count in self.table.causes():
            self.causes.addItem(f"{one_line(reason_words(cause), 80)} ({number(count)})", cause)
        self.causes.setCurrentIndex(max(0, self.causes.findData(chosen)))
        self.causes.blockSignals(False)
        self._choose()
        self.setVisible(bool(failures))

    def retry(self) -> None:
        """Asks for the selected ones, or all that are shown, to be tried again."""
        rows = selected_rows(self.view)
        shown = self.table.shown()
        self.retry_asked.emit([shown[row] for row in rows] or shown)

    def copy_report(self) -> None:
        """Puts what is shown onto the clipboard as text."""
        shown = self.table.shown()
        QGuiApplication.clipboard().setText(report(shown))
        self.copied.emit(len(shown))

    def _choose(self) -> None:
        self.table.show_cause(self.causes.currentData() or "")
