"""Rail: the sidebar with the window's pages on top and what can always be done below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from tagger_gui.text import tooltip
from tagger_gui.theme import icon

_ICON = QSize(24, 24)
_WIDTH = 84  # pixels; more where words are longer
_BADGE = 16  # pixels high


class RailButton(QToolButton):
    """An icon with its word below, and a count at its corner."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._count = ""
        self.setText(words)
        self.setAutoRaise(True)
        self.setIconSize(_ICON)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(58)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leads on to the page
        self.setAccessibleName(words)

    def show_count(self, count: str) -> None:
        """Shows a few characters at the corner, or nothing."""
        self._count = count
        self.setAccessibleName(f"{self._words}, {count}" if count else self._words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.78)
        painter.setFont(font)
        width = max(_BADGE, painter.fontMetrics().horizontalAdvance(self._count) + 9)
        left = self.width() / 2 + 4
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = self.width() / 2 - 4 - width
        pill = QRectF(min(left, self.width() - width - 2), 5, width, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(pill, _BADGE / 2, _BADGE / 2)
        painter.setPen(self.palette().color(QPalette.ColorRole.HighlightedText))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._count)


class Rail(QFrame):
    """The sidebar.

    Signals:
        chosen(int): the page of this number is wanted.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAccessibleName(self.tr("Pages"))
        self._icons: dict[RailButton, str] = {}
        self._pages = QButtonGroup(self)
        self._pages.idClicked.connect(self.chosen)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 8, 4, 8)
        self._column.setSpacing(4)
        self._column.addStretch(1)

    def add_page(self, title: str, icon_name: str, tip: str) -> None:
        """Adds a page below those that are there; `tip` names its key."""
        button = self._button(title, icon_name)
        button.setCheckable(True)
        button.setToolTip(tooltip(tip))
        number = len(self._pages.buttons())
        self._pages.addButton(button, number)
        self._column.insertWidget(number, button)

    def add_action(self, action: QAction, words: str, icon_name: str) -> RailButton:
        """Adds, at the foot, a button that does what the action does."""
        button = self._button(words, icon_name)
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        self._column.addWidget(button)
        return button

    def show_current(self, number: int) -> None:
        """Marks the page that is shown."""
        self._pages.button(number).setChecked(True)

    def show_count(self, number: int, count: str) -> None:
        """What stands beside the page's name."""
        button = self._pages.button(number)
        if isinstance(button, RailButton):
            button.show_count(count)

    def focus_first(self) -> None:
        """Puts the focus on the page that is shown."""
        if shown := self._pages.checkedButton():
            shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        for button, name in self._icons.items():
            button.setIcon(icon(name))

    def _button(self, words: str, icon_name: str) -> RailButton:
        button = RailButton(words)
        button.setIcon(icon(icon_name))
        self._icons[button] = icon_name
        return button
