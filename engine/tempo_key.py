"""Tempo and musical key from the features that the model's graph gives along."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SLOWEST_BPM, _FASTEST_BPM = 45.0, 210.0
_USUAL_BPM = 120.0  # where listeners tap most often (Parncutt 1994; as a prior: Ellis 2007)
_PRIOR_OCTAVES = 0.9
_STEADY = 0.08  # autocorrelation below this: no beat worth a number
_MULTIPLE = 4  # the lag is measured over so many beats, which makes it as many times finer

# How often each scale degree occurs in a key (Temperley 2007, from the Kostka-Payne corpus).
_MAJOR = (0.748, 0.060, 0.488, 0.082, 0.670, 0.460, 0.096, 0.715, 0.104, 0.366, 0.057, 0.400)
_MINOR = (0.712, 0.084, 0.474, 0.618, 0.049, 0.460, 0.105, 0.747, 0.404, 0.067, 0.133, 0.330)
_NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_OVERTONE = 0.3  # share of a note's energy that sounds a twelfth above it, in its fifth's place
_CLEAR, _LEAD = 0.5, 0.08  # correlation, and its lead over the next key's, worth a name


def estimate_tempo(onset: NDArray[np.float32], rate: float) -> float | None:
    """Beats per minute from onset strength (n_windows, n_frames) at `rate` frames per second.

    Autocorrelation, averaged over the windows and weighted towards usual tempi. None when no
    period stands out.
    """
    correlation = np.mean([_autocorrelation(window) for window in onset], axis=0)
    lags = np.arange(1, len(correlation))
    bpm = 60.0 * rate / lags
    possible = (bpm >= _SLOWEST_BPM) & (bpm <= _FASTEST_BPM)
    if not possible.any():
        return None
    prior = np.exp(-0.5 * (np.log2(bpm / _USUAL_BPM) / _PRIOR_OCTAVES) ** 2)
    best = int(lags[np.argmax(np.where(possible, correlation[1:] * prior, -np.inf))])
    if correlation[best] < _STEADY:
        return None
    return round(60.0 * rate / _refined(correlation, best), 1)


def _autocorrelation(envelope: NDArray[np.float32]) -> NDArray[np.float64]:
    centred = envelope.astype(np.float64) - envelope.mean()
    spectrum = np.fft.rfft(centred, 2 * len(centred))
    correlation = np.fft.irfft(np.abs(spectrum) ** 2)[: len(centred)]
    # Long lags have fewer products: without this they would look weaker than they are.
    correlation *= len(centred) / np.arange(len(centred), 0, -1)
    normal: NDArray[np.float64] = correlation / max(correlation[0], 1e-12)
    return normal


def _refined(correlation: NDArray[np.float64], lag: int) -> float:
    """The lag in fractions of a frame, from the peak a few beats further on."""
    for multiple in range(_MULTIPLE, 0, -1):
        around = np.arange(multiple * lag - multiple, multiple * lag + multiple + 1)
        if around[-1] + 1 >= len(correlation) * 0.75:
            continue
        peak = int(around[np.argmax(correlation[around])])
        left, middle, right = correlation[peak - 1 : peak + 2]
        bend = left - 2 * middle + right
        if middle > 0.5 * correlation[lag] and bend < 0:
            return (peak + 0.5 * float((left - right) / bend)) / multiple
    return float(lag)


def estimate_key(chroma: NDArray[np.float32]) -> str:
    """Key from mean chroma (n_windows, 12), C first: "C", "F#m"; "" when none is clear."""
    heard = chroma.mean(axis=0)
    notes = np.clip(heard - _OVERTONE * np.roll(heard, 7), 0, None)  # else a fifth too high
    fits = _IDEALS @ _centred(notes)  # (24,) correlations
    best, second = np.argsort(-fits)[:2]
    clear = fits[best] >= max(_CLEAR, fits[second] + _LEAD)
    return _KEYS[int(best)] if clear else ""


def _centred(profile: NDArray[np.floating]) -> NDArray[np.float64]:
    """Mean 0 and length 1, so that a product is a correlation; all 0 for a flat profile."""
    centred = np.asarray(profile, np.float64) - profile.mean()
    unit: NDArray[np.float64] = centred / max(float(np.linalg.norm(centred)), 1e-9)
    return unit


_IDEALS = np.stack([np.roll(_centred(np.array(m)), t) for m in (_MAJOR, _MINOR) for t in range(12)])
_KEYS = [name + suffix for suffix in ("", "m") for name in _NAMES]
