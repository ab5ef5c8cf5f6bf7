"""Vectors as the library keeps them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.vectors import matrix, mean_windows, unit


def kept(*rows: list[float]) -> bytes:
    return np.array(rows, "<f2").tobytes()


def test_what_is_kept_comes_back_row_by_row() -> None:
    found = matrix([kept([1, 2]), kept([3, 4], [5, 6])], 2)
    assert found.dtype == np.float32
    assert found.tolist() == [[1, 2], [3, 4], [5, 6]]


def test_windows_are_averaged_track_by_track() -> None:
    tracks = [
        kept([2, 0], [4, 0]),
        kept([0, 3]),
        kept([1, 0], [0, 1]),
        kept([3, 0], [0, 2], [0, 2]),
    ]
    found = mean_windows(tracks, 2)
    half = 0.5**0.5
    assert found == pytest.approx(np.array([[1, 0], [0, 1], [half, half], [0.6, 0.8]]), abs=1e-6)


def test_nothing_has_no_direction() -> None:
    assert unit(np.zeros((2, 3), np.float32)).tolist() == [[0, 0, 0], [0, 0, 0]]
    assert unit(np.array([3, 4], np.float32)) == pytest.approx(np.array([0.6, 0.8]))
