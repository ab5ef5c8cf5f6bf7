"""Boxes to be ticked whose edge is seen on dark ground too, where the style draws it black."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
)

from tagger_gui.tables import Index, RowDelegate

_DARK = 128  # lightness below which the ground is dark


class TickDelegate(RowDelegate):
    """Draws rows, and the edge of their boxes."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) is None:
            return
        opt = QStyleOptionViewItem(option)
        self.initStyleOption(opt, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = opt.widget.style().subElementRect(part, opt, opt.widget)
        _draw_edge(painter, opt.palette, box, round_=False)


class ClearRadioButton(QRadioButton):
    """A radio button with an edge around its dot."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_RadioButtonIndicator
        dot = self.style().subElementRect(part, option, self)
        _draw_edge(QPainter(self), self.palette(), dot, round_=True)


def _draw_edge(painter: QPainter, palette: QPalette, box: QRect, *, round_: bool) -> None:
    if palette.color(QPalette.ColorRole.Base).lightness() >= _DARK:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, round_)
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = box.adjusted(0, 0, -1, -1)
    (painter.drawEllipse if round_ else painter.drawRect)(edge)
    painter.restore()
