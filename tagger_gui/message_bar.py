"""MessageBar: what should be read, above the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from tagger_gui.text import ElidedLabel, plain
from tagger_gui.theme import icon


class MessageBar(QFrame):
    """One message with at most one thing to do about it; a new one replaces the old."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._text = ElidedLabel()
        self._action = QPushButton()
        self._action.clicked.connect(self._act)
        self._do: Callable[[], object] | None = None
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 6, 5)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.draw_icons()
        self.hide()

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._close.setIcon(icon("close"))

    def tell(self, words: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        """Shows the words and, if there is something to `do`, a button that is called `action`."""
        self._text.show_text(words)
        self._text.setAccessibleName(plain(words))
        self._do = do
        self._action.setText(action)
        self._action.setVisible(do is not None)
        self.show()

    def text(self) -> str:
        """The message that is shown; nothing if there is none."""
        return "" if self.isHidden() else self._text.text()

    def act(self) -> None:
        """As if the button were pressed."""
        self._action.click()

    def _act(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()
