"""Centre: how the parts between tool bar and status bar are laid out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget


class Centre(QWidget):
    """Message on top, then either the welcome or table and editor, the player below."""

    def __init__(
        self, message: QWidget, welcome: QWidget, table: QWidget, editor: QWidget, player: QWidget
    ) -> None:
        super().__init__()
        self._tracks = QSplitter(Qt.Orientation.Vertical)
        self._tracks.addWidget(table)
        self._tracks.addWidget(editor)
        self._tracks.setStretchFactor(0, 1)
        self._tracks.setChildrenCollapsible(False)
        self._tracks.setSizes([520, 190])
        self._welcome = welcome
        self._pages = QStackedWidget()
        self._pages.addWidget(welcome)
        self._pages.addWidget(self._tracks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(message)
        column.addWidget(self._pages, 1)
        column.addWidget(player)

    def show_tracks(self, shown: bool) -> None:
        """Table and editor, or the welcome."""
        self._pages.setCurrentWidget(self._tracks if shown else self._welcome)
