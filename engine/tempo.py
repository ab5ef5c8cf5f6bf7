"""Tempo from the onset strength that the model's graph gives along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_SLOWEST_BPM, _FASTEST_BPM = 40.0, 250.0
_STEPS = 96  # tempi tried in an octave, 0.7 % apart
_TEETH = 8  # beats over which a period must hold
_TRUSTED = 0.75  # of the longest lag; beyond it too few products are averaged
_LOCAL_S = 0.5  # onsets are what rises above the mean around them
_TAPPED_BPM, _TAPPED_OCTAVES = 120.0, 0.9  # where listeners tap, as a prior (Ellis 2007)
_USUAL_OCTAVES = 0.5  # how far tempi may lie from the usual one
_STEADY = 0.1  # correlation of the comb below this: no beat worth a number
_WORTH_NAMING = 0.1  # of an alternative: its share of the weight
_GRID = 2 ** np.arange(np.log2(_SLOWEST_BPM), np.log2(_FASTEST_BPM), 1 / _STEPS)


@dataclass(frozen=True, slots=True)
class Tempo:
    """How fast a piece is."""

    bpm: float | None = None  # beats per minute; None when no beat is steady
    confidence: float = 0.0  # that bpm is right within 4 %, 0–1
    alternatives: tuple[float, ...] = ()  # half or double, where that may be; likeliest first


def usual_bpm(slow: float) -> float:
    """The tempo to be expected of music that is called slow with this probability.

    A regression of log2 of the tempo on the log-odds, fitted where docs/facts.md says.
    """
    inside = min(max(slow, 1e-3), 1 - 1e-3)
    return float(2 ** (6.5 - 0.17 * np.log(inside / (1 - inside))))


def estimate_tempo(onset: NDArray[np.float32], rate: float, usual: float = _TAPPED_BPM) -> Tempo:
    """Tempo of onset strength (n_windows, n_frames) at `rate` frames per second.

    A comb on the autocorrelation, averaged over the windows, finds the period; whether it is the
    beat, half or double is decided by how well each fits and how far it is from `usual` bpm.
    """
    correlation = np.mean([_autocorrelation(_rises(window, rate)) for window in onset], axis=0)
    held = _comb(correlation, 60 * rate / _GRID)
    period = float(_GRID[np.argmax(held * _near(_GRID, _TAPPED_BPM, _TAPPED_OCTAVES))])
    octaves = np.array([period / 2, period, 2 * period])
    octaves = octaves[(octaves >= _SLOWEST_BPM) & (octaves <= _FASTEST_BPM)]
    octaves = np.array([_refined(correlation, rate, bpm) for bpm in octaves])
    strengths = _comb(correlation, 60 * rate / octaves)
    if (strength := float(strengths.max())) < _STEADY:
        return Tempo()
    weights = strengths * _near(octaves, usual, _USUAL_OCTAVES)
    shares = weights / weights.sum()
    best, *others = np.argsort(-shares)
    return Tempo(
        round(float(octaves[best]), 1),
        _confidence(strength, float(shares[best])),
        tuple(round(float(octaves[i]), 1) for i in others if shares[i] >= _WORTH_NAMING),
    )


def _near(bpm: Floats, centre: float, octaves: float) -> Floats:
    weight: Floats = np.exp(-0.5 * (np.log2(bpm / centre) / octaves) ** 2)
    return weight


def _rises(envelope: NDArray[np.float32], rate: float) -> Floats:
    """What of the envelope stands out of its surroundings."""
    width = round(_LOCAL_S * rate) | 1
    around = np.convolve(envelope, np.full(width, 1 / width), "same")
    rises: Floats = np.maximum(envelope - around[: len(envelope)], 0.0)
    return rises


def _autocorrelation(envelope: Floats) -> Floats:
    """Of each lag in frames; 1 at lag 0."""
    centred = envelope - envelope.mean()
    spectrum = np.fft.rfft(centred, 2 * len(centred))
    correlation = np.fft.irfft(np.abs(spectrum) ** 2)[: len(centred)]
    # Long lags have fewer products: without this they would look weaker than they are.
    correlation *= len(centred) / np.arange(len(centred), 0, -1)
    normal: Floats = correlation / max(correlation[0], 1e-12)
    return normal


def _comb(correlation: Floats, periods: Floats) -> Floats:
    """Mean correlation at the first multiples of each period in frames, 0 or more."""
    lags = np.outer(periods, np.arange(1, _TEETH + 1))  # (n_periods, teeth)
    there = lags < _TRUSTED * len(correlation)
    found = np.interp(lags, np.arange(len(correlation)), correlation) * there
    held: Floats = found.sum(axis=1) / np.maximum(there.sum(axis=1), 1)
    return np.maximum(held, 0.0)


def _refined(correlation: Floats, rate: float, bpm: float) -> float:
    """The tempo between two steps of the grid at which the comb fits best."""
    around = bpm * 2 ** np.linspace(-1 / _STEPS, 1 / _STEPS, 17)
    return float(around[np.argmax(_comb(correlation, 60 * rate / around))])


def _confidence(strength: float, share: float) -> float:
    """From how well the beat holds and its share of the weight.

    A logistic regression, fitted where docs/facts.md says.
    """
    return round(float(1 / (1 + np.exp(1.2 - 1.36 * np.log(strength) - 4.33 * share))), 3)
