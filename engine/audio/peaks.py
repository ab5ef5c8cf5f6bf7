"""Peaks: how loud a track is from moment to moment, for a picture of its waveform."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.audio.pieces import MAX_TRACK_S, Samples, UnreadableError
from engine.audio.windows import decoders, open_audio
from engine.errors import AudioError

COUNT = 1000  # pairs per track
_STRETCH_S = 0.005  # of sound behind one pair at first; doubled while there are too many
_MOST = 16 * COUNT  # pairs while measuring
_BLOCK_S = 10.0  # decoded at once: a few hundredths of a second of work


@dataclass(frozen=True, slots=True)
class Peaks:
    """Lowest and highest sample of each of equally long stretches."""

    low: NDArray[np.int8]  # (n,), −127 for full scale
    high: NDArray[np.int8]  # (n,), 127 for full scale
    duration_s: float  # of the sound that they cover


def measure_peaks(path: Path, count: int = COUNT) -> Iterator[Peaks]:
    """At most `count` pairs of the whole file, which is decoded in full.

    They are given again and again as decoding goes on; the last ones are complete. Close it to
    stop. Raises AudioError when nothing, or nothing more, can be decoded.
    """
    trouble = "it holds no sound that can be decoded"
    with open_audio(path) as (file, container):
        for decoder in decoders(file, container):
            envelope = _Envelope()
            try:
                for samples, rate in decoder.stream(file, container, _BLOCK_S):
                    envelope.add(samples, rate)
                    yield envelope.peaks(count)
                    if envelope.duration_s > MAX_TRACK_S:
                        break
            except UnreadableError as error:
                trouble = str(error)
                continue
            if envelope.duration_s:
                return
    raise AudioError(path, trouble)


class _Envelope:
    """Pairs of ever longer stretches, so that a day of sound needs no more room than a minute."""

    def __init__(self) -> None:
        self._pairs = np.zeros((2, 0), np.float32)  # lowest, highest
        self._rest: Samples = np.zeros(0, np.float32)  # less than a stretch
        self._length = 0  # samples per stretch
        self._heard, self._rate = 0, 1

    @property
    def duration_s(self) -> float:
        return self._heard / self._rate

    def add(self, samples: Samples, rate: int) -> None:
        self._rate, self._heard = rate, self._heard + len(samples)
        self._length = self._length or max(1, round(_STRETCH_S * rate))
        self._rest = np.concatenate([self._rest, samples])
        whole = len(self._rest) // self._length * self._length
        stretches = self._rest[:whole].reshape(-1, self._length)
        self._rest = self._rest[whole:]
        pairs = np.stack([stretches.min(axis=1), stretches.max(axis=1)])
        self._pairs = np.concatenate([self._pairs, pairs], axis=1)
        while self._pairs.shape[1] > _MOST and self._pairs.shape[1] % 2 == 0:
            self._pairs = _merged(self._pairs, np.arange(0, self._pairs.shape[1], 2))
            self._length *= 2

    def peaks(self, count: int) -> Peaks:
        pairs = self._pairs
        if not pairs.shape[1]:  # less than one stretch
            pairs = np.array([[self._rest.min(initial=0)], [self._rest.max(initial=0)]])
        count = min(count, pairs.shape[1])
        starts = np.arange(count) * pairs.shape[1] // count
        # A damaged file can hold infinities; far too loud is loud enough.
        clean = np.clip(np.nan_to_num(_merged(pairs, starts), posinf=1.0, neginf=-1.0), -1, 1)
        low, high = np.round(clean * 127).astype(np.int8)
        return Peaks(low, high, self.duration_s)


def _merged(pairs: NDArray[np.float32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
    """Pairs (2, n) put together from each start to the next."""
    return np.stack([np.minimum.reduceat(pairs[0], starts), np.maximum.reduceat(pairs[1], starts)])
