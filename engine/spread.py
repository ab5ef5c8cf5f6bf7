"""Where in a track the windows lie that are listened to."""

from __future__ import annotations

from dataclasses import dataclass

from engine.track import Track

SLACK_S = 0.05  # a window this much short is still whole: codecs cut and pad their ends


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which windows of a track are wanted."""

    seconds: float  # how long each is
    count: int  # at most
    passage: tuple[float, float] | None = None  # seconds of the track; None: the whole

    def starts(self, duration_s: float) -> list[float]:
        """Where they begin: windows that do not overlap, with equal gaps around them.

        A passage shorter than a window gets one around its middle.
        """
        begin, end = self.passage or (0.0, duration_s)
        begin, end = max(0.0, begin), min(max(end, 0.0), duration_s)
        if self.passage and end - begin < self.seconds:
            middle = (begin + end) / 2
            return [max(0.0, min(middle - self.seconds / 2, duration_s - self.seconds))]
        return [begin + start for start in spread(end - begin, self.seconds, self.count)]


def spread(duration_s: float, seconds: float, count: int) -> list[float]:
    """Starts of at most `count` windows that do not overlap, with equal gaps around them."""
    count = max(1, min(count, int((duration_s + SLACK_S) / seconds)))
    gap = max(0.0, (duration_s - count * seconds) / (count + 1))
    return [gap + i * (seconds + gap) for i in range(count)]


def listened_to(track: Track) -> tuple[tuple[float, float], ...]:
    """Start and end, in seconds, of each window of the track; none if nobody has listened to it.

    Windows that turned out to be silent are among them.
    """
    asked = track.audio_hash.partition(":")[0]  # "3x10", see engine.audio.windows
    count, _, length = asked.partition("x")
    try:
        seconds = float(length)
        starts = spread(track.duration_s, seconds, int(count))
    except (ValueError, ZeroDivisionError):  # written by another program, or by nobody
        return ()
    return tuple((max(0.0, s), min(max(0.0, s) + seconds, track.duration_s)) for s in starts)
