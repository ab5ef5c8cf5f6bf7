"""Figures of made-up answers with known results."""

from pathlib import Path

import numpy as np
import pytest

from engine.training.aspects import FAMILIES
from engine.training.clips import Clip
from engine.training.evaluation.figures import (
    described_ap,
    emotion_correlation,
    excerpt_accuracy,
    genre_ap,
    mood_ap,
    quadrant_accuracy,
)
from engine.training.measure import genre_truth
from engine.training.targets import EXCERPT_GENRES
from tests.engine.training.evaluation.tracks import ASPECTS, song

pytestmark = pytest.mark.training
QUADRANTS = ("Q1", "Q2", "Q3", "Q4")


@pytest.fixture
def songs() -> list[Clip]:
    """Forty songs of twenty artists, half of them jazz, a quarter of each mood."""
    return [
        song(f"c{i}", QUADRANTS[i % 4], group=f"artist {i // 2}",
             genres=("jazz",) if i % 2 else ("blues",),
             moods=(("glad",), ("grim",), ("calm",), ())[i % 4])
        for i in range(40)
    ]  # fmt: skip


def test_right_answers_are_perfect_and_no_answers_are_chance(songs: list[Clip]) -> None:
    truth = genre_truth(songs).astype(np.float32)
    perfect, silent = genre_ap(songs, truth), genre_ap(songs, np.zeros_like(truth))
    assert (perfect.value, perfect.low, perfect.high) == (1, 1, 1)
    assert perfect.baseline == silent.value == pytest.approx(0.5)
    assert (perfect.n, perfect.about) == (40, "2 words")
    moods = np.zeros((40, 3), np.float32)
    assert mood_ap(ASPECTS, songs, moods).value == pytest.approx(0.25)
    assert len(FAMILIES) == truth.shape[1]


def test_quadrants(songs: list[Clip]) -> None:
    found = quadrant_accuracy(songs, np.array(["Q1"] * 20 + [c.quadrant for c in songs[20:]]))
    assert found.value == pytest.approx((5 + 20) / 40)
    assert found.baseline == pytest.approx(1 / 4)
    assert found.low < found.value < found.high


def test_excerpts_and_what_was_felt() -> None:
    rng = np.random.default_rng(0)
    clips = [
        Clip("excerpts", f"e{i}", Path("e"), "test", genres=(EXCERPT_GENRES[i % 4],),
             group=f"artist {i}", emotions=tuple(rng.random(9)))
        for i in range(30)
    ]  # fmt: skip
    guess = np.eye(4)[[min(i % 4, 2) for i in range(30)]]
    assert excerpt_accuracy(clips, guess).value == pytest.approx(23 / 30)
    felt = np.array([clip.emotions for clip in clips])
    assert emotion_correlation(clips, 3 * felt + 1).value == pytest.approx(1)
    felt[:, 0] *= -1
    assert emotion_correlation(clips, felt).value == pytest.approx(7 / 9)


def test_described_pieces() -> None:
    pieces = [
        Clip("described", f"d{i}", Path("d"), "test", instruments=("guitar",) if i < 4 else ())
        for i in range(10)
    ]
    scores = np.linspace(1, 0, 10)[:, None]
    found = described_ap(ASPECTS, pieces, "instrument", scores)
    assert (found.value, found.about) == (1.0, "1 words")
    assert found.baseline == pytest.approx(0.4)
