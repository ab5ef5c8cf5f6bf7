"""Vectors as the library keeps them: float16 in bytes, a track's windows one after another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def unit(vectors: Floats) -> Floats:
    """Each row at length 1; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    result: Floats = vectors / np.maximum(lengths, 1e-6)
    return result


def matrix(kept: Sequence[bytes], width: int) -> Floats:
    """All that is kept, as rows of one matrix (n, width)."""
    flat: Floats = np.frombuffer(b"".join(kept), "<f2").astype(np.float32)
    return flat.reshape(-1, width)


def mean_windows(kept: Sequence[bytes], width: int) -> Floats:
    """Mean over each track's windows, length 1 (n, width); every track must have a window."""
    starts = np.cumsum([0, *(len(windows) // (2 * width) for windows in kept[:-1])])
    return unit(np.add.reduceat(matrix(kept, width), starts, axis=0))
