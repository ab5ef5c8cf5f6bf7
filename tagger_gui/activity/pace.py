"""Pace: how fast a job is, and when it will be done."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_WINDOW_S = 60.0


class Pace:
    """The speed over the last minute; a pause does not count."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._points: deque[tuple[float, int]] = deque()

    def note(self, done: int) -> None:
        """So many are done by now."""
        now = self._clock()
        self._points.append((now, done))
        while now - self._points[0][0] > _WINDOW_S:
            self._points.popleft()

    def restart(self) -> None:
        """What was before does not count."""
        self._points.clear()

    def per_second(self) -> float:
        """Tracks per second; 0 while that is not known."""
        if len(self._points) < 2:
            return 0.0
        (begin, first), (end, last) = self._points[0], self._points[-1]
        return (last - first) / (end - begin) if end > begin else 0.0

    def seconds_left(self, left: int) -> float | None:
        """Until so many more are done; None while that is not known."""
        pace = self.per_second()
        return left / pace if pace else None
