"""Which seconds of a track fit a query best."""

from __future__ import annotations

import numpy as np

from engine.audio.pieces import spread
from engine.search.space import Floats
from engine.track import Track


def best_moment(cosines: Floats, track: Track) -> tuple[float, float] | None:
    """Start and end in seconds of the window that fits best, of cosines by window (n,).

    None where windows were left out because they were silent: then it is not known which.
    """
    asked = track.audio_hash.partition(":")[0]  # "3x10": see engine.audio.windows
    count, _, seconds = asked.partition("x")
    try:
        starts = spread(track.duration_s, float(seconds), int(count))
    except ValueError:
        return None
    if len(starts) != len(cosines):
        return None
    start = max(0.0, starts[int(np.argmax(cosines))])
    return round(start, 2), round(min(start + float(seconds), track.duration_s), 2)
