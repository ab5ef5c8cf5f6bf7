"""AspectBar: one thing that was heard, how surely, and a way to hear it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyleOptionFocusRect, QWidget

from engine.track import Aspect
from tagger_gui.text import as_time, one_line, tooltip

_PADDING = 6  # pixels


class AspectBar(QAbstractButton):
    """Name, bar and per cent; pressed, it asks for the seconds that support the aspect."""

    def __init__(self, aspect: Aspect, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.aspect = aspect
        name = one_line(aspect.name, 60)
        self.setText(name)
        self.setEnabled(bool(aspect.spans))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        heard = ", ".join(f"{as_time(a) or '0:00'}–{as_time(b)}" for a, b in aspect.spans)
        told = self.tr("{0}, {1}, heard at {2}").format(name, f"{aspect.probability:.0%}", heard)
        self.setAccessibleName(told)
        self.setToolTip(tooltip(told))

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() + _PADDING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), self._tint(QPalette.ColorRole.Highlight, 30))
        width, height = self.width(), self.height()
        per_cent = self.fontMetrics().horizontalAdvance("100 %") + _PADDING
        name = QRectF(_PADDING, 0, width * 0.5 - _PADDING, height)
        track = QRectF(width * 0.5, height / 2 - 3, width * 0.5 - per_cent - _PADDING, 6)
        number = QRectF(width - per_cent - _PADDING / 2, 0, per_cent, height)
        filled = QRectF(track)
        filled.setWidth(track.width() * min(1.0, max(0.0, self.aspect.probability)))
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            filled.moveRight(track.right())
            for part in (name, track, number, filled):
                part.moveLeft(width - part.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tint(QPalette.ColorRole.WindowText, 40))
        painter.drawRoundedRect(track, 3, 3)
        painter.setBrush(self._tint(QPalette.ColorRole.Highlight, 255))
        painter.drawRoundedRect(filled, 3, 3)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        centre = Qt.AlignmentFlag.AlignVCenter
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(name.width())
        )
        leading = Qt.AlignmentFlag.AlignLeading
        painter.setLayoutDirection(self.layoutDirection())
        painter.drawText(name, int(leading | centre), shown)
        trailing = Qt.AlignmentFlag.AlignTrailing
        painter.drawText(number, int(trailing | centre), f"{self.aspect.probability:.0%}")
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            focus = QStyle.PrimitiveElement.PE_FrameFocusRect
            self.style().drawPrimitive(focus, option, painter, self)

    def _tint(self, role: QPalette.ColorRole, alpha: int) -> QColor:
        group = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
        colour = QColor(self.palette().color(group, role))
        colour.setAlpha(alpha)
        return colour
