"""The vectors of all tracks as matrices, for search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class VectorTable:
    """What search needs of every described track, row by row."""

    ids: NDArray[np.int64]  # (n,)
    embedding: NDArray[np.float32]  # (n, d), mean over windows, length 1
    text_embedding: NDArray[np.float32]  # (n, d), length 1 or 0
    probabilities: NDArray[np.float32]  # (n, n_aspects)


def as_table(found: Sequence[Any]) -> VectorTable:
    """Rows as matrices; rows of another width, left by another model, are passed over."""
    if not found:
        nothing = np.zeros((0, 0), np.float32)
        return VectorTable(np.zeros(0, np.int64), nothing, nothing, nothing)
    dimension = int(np.median([len(r.text_embedding) for r in found])) // 2
    width = int(np.median([len(r.probabilities) for r in found]))
    kept = [
        r
        for r in found
        if len(r.probabilities) == width
        and len(r.text_embedding) == 2 * dimension
        and len(r.embedding) % (2 * dimension) == 0
    ]
    means = [np.frombuffer(r.embedding, "<f2").reshape(-1, dimension).mean(0) for r in kept]
    return VectorTable(
        np.array([r.track_id for r in kept], np.int64),
        _unit(np.stack(means).astype(np.float32)),
        _unit(_matrix([r.text_embedding for r in kept])),
        _matrix([r.probabilities for r in kept]),
    )


def _matrix(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    matrix: NDArray[np.float32] = np.frombuffer(b"".join(blobs), "<f2").astype(np.float32)
    return matrix.reshape(len(blobs), -1)


def _unit(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: NDArray[np.float32] = matrix / np.maximum(lengths, 1e-6)
    return unit
