"""Linear probes: what a regression reads out of features of the training artists' tracks.

The penalty is the one that serves training artists best when they are held out in turn, so that
nothing is chosen on the tracks that are judged.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.training.clips import parts_of
from engine.training.targets import apply_probe, fit_probe

Floats = NDArray[np.float32]
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Regression:
    """A way to fit weights (d + 1, k), the last row the offsets, to y (n, k) on x (n, d)."""

    penalties: tuple[float, ...]  # to choose from
    fit: Callable[[Floats, Floats, float], Floats]  # of x, y and a penalty: weights
    apply: Callable[[Floats, Floats], Floats]  # of weights and x: y
    loss: Callable[[Floats, Floats], float]  # of found and true y

    def answers(self, x: Floats, y: Floats, groups: Sequence[str], asked: Floats) -> Floats:
        """What it says (m, k) of asked (m, d); groups (n,) are held out together."""
        centre, spread = x.mean(0), x.std(0) + 1e-6
        here, there = (np.asarray((z - centre) / spread, np.float32) for z in (x, asked))
        return self.apply(self.fit(here, y, self._penalty(here, y, groups)), there)

    def _penalty(self, x: Floats, y: Floats, groups: Sequence[str]) -> float:
        """The penalty with the least loss on groups held out."""
        parts = parts_of(groups, FOLDS)
        losses = []
        for penalty in self.penalties:
            found = np.zeros_like(y)
            for held in (parts == part for part in range(FOLDS)):
                found[held] = self.apply(self.fit(x[~held], y[~held], penalty), x[held])
            losses.append(self.loss(found, y))
        return self.penalties[int(np.argmin(losses))]


def _log_loss(p: Floats, y: Floats) -> float:
    clipped = np.clip(p, 1e-6, 1 - 1e-6)
    return float(-np.mean(y * np.log(clipped) + (1 - y) * np.log(1 - clipped)))


def _squared_error(found: Floats, y: Floats) -> float:
    return float(np.mean((found - y) ** 2))


def _fit_ridge(x: Floats, y: Floats, penalty: float) -> Floats:
    centre, level = x.mean(0), y.mean(0)
    inner = x - centre
    gram = inner.T @ inner + penalty * np.eye(x.shape[1], dtype=np.float32)
    weights = np.linalg.solve(gram, inner.T @ (y - level))
    return np.concatenate([weights, (level - centre @ weights)[None]]).astype(np.float32)


def _apply_ridge(weights: Floats, x: Floats) -> Floats:
    return np.asarray(x @ weights[:-1] + weights[-1], np.float32)


LOGISTIC = Regression((0.003, 0.01, 0.03, 0.1, 0.3), fit_probe, apply_probe, _log_loss)
RIDGE = Regression(
    (10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0), _fit_ridge, _apply_ridge, _squared_error
)
