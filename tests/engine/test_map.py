"""The map: neighbours in sound are neighbours on it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from engine import map as sound_map
from engine.map import map_layout, map_steps

Floats = NDArray[np.float32]


def kinds(each: int, seed: int = 0) -> tuple[Floats, NDArray[np.int64]]:
    """Tracks of twelve kinds, more than a plane holds, along principal axes; and their kinds."""
    random = np.random.default_rng(seed)
    middles = np.eye(12)
    kind = np.repeat(np.arange(12), each)
    sound = middles[kind] + random.normal(0, 0.08, (len(kind), 12))
    axes = np.linalg.eigh(np.cov(sound.T))[1]  # principal axes, ascending
    return np.asarray(sound @ axes, np.float32), kind


def purity(at: Floats, kind: NDArray[np.int64]) -> float:
    """How many of a track's ten nearest are of its kind, on the average."""
    distance = ((at[:, None] - at[None]) ** 2).sum(axis=2)
    nearest = np.argsort(distance, axis=1)[:, 1:11]
    return float((kind[nearest] == kind[:, None]).mean())


@pytest.mark.parametrize("landmarks", [1000, 90])  # all tracks, or a few with the others beside
def test_what_sounds_alike_lies_together(landmarks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_map, "LANDMARKS", landmarks)
    sound, kind = kinds(25)
    at = map_layout(sound)
    assert at.shape == (300, 2) and at.dtype == np.float32
    assert np.abs(at).max() <= 1 and np.ptp(at, axis=0).min() > 0.8
    assert purity(at, kind) > 0.9 > purity(sound[:, ::-1][:, :2], kind)


def test_the_same_sound_gives_the_same_map() -> None:
    sound, _ = kinds(20)
    assert (map_layout(sound) == map_layout(sound.copy())).all()


@pytest.mark.parametrize("n", [0, 1, 2, 4, 5, 7])
def test_few_tracks_and_equal_tracks(n: int) -> None:
    sound, _ = kinds(2)
    for tracks in (sound[:n], np.ones((n, 12), np.float32), sound[:n, :1]):
        at = map_layout(tracks)
        assert at.shape == (n, 2)
        assert np.isfinite(at).all()


def test_a_rough_map_is_there_at_once_and_it_can_be_stopped() -> None:
    sound, kind = kinds(20)
    steps = map_steps(sound)
    first = next(steps)
    assert first.at is not None and purity(first.at, kind) > 0.3
    assert all(0 < step.done <= 1 for step in itertools.islice(steps, 5))
    steps.close()  # type: ignore[attr-defined]
    assert list(steps) == []
