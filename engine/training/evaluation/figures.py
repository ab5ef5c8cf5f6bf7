"""What people say of the tracks, and how well any answers agree with it.

The same functions judge the model and the anchors: they take answers, not a model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.training.aspects import Aspect
from engine.training.clips import EMOTIONS, Clip
from engine.training.evaluation.bootstrap import (
    Bools,
    Statistic,
    correlation,
    estimate,
    macro,
    macro_precision,
    mean,
)
from engine.training.measure import genre_truth
from engine.training.targets import EXCERPT_GENRES, people_matrix

Floats = NDArray[np.floating]
QUADRANTS = ("Q1", "Q2", "Q3", "Q4")
LEAST = 5  # songs that must carry a word of the editors'
LEAST_DESCRIBED = 3  # pieces that must carry a word of the composer's
GENRE, MOOD, QUADRANT = "genre macro-AP", "mood macro-AP", "quadrant accuracy"
EXCERPTS, FELT = "excerpts: 4 genres, accuracy", "excerpts: listeners' emotions, mean r"
RANK, FIRST = "search: median rank of 100", "search: in the first ten of 100"
DESCRIBED = {"instrument": "described: instruments macro-AP", "mood": "described: feel macro-AP"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure with its 95 % interval."""

    name: str
    value: float
    low: float
    high: float
    n: int  # tracks (or texts) it was measured on
    baseline: float | None = None  # of always saying the commonest, or of chance
    about: str = ""  # how many words it is a mean of, or who judges


def figure(
    name: str,
    statistic: Statistic,
    groups: Sequence[str],
    baseline: float | None = None,
    about: str = "",
) -> Figure:
    """A statistic of tracks as a figure; groups (n,) say whose tracks they are."""
    found = estimate(statistic, groups)
    return Figure(name, found.value, found.low, found.high, len(groups), baseline, about)


def groups_of(clips: Sequence[Clip]) -> list[str]:
    """Which clips are of one artist or piece; a sound stands alone."""
    return [clip.group or clip.name for clip in clips]


def columns_of(aspects: tuple[Aspect, ...], kind: str) -> NDArray[np.int64]:
    """The columns of a kind."""
    return np.array([i for i, aspect in enumerate(aspects) if aspect.kind == kind], np.int64)


def described_columns(aspects: tuple[Aspect, ...], kind: str) -> NDArray[np.int64]:
    """The columns of a kind that people have words for."""
    return np.array([c for c in columns_of(aspects, kind) if aspects[c].people], np.int64)


def _macro_ap(name: str, clips: list[Clip], truth: Bools, scores: Floats, least: int) -> Figure:
    """Mean average precision of the words (columns) with `least` positives; the base is chance."""
    statistic, n = macro_precision(truth, scores, least)
    chance = macro_precision(truth, np.zeros_like(scores), least)[0](np.ones((1, len(clips))))[0]
    return figure(name, statistic, groups_of(clips), float(chance), f"{n} words")


def genre_ap(songs: list[Clip], scores: Floats) -> Figure:
    """Editors' genres of songs, from scores of the families (n, 21)."""
    return _macro_ap(GENRE, songs, genre_truth(songs), scores, LEAST)


def mood_ap(aspects: tuple[Aspect, ...], songs: list[Clip], scores: Floats) -> Figure:
    """Editors' mood words of songs, from scores of the moods (n, moods)."""
    truth = people_matrix(aspects, songs)[:, columns_of(aspects, "mood")]
    return _macro_ap(MOOD, songs, truth, scores, LEAST)


def quadrant_accuracy(songs: list[Clip], found: Sequence[str] | NDArray[np.str_]) -> Figure:
    """The share of songs whose quadrant (n,) is found."""
    wanted = np.array([clip.quadrant for clip in songs])
    commonest = max(float(np.mean(wanted == q)) for q in QUADRANTS)
    return figure(QUADRANT, mean(wanted == np.asarray(found)), groups_of(songs), commonest)


def excerpt_accuracy(excerpts: list[Clip], scores: Floats) -> Figure:
    """The share of excerpts whose genre has the highest of the scores (n, 4) of EXCERPT_GENRES."""
    wanted = np.array([EXCERPT_GENRES.index(clip.genres[0]) for clip in excerpts])
    commonest = float(np.bincount(wanted).max() / len(wanted))
    return figure(EXCERPTS, mean(wanted == scores.argmax(1)), groups_of(excerpts), commonest)


def emotion_correlation(excerpts: list[Clip], felt: Floats) -> Figure:
    """Pearson's r of the share of listeners who felt each emotion and its estimate (n, 9)."""
    truth = np.array([clip.emotions for clip in excerpts])
    each = [correlation(truth[:, i], felt[:, i]) for i in range(len(EMOTIONS))]
    return figure(FELT, macro(each), groups_of(excerpts), 0.0, f"{len(EMOTIONS)} emotions")


def described_ap(
    aspects: tuple[Aspect, ...], pieces: list[Clip], kind: str, scores: Floats
) -> Figure:
    """The composer's words for instruments or feel, from scores of described_columns (n, k)."""
    truth = people_matrix(aspects, pieces)[:, described_columns(aspects, kind)]
    return _macro_ap(DESCRIBED[kind], pieces, truth, scores, LEAST_DESCRIBED)
