"""Camera: which part of the map is seen, and which pixel is which place."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QSizeF

from engine.map import Floats

_CLOSEST, _FARTHEST = 200.0, 0.8  # zoom
_STEP = 1.25  # of zoom
_UPWARDS = np.array([1, -1], np.float32)  # pixels count downwards
_FILLED = 0.96  # of the window, by the whole map


class Camera:
    """Looks at the square −1…1 from above."""

    def __init__(self) -> None:
        self.size = QSizeF(1, 1)  # pixels
        self.show_whole()

    def show_whole(self) -> None:
        """Everything is in sight."""
        self.middle = np.zeros(2, np.float32)  # of the window, as a place
        self._zoom = 1.0

    def pixels(self, at: Floats) -> Floats:
        """Pixels (n, 2) of places (n, 2)."""
        found: Floats = (at - self.middle) * (_UPWARDS * self._unit()) + self._half()
        return found

    def place(self, pixel: QPointF) -> Floats:
        """The place (2,) at a pixel."""
        return self.middle + self._length(_xy(pixel) - self._half())

    def shift(self, moved: QPointF) -> None:
        """Moves the map by so many pixels."""
        self.middle = self.middle - self._length(_xy(moved))

    def zoom(self, steps: float, around: QPointF | None = None) -> None:
        """Comes nearer, or goes away; the place `around` stays at its pixel."""
        pixel = around or QPointF(self.size.width() / 2, self.size.height() / 2)
        fixed = self.place(pixel)
        self._zoom = min(max(self._zoom * _STEP**steps, _FARTHEST), _CLOSEST)
        self.middle = self.middle + fixed - self.place(pixel)

    def sees(self, at: Floats) -> bool:
        """Whether a place (2,) is in sight."""
        x, y = self.pixels(at[None])[0]
        return bool(0 <= x < self.size.width() and 0 <= y < self.size.height())

    def _unit(self) -> np.float32:
        """Pixels per unit of the map."""
        smaller = min(self.size.width(), self.size.height())
        return np.float32(max(1.0, smaller / 2 * _FILLED * self._zoom))

    def _half(self) -> Floats:
        return np.array([self.size.width() / 2, self.size.height() / 2], np.float32)

    def _length(self, pixels: Floats) -> Floats:
        length: Floats = pixels * _UPWARDS / self._unit()
        return length


def _xy(pixel: QPointF) -> Floats:
    return np.array([pixel.x(), pixel.y()], np.float32)
