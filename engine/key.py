"""Musical key from the samples: how long each pitch sounds, beside what keys are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Floats = NDArray[np.float64]

_DECIMATION = 5  # to every fifth sample: what is above 2 kHz says little about the key
_TAPS = 6 * _DECIMATION
_CUTOFF = 0.16  # of the sample rate, twice: where the low-pass filter ends
_FRAME, _HOP = 2048, 1024  # decimated samples: 0.46 s at 22,050 Hz, 2 Hz a bin
_LOWEST, _HIGHEST = 45, 94  # MIDI pitches, A2 to B flat 6
_THIRDS = 3  # bins of a semitone, so that music tuned high or low can be read too
_TUNED_FROM = 57  # pitches whose semitones are wide enough to show how they are tuned
_CLEAR = 0.6  # confidence from which a key is named
_LOUD = 1e-6  # a frame whose loudest pitch is below this is silent
NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
KEYS = tuple(name + mode for mode in ("", "m") for name in NAMES)

# Share of each scale degree in pieces of a key (Albrecht & Shanahan 2013).
_MAJOR = (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081)
_MINOR = (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052)


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a piece."""

    name: str = ""  # as a tag writes it: "C", "F#m"; "" when none is clear
    confidence: float = 0.0  # that it is this and no other, 0–1; 0 without a name


class KeyEstimator:
    """Finds keys in samples of one rate."""

    def __init__(self, rate: int) -> None:
        """`rate` in hertz; meant for 22,050 and about."""
        at = np.arange(_TAPS) - (_TAPS - 1) / 2
        lowpass = np.sinc(_CUTOFF * at) * np.hamming(_TAPS)
        self._lowpass = (lowpass / lowpass.sum()).astype(np.float32).reshape(-1, _DECIMATION).T
        self._window = np.hanning(_FRAME).astype(np.float32)
        self._filters = _pitch_filters(rate / _DECIMATION)

    def estimate(self, samples: Samples) -> Key:
        """The key of mono windows (n, n_samples), −1…1, taken together."""
        thirds = np.concatenate([self._thirds(window) for window in samples])
        return name_key(_chroma(thirds))

    def _thirds(self, samples: Samples) -> NDArray[np.float32]:
        """Magnitude of each third of a semitone, frame by frame: (frames, thirds)."""
        whole = len(samples) // _DECIMATION * _DECIMATION
        parts = samples[:whole].reshape(-1, _DECIMATION) @ self._lowpass
        length = len(parts) - parts.shape[1] + 1
        slow = sum(parts[i : i + length, i] for i in range(parts.shape[1]))
        frames = np.lib.stride_tricks.sliding_window_view(slow, _FRAME)[::_HOP] * self._window
        magnitudes: NDArray[np.float32] = np.abs(np.fft.rfft(frames, axis=1)) @ self._filters
        return magnitudes


def _pitch_filters(rate: float) -> NDArray[np.float32]:
    """Triangles a semitone wide at every third of one: (bins of the spectrum, thirds)."""
    frequencies = np.arange(1, _FRAME // 2 + 1) * rate / _FRAME
    pitch = 69 + 12 * np.log2(frequencies / 440)
    triangles = np.maximum(0, 1 - 2 * np.abs(pitch[:, None] - _third_pitches()))
    filters = triangles / np.maximum(triangles.sum(axis=0), 0.5)
    return np.concatenate([np.zeros((1, filters.shape[1])), filters]).astype(np.float32)


def _third_pitches() -> Floats:
    """MIDI pitch of each third, one more below and above than there are semitones."""
    thirds: Floats = np.arange(_THIRDS * _LOWEST - 2, _THIRDS * _HIGHEST + 3) / _THIRDS
    return thirds


def _chroma(thirds: NDArray[np.float32]) -> Floats:
    """How much of each pitch class is heard: (12,), C first; of (frames, thirds)."""
    pitches, power = _third_pitches(), np.square(thirds, dtype=np.float64).sum(axis=0)
    high = pitches >= _TUNED_FROM
    tuning = np.angle(power[high] @ np.exp(2j * np.pi * pitches[high])) / (2 * np.pi)  # semitones
    tuned = np.arange(_LOWEST, _HIGHEST + 1)
    at = (tuned + tuning - pitches[0]) * _THIRDS
    before = np.floor(at).astype(int)
    share = (at - before).astype(np.float32)
    notes = thirds[:, before] * (1 - share) + thirds[:, before + 1] * share
    classes = np.stack([notes[:, tuned % 12 == c].sum(axis=1) for c in range(12)], axis=1)
    loudest = classes.max(axis=1, keepdims=True)
    heard = classes / np.maximum(loudest, _LOUD)  # each moment counts alike
    chroma: Floats = np.sqrt(heard.mean(axis=0, dtype=np.float64))
    return chroma


def _centred(profile: Floats) -> Floats:
    """Mean 0 and length 1, so that a product is a correlation; all 0 for a flat profile."""
    centred = profile - profile.mean()
    unit: Floats = centred / max(float(np.linalg.norm(centred)), 1e-9)
    return unit


_PROFILES = np.stack(
    [np.roll(_centred(np.array(mode)), tonic) for mode in (_MAJOR, _MINOR) for tonic in range(12)]
)


def name_key(chroma: Floats) -> Key:
    """The key whose profile is most like a chroma (12,), C first, if it is clear enough.

    The confidence is a logistic regression on the best correlation and its lead over the next,
    fitted where docs/facts.md says.
    """
    fits = _PROFILES @ _centred(chroma)  # (24,)
    second, best = np.argsort(fits)[-2:]
    lead = fits[best] - fits[second]
    confidence = round(float(1 / (1 + np.exp(9.6 - 12.1 * fits[best] - 4.9 * lead))), 3)
    return Key(KEYS[best], confidence) if confidence >= _CLEAR else Key()
