"""FacetItems: what the entries of the facet tree look like, and what they say."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from engine.library import Playlist, PlaylistKind
from engine.message import Message
from engine.query import Node, negated
from tagger_gui.library.facets import Entry
from tagger_gui.messages import message_words
from tagger_gui.states import state_names
from tagger_gui.tables import NUMBERS
from tagger_gui.text import number, one_line, tooltip
from tagger_gui.theme import icon

ROLE = Qt.ItemDataRole.UserRole
"""An Entry, a Playlist, or the name of a group."""

MORE = Qt.ItemDataRole.UserRole + 1
"""The name of the group that an item shows more of."""

_ICONS = ("box", "box-chosen", "box-excluded", "bookmark", "playlist")
_ROOM = 7  # pixels between two entries


class FacetItems(QObject):
    """Makes the tree's items, by what is chosen."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree
        self._state_names = {state.value: name for state, name in state_names().items()}
        self._nodes: frozenset[Node] = frozenset()
        self._open = 0  # number of the playlist that is shown

    def choose(self, nodes: frozenset[Node], playlist: int) -> bool:
        """These conditions are checked and this playlist is shown; whether that is new."""
        before = self._nodes, self._open
        self._nodes, self._open = nodes, playlist
        return before != (nodes, playlist)

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._icons = {name: icon(name) for name in _ICONS}

    def group(self, kind: str, name: str) -> QTreeWidgetItem:
        """The heading of a group."""
        group = QTreeWidgetItem([name])
        group.setData(0, ROLE, kind)
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        group.setSizeHint(0, QSize(0, self._tree.fontMetrics().height() + _ROOM))
        return group

    def more(self, kind: str, words: str) -> QTreeWidgetItem:
        """What shows a group whole, or its first entries."""
        more = QTreeWidgetItem([words])
        more.setData(0, MORE, kind)
        more.setForeground(0, self._tree.palette().color(QPalette.ColorRole.Link))
        return more

    def playlist(self, playlist: Playlist) -> QTreeWidgetItem:
        """A playlist, or a saved search."""
        smart = playlist.kind is PlaylistKind.SMART
        item = QTreeWidgetItem([one_line(playlist.name), "" if smart else number(playlist.length)])
        item.setIcon(0, self._icons["bookmark" if smart else "playlist"])
        item.setData(0, ROLE, playlist)
        tip = f"{playlist.name}\n{playlist.query}" if smart else playlist.name
        item.setData(0, Qt.ItemDataRole.ToolTipRole, tooltip(tip))
        if playlist.id == self._open:
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
        return self._dressed(item)

    def facet(self, facet: Entry) -> QTreeWidgetItem:
        """Something there is among the tracks, with its count and whether it is chosen."""
        name, state = self.name_of(facet), self.state_of(facet.node)
        item = QTreeWidgetItem([one_line(name), number(facet.count)])
        item.setData(0, ROLE, facet)
        item.setIcon(0, self._icons[("box", "box-chosen", "box-excluded")[state]])
        spoken = {1: self.tr("chosen"), 0: "", -1: self.tr("excluded")}[state]
        words = self.tr("{0}, %Ln tracks", "", facet.count).format(one_line(name))
        item.setData(
            0, Qt.ItemDataRole.AccessibleTextRole, f"{words}, {spoken}" if spoken else words
        )
        if state < 0:
            font = item.font(0)
            font.setStrikeOut(True)
            item.setFont(0, font)
        whole = facet.value if facet.kind == "folder" else name
        hint = self.tr("Click to choose, Ctrl+click to exclude")
        item.setData(0, Qt.ItemDataRole.ToolTipRole, tooltip(f"{whole}\n{hint}"))
        return self._dressed(item)

    def _dressed(self, item: QTreeWidgetItem) -> QTreeWidgetItem:
        """The count stands at the right, with some room around."""
        item.setTextAlignment(1, NUMBERS)
        item.setSizeHint(0, QSize(0, self._tree.fontMetrics().height() + _ROOM))
        return item

    def state_of(self, node: Node) -> int:
        """1: chosen, -1: excluded, 0: neither."""
        return int(node in self._nodes) - int(negated(node) in self._nodes)

    def name_of(self, facet: Entry) -> str:
        """What the entry is called."""
        if isinstance(facet.value, Message):
            return message_words(facet.value)
        if facet.kind == "state":
            return self._state_names.get(facet.value, facet.value)
        return (Path(facet.value).name or facet.value) if facet.kind == "folder" else facet.value
