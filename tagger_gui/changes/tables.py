"""The tables of the Review-changes dialog: fields with their counts, and files."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from tagger_gui.changes.plan import Plan
from tagger_gui.tables import NUMBERS, HeadedTable, Index
from tagger_gui.text import number, one_line

_CELL = 300  # characters
KINDS = ("fill", "append", "replace")


class _Checked(HeadedTable):
    """A table whose first column can be marked.

    Signals:
        marked(): the user has taken something out, or in again.
    """

    marked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = Plan()

    def show_plan(self, plan: Plan) -> None:
        """Shows this plan."""
        self.beginResetModel()
        self._plan = plan
        self.endResetModel()

    def cell(self, row: int, column: int) -> str:
        """The words of a cell."""
        raise NotImplementedError

    def is_in(self, row: int) -> bool:
        """Whether it is to be written."""
        raise NotImplementedError

    def put(self, row: int, *, in_: bool) -> None:
        """Whether the user wants it written."""
        raise NotImplementedError

    def flags(self, index: Index) -> Qt.ItemFlag:
        able = Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | able

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(row, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            return Qt.CheckState.Checked if self.is_in(row) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self.tr("written") if self.is_in(row) else self.tr("left out")
            return f"{self.headers[column]}, {self.cell(row, column) or '–'}, {state}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column > 0:
            return NUMBERS
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self.put(index.row(), in_=Qt.CheckState(value) is Qt.CheckState.Checked)
        self.dataChanged.emit(index, self.index(index.row(), len(self.headers) - 1))
        self.marked.emit()
        return True


class FieldTable(_Checked):
    """One row for each field that would be changed, with how often and how."""

    def __init__(self, names: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headers = [
            self.tr("Field"),
            self.tr("New"),
            self.tr("Added to"),
            self.tr("Replaced"),
        ]
        self._names = names

    def field(self, row: int) -> str:
        """The field's name in the program."""
        return list(self._plan.kinds)[row]

    def cell(self, row: int, column: int) -> str:
        name = self.field(row)
        if column == 0:
            return self._names.get(name, name)
        count = self._plan.kinds[name][KINDS[column - 1]]
        return number(count) if count else "–"

    def is_in(self, row: int) -> bool:
        return self.field(row) not in self._plan.fields_out

    def put(self, row: int, *, in_: bool) -> None:
        out = self._plan.fields_out
        (out.discard if in_ else out.add)(self.field(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._plan.kinds)


class FileTable(_Checked):
    """One row for each file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headers = [self.tr("File"), self.tr("Changes")]

    def cell(self, row: int, column: int) -> str:
        file = self._plan.files[row]
        if column == 0:
            parts = (file.row.name, file.row.artist)
            return one_line(" – ".join(part for part in parts if part), _CELL)
        left = sum(not self._plan.is_out(file, change.field) for change in file.changes)
        return number(left)

    def is_in(self, row: int) -> bool:
        return self._plan.files[row].row.id not in self._plan.files_out

    def put(self, row: int, *, in_: bool) -> None:
        out = self._plan.files_out
        (out.discard if in_ else out.add)(self._plan.files[row].row.id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._plan.files)
