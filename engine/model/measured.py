"""What was measured of a track, in a few plain words, for descriptions that have room for more.

The network's words alone leave many tracks with "Instrumental music."; a key, a tempo and the
dynamics tell such tracks apart, and they are true. So does energy, which the network hears more
surely than any mood. Only what is right about nine times in ten is told: how that was found out
stands in docs/facts.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.key import Key
from engine.query.keys import in_words
from engine.tempo import Tempo

ROOM = 6  # aspects and measurements together; a fuller sentence needs no measurements
MOST = 3  # measurements in one description
_SURE_TEMPO, _SURE_KEY = 0.75, 0.8  # confidence from which they are told
_WINDOWS = 3  # fewer do not settle a key
_DOUBTED_TEMPO = 0.6  # confidence from which a measured tempo speaks against a tempo word
_BPM_OF = {"slow": (0.0, 100.0), "mid-tempo": (75.0, 140.0), "fast": (100.0, 999.0)}
_QUIET_NAMES = {"quiet", "soft"}
_WIDE_LU, _STEADY_LU = 8.0, 1.6  # loudness ranges that one in six or fewer pieces lie beyond
_LOUD_LUFS, _QUIET_LUFS = -9.5, -20.0  # likewise
_DULL_HZ, _BRIGHT_HZ = 600.0, 1650.0  # likewise, of the effective frequency
_BLOCK_S, _STEP_S = 3.0, 1.0  # of the loudness range
_SILENT, _GATE = 1e-7, 0.01  # power that does not count: absolutely, and as a share of the mean


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of a track beside its aspects."""

    tempo: Tempo = field(default_factory=Tempo)
    key: Key = field(default_factory=Key)
    loudness_lufs: float | None = None  # None: silence
    range_lu: float | None = None  # how far the loudness ranges; None: silence
    effective_hz: float | None = None  # where the power lies, lower or higher; None: silence
    windows: int = 0  # that were heard
    lively: bool = False  # full of energy, by all its moods together

    def contradicts(self, name: str) -> bool:
        """Whether the aspect of this name cannot be, after what was measured."""
        bpm, lufs = self.tempo.bpm, self.loudness_lufs
        if name in _BPM_OF and bpm is not None and self.tempo.confidence >= _DOUBTED_TEMPO:
            slowest, fastest = _BPM_OF[name]
            return not slowest <= bpm <= fastest
        if name in _QUIET_NAMES and lufs is not None:
            return lufs >= _LOUD_LUFS
        return name == "loud" and lufs is not None and lufs <= _QUIET_LUFS

    def tell(self, said: int) -> str:
        """One short sentence; "" where nothing is sure, or `said` aspects leave no room."""
        told = ", ".join([*self._parts()][: max(0, min(MOST, ROOM - said))])
        return told and f"{told[0].upper()}{told[1:]}."

    def _parts(self) -> Iterator[str]:
        """Each thing that is sure and worth telling, the most telling first."""
        if self.key.confidence >= _SURE_KEY and self.windows >= _WINDOWS:
            yield f"in {in_words(self.key.name)}"
        if self.tempo.bpm is not None and self.tempo.confidence >= _SURE_TEMPO:
            yield f"about {self.tempo.bpm:.0f} bpm"
        if self.lively:
            yield "high in energy"
        for value, low, below, high, above in (
            (self.range_lu, _STEADY_LU, "steady in level", _WIDE_LU, "with wide dynamics"),
            (self.loudness_lufs, _QUIET_LUFS, "quietly mastered", _LOUD_LUFS, "loudly mastered"),
            (self.effective_hz, _DULL_HZ, "with little treble", _BRIGHT_HZ, "rich in treble"),
        ):
            if value is not None and not low < value < high:
                yield above if value >= high else below


def loudness_range(samples: NDArray[np.float32], rate: float) -> float | None:
    """How far the loudness of windows (n, n_samples) ranges, in LU; None for silence.

    As EBU Tech 3342 has it, between the 10th and the 95th percentile of blocks of three seconds
    that are neither silent nor 20 LU below the mean, but without its weighting of frequencies.
    """
    step = round(_STEP_S * rate)
    seconds = samples.shape[1] // step
    each = np.square(samples[:, : seconds * step].reshape(len(samples), seconds, step)).mean(axis=2)
    blocks = np.lib.stride_tricks.sliding_window_view(
        each, min(round(_BLOCK_S / _STEP_S), seconds), axis=1
    ).mean(axis=2)
    power = blocks[blocks > _SILENT]
    power = power[power >= _GATE * power.mean()] if len(power) else power
    if not len(power):
        return None
    low, high = np.percentile(10 * np.log10(power), (10, 95))
    return float(high - low)


def effective_frequency(samples: NDArray[np.float32], rate: float) -> float | None:
    """The root mean square frequency of windows (n, n_samples) in hertz; None for silence.

    Hjorth's mobility (1970), the ratio of a signal's slope to the signal: the power's standard
    deviation along the frequency axis, found without a transform. The slope between samples is a
    little flat near the top: a tone of a tenth of the rate is told 2 % too low.
    """
    power = float(samples.var())
    if power <= _SILENT:
        return None
    slope = float(np.square(np.diff(samples, axis=1)).mean())
    return float(rate / (2 * np.pi) * (slope / power) ** 0.5)
