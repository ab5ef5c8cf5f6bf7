"""The map's points as a picture: a hundred thousand of them in a few hundredths of a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from engine.map import Floats

FEW = 2000  # points in sight that are drawn one by one, smooth, each class in its shape
_RADIUS = 4.5  # pixels, of a point drawn one by one

# Okabe & Ito (2008): told apart by colour-blind eyes; the shapes say the same again.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442")
# From dark to bright, for what has an order; evenly spaced in lightness, so that it needs no hue.
RAMP = ("#3b4a8c", "#2f7b9e", "#2fa58a", "#8cc152", "#f4d03f")
REST = ("#999999", "#777777")  # another class, unclear: small discs

# Corners of each class's shape around its middle, radius 1; none: a disc.
_SHAPES: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
    ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)),
    ((0.0, 1.2), (1.1, -0.8), (-1.1, -0.8)),
    ((-1.2, -0.5), (1.2, -0.5), (1.2, 0.5), (-1.2, 0.5)),
    ((-0.5, -1.2), (0.5, -1.2), (0.5, 1.2), (-0.5, 1.2)),
)


def draw_shape(painter: QPainter, kind: int, middle: QPointF, radius: float) -> None:
    """One point of a class."""
    corners = _SHAPES[kind] if kind < len(_SHAPES) else ()
    if corners:
        painter.drawPolygon(
            QPolygonF([middle + QPointF(x * radius, y * radius) for x, y in corners])
        )
    else:
        small = radius if kind < len(_SHAPES) else radius * 0.6
        painter.drawEllipse(middle, small, small)


@dataclass(frozen=True, slots=True)
class Points:
    """What is to be drawn."""

    at: Floats  # (n, 2) pixels
    kinds: NDArray[np.uint8]  # (n,) the class of each
    faint: NDArray[np.bool_]  # (n,) hardly to be seen

    def where(self, mask: NDArray[np.bool_]) -> Points:
        """Some of them."""
        return Points(self.at[mask], self.kinds[mask], self.faint[mask])


def draw_points(
    painter: QPainter,
    points: Points,
    colours: Sequence[QColor],
    size: tuple[int, int],
    scale: float,
) -> None:
    """Points in the colours of their classes, on a picture of that size in pixels.

    `scale`: the screen's own dots per pixel.
    """
    inside = (points.at > -_RADIUS) & (points.at < np.array(size) + _RADIUS)
    seen = points.where(inside[:, 0] & inside[:, 1])
    if len(seen.at) <= FEW:
        _draw_one_by_one(painter, seen, colours)
    else:
        painter.drawImage(QRectF(0, 0, *size), _stamped(seen, colours, size, scale))


def _draw_one_by_one(painter: QPainter, points: Points, colours: Sequence[QColor]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QColor(painter.background().color())
    edge.setAlpha(160)
    for number in np.argsort(~points.faint, kind="stable"):
        kind, faint = int(points.kinds[number]), bool(points.faint[number])
        colour = QColor(colours[kind])
        colour.setAlpha(40 if faint else 255)
        painter.setPen(QPen(Qt.PenStyle.NoPen) if faint else QPen(edge))
        painter.setBrush(colour)
        x, y = points.at[number]
        draw_shape(painter, kind, QPointF(float(x), float(y)), _RADIUS)


def _stamped(
    points: Points, colours: Sequence[QColor], size: tuple[int, int], scale: float
) -> QImage:
    """A transparent picture with a dot per point, the faint ones below."""
    width, height = round(size[0] * scale), round(size[1] * scale)
    radius = max(1, round((1.5 if len(points.at) < 30_000 else 1.0) * scale))
    canvas = np.zeros((height + 4 * radius, width + 4 * radius), np.uint32)  # with a margin
    bright = np.array([colour.rgba() for colour in colours], np.uint32)
    dim = np.array([_faded(colour) for colour in colours], np.uint32)
    for some, palette in ((points.where(points.faint), dim), (points.where(~points.faint), bright)):
        within = np.clip(some.at * scale, -radius, (width + radius - 1, height + radius - 1))
        x, y = within.astype(np.int64).T + 2 * radius
        place, dots = y * canvas.shape[1] + x, palette[some.kinds]
        for dy in range(-radius, radius + 1):
            for dx in range(-radius, radius + 1):
                if dx * dx + dy * dy <= radius * radius + 1:
                    canvas.ravel()[place + (dy * canvas.shape[1] + dx)] = dots
    rim = 2 * radius
    inner = np.ascontiguousarray(canvas[rim : rim + height, rim : rim + width])
    pixels = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(inner.data, width, height, 4 * width, pixels).copy()  # the array goes now


def _faded(colour: QColor) -> int:
    """A tenth of the colour's strength, as premultiplied ARGB."""
    return (
        (26 << 24) | (colour.red() // 10 << 16) | (colour.green() // 10 << 8) | colour.blue() // 10
    )
