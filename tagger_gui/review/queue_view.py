"""QueueView: the queue on the screen, with the keys of a review."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from tagger_gui.review.queue_table import Column, QueueTable
from tagger_gui.states import state_names
from tagger_gui.tables import TrackView, selected_rows
from tagger_gui.tasks import Row

_WIDTHS = {Column.TITLE: 28, Column.ARTIST: 22}  # in average characters
_ICON_ROOM = 36  # pixels for the icon of a state and the margins around


class QueueView(TrackView):
    """The table of tracks to be reviewed.

    Signals:
        current_changed(int): the number of the track that is now current, 0 for none.
    """

    current_changed = Signal(int)

    def __init__(self, table: QueueTable, parent: QWidget | None = None) -> None:
        super().__init__(table, parent)
        self._table = table
        metrics, header = self.fontMetrics(), self.horizontalHeader()
        header.setMinimumSectionSize(metrics.averageCharWidth() * 6)
        header.setSectionResizeMode(Column.DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width * metrics.averageCharWidth())
        longest = max(map(metrics.horizontalAdvance, state_names().values()))
        self.setColumnWidth(Column.STATE, longest + _ICON_ROOM)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.doubleClicked.connect(self._tell_play)

    def current_id(self) -> int:
        """The number of the current track, 0 for none."""
        return self._table.id_at(self.currentIndex().row())

    def selected_rows(self) -> list[Row]:
        """The selected tracks, from top to bottom."""
        ids = map(self._table.id_at, selected_rows(self))
        return [row for id_ in ids if (row := self._table.row(id_))]

    def select(self, id_: int) -> None:
        """Makes the track the current and only selected one, and visible."""
        index = self._table.index_of(id_)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def select_next(self, leaving: Collection[int] = ()) -> None:
        """Moves on to the track below the selected ones, if there is one that is not `leaving`."""
        row = max(selected_rows(self), default=-1) + 1
        while self._table.id_at(row) in leaving:
            row += 1
        self.select(self._table.id_at(row))

    def _tell_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(self._table.id_at(current.row()))

    def _tell_play(self, index: QModelIndex) -> None:
        self.play_asked.emit(self._table.id_at(index.row()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selectionModel().hasSelection():
            menu = QMenu(self)
            menu.addActions(self.actions())
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())
