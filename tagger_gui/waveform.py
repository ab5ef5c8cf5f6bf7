"""Waveform: a track's loudness over its time, with what was heard where; a slider to seek."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from tagger_gui.text import as_time, tooltip

if TYPE_CHECKING:  # loading what decodes would hold up the window
    from engine.audio import Peaks

_HEIGHT = 40  # pixels
_MARKS = 5  # pixels at the foot, for the windows that were described
_LEAST = 0.03  # of the height: what silence is drawn with
EVIDENCE = "#e69f00"  # orange: stands out from blue for colour-blind eyes too


class Waveform(QAbstractSlider):
    """The slider's value is the place in the track, in milliseconds.

    `actionTriggered` tells that the user has moved it, `sliderPosition` where to.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._peaks: Peaks | None = None
        self._windows: Sequence[tuple[float, float]] = ()
        self._evidence: Sequence[tuple[float, float]] = ()
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs so everywhere
        self.setSingleStep(5000)
        self.setPageStep(15000)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Position in the track"))

    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, _HEIGHT)

    def show_peaks(self, peaks: Peaks | None) -> None:
        """The picture, as far as it is known."""
        self._peaks = peaks
        self.update()

    def show_windows(self, windows: Sequence[tuple[float, float]]) -> None:
        """Seconds that the description is made from."""
        self._windows = windows
        self.update()

    def show_evidence(self, spans: Sequence[tuple[float, float]]) -> None:
        """Seconds that support what the user has asked about."""
        self._evidence = spans
        self.update()

    # --- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.maximum():
            self.setSliderDown(True)
            self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._drag_to(event.position().x())
        elif self.maximum():
            time = as_time(self._value_at(event.position().x()) / 1000) or "0:00"
            QToolTip.showText(event.globalPosition().toPoint(), tooltip(time), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)
            self.triggerAction(QAbstractSlider.SliderAction.SliderMove)

    def _drag_to(self, x: float) -> None:
        self.setSliderPosition(self._value_at(x))
        self.update()

    def _value_at(self, x: float) -> int:
        return round(min(max(x / max(1, self.width()), 0.0), 1.0) * self.maximum())

    # --- the picture ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = self.height() - _MARKS
        self._paint_spans(painter, self._evidence, QRectF(0, 0, 0, high), 50)
        here = self._x(self.sliderPosition() / 1000)
        ahead = self._colour(QPalette.ColorRole.WindowText, 110)
        before = self._colour(QPalette.ColorRole.Highlight)
        spans = [(self._x(start), self._x(end)) for start, end in self._evidence]
        parts: dict[str, list[QLineF]] = {"played": [], "evidence": [], "ahead": []}
        for bar in self._bars(high):
            supports = any(left <= bar.x1() <= right for left, right in spans)
            ahead_of = "evidence" if supports else "ahead"
            parts["played" if bar.x1() <= here else ahead_of].append(bar)
        for part, colour in (("ahead", ahead), ("evidence", QColor(EVIDENCE)), ("played", before)):
            painter.setPen(colour)
            painter.drawLines(parts[part])
        self._paint_spans(painter, self._evidence, QRectF(0, high - 2, 0, 2), 255)
        marks = QRectF(0, high + 2, 0, _MARKS - 2)
        self._paint_spans(painter, self._windows, marks, 140, QPalette.ColorRole.WindowText)
        if self.maximum():
            painter.fillRect(QRectF(here - 1, 0, 2, high), before)
        if self.hasFocus():
            painter.setPen(before)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _bars(self, high: int) -> Iterator[QLineF]:
        """One upright line per pixel."""
        peaks, length_s = self._peaks, self.maximum() / 1000
        if peaks is None or not len(peaks.low) or not length_s:
            if self.maximum():
                yield QLineF(QPointF(0, high / 2), QPointF(self.width(), high / 2))
            return
        shown = min(1.0, peaks.duration_s / length_s)  # less while it is still being measured
        reach = max(1, int(max(peaks.high.max(), -int(peaks.low.min()))))
        for x in range(int(self.width() * shown)):
            at = min(len(peaks.low) - 1, int(x / (self.width() * shown) * len(peaks.low)))
            up = max(peaks.high[at] / reach, _LEAST) * (high / 2 - 1)
            down = max(-int(peaks.low[at]) / reach, _LEAST) * (high / 2 - 1)
            yield QLineF(QPointF(x + 0.5, high / 2 - up), QPointF(x + 0.5, high / 2 + down))

    def _paint_spans(
        self,
        painter: QPainter,
        spans: Sequence[tuple[float, float]],
        where: QRectF,
        alpha: int,
        role: QPalette.ColorRole | None = None,
    ) -> None:
        colour = QColor(EVIDENCE) if role is None else self._colour(role)
        colour.setAlpha(alpha)
        for start, end in spans:
            left, right = self._x(start), self._x(end)
            span = QRectF(left, where.y(), max(2.0, right - left), where.height())
            painter.fillRect(span, colour)

    def _x(self, seconds: float) -> float:
        return seconds * 1000 / max(1, self.maximum()) * self.width()

    def _colour(self, role: QPalette.ColorRole, alpha: int = 255) -> QColor:
        colour = QColor(self.palette().color(role))
        colour.setAlpha(alpha)
        return colour
