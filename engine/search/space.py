"""Vectors of all tracks, kept so short that a million of them can be asked in milliseconds."""

from __future__ import annotations

import numpy as np

from engine.vectors import Floats, unit

SHORT = 64  # dimensions kept: 98 % of the variance of 694 tracks' sound, 99 % of their words'
_SAMPLE = 20_000  # tracks from which the directions are found
_NEIGHBOURS, _NEIGHBOURS_AMONG = 10, 500
_CHUNK = 8192


class Space:
    """Unit vectors (n, d) along their principal axes (n, k), with how they are spread.

    The mean is kept apart, so that little is lost with the axes that are left out: cosines are
    then a little off, and `exact` is False.
    """

    def __init__(self, dimension: int) -> None:
        self._axes = np.eye(dimension, dtype=np.float32)  # (d, k)
        self._mean = np.zeros(dimension, np.float32)
        self._variances = np.zeros(dimension, np.float32)  # (k,)
        self._rows = np.zeros((0, dimension), np.float32)
        self._crowding: Floats | None = None

    @property
    def width(self) -> int:
        """k, the dimensions that are kept."""
        return self._axes.shape[1]

    @property
    def exact(self) -> bool:
        """Whether nothing is left out."""
        return self._axes.shape[0] == self._axes.shape[1]

    def learn(self, sample: Floats, width: int) -> None:
        """Finds the `width` chief axes of unit vectors (m, d); before any rows are shortened."""
        sample = sample[np.linspace(0, len(sample) - 1, min(len(sample), _SAMPLE)).astype(int)]
        self._mean = np.asarray(sample.mean(axis=0), np.float32)
        centred: Floats = sample - self._mean
        variances, axes = np.linalg.eigh(centred.T @ centred / len(sample))
        self._axes = np.ascontiguousarray(axes[:, -width:], np.float32)
        self._variances = np.maximum(variances[-width:], 0.0).astype(np.float32)

    def shortened(self, vectors: Floats) -> Floats:
        """Unit vectors (m, d) as rows (m, k) of this space."""
        return np.asarray((vectors - self._mean) @ self._axes, np.float32)

    def put(self, rows: Floats) -> None:
        """All rows (n, k)."""
        self._rows, self._crowding = rows, None

    def cosines(self, query: Floats) -> Floats:
        """Cosine of a vector (d,) of length 1 with every row (n,)."""
        found: Floats = self._rows @ (self._axes.T @ query)
        found += np.float32(self._mean @ query)
        return found

    def centred(self, vector: Floats) -> Floats:
        """A vector (d,) of length 1 as seen from the middle of the library, at length 1."""
        return unit(vector - self._mean)

    def alike(self, example: Floats) -> Floats:
        """How much more like a centred example (d,) every row is than like its neighbours (n,).

        Seen from the middle, where no track is like every other; and less half of its crowding,
        because some tracks are everybody's neighbours (CSLS: Conneau et al. 2018).
        """
        found: Floats = unit(self._rows) @ unit(self._axes.T @ example)
        found -= self.crowding() / 2
        return found

    def crowding(self) -> Floats:
        """Mean centred cosine of every row with its nearest rows, among a sample (n,)."""
        if self._crowding is None:
            n = len(self._rows)
            picked = np.linspace(0, n - 1, min(n, _NEIGHBOURS_AMONG)).astype(int)
            sample = unit(self._rows[picked])
            self._crowding = np.zeros(n, np.float32)
            near = min(_NEIGHBOURS, len(sample))
            for at in range(0, n if near else 0, _CHUNK):
                cosines = unit(self._rows[at : at + _CHUNK]) @ sample.T
                cosines.partition(len(sample) - near, axis=1)
                self._crowding[at : at + _CHUNK] = cosines[:, -near:].mean(axis=1)
        return self._crowding

    def usual(self, query: Floats) -> tuple[float, float]:
        """Mean and standard deviation of the query's cosines over the library."""
        along = self._axes.T @ query
        return float(self._mean @ query), float(np.sqrt(np.sum(along**2 * self._variances)))
