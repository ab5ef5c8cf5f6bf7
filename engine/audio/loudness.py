"""Integrated loudness by ITU-R BS.1770, measured by FFmpeg's ebur128 filter."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from fractions import Fraction

import av
import av.filter
import numpy as np

from engine.audio.pieces import Channels

MOMENT_S, EVERY_S = 0.1, 0.9  # what is measured, and how often: all of it would cost 20 ms
GATE_LUFS = -70.0  # what is fainter counts as silence
MOST_CHANNELS, LEAST_RATE = 8, 4000  # beyond these the standard has nothing to say
_RESULT = "lavfi.r128.I"


def moments(block: Channels, rate: int, first: int = 0) -> list[Channels]:
    """What is measured of a block that begins `first` samples into its window.

    Copies, so that the block itself need not stay in memory.
    """
    period, length = round(EVERY_S * rate), round(MOMENT_S * rate)
    starts = range(first // period * period - first, len(block), period)
    parts = [block[max(0, start) : max(0, start + length)] for start in starts]
    return [part.copy() for part in parts if len(part)]


def integrated(sound: Iterable[Channels], rate: int) -> float | None:
    """Loudness in LUFS of moments taken as one programme; None for silence and oddities.

    A channel that plays alone counts once, so that mono is 3 LU below the same in stereo, as the
    standard has it.
    """
    parts = list(sound)
    channels = parts[0].shape[1] if parts else 0
    parts = [part for part in parts if part.shape[1] == channels]
    if not 0 < channels <= MOST_CHANNELS or rate < LEAST_RATE:
        return None
    programme = np.concatenate(parts)
    if not np.isfinite(np.vdot(programme, programme)):  # a damaged file can hold anything
        programme = np.clip(np.nan_to_num(programme), -1.0, 1.0)
    layout = f"{channels}c"  # FFmpeg's usual order of so many channels
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=rate, format="flt", layout=layout, time_base=Fraction(1, rate)
    )
    meter = graph.add("ebur128", "metadata=1:framelog=quiet")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(programme.reshape(1, -1), format="flt", layout=layout)
    frame.sample_rate, frame.pts = rate, 0
    graph.push(frame)
    graph.push(None)
    found = GATE_LUFS
    with suppress(av.BlockingIOError, av.EOFError):
        while True:
            found = float(graph.pull().metadata.get(_RESULT, found))
    return round(found, 1) if np.isfinite(found) and found > GATE_LUFS else None
