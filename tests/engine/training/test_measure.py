"""Measures on made-up tracks."""

from pathlib import Path

import numpy as np
import pytest

from engine.training.aspects import FAMILIES, Aspect
from engine.training.clips import Clip
from engine.training.measure import (
    family_scores,
    genre_truth,
    macro_ap,
    mood_sums,
    quadrants,
    search_ranks,
)

pytestmark = pytest.mark.training


def test_a_familys_score_is_its_highest() -> None:
    aspects = tuple(Aspect("genre", f, f, family=f) for f in FAMILIES)
    aspects += (Aspect("genre", "techno", "techno", family="Electronic"),)
    p = np.full((1, len(aspects)), 0.1, np.float32)
    p[0, -1] = 0.8
    scores = family_scores(aspects, p)
    assert scores[0, FAMILIES.index("Electronic")] == pytest.approx(0.8)
    assert scores[0, FAMILIES.index("Jazz")] == pytest.approx(0.1)


def test_quadrants_follow_the_signs() -> None:
    moods = (Aspect("mood", "glad", "glad", valence=1.0, arousal=1.0),
             Aspect("mood", "sad", "sad", valence=-1.0, arousal=-1.0))  # fmt: skip
    sums = mood_sums(moods, np.array([[0.9, 0.1], [0.2, 0.7]], np.float32))
    assert quadrants(sums).tolist() == ["Q1", "Q3"]
    assert quadrants(np.array([[-1.0, 1.0], [1.0, -1.0]])).tolist() == ["Q2", "Q4"]


def test_macro_ap_and_ranks() -> None:
    truth = np.array([[True, False], [False, False], [True, True]])
    value, n = macro_ap(truth, np.array([[0.9, 0], [0.1, 0], [0.8, 0]], np.float32), least=2)
    assert (value, n) == (1.0, 1)
    tracks = np.eye(3, dtype=np.float32)
    assert search_ranks(tracks[[0, 1, 0]], tracks).tolist()[:2] == [1, 1]


def test_genres_are_editors_families() -> None:
    truth = genre_truth([Clip("songs", "c", Path("c"), "test", genres=("r&b",))])
    assert truth.sum() == 1 and truth[0, FAMILIES.index("R&B")]
