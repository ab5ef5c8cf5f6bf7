"""WordTable: rows of words that are edited in place, and the box they are edited in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from engine.words import one_line
from tagger_gui.tables import HeadedTable, Index, table_view
from tagger_gui.text import plain

_TOP = QModelIndex()
_LONGEST = 200  # characters that can be typed; what is too long is told, not cut


class WordTable(HeadedTable):
    """Rows of one or more words; below them an empty row, where a new one is begun.

    Signals:
        edited(): a word is other than before.
    """

    edited = Signal()

    def __init__(self, headers: Sequence[str]) -> None:
        super().__init__()
        self.headers = tuple(headers)
        self._rows: list[list[str]] = []

    def rows(self) -> list[tuple[str, ...]]:
        """The words, row by row."""
        return [tuple(row) for row in self._rows]

    def put(self, rows: Iterable[Sequence[str]]) -> None:
        """Shows other rows."""
        self.beginResetModel()
        self._rows = [list(row) for row in rows]
        self.endResetModel()
        self.edited.emit()

    def remove(self, rows: Iterable[int]) -> None:
        """Takes rows out, by their numbers."""
        gone = set(rows)
        self.put([row for number, row in enumerate(self._rows) if number not in gone])

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        new = index.row() == len(self._rows)
        word = "" if new else self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return word
        begins = new and index.column() == 0
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Type a word…") if begins else plain(word)
        if role == Qt.ItemDataRole.ForegroundRole and begins:
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            spoken = plain(word) or self.tr("empty")  # lupdate does not look into f-strings
            return f"{self.headers[index.column()]}, {spoken}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        word, number = one_line(str(value)), index.row()
        if role != Qt.ItemDataRole.EditRole or word == self.data(index, role):
            return False
        if number == len(self._rows):
            self.beginInsertRows(_TOP, number + 1, number + 1)  # the empty one below it
            self._rows.append([""] * len(self.headers))
            self.endInsertRows()
        self._rows[number][index.column()] = word
        if any(self._rows[number]):
            self.dataChanged.emit(index, index)
        else:
            self.beginRemoveRows(_TOP, number, number)
            del self._rows[number]
            self.endRemoveRows()
        self.edited.emit()
        return True


class WordDelegate(QStyledItemDelegate):
    """Edits a word in a line that completes words it knows."""

    def __init__(self, known: QStringListModel, view: QTableView) -> None:
        super().__init__(view)
        self._known = known

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QLineEdit(parent)
        box.setMaxLength(_LONGEST)
        box.setFrame(False)
        completer = QCompleter(self._known, box)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        box.setCompleter(completer)
        return box


def word_view(model: WordTable, known: QStringListModel, name: str) -> QTableView:
    """A table in which a key or a click begins to edit; `known`: words that are completed.

    `name` is what screen readers say.
    """
    view = table_view(model, name, {0: 28})
    view.setEditTriggers(
        QTableView.EditTrigger.AnyKeyPressed
        | QTableView.EditTrigger.EditKeyPressed
        | QTableView.EditTrigger.DoubleClicked
        | QTableView.EditTrigger.SelectedClicked
    )
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
    view.setItemDelegate(WordDelegate(known, view))
    return view
