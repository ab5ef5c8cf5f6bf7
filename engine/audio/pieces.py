"""What both decoders share: the piece of sound they return and how they give up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Channels = NDArray[np.float32]  # (n, channels), full scale = 1

MAX_TRACK_S = 24 * 3600.0  # a length beyond a day is a lie of the header
SLACK_S = 0.05  # a window this much short is still whole: codecs cut and pad their ends


class UnreadableError(Exception):
    """A decoder gives up, with the reason in words; the next one may have more luck."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a decoder got for one window."""

    start_s: float
    samples: Samples  # (n,), mono, at the file's own rate
    rate: int  # hertz
    moments: tuple[Channels, ...] = ()  # of it, for its loudness


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a decoder got from one file."""

    pieces: list[Piece]
    duration_s: float  # of the whole track
    decoder: str  # name and version of the library


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


def downmix(block: NDArray[Any]) -> Samples:
    """(n, channels) → (n,). A dot product: exact, and twice as fast as mean(axis=1)."""
    channels = block.shape[1]
    weights = np.full(channels, 1.0 / channels, np.float32)
    mixed: Samples = np.ascontiguousarray(block, np.float32) @ weights
    return mixed


def words(error: BaseException) -> str:
    """The library's own words without its error numbers and file names."""
    text = getattr(error, "error_string", None) or getattr(error, "strerror", None) or str(error)
    return str(text).strip().rstrip(".") or type(error).__name__
