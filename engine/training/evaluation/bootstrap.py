"""Figures with 95 % intervals: statistics of weighted tracks, computed for all draws at once.

A statistic takes weights (draws, n): how often each track counts in each draw. Ones give the
figure itself. The bootstrap draws whole groups (artists, pieces), since tracks of one artist are
alike, and reads the interval off the draws' percentiles (Efron 1979), moved to where the figure is:
average precision rises where tracks are drawn twice, and that is no property of the model.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]
Statistic = Callable[[Doubles], Doubles]  # weights (draws, n) -> values (draws,), NaN if undefined
DRAWS = 1_000
LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and its interval."""

    value: float
    low: float
    high: float


def draw_weights(groups: Sequence[str], draws: int = DRAWS, seed: int = 0) -> Doubles:
    """Weights (draws, n): as many groups as there are, drawn with replacement."""
    names, number = np.unique(np.asarray(groups), return_inverse=True)
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=draws)
    return counts[:, number].astype(np.float64)


def estimate(statistic: Statistic, groups: Sequence[str], draws: int = DRAWS) -> Estimate:
    """The statistic of all tracks and its interval over draws of groups; NaN of no tracks."""
    if not len(groups):
        return Estimate(np.nan, np.nan, np.nan)
    value = float(statistic(np.ones((1, len(groups))))[0])
    found = statistic(draw_weights(groups, draws))
    found = found[~np.isnan(found)]
    if not len(found) or np.isnan(value):
        return Estimate(value, np.nan, np.nan)
    low, high = np.quantile(found, [LOW, HIGH]) - (found.mean() - value)
    if found.min() >= 0 and found.max() <= 1:  # a share stays one where it is moved
        low, high = max(low, 0.0), min(high, 1.0)
    return Estimate(value, float(low), float(high))


def _share(parts: Doubles, wholes: Doubles) -> Doubles:
    """parts / wholes, NaN where there is no whole."""
    return np.asarray(np.divide(parts, wholes, out=np.full_like(wholes, np.nan), where=wholes > 0))


def ratio(parts: ArrayLike, wholes: ArrayLike) -> Statistic:
    """The sum of the tracks' parts (n,) over the sum of their wholes (n,), such as a precision."""
    above, below = np.asarray(parts, np.float64), np.asarray(wholes, np.float64)
    return lambda weights: _share(weights @ above, weights @ below)


def mean(values: ArrayLike) -> Statistic:
    """The mean of the tracks' values (n,)."""
    found = np.asarray(values, np.float64)
    return ratio(found, np.ones_like(found))


def median(values: ArrayLike) -> Statistic:
    """The lower median of the tracks' values (n, k), each track with all of its k."""
    table = np.asarray(values, np.float64)
    table = table.reshape(len(table), -1)
    order = np.argsort(table, axis=None)
    track = order // table.shape[1]

    def statistic(weights: Doubles) -> Doubles:
        reached = np.cumsum(weights[:, track], axis=1)
        half = reached >= reached[:, -1:] / 2
        return np.asarray(table.ravel()[order][half.argmax(1)])

    return statistic


def average_precision(truth: Bools, scores: NDArray[np.floating]) -> Statistic:
    """Average precision of one column (n,), ties counted together, as scikit-learn defines it."""
    order = np.argsort(-scores, kind="stable")
    tied = scores[order]
    ends = np.append(np.flatnonzero(np.diff(tied)), len(tied) - 1)  # last of each run of ties
    right = truth[order].astype(np.float64)

    def statistic(weights: Doubles) -> Doubles:
        drawn = weights[:, order]
        said, hits = np.cumsum(drawn, 1)[:, ends], np.cumsum(drawn * right, 1)[:, ends]
        precision = np.divide(hits, said, out=np.zeros_like(hits), where=said > 0)
        gained = np.diff(hits, axis=1, prepend=0.0)
        return _share((precision * gained).sum(1), hits[:, -1])

    return statistic


def macro(statistics: Sequence[Statistic]) -> Statistic:
    """The mean of several statistics of the same tracks, over those that a draw defines."""

    def statistic(weights: Doubles) -> Doubles:
        found = np.stack([np.full(len(weights), np.nan), *(one(weights) for one in statistics)])
        known = ~np.isnan(found)
        return _share(np.where(known, found, 0).sum(0), known.sum(0).astype(np.float64))

    return statistic


def macro_precision(
    truth: Bools, scores: NDArray[np.floating], least: int = 5
) -> tuple[Statistic, int]:
    """Mean average precision over the columns (n, k) with `least` positives; how many they are."""
    columns = np.flatnonzero(truth.sum(0) >= least)
    return macro([average_precision(truth[:, c], scores[:, c]) for c in columns]), len(columns)


def correlation(x: ArrayLike, y: ArrayLike) -> Statistic:
    """Pearson's r of two values of each track (n,); 0 where one of them is constant."""
    a, b = np.asarray(x, np.float64), np.asarray(y, np.float64)

    def statistic(weights: Doubles) -> Doubles:
        w = weights / weights.sum(1, keepdims=True)
        ma, mb = w @ a, w @ b
        va, vb = w @ a**2 - ma**2, w @ b**2 - mb**2
        spread = np.sqrt(np.maximum(va, 0) * np.maximum(vb, 0))
        shared, none = w @ (a * b) - ma * mb, np.zeros_like(ma)
        return np.asarray(np.divide(shared, spread, out=none, where=spread > 1e-12), np.float64)

    return statistic


def calibration_error(
    probabilities: NDArray[np.floating], truth: Bools, known: Bools, bins: int = 10
) -> Statistic:
    """Expected distance of probability and share of truth over equally wide bins (ECE).

    Over the cells (n, k) that are known (Guo et al. 2017, with every cell as one prediction).
    """
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    gap = np.where(known, probabilities.astype(np.float64) - truth, 0.0)
    gaps = np.stack([np.where(place == b, gap, 0.0).sum(1) for b in range(bins)], axis=1)
    cells = known.sum(1).astype(np.float64)
    return lambda weights: _share(np.abs(weights @ gaps).sum(1), weights @ cells)
