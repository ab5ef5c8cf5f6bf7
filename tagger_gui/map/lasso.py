"""Which points a line drawn by hand encloses, and which lies in a direction."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.map import Floats


def enclosed(at: Floats, line: Floats) -> NDArray[np.bool_]:
    """Which points (n, 2) lie within the closed line through (m, 2), by the even-odd rule."""
    inside = np.zeros(len(at), np.bool_)
    if len(line) < 3:
        return inside
    near = np.flatnonzero(((at >= line.min(axis=0)) & (at <= line.max(axis=0))).all(axis=1))
    x, y = at[near].T
    odd = np.zeros(len(near), np.bool_)
    for (x1, y1), (x2, y2) in zip(line, np.roll(line, -1, axis=0), strict=True):
        if y1 != y2:
            crosses = (y1 > y) != (y2 > y)
            odd ^= crosses & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    inside[near] = odd
    return inside


def nearest_towards(at: Floats, start: int, direction: tuple[int, int]) -> int | None:
    """The nearest point to point `start` within 45° of a direction; None if there is none."""
    offset = at - at[start]
    along = offset @ np.array(direction, np.float32)
    distance = np.hypot(*offset.T)
    ahead = np.flatnonzero((along > 0) & (along >= distance * np.float32(np.sqrt(0.5))))
    return int(ahead[np.argmin(distance[ahead])]) if len(ahead) else None
