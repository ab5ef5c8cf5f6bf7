"""The two tables of the History page: batches, and the files of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
)

from engine.journal import Batch, RecordState
from engine.words import printable
from tagger_gui.history.records import WrittenFile
from tagger_gui.tables import HeadedTable, Index
from tagger_gui.text import isolated, one_line, tooltip
from tagger_gui.theme import icon

_T = TypeVar("_T")
_Cell = Callable[[_T], str]


class _Table(HeadedTable, Generic[_T]):
    """A list of values; each column is a function that gives a value's cell."""

    def __init__(
        self,
        columns: Sequence[tuple[str, _Cell[_T]]],
        picture: Callable[[_T], str],
        parent: QObject | None,
    ) -> None:
        """`picture`: the name of the icon in the first column."""
        super().__init__(parent)
        self.headers = [name for name, _ in columns]
        self._cells = [cell for _, cell in columns]
        self._picture = picture
        self.rows: list[_T] = []

    def show(self, rows: Sequence[_T]) -> None:
        """Shows these from now on."""
        if list(rows) != self.rows:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        cell = self._cells[column](row)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell
            case Qt.ItemDataRole.DecorationRole:
                return icon(self._picture(row)) if column == 0 else None
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(cell)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.headers[column]}: {cell}"
        return None


class BatchTable(_Table[Batch]):
    """What was written, or taken back, at one press of a button."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns: list[tuple[str, _Cell[Batch]]] = [
            (self.tr("What"), self._what),
            (self.tr("When"), lambda batch: when(batch.began)),
            (self.tr("State"), self._state),
            (self.tr("Storage"), lambda batch: size(batch.size)),
        ]
        super().__init__(columns, lambda batch: "undo" if batch.undo else "write", parent)

    def _what(self, batch: Batch) -> str:
        count = batch.written + batch.undone + batch.conflicts
        if batch.undo:
            return self.tr("Undo, %Ln files", "", count)
        return self.tr("Write, %Ln files", "", count)

    def _state(self, batch: Batch) -> str:
        if not batch.undone:
            words = self.tr("In effect")
        elif batch.written:
            words = self.tr("%Ln undone", "", batch.undone)
        else:
            words = self.tr("Undone")
        if batch.conflicts:
            words += ", " + self.tr("%Ln in conflict", "", batch.conflicts)
        return words


class FileTable(_Table[WrittenFile]):
    """The files of one batch."""

    def __init__(self, parent: QObject | None = None) -> None:
        names = {
            RecordState.COPYING: self.tr("Unfinished"),
            RecordState.PREPARED: self.tr("Unfinished"),
            RecordState.COMMITTED: self.tr("In effect"),
            RecordState.ROLLED_BACK: self.tr("Never replaced"),
            RecordState.UNDONE: self.tr("Undone"),
            RecordState.CONFLICT: self.tr("Conflict: another program's change was kept"),
        }
        columns: list[tuple[str, _Cell[WrittenFile]]] = [
            (self.tr("File"), lambda file: one_line(file.name, 400)),
            (self.tr("State"), lambda file: names[file.state]),
            (self.tr("Folder"), _folder),
        ]
        super().__init__(columns, _file_icon, parent)


def _folder(file: WrittenFile) -> str:
    return isolated(one_line(printable(Path(file.path).parent), 400))


def _file_icon(file: WrittenFile) -> str:
    icons = {RecordState.COMMITTED: "accept", RecordState.UNDONE: "undo"}
    return icons.get(file.state, "cancel")


def when(seconds: float) -> str:
    """A moment (seconds since 1970) as the user's language writes it."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def size(size_bytes: int) -> str:
    """1.2 MB."""
    return QLocale().formattedDataSize(
        size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat
    )
