"""Which seconds of a track fit a query best."""

from __future__ import annotations

import numpy as np

from engine.spread import listened_to
from engine.track import Track
from engine.vectors import Floats


def best_moment(cosines: Floats, track: Track) -> tuple[float, float] | None:
    """Start and end in seconds of the window that fits best, of cosines by window (n,).

    None where windows were left out because they were silent: then it is not known which.
    """
    windows = listened_to(track)
    if not windows or len(windows) != len(cosines):
        return None
    start, end = windows[int(np.argmax(cosines))]
    return round(start, 2), round(end, 2)
