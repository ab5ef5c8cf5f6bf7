"""Figures that compare what the model hears with people's words (no file, no network)."""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from engine.training.aspects import FAMILIES, Aspect
from engine.training.clips import Clip

Floats = NDArray[np.float32]


def family_scores(aspects: tuple[Aspect, ...], probabilities: Floats) -> Floats:
    """Highest probability within each family (n, 21)."""
    columns = [[i for i, a in enumerate(aspects) if a.family == f] for f in FAMILIES]
    return np.stack([probabilities[:, c].max(1) for c in columns], axis=1)


def macro_ap(truth: NDArray[np.bool_], scores: Floats, least: int = 5) -> tuple[float, int]:
    """Mean average precision over the columns with enough positives, and how many they are."""
    columns = np.flatnonzero(truth.sum(0) >= least)
    found = [average_precision_score(truth[:, c], scores[:, c]) for c in columns]
    return float(np.mean(found)), len(columns)


def genre_truth(clips: list[Clip]) -> NDArray[np.bool_]:
    """Editors' genres (n, 21)."""
    return np.array([[f.lower() in clip.genres for f in FAMILIES] for clip in clips])


def mood_sums(aspects: tuple[Aspect, ...], probabilities: Floats) -> Floats:
    """Valence and arousal of the moods, weighted by probability: (n, 2)."""
    columns = [i for i, a in enumerate(aspects) if a.kind == "mood"]
    plane = np.array([[aspects[i].valence, aspects[i].arousal] for i in columns], np.float32)
    return np.asarray(probabilities[:, columns] @ plane, np.float32)


def quadrants(sums: Floats) -> NDArray[np.str_]:
    """Q1 to Q4 of valence and arousal sums (n, 2), by their signs."""
    high, glad = sums[:, 1] >= 0, sums[:, 0] >= 0
    return np.where(high, np.where(glad, "Q1", "Q2"), np.where(glad, "Q4", "Q3"))


def search_ranks(queries: Floats, tracks: Floats) -> NDArray[np.int64]:
    """Rank (from 1) of each query's own track among tracks, by cosine: both (n, 384)."""
    likeness = queries @ tracks.T
    own = np.diag(likeness)[:, None]
    return np.asarray((likeness > own).sum(1) + 1)


def summary(
    aspects: tuple[Aspect, ...], clips: list[Clip], probabilities: Floats
) -> dict[str, float]:
    """Genre and mood average precision and quadrant accuracy of songs."""
    genre, _ = macro_ap(genre_truth(clips), family_scores(aspects, probabilities))
    moods = [i for i, a in enumerate(aspects) if a.kind == "mood"]
    said = np.array([[bool(set(aspects[i].people) & set(c.moods)) for i in moods] for c in clips])
    mood, _ = macro_ap(said, probabilities[:, moods])
    sums = mood_sums(aspects, probabilities)
    centred = np.asarray(sums - np.median(sums, axis=0), np.float32)
    right = quadrants(centred) == np.array([c.quadrant for c in clips])
    return {"genre": genre, "mood": mood, "quadrant": float(right.mean())}
