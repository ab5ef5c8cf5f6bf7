"""What is drawn over the map's points: rings, the name under the mouse, the lasso."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from tagger_gui.text import one_line


def draw_ring(painter: QPainter, at: QPointF, radius: float, colour: QColor) -> None:
    """A ring around a point; `radius` in pixels."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    painter.drawEllipse(at, radius, radius)


def draw_lasso(painter: QPainter, line: Sequence[QPointF], colour: QColor) -> None:
    """What is encircled so far."""
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
    inside = QColor(colour)
    inside.setAlpha(30)
    painter.setBrush(inside)
    painter.drawPolygon(QPolygonF(line))


def draw_name(view: QWidget, painter: QPainter, at: QPointF, name: str) -> None:
    """A track's name beside its point, within the view; nothing where it is not known."""
    if not name:
        return
    metrics, palette = view.fontMetrics(), view.palette()
    name = metrics.elidedText(
        one_line(name, 200), Qt.TextElideMode.ElideRight, max(80, view.width() // 2)
    )
    box = QRectF(0, 0, metrics.horizontalAdvance(name) + 14, metrics.height() + 8)
    box.moveTo(at.x() + 12, at.y() - box.height() - 4)
    box.moveRight(min(box.right(), view.width() - 4.0))
    box.moveTop(max(box.top(), 4.0))
    painter.setPen(palette.mid().color())
    painter.setBrush(palette.toolTipBase())
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(palette.toolTipText().color())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)
