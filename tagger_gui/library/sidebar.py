"""Sidebar: the tree of playlists and facets with a box to filter it, and what menus offer there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from engine.library import Playlist, PlaylistKind, PlaylistOrder
from tagger_gui.library.facet_tree import FacetTree
from tagger_gui.library.playlist_desk import PlaylistDesk

_WIDTH = 190  # pixels at least


class Sidebar(QWidget):
    """Playlists, saved searches and facets at the side of the tracks."""

    def __init__(self, desk: PlaylistDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.tree = FacetTree()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter this list"))
        self.filter.setAccessibleName(self.tr("Filter the list of playlists and facets"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.tree.show_filter)
        self.tree.menu_asked.connect(self.offer)
        self.tree.dropped.connect(desk.add)
        self.tree.rename_asked.connect(desk.rename)
        self.tree.delete_asked.connect(desk.delete)
        desk.listed.connect(self.tree.show_playlists)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.filter)
        column.addWidget(self.tree, 1)
        self.setMinimumWidth(_WIDTH)

    def offer(self, playlist: Playlist | None, at: QPoint) -> QMenu:
        """Shows what can be done with a playlist, or with playlists in general."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if playlist is not None:
            self._offer_for(menu, playlist)
            menu.addSeparator()
        menu.addAction(self.tr("New Playlist…"), lambda: self._desk.create([]))
        menu.addAction(self.tr("Import…"), self._desk.bring_in)
        menu.popup(at)
        return menu

    def _offer_for(self, menu: QMenu, playlist: Playlist) -> None:
        desk = self._desk
        menu.addAction(self.tr("Open"), lambda: self.tree.playlist_asked.emit(playlist))
        menu.addAction(self.tr("Rename…"), lambda: desk.rename(playlist))
        smooth = menu.addAction(self.tr("Smooth Order"), lambda: desk.turn_smooth(playlist))
        smooth.setCheckable(True)
        smooth.setChecked(playlist.order is PlaylistOrder.SMOOTH)
        if playlist.kind is PlaylistKind.SMART:
            replace = menu.addAction(self.tr("Replace with the Present Search"))
            replace.triggered.connect(lambda: self.tree.replace_asked.emit(playlist))
        menu.addAction(self.tr("Export…"), lambda: desk.export(playlist))
        menu.addAction(self.tr("Delete…"), lambda: desk.delete(playlist))
