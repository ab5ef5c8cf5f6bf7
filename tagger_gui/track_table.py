"""TrackTable: the rows of the table, filtered, sorted and found by search.

All rows are in memory, small as they are; what is visible is a list of their numbers. So a
filter or an order over a hundred thousand tracks is one pass over a list, without a proxy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from engine.track import TrackState
from engine.words import printable
from tagger_gui.tasks import FoundRow, Row
from tagger_gui.text import one_line, plain, tooltip
from tagger_gui.theme import state_icon

_Index = QModelIndex | QPersistentModelIndex
_CELL = 400  # characters of a text that a cell may have to lay out
_FOREVER = 1 << 60


class Column(IntEnum):
    """The columns from left to right."""

    STATE = 0
    TITLE = 1
    ARTIST = 2
    DESCRIPTION = 3
    DURATION = 4
    SCORE = 5  # these two only for what a search has found
    WHY = 6


_SORT_KEYS: dict[Column, Callable[[Row], Any]] = {
    Column.STATE: lambda row: list(TrackState).index(row.state),
    Column.TITLE: lambda row: row.name.casefold(),
    Column.ARTIST: lambda row: row.artist.casefold(),
    Column.DESCRIPTION: lambda row: row.text.casefold(),
    Column.DURATION: lambda row: row.duration_s,
}


_CELLS: dict[Column, Callable[[Row], str]] = {
    Column.TITLE: lambda row: one_line(row.name, _CELL),
    Column.ARTIST: lambda row: one_line(row.artist, _CELL),
    Column.DESCRIPTION: lambda row: one_line(row.text or row.trouble, _CELL),
    Column.DURATION: lambda row: as_time(row.duration_s),
}


def as_time(seconds: float) -> str:
    """3:07, 1:02:09; nothing for an unknown length."""
    if not 0 < seconds < _FOREVER:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class TrackTable(QAbstractTableModel):
    """The tracks that the table shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[int, Row] = {}  # every track of the library, in the order of paths
        self._counts = dict.fromkeys(TrackState, 0)
        self._visible: list[int] = []
        self._position: dict[int, int] = {}  # of a visible track
        self._state: TrackState | None = None  # the filter
        self._hits: dict[int, FoundRow] | None = None  # of a search, best first
        self._order: tuple[Column, Qt.SortOrder] | None = None
        self._ranks: dict[int, int] = {}  # an order of its own, while no column is sorted by
        self._icons: dict[TrackState, QIcon] = {}
        self.headers = {
            Column.STATE: self.tr("State"),
            Column.TITLE: self.tr("Title"),
            Column.ARTIST: self.tr("Artist"),
            Column.DESCRIPTION: self.tr("Description"),
            Column.DURATION: self.tr("Length"),
            Column.SCORE: self.tr("Match"),
            Column.WHY: self.tr("Why"),
        }
        self.state_names = {
            TrackState.FOUND: self.tr("Waiting"),
            TrackState.DESCRIBED: self.tr("To review"),
            TrackState.ACCEPTED: self.tr("Accepted"),
            TrackState.EDITED: self.tr("Own words"),
            TrackState.TAGGED: self.tr("Written"),
            TrackState.SKIPPED: self.tr("Skipped"),
            TrackState.FAILED: self.tr("Failed"),
        }
        self._answers: dict[int, Callable[[Row, Column], Any]] = {
            Qt.ItemDataRole.DisplayRole: self._cell,
            Qt.ItemDataRole.DecorationRole: self._picture,
            Qt.ItemDataRole.ToolTipRole: self._tooltip,
            Qt.ItemDataRole.TextAlignmentRole: self._alignment,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.AccessibleDescriptionRole: self._spoken_state,
        }
        self.draw_icons()

    # --- what is in it --------------------------------------------------------------------------

    def row(self, id_: int) -> Row | None:
        """The track of this number."""
        return self._rows.get(id_)

    def id_at(self, position: int) -> int | None:
        """The number of the track that is shown there."""
        return self._visible[position] if 0 <= position < len(self._visible) else None

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

    def is_empty(self) -> bool:
        """Whether the library has no track at all."""
        return not self._rows

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

    def show_hits(self, hits: Sequence[FoundRow] | None) -> None:
        """Shows what a search has found, or everything again."""
        self._hits = None if hits is None else {hit.row.id: hit for hit in hits}
        for hit in hits or ():
            if hit.row.id not in self._rows:  # what is there may be newer than the search
                self._keep(hit.row)
        self._order = None
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
        found = self._hits is None or row.id in self._hits
        return found and self._state in (None, row.state)

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
        candidates = self._rows if self._hits is None else self._hits
        rows = [r for r in (self._rows.get(i) for i in candidates) if r and self._is_wanted(r)]
        if self._order:
            rows.sort(key=self._sort_key(), reverse=self._order[1] is Qt.SortOrder.DescendingOrder)
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

    def _sort_key(self) -> Callable[[Row], Any]:
        column = self._order[0] if self._order else Column.TITLE
        hits = self._hits or {}
        if column is Column.SCORE:
            return lambda row: hits[row.id].score if row.id in hits else 0.0
        if column is Column.WHY:
            return lambda row: hits[row.id].why if row.id in hits else ""
        return _SORT_KEYS[column]

    # --- what Qt asks ---------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._visible)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headers[Column(section)]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        answer = self._answers.get(role)
        if answer is None or not index.isValid():
            return None
        return answer(self._rows[self._visible[index.row()]], Column(index.column()))

    def _cell(self, row: Row, column: Column) -> str:
        if column is Column.STATE:
            return self.state_names[row.state]
        if column in _CELLS:
            return _CELLS[column](row)
        hit = self._hits.get(row.id) if self._hits else None
        if hit is None:
            return ""
        return f"{hit.score:.0%}" if column is Column.SCORE else one_line(hit.why, _CELL)

    def _picture(self, row: Row, column: Column) -> QIcon | None:
        return self._icons[row.state] if column is Column.STATE else None

    def _tooltip(self, row: Row, column: Column) -> str:
        if column is Column.STATE:
            return tooltip(plain(row.trouble) or self.state_names[row.state])
        if column is Column.TITLE:
            return tooltip(printable_path(row))
        return tooltip(self._cell(row, column))

    def _spoken(self, row: Row, column: Column) -> str:
        return f"{self.headers[column]}: {self._cell(row, column) or '–'}"

    def _spoken_state(self, row: Row, _column: Column) -> str:
        return self.state_names[row.state]

    def _alignment(self, _row: Row, column: Column) -> Qt.AlignmentFlag | None:
        if column in (Column.DURATION, Column.SCORE):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def printable_path(row: Row) -> str:
    """The track's path as text for people."""
    return printable(Path(row.path))
