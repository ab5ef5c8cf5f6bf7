"""engine.smooth: neighbours are alike, nothing is lost, and the same goes in as comes out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.smooth import Sound, distances, smooth_order

SOUNDS = st.builds(
    Sound,
    tempo_bpm=st.none() | st.floats(20, 300) | st.just(0.0),
    key=st.sampled_from(["", "C", "F#m", "Ab", "nonsense"]),
    energy=st.none() | st.floats(-1, 1),
    loudness_lufs=st.none() | st.floats(-70, 0),
    vector=st.none()
    | st.sampled_from([np.array([1, 0], "f4"), np.array([0, 1], "f4"), np.ones(3, "f4")]),
)


def apart(one: Sound, other: Sound) -> float:
    return float(distances([one, other])[0, 1])


def random_sounds(n: int) -> list[Sound]:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(n, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return [
        Sound(
            tempo_bpm=float(random.uniform(60, 180)),
            key="CDEFGAB"[random.integers(7)] + "m" * int(random.integers(2)),
            energy=float(random.uniform(-1, 1)),
            vector=vector,
        )
        for vector in vectors
    ]


def mean_step(distance: NDArray[np.float32], order: Sequence[int]) -> float:
    return float(distance[order[:-1], order[1:]].mean())


def test_twice_as_fast_is_the_same_tempo() -> None:
    assert apart(Sound(70.0), Sound(140.0)) == 0
    assert apart(Sound(140.0), Sound(70.0)) == 0
    assert 0 < apart(Sound(70.0), Sound(138.0)) < apart(Sound(70.0), Sound(130.0))
    assert apart(Sound(50.0), Sound(200.0)) == apart(Sound(50.0), Sound(70.0)) == 1


def test_keys_are_near_as_on_the_circle_of_fifths() -> None:
    steps = {"C": 0, "Am": 1, "G": 1, "F": 1, "Em": 2, "D": 2, "Bb": 2, "F#": 6, "Ebm": 7}
    for key, step in steps.items():
        assert apart(Sound(key="C"), Sound(key=key)) == pytest.approx(0.5 * step / 7, abs=1e-3)
    assert apart(Sound(key="C#m"), Sound(key="Dbm")) == 0


def test_energy_is_arousal_and_loudness() -> None:
    assert apart(Sound(energy=-0.5), Sound(energy=0.5)) == 1
    assert apart(Sound(loudness_lufs=-20.0), Sound(loudness_lufs=-10.0)) == 0.5
    calm, loud = Sound(energy=0.0, loudness_lufs=-20.0), Sound(energy=0.0, loudness_lufs=-10.0)
    assert apart(calm, loud) == 0.25


def test_what_is_not_known_is_neither_near_nor_far() -> None:
    sounds = [Sound(100.0), Sound(105.0), Sound(130.0), Sound()]
    distance = distances(sounds)
    known = distance[:3, :3][np.triu_indices(3, 1)]
    assert np.allclose(distance[3, :3], known.mean(), atol=1e-3)
    assert smooth_order([Sound()] * 5) == [0, 1, 2, 3, 4]


@settings(max_examples=100, deadline=None)
@given(st.lists(SOUNDS, max_size=12), st.data())
def test_every_track_is_there_once_whatever_is_known(
    sounds: list[Sound], data: st.DataObject
) -> None:
    order = smooth_order(sounds)
    assert sorted(order) == list(range(len(sounds)))
    assert smooth_order(sounds) == order
    if sounds:
        first = data.draw(st.sampled_from(order))
        begun = smooth_order(sounds, first=first)
        assert begun[0] == first
        assert sorted(begun) == sorted(order)
    distance = distances(sounds)
    assert np.array_equal(distance, distance.T)
    assert not np.isnan(distance).any()


def test_it_is_nearly_the_best_order_there_is() -> None:
    sounds = random_sounds(7)
    distance = distances(sounds)
    best = min(mean_step(distance, order) for order in permutations(range(7)))
    assert mean_step(distance, smooth_order(sounds)) <= 1.1 * best


@pytest.mark.parametrize("n", [150, 1200])
def test_it_beats_chance_and_an_order_of_tempo(n: int) -> None:
    sounds = random_sounds(n)
    tempo = sorted(range(n), key=lambda i: sounds[i].tempo_bpm or 0)
    distance = distances(sounds)
    for first in (None, n // 2):
        smooth = smooth_order(sounds, first=first)
        assert sorted(smooth) == list(range(n))
        assert smooth[0] == first or first is None
        assert mean_step(distance, smooth) < 0.7 * mean_step(distance, tempo)
        assert mean_step(distance, smooth) < 0.6 * mean_step(distance, range(n))
