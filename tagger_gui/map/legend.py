"""Legend: what each colour and shape means; a click shows one class alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from tagger_gui.map.picture import draw_shape
from tagger_gui.text import number

_SWATCH = 26  # pixels


class LegendEntry(QAbstractButton):
    """One class: its shape in its colour, its name, how many tracks."""

    def __init__(self, kind: int, name: str, colour: QColor, count: int) -> None:
        super().__init__()
        self._kind, self._colour, self._count = kind, colour, number(count)
        self.setText(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("{0}, %Ln tracks", "", count).format(name))

    def sizeHint(self) -> QSize:
        return QSize(180, self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            back = QColor(self.palette().color(QPalette.ColorRole.Highlight))
            back.setAlpha(90 if self.isChecked() else 35)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(self.rect(), 4, 4)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = self.width() - _SWATCH / 2 if mirrored else _SWATCH / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        draw_shape(painter, self._kind, QPointF(x, self.height() / 2), 6)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setLayoutDirection(self.layoutDirection())
        left = 6 if mirrored else _SWATCH
        words = QRectF(left, 0, self.width() - _SWATCH - 6, self.height())
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeading | centre), self.text())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignTrailing | centre), self._count)


class Legend(QWidget):
    """The classes from top to bottom.

    Signals:
        chosen(object): the number of the class that is to be shown alone; None: all.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Legend"))
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.idClicked.connect(self._choose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

    def show_classes(
        self, names: Sequence[str], colours: Sequence[QColor], counts: Sequence[int]
    ) -> None:
        """Shows the classes; those without a track are left out. The chosen one stays chosen."""
        alone = next(
            (button.text() for button in self._group.buttons() if button.isChecked()), None
        )
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        for kind, (name, colour, count) in enumerate(zip(names, colours, counts, strict=True)):
            if count:
                entry = LegendEntry(kind, name, colour, count)
                entry.setChecked(name == alone)
                self._group.addButton(entry, kind)
                self._column.addWidget(entry)
        self.chosen.emit(self._group.checkedId() if self._group.checkedId() >= 0 else None)

    def entries(self) -> list[QAbstractButton]:
        """The entries from top to bottom."""
        return self._group.buttons()

    def _choose(self, kind: int) -> None:
        button = self._group.button(kind)
        for other in self._group.buttons():
            if other is not button:
                other.setChecked(False)
        self.chosen.emit(kind if button.isChecked() else None)
