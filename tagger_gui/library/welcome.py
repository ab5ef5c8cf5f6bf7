"""Welcome: what is shown while there is no track at all."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from tagger_gui.drop_area import DropArea
from tagger_gui.text import Look, label
from tagger_gui.theme import icon, program_icon


class Welcome(QWidget):
    """A large place to drop a folder on, and a button for those who would rather choose.

    Signals:
        open_asked(): the user wants to choose a folder.
    """

    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        area = DropArea()
        picture = label()
        picture.setPixmap(program_icon().pixmap(QSize(48, 48)))
        self._title = label(self.tr("Drop a music folder here"), Look.LARGE)
        self._text = label(
            self.tr(
                "Linernotes listens to every track and suggests one plain sentence on what it "
                "sounds like.\nYour files are not changed until you say so."
            ),
            Look.QUIET,
        )
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = QPushButton(self.tr("Choose a Folder…"))
        self._button.clicked.connect(self.open_asked)
        inner = QVBoxLayout(area)
        inner.setContentsMargins(40, 40, 40, 40)
        inner.setSpacing(14)
        inner.addStretch(1)
        for widget in (picture, self._title, self._text, self._button):
            inner.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 28, 28, 28)
        outer.addWidget(area)
        self.draw_icons()

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._button.setIcon(icon("open"))

    def show_busy(self, busy: bool) -> None:
        """Says that folders are being looked through, or asks for one."""
        self._title.setText(
            self.tr("Looking for music…") if busy else self.tr("Drop a music folder here")
        )
        self._button.setVisible(not busy)
