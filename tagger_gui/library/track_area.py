"""TrackArea: the library's tracks as a table or as covers, with one selection for both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStackedWidget, QWidget

from tagger_gui.library.columns import Column
from tagger_gui.library.cover_grid import CoverGrid
from tagger_gui.library.cover_shelf import CoverShelf
from tagger_gui.library.library_table import LibraryTable
from tagger_gui.library.library_view import LibraryView
from tagger_gui.library.shown import Shown, places_of
from tagger_gui.tables import runs

_MOST_KEPT = 1000  # selected tracks that are found again after a change

_Flag = QItemSelectionModel.SelectionFlag


class TrackArea(QStackedWidget):
    """Table and grid.

    Signals:
        current_changed(int): the number of the track that is now current, 0 for none.
    """

    current_changed = Signal(int)

    def __init__(self, shelf: CoverShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = LibraryTable(self)
        self.view = LibraryView(self.table)
        self.grid = CoverGrid(self.table, shelf)
        self._selection = self.view.selectionModel()
        self.grid.setSelectionModel(self._selection)
        self._selection.currentRowChanged.connect(
            lambda current, _: self.current_changed.emit(self.table.id_at(current.row()))
        )
        self.addWidget(self.view)
        self.addWidget(self.grid)

    def show_covers(self, shown: bool) -> None:
        """Shows covers, or the table."""
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        self.setCurrentWidget(self.grid if shown else self.view)
        if had_focus:
            self.current_view().setFocus()
        self.current_view().scrollTo(self._selection.currentIndex())

    def shows_covers(self) -> bool:
        """Whether covers are shown."""
        return self.currentWidget() is self.grid

    def current_view(self) -> QAbstractItemView:
        """The one of both that is shown."""
        return self.grid if self.shows_covers() else self.view

    def show_answer(self, shown: Shown) -> None:
        """Shows an answer; what was selected and is still there stays so."""
        before = self.table.shown
        if before.ids == shown.ids and before.wanted.query == shown.wanted.query:
            self.table.update(shown)
            if not shown.wanted.quick and not self._selection.hasSelection():
                self.select(self.table.id_at(0))
            return
        same = before.wanted.query == shown.wanted.query
        current = self.current_id()
        kept, places = self.kept(), shown.places
        if kept != shown.wanted.keep:  # somebody has selected others meanwhile
            places = places_of(shown.ids, kept)
        self.table.show(shown)
        self.view.show_columns(searched=shown.searched)
        if places and same:
            self._select_places(places)
        else:
            self.view.scrollToTop()
            self.grid.verticalScrollBar().setValue(0)
            if not shown.wanted.quick and shown.ids:
                self.select(self.table.id_at(0))
        if current and not self.current_id():
            self.current_changed.emit(0)

    # --- what is selected -----------------------------------------------------------------------

    def current_id(self) -> int:
        """The number of the current track, 0 for none."""
        return self.table.id_at(self._selection.currentIndex().row())

    def selected_ids(self) -> Sequence[int]:
        """The numbers of the selected tracks, from top to bottom."""
        return self.table.ids_of(self._ranges())

    def selected_places(self) -> list[int]:
        """Where the selected tracks are, from top to bottom."""
        return [at for first, last in sorted(self._ranges()) for at in range(first, last + 1)]

    def kept(self) -> tuple[int, ...]:
        """The current track and the selected ones, if they are not too many."""
        selected = self.selected_ids()
        ids = (self.current_id(), *(selected if len(selected) <= _MOST_KEPT else ()))
        return tuple(dict.fromkeys(id_ for id_ in ids if id_))

    def select(self, id_: int) -> None:
        """Makes the track the current and only selected one, and visible."""
        index = self.table.index_of(id_)
        if id_ and index.isValid():
            self._selection.setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)
            self.current_view().scrollTo(index)

    def select_all_of(self, ids: Sequence[int]) -> None:
        """Selects these tracks, as far as they are shown, and no others; the first is current."""
        wanted = frozenset(ids)
        places = [at for at, id_ in enumerate(self.table.shown.ids) if id_ in wanted]
        if places:
            self._select_places(places)
            self.current_view().scrollTo(self._selection.currentIndex())

    def select_next(self) -> None:
        """Moves on to the track below the selected ones, if there is one."""
        last = max((last for _, last in self._ranges()), default=-1)
        self.select(self.table.id_at(last + 1) or self.table.id_at(last + 2))

    def _select_places(self, places: Sequence[int]) -> None:
        chosen = QItemSelection()
        for first, last in runs(sorted(places)):
            upper, lower = (self.table.index(at, Column.TITLE) for at in (first, last))
            chosen.append(QItemSelectionRange(upper, lower))
        current = self.table.index(places[0], Column.TITLE)
        self._selection.setCurrentIndex(current, _Flag.NoUpdate)
        self._selection.select(chosen, _Flag.ClearAndSelect | _Flag.Rows)

    def _ranges(self) -> list[tuple[int, int]]:
        # By ranges: one index for each of a million rows would take seconds.
        found = {(r.top(), r.bottom()) for r in self._selection.selection().toList()}
        return sorted(found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([action for action in self.actions() if action.isVisible()])
        menu.popup(event.globalPos())
