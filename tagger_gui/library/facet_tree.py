"""FacetTree: what there is in the library, counted; a click narrows the search down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from engine.library import Playlist, PlaylistKind
from engine.query import Node
from tagger_gui.library.dragging import TRACKS, dropped_ids
from tagger_gui.library.facet_items import MORE, ROLE, FacetItems
from tagger_gui.library.facets import Entry

_FEW = 8  # entries of a group that are shown at first
_CLOSED = frozenset({"key", "folder", "tempo", "vocals"})  # groups, at first
_PLAYLISTS, _SAVED = "playlists", "saved"


class FacetTree(QTreeWidget):
    """Playlists, saved searches and facets, in groups that can be closed.

    Signals:
        turned(Node, bool): a condition is wanted, or no longer; whether its opposite is.
        playlist_asked(Playlist): it is to be shown.
        menu_asked(Playlist or None, QPoint): what can be done with it, there on the screen.
        dropped(Playlist, list): tracks, by their numbers, are to be added to it.
        rename_asked(Playlist), delete_asked(Playlist): as they say.
        replace_asked(Playlist): a saved search is to be the present one from now on.
    """

    turned = Signal(object, bool)
    playlist_asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    dropped = Signal(object, object)
    rename_asked = Signal(object)
    delete_asked = Signal(object)
    replace_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = FacetItems(self)
        self._facets: Sequence[Entry] = ()
        self._playlists: Sequence[Playlist] = ()
        self._filter = ""
        self._closed = set(_CLOSED)
        self._long: set[str] = set()  # groups that are shown whole
        self._group_names = {
            _PLAYLISTS: self.tr("Playlists"),
            _SAVED: self.tr("Saved searches"),
            "state": self.tr("State"),
            "genre": self.tr("Genre"),
            "mood": self.tr("Mood"),
            "instrument": self.tr("Instrument"),
            "vocals": self.tr("Vocals"),
            "tempo": self.tr("Tempo"),
            "key": self.tr("Key"),
            "folder": self.tr("Folder"),
        }
        self._lay_out()
        self.draw_icons()

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Narrow down"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(14, 14))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemExpanded.connect(lambda item: self._closed.discard(item.data(0, ROLE)))
        self.itemCollapsed.connect(lambda item: self._closed.add(item.data(0, ROLE)))
        self.customContextMenuRequested.connect(self._ask_menu)

    # --- what it shows --------------------------------------------------------------------------

    def show_facets(self, facets: Sequence[Entry]) -> None:
        """What there is among the tracks that are shown."""
        self._facets = facets
        self._fill()

    def show_playlists(self, playlists: Sequence[Playlist]) -> None:
        """The playlists and saved searches there are."""
        self._playlists = playlists
        self._fill()

    def show_chosen(self, nodes: Iterable[Node], playlist: Playlist | None) -> None:
        """Which conditions are checked, and which playlist is shown."""
        if self._items.choose(frozenset(nodes), playlist.id if playlist else 0):
            self._fill()

    def show_filter(self, text: str) -> None:
        """Shows only entries that have this in their name."""
        self._filter = text.strip().casefold()
        self._fill()

    def values(self) -> Mapping[str, Sequence[str]]:
        """What each field holds, for completion."""
        return {k: [str(f.value) for f in self._facets if f.kind == k] for k in self._group_names}

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._items.draw_icons()
        self._fill()

    def _fill(self) -> None:
        current = self._named(self.currentItem())
        scrolled = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        for name, items in self._groups():
            self._add_group(name, items)
        self.blockSignals(False)
        self._go_to(current)
        self.verticalScrollBar().setValue(scrolled)

    def _groups(self) -> Iterator[tuple[str, list[QTreeWidgetItem]]]:
        lists = [p for p in self._playlists if p.kind is PlaylistKind.LIST]
        searches = [p for p in self._playlists if p.kind is PlaylistKind.SMART]
        yield _PLAYLISTS, [self._items.playlist(p) for p in lists if self._passes(p.name)]
        yield _SAVED, [self._items.playlist(p) for p in searches if self._passes(p.name)]
        kinds: dict[str, list[Entry]] = {}
        for facet in self._facets:
            kinds.setdefault(facet.kind, []).append(facet)
        for name in self._group_names:
            if facets := kinds.get(name):
                shown = [f for f in facets if self._passes(self._items.name_of(f))]
                yield name, [self._items.facet(facet) for facet in self._first(name, shown)]

    def _first(self, name: str, facets: list[Entry]) -> list[Entry]:
        """The first ones and the chosen ones, unless the user wants all."""
        if name in self._long or self._filter or len(facets) <= _FEW + 2:
            return facets
        return [f for at, f in enumerate(facets) if at < _FEW or self._items.state_of(f.node)]

    def _passes(self, name: str) -> bool:
        return self._filter in name.casefold()

    def _add_group(self, name: str, items: list[QTreeWidgetItem]) -> None:
        if not items and self._filter:
            return
        group = self._items.group(name, self._group_names[name])
        self.addTopLevelItem(group)
        group.addChildren(items)
        every = sum(
            1 for f in self._facets if f.kind == name and self._passes(self._items.name_of(f))
        )
        if every > len(items) or name in self._long:
            whole = every == len(items)
            words = self.tr("Show fewer") if whole else self.tr("Show all {0}").format(every)
            group.addChild(self._items.more(name, words))
        group.setExpanded(name not in self._closed or bool(self._filter))

    # --- where the user is ------------------------------------------------------------------------

    def _named(self, item: QTreeWidgetItem | None) -> Any:
        """What stays the same when everything is counted anew."""
        if item is None:
            return None
        data = item.data(0, ROLE)
        if isinstance(data, Entry):
            return data.kind, data.value
        return data.id if isinstance(data, Playlist) else data or item.data(0, MORE)

    def _go_to(self, named: Any) -> None:
        for at in range(self.topLevelItemCount()):
            group = self.topLevelItem(at)
            children = [group.child(i) for i in range(group.childCount())] if group else []
            for item in (group, *children):
                if item and named is not None and self._named(item) == named:
                    self.setCurrentItem(item)
                    return

    def item(self, name: str) -> QTreeWidgetItem:
        """The entry of this name; raises LookupError."""
        found = self.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
        return found[0]

    # --- what the user does ---------------------------------------------------------------------

    def act(self, item: QTreeWidgetItem, *, excluded: bool = False) -> None:
        """As if the entry were clicked, or clicked with Ctrl."""
        data = item.data(0, ROLE)
        if isinstance(data, Entry):
            self.turned.emit(data.node, excluded)
        elif isinstance(data, Playlist):
            self.playlist_asked.emit(data)
        elif name := item.data(0, MORE):
            self._long ^= {name}
            self._fill()
        else:
            item.setExpanded(not item.isExpanded())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        item = self.itemAt(at)
        arrow = item is not None and at.x() < self.visualItemRect(item).left()
        if item is not None and not arrow and event.button() is Qt.MouseButton.LeftButton:
            keys = Qt.KeyboardModifier
            self.act(
                item,
                excluded=bool(event.modifiers() & (keys.ControlModifier | keys.AltModifier)),
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter choose, with Ctrl they exclude; F2 renames a playlist, Del forgets it."""
        item, key = self.currentItem(), Qt.Key
        playlist = item.data(0, ROLE) if item else None
        if item and event.key() in (key.Key_Space, key.Key_Return, key.Key_Enter):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.act(item, excluded=bool(control))
        elif isinstance(playlist, Playlist) and event.key() == key.Key_F2:
            self.rename_asked.emit(playlist)
        elif isinstance(playlist, Playlist) and event.key() == key.Key_Delete:
            self.delete_asked.emit(playlist)
        else:
            super().keyPressEvent(event)

    def _ask_menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        data = item.data(0, ROLE) if item else None
        if isinstance(data, Playlist) or data in (_PLAYLISTS, _SAVED) or item is None:
            playlist = data if isinstance(data, Playlist) else None
            self.menu_asked.emit(playlist, self.viewport().mapToGlobal(at))

    # --- tracks that are dropped on a playlist ----------------------------------------------------

    def _list_at(self, event: QDropEvent) -> Playlist | None:
        item = self.itemAt(event.position().toPoint())
        data = item.data(0, ROLE) if item and event.mimeData().hasFormat(TRACKS) else None
        is_list = isinstance(data, Playlist) and data.kind is PlaylistKind.LIST
        return data if is_list else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(TRACKS))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._list_at(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        if playlist := self._list_at(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(playlist, dropped_ids(event.mimeData()))
