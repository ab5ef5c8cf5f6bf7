"""TrackView: the table on the screen, with the keys of a review."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from tagger_gui.tasks import Row
from tagger_gui.track_table import Column, TrackTable

_WIDTHS = {  # in average characters
    Column.TITLE: 28,
    Column.ARTIST: 22,
    Column.DURATION: 9,
    Column.SCORE: 8,
    Column.WHY: 40,
}
_ICON_ROOM = 36  # pixels for the icon of a state and the margins around


class TrackView(QTableView):
    """The table of tracks.

    Signals:
        current_changed(int): the number of the track that is now current, 0 for none.
        play_asked(int): a track was double-clicked.
        seek_asked(int): seconds to go forward, or back.
    """

    current_changed = Signal(int)
    play_asked = Signal(int)
    seek_asked = Signal(int)

    def __init__(self, table: TrackTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setModel(table)
        self.setAccessibleName(self.tr("Tracks"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._lay_out()
        self.show_hits(False)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.doubleClicked.connect(self._tell_play)

    def _lay_out(self) -> None:
        metrics = QFontMetrics(self.font())
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # never measured row by row
        rows.setDefaultSectionSize(metrics.height() + 12)
        rows.hide()
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setMinimumSectionSize(metrics.averageCharWidth() * 6)
        columns.setSectionResizeMode(Column.DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width * metrics.averageCharWidth())
        longest = max(map(metrics.horizontalAdvance, self._table.state_names.values()))
        self.setColumnWidth(Column.STATE, longest + _ICON_ROOM)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def show_hits(self, shown: bool) -> None:
        """Shows or hides the columns that only a search fills."""
        self.setColumnHidden(Column.SCORE, not shown)
        self.setColumnHidden(Column.WHY, not shown)
        if shown:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def current_id(self) -> int:
        """The number of the current track, 0 for none."""
        return self._table.id_at(self.currentIndex().row()) or 0

    def selected_ids(self) -> list[int]:
        """The numbers of the selected tracks, from top to bottom."""
        return [id_ for row in self._positions() if (id_ := self._table.id_at(row))]

    def selected_rows(self) -> list[Row]:
        """The selected tracks, from top to bottom."""
        return [row for id_ in self.selected_ids() if (row := self._table.row(id_))]

    def _positions(self) -> list[int]:
        # By ranges: one index for each of a hundred thousand rows would take seconds.
        ranges = self.selectionModel().selection()
        return sorted({row for r in ranges.toList() for row in range(r.top(), r.bottom() + 1)})

    def select(self, id_: int) -> None:
        """Makes the track the current and only selected one, and visible."""
        index = self._table.index_of(id_)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def select_all_of(self, ids: list[int]) -> None:
        """Selects these tracks, as far as they are shown, and no others; the first is current."""
        rows = sorted(index.row() for id_ in ids if (index := self._table.index_of(id_)).isValid())
        if not rows:
            return
        breaks = [i for i in range(1, len(rows)) if rows[i] != rows[i - 1] + 1]
        chosen = QItemSelection()
        for first, end in pairwise([0, *breaks, len(rows)]):  # ranges: one per row takes seconds
            upper = self._table.index(rows[first], Column.TITLE)
            lower = self._table.index(rows[end - 1], Column.TITLE)
            chosen.append(QItemSelectionRange(upper, lower))
        self.select(self._table.id_at(rows[0]) or 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)

    def select_next(self) -> None:
        """Moves on to the track below the selected ones, if there is one."""
        following = self._table.id_at(max(self._positions(), default=-1) + 1)
        if following:
            self.select(following)

    def _tell_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(self._table.id_at(current.row()) or 0)

    def _tell_play(self, index: QModelIndex) -> None:
        self.play_asked.emit(self._table.id_at(index.row()) or 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right seek; letters are left to the shortcuts instead of jumping about."""
        steps = {Qt.Key.Key_Left: -5, Qt.Key.Key_Right: 5}
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in steps:
            self.seek_asked.emit(steps[Qt.Key(event.key())])
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selected_ids():
            menu = QMenu(self)
            menu.addActions(self.actions())
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())
