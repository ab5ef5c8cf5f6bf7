"""ChipButton: one condition of a search, to be edited or taken away."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from engine.message import Message
from engine.query import Chip
from tagger_gui.messages import message_words
from tagger_gui.states import state_names
from tagger_gui.text import one_line, tooltip

_LONGEST = 60  # characters shown
_MARGIN, _CLOSE = 9, 16  # pixels


class ChipButton(QAbstractButton):
    """A chip: `clicked` asks to edit it.

    Signals:
        removed(): it is to be taken away.
        stepped(int): the focus is to go to the chip after (1) or before (-1).
    """

    removed = Signal()
    stepped = Signal(int)

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = chip
        words = message_words(_with_states(chip.label))
        self.setText(one_line(words, _LONGEST))
        self.setAccessibleName(one_line(words))
        self.setAccessibleDescription(self.tr("Enter edits it, Delete takes it away"))
        self.setToolTip(tooltip(self.tr("{0}\nClick to edit").format(words)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 2 * _MARGIN + _CLOSE
        return QSize(width, metrics.height() + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, role = self.palette(), QPalette.ColorRole
        colour = QColor("#d9552c") if not self.chip.wanted else palette.color(role.Highlight)
        ground = QColor(colour)
        ground.setAlphaF(0.34 if self.underMouse() else 0.2)
        edge = palette.color(role.Text) if self.hasFocus() else colour
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 9, 9)
        painter.setPen(palette.color(role.Text))
        close = self._close()
        words = self.rect().adjusted(_MARGIN, 0, -_MARGIN, 0)
        lead = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(words, lead, self.text())
        cross = QRect(0, 0, 7, 7)
        cross.moveCenter(close.center())
        painter.setPen(QPen(palette.color(role.PlaceholderText), 1.6))
        painter.drawLine(cross.topLeft(), cross.bottomRight())
        painter.drawLine(cross.topRight(), cross.bottomLeft())
        painter.end()

    def _close(self) -> QRect:
        left = 4 if self.isRightToLeft() else self.width() - _CLOSE - 4
        return QRect(left, 0, _CLOSE, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._close().contains(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in steps:
            self.stepped.emit(-steps[event.key()] if self.isRightToLeft() else steps[event.key()])
        else:
            super().keyPressEvent(event)


def _with_states(label: Message) -> Message:
    """The label with the names that the window has for states."""
    if label.parts[:1] == (Message("state"),):
        names = {state.value: name for state, name in state_names().items()}
        return label.of(label.parts[0], *(names.get(str(part), part) for part in label.parts[1:]))
    parts = (_with_states(part) if isinstance(part, Message) else part for part in label.parts)
    return label.of(*parts)
