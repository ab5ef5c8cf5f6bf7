"""SelectionBar: how many tracks are encircled, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from tagger_gui.text import Look, label


class SelectionBar(QWidget):
    """Hidden while nothing is encircled.

    Signals:
        playlist_asked(): they are to become a playlist.
        library_asked(): the user wants to see them in the library.
        cleared(): they are not wanted any more.
    """

    playlist_asked = Signal()
    library_asked = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = label("", Look.STRONG)
        self._playlist = QPushButton(self.tr("Save as Playlist…"))
        self._playlist.clicked.connect(self.playlist_asked)
        self._library = QPushButton(self.tr("Show in Library"))
        self._library.clicked.connect(self.library_asked)
        self._clear = QPushButton(self.tr("Clear"))
        self._clear.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self._count)
        row.addStretch(1)
        for button in (self._playlist, self._library, self._clear):
            row.addWidget(button)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """So many are encircled."""
        self._count.setText(self.tr("%Ln tracks selected", "", count))
        self.setVisible(count > 0)
