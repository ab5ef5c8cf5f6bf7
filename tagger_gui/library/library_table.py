"""LibraryTable: a million tracks as a list of numbers; rows are read when they are painted."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QIcon, QPalette

from engine.library import Ids
from engine.track import TrackState
from engine.words import printable
from tagger_gui.library.column_names import column_names, column_notes
from tagger_gui.library.columns import LOOKS, Column, cell
from tagger_gui.library.dragging import TRACKS, dragged, dropped_places
from tagger_gui.library.paged_rows import PagedRows
from tagger_gui.library.shown import LINE, Found, Shown, Wanted
from tagger_gui.reasons import reason_words
from tagger_gui.states import state_names
from tagger_gui.tables import NUMBERS, HeadedTable, Index, runs
from tagger_gui.tasks import Row
from tagger_gui.text import plain, tooltip
from tagger_gui.theme import icon, state_icon

ID = Qt.ItemDataRole.UserRole
"""The track's number."""

_MOST_DRAGGED = 5000


class LibraryTable(HeadedTable):
    """The tracks that the page shows.

    Signals:
        rows_wanted(list): numbers of tracks whose rows are to be `put`.
        sort_asked(str, bool): the user wants this order, of engine.library.ORDERS or "" for the
            best first; whether descending.
        moved(list, int): tracks of a playlist, by their places, are wanted before another place.
    """

    rows_wanted = Signal(object)
    sort_asked = Signal(str, bool)
    moved = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = Shown(Wanted(), array("q"))
        self._rows = PagedRows(self.shown.ids, self)
        self._rows.wanted.connect(self.rows_wanted)
        self._icons: dict[TrackState, QIcon] = {}
        self.headers, self._notes = list(column_names().values()), column_notes()
        self._states = state_names()
        self._answers: dict[int, Callable[[Row, Column], Any]] = {
            Qt.ItemDataRole.DisplayRole: self.cell,
            Qt.ItemDataRole.DecorationRole: self._picture,
            Qt.ItemDataRole.ToolTipRole: self._tooltip,
            Qt.ItemDataRole.ForegroundRole: self._colour,
            Qt.ItemDataRole.TextAlignmentRole: self._alignment,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.AccessibleDescriptionRole: lambda row, _: self.state_of(row),
        }
        self.draw_icons()

    # --- what is in it --------------------------------------------------------------------------

    def show(self, shown: Shown) -> None:
        """Shows an answer in place of what was there; nothing is selected any more."""
        self.beginResetModel()
        self.shown = shown
        self._rows.begin(shown.ids)
        self._rows.read(shown.rows)
        self.endResetModel()

    def update(self, shown: Shown) -> None:
        """The same tracks in the same order, as they are now."""
        before, self.shown = self.shown, shown
        changed = self._rows.read(shown.rows)
        if _without_rows(before) == _without_rows(shown):
            self._tell(changed)
        else:
            self._tell_range(0, len(shown.ids) - 1)

    def put(self, rows: Iterable[Row]) -> None:
        """What has become of tracks."""
        self._tell(self._rows.put(rows))

    def answer(self, rows: Iterable[Row]) -> None:
        """The rows that were asked for by `rows_wanted`."""
        self._tell(self._rows.answer(rows))

    def row(self, id_: int) -> Row | None:
        """The track of this number, if it was read lately."""
        return self._rows.row(id_)

    def row_at(self, position: int) -> Row | None:
        """The track that is shown there, to be painted; if need be it is asked for."""
        return self._rows.at(position)

    def id_at(self, position: int) -> int:
        """The number of the track that is shown there, 0 for none."""
        return self.shown.ids[position] if 0 <= position < len(self.shown.ids) else 0

    def ids_of(self, ranges: Iterable[tuple[int, int]]) -> Ids[int]:
        """The numbers of the tracks in ranges (first, last) of positions, from top to bottom."""
        found: Ids[int] = array("q")
        for first, last in sorted(ranges):
            found.extend(self.shown.ids[first : last + 1])
        if LINE in found:
            found.remove(LINE)
        return found

    def index_of(self, id_: int) -> QModelIndex:
        """Where the track is shown; an invalid index if it is not."""
        try:
            return self.index(self.shown.ids.index(id_), Column.TITLE)
        except ValueError:
            return QModelIndex()

    def state_of(self, row: Row) -> str:
        """The track's state in words."""
        return self.tr("Offline") if self.is_offline(row) else self._states[row.state]

    def is_offline(self, row: Row) -> bool:
        """Whether the file, or its whole folder, is not there."""
        return row.missing or row.path.startswith(self.shown.absent)

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._icons = {state: state_icon(state) for state in TrackState}
        self._offline, self._play = icon("offline"), icon("play")
        self._quiet = QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)

    def _tell(self, places: Iterable[int]) -> None:
        for first, last in runs(places):
            self._tell_range(first, last)

    def _tell_range(self, first: int, last: int) -> None:
        if last >= 0:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    # --- what Qt asks ---------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown.ids)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        aligned = role == Qt.ItemDataRole.TextAlignmentRole and LOOKS[Column(section)].right
        if aligned and orientation is Qt.Orientation.Horizontal:
            return NUMBERS
        if role == Qt.ItemDataRole.ToolTipRole and orientation is Qt.Orientation.Horizontal:
            return tooltip(self._notes.get(Column(section), ""))
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        id_ = self.shown.ids[index.row()]
        if role == ID:
            return id_
        answer = self._answers.get(role)
        if answer is None:
            return None
        if id_ == LINE:
            return self._line(role)
        row = self._rows.at(index.row())
        return None if row is None else answer(row, Column(index.column()))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        name = LOOKS[Column(column)].order if column >= 0 else ""
        if name is not None:
            self.sort_asked.emit(name, bool(name) and order is Qt.SortOrder.DescendingOrder)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled

    # --- a cell ---------------------------------------------------------------------------------

    def found(self, id_: int) -> Found | None:
        """What a search says of the track."""
        return self.shown.found.get(id_)

    def found_words(self) -> str:
        """How many tracks a search has found."""
        fit = self.tr("%Ln tracks fit", "", self.shown.strong)
        return f"{fit} — {self.line_words()}" if self.shown.weaker else fit

    def line_words(self) -> str:
        """What the line says between strong and weaker matches."""
        return self.tr("%Ln weaker matches", "", self.shown.weaker)

    def line_action(self) -> str:
        """What a click on the line does."""
        return self.tr("Hide them") if self.shown.wanted.everything else self.tr("Show them")

    def cell(self, row: Row, column: Column) -> str:
        """What stands in a track's column."""
        if column is Column.STATE:
            return self.state_of(row)
        found = self.found(row.id)
        return self._fit(found) if column is Column.MATCH and found else cell(column, row, found)

    def _fit(self, found: Found) -> str:
        """How well a track fits, in a word."""
        if not found.score:
            return ""
        if not found.strong:
            return self.tr("Weaker")
        return self.tr("Best") if found.score >= self.shown.best_from else self.tr("Good")

    def _line(self, role: int) -> str | None:
        spoken = role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        return f"{self.line_words()}, {self.line_action()}" if spoken else None

    def _picture(self, row: Row, column: Column) -> QIcon | None:
        if column is Column.STATE:
            return self._offline if self.is_offline(row) else self._icons[row.state]
        found = self.found(row.id) if column is Column.MOMENT else None
        return self._play if found and found.moment else None

    def _colour(self, row: Row, _column: Column) -> Any:
        found = self.found(row.id)
        weak = found is not None and not found.strong
        return self._quiet if weak or self.is_offline(row) else None

    def _tooltip(self, row: Row, column: Column) -> str:
        found = self.found(row.id)
        if column is Column.STATE:
            names = dict.fromkeys((self.state_of(row), self._states[row.state]))
            return tooltip(plain(reason_words(row.trouble)) or ", ".join(names))
        if column is Column.TITLE:
            paths = (row.path, *(found.versions if found else ()))
            return tooltip("\n".join(printable(Path(path)) for path in paths))
        if column is Column.WHY:
            return tooltip(self.cell(row, column).replace(" · ", "\n"))
        if column is Column.MATCH and found:
            score = self.tr("Score in this search: {0} of 1").format(f"{found.score:.2f}")
            return tooltip(f"{self._fit(found)}\n{score}")
        return tooltip(self.cell(row, column))

    def _spoken(self, row: Row, column: Column) -> str:
        words = [self.cell(row, column) or "–", self.state_of(row), self._states[row.state]]
        return f"{self.headers[column]}: {', '.join(dict.fromkeys(words))}"

    def _alignment(self, _row: Row, column: Column) -> Qt.AlignmentFlag | None:
        return NUMBERS if LOOKS[column].right else None

    # --- dragging -------------------------------------------------------------------------------

    def mimeTypes(self) -> list[str]:
        """What can be dropped here: files are for the window around."""
        return [TRACKS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Files for other programs, numbers for our own playlists."""
        places = sorted({index.row() for index in indexes if self.id_at(index.row())})
        places = places[:_MOST_DRAGGED]
        ids = [self.id_at(place) for place in places]
        rows = [row for id_ in ids if (row := self._rows.row(id_))]
        return dragged(ids, places, rows)

    def supportedDragActions(self) -> Qt.DropAction:
        """Never moving: another program would take the files away."""
        return Qt.DropAction.CopyAction

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, _parent: Index
    ) -> bool:
        """Only into a playlist in its own order, and only its own tracks."""
        wanted = self.shown.wanted
        return data.hasFormat(TRACKS) and bool(wanted.playlist) and not wanted.order

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        to = row if row >= 0 else parent.row() if parent.isValid() else len(self.shown.ids)
        self.moved.emit(dropped_places(data), to)
        return False  # the list is read anew; Qt must not remove what was moved


def _without_rows(shown: Shown) -> Shown:
    """An answer as far as it is painted in every row."""
    return replace(shown, wanted=Wanted(everything=shown.wanted.everything), rows=(), places=())
