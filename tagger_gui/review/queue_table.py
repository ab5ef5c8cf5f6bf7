"""QueueTable: the rows of the Review page, filtered and in the order of the queue.

All rows are in memory, small as they are; what is visible is a list of their numbers. So a
filter or an order over a hundred thousand tracks is one pass over a list, without a proxy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QIcon

from engine.track import TrackState
from engine.words import printable
from tagger_gui.reasons import reason_words
from tagger_gui.states import state_names
from tagger_gui.tables import HeadedTable, Index
from tagger_gui.tasks import Row
from tagger_gui.text import one_line, plain, tooltip
from tagger_gui.theme import state_icon

_CELL = 400  # characters of a text that a cell may have to lay out


class Column(IntEnum):
    """The columns from left to right."""

    STATE = 0
    TITLE = 1
    ARTIST = 2
    DESCRIPTION = 3


_SORT_KEYS: dict[Column, Callable[[Row], Any]] = {
    Column.STATE: lambda row: list(TrackState).index(row.state),
    Column.TITLE: lambda row: row.name.casefold(),
    Column.ARTIST: lambda row: row.artist.casefold(),
    Column.DESCRIPTION: lambda row: row.text.casefold(),
}


class QueueTable(HeadedTable):
    """The tracks that the queue shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[int, Row] = {}  # every track of the library, in the order of paths
        self._counts = dict.fromkeys(TrackState, 0)
        self._visible: list[int] = []
        self._position: dict[int, int] = {}  # of a visible track
        self._state: TrackState | None = None  # the filter
        self._order: tuple[Column, Qt.SortOrder] | None = None
        self._ranks: dict[int, int] = {}  # an order of its own, while no column is sorted by
        self._icons: dict[TrackState, QIcon] = {}
        self._states = state_names()
        self.headers = (
            self.tr("State"),
            self.tr("Title"),
            self.tr("Artist"),
            self.tr("Description"),
        )
        self._answers: dict[int, Callable[[Row, Column], Any]] = {
            Qt.ItemDataRole.DisplayRole: self._cell,
            Qt.ItemDataRole.DecorationRole: self._picture,
            Qt.ItemDataRole.ToolTipRole: self._tooltip,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.AccessibleDescriptionRole: lambda row, _: self._states[row.state],
        }
        self.draw_icons()

    # --- what is in it --------------------------------------------------------------------------

    def row(self, id_: int) -> Row | None:
        """The track of this number."""
        return self._rows.get(id_)

    def id_at(self, position: int) -> int:
        """The number of the track that is shown there, 0 for none."""
        return self._visible[position] if 0 <= position < len(self._visible) else 0

    def index_of(self, id_: int) -> QModelIndex:
        """Where the track is shown; an invalid index if it is not."""
        position = self._position.get(id_)
        return QModelIndex() if position is None else self.index(position, Column.TITLE)

    def every(self) -> Iterable[Row]:
        """All tracks of the library, shown or not."""
        return self._rows.values()

    def counts(self) -> dict[TrackState, int]:
        """How many tracks are in each state."""
        return dict(self._counts)

    # --- changing it ----------------------------------------------------------------------------

    def put(self, rows: Iterable[Row]) -> None:
        """Adds tracks, or shows what has become of them."""
        added, gone = [], []
        for row in rows:
            if not self._keep(row):
                continue
            shown, wanted = row.id in self._position, self._is_wanted(row)
            if shown and wanted:
                at = self._position[row.id]
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))
            elif wanted:
                added.append(row.id)
            elif shown:
                gone.append(row.id)
        self._remove(gone)
        if any(id_ in self._ranks for id_ in added):  # one that was here goes back to its place
            self._arrange()
        else:
            self._append(list(dict.fromkeys(added)))

    def settle(self, ids: Sequence[int]) -> None:
        """The library holds these tracks in this order, and no others."""
        self._arrange({id_: self._rows[id_] for id_ in ids if id_ in self._rows})
        self._counts = dict.fromkeys(TrackState, 0)
        for row in self._rows.values():
            self._counts[row.state] += 1

    def show_state(self, state: TrackState | None) -> None:
        """Shows the tracks in this state, or in any."""
        self._state = state
        self._arrange()

    def show_order(self, ids: Sequence[int]) -> None:
        """Shows these tracks in this order and the others after them, while no column is sorted."""
        self._ranks = {id_: rank for rank, id_ in enumerate(ids)}
        self._arrange()

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._icons = {state: state_icon(state) for state in TrackState}

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = None if column < 0 else (Column(column), order)
        self._arrange()

    def _keep(self, row: Row) -> bool:
        """Whether the row is new or has changed."""
        before = self._rows.get(row.id)
        if before == row:
            return False
        if before:
            self._counts[before.state] -= 1
        self._counts[row.state] += 1
        self._rows[row.id] = row
        return True

    def _is_wanted(self, row: Row) -> bool:
        return self._state in (None, row.state)

    def _append(self, ids: list[int]) -> None:
        if not ids:
            return
        first = len(self._visible)
        self.beginInsertRows(QModelIndex(), first, first + len(ids) - 1)
        self._visible += ids
        self._position |= {id_: first + i for i, id_ in enumerate(ids)}
        self.endInsertRows()

    def _remove(self, ids: list[int]) -> None:
        for at in sorted((self._position[id_] for id_ in ids), reverse=True):
            self.beginRemoveRows(QModelIndex(), at, at)
            del self._visible[at]
            self.endRemoveRows()
        if ids:
            self._position = {id_: at for at, id_ in enumerate(self._visible)}

    def _arrange(self, replacing: dict[int, Row] | None = None) -> None:
        """Filters and sorts anew; what is selected stays selected."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(self._visible[index.row()], index.column()) for index in before]
        self._rows = self._rows if replacing is None else replacing
        rows = [row for row in self._rows.values() if self._is_wanted(row)]
        if self._order:
            column, order = self._order
            rows.sort(key=_SORT_KEYS[column], reverse=order is Qt.SortOrder.DescendingOrder)
        elif self._ranks:
            rows.sort(key=lambda row: self._ranks.get(row.id, len(self._ranks)))
        self._visible = [row.id for row in rows]
        self._position = {id_: at for at, id_ in enumerate(self._visible)}
        after = [
            self.index(self._position[id_], column) if id_ in self._position else QModelIndex()
            for id_, column in kept
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # --- what Qt asks ---------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._visible)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        answer = self._answers.get(role)
        if answer is None or not index.isValid():
            return None
        return answer(self._rows[self._visible[index.row()]], Column(index.column()))

    def _cell(self, row: Row, column: Column) -> str:
        match column:
            case Column.STATE:
                return self._states[row.state]
            case Column.TITLE:
                return one_line(row.name, _CELL)
            case Column.ARTIST:
                return one_line(row.artist, _CELL)
            case Column.DESCRIPTION:
                return one_line(row.text or reason_words(row.trouble), _CELL)

    def _tooltip(self, row: Row, column: Column) -> str:
        if column is Column.STATE:
            return tooltip(plain(reason_words(row.trouble)) or self._states[row.state])
        if column is Column.TITLE:
            return tooltip(printable(Path(row.path)))
        return tooltip(self._cell(row, column))

    def _picture(self, row: Row, column: Column) -> QIcon | None:
        return self._icons[row.state] if column is Column.STATE else None

    def _spoken(self, row: Row, column: Column) -> str:
        return f"{self.headers[column]}: {self._cell(row, column) or '–'}"
