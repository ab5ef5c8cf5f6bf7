"""What simpler ways reach on the same tracks: how hard a split is.

Two linear probes, fitted on the training artists: of the averaged spectrum with modulation
statistics, and of the teacher's embedding (clip means, standardised). Words are learnt by logistic
regressions, listeners' emotions by ridge regression.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.training.aspects import Aspect
from engine.training.clips import Clip, teacher_labels
from engine.training.errors import TrainingError
from engine.training.evaluation.figures import (
    DESCRIBED,
    EXCERPTS,
    FELT,
    FIRST,
    GENRE,
    MOOD,
    QUADRANT,
    QUADRANTS,
    RANK,
    Figure,
    columns_of,
    described_ap,
    described_columns,
    emotion_correlation,
    excerpt_accuracy,
    genre_ap,
    groups_of,
    mood_ap,
    quadrant_accuracy,
)
from engine.training.evaluation.probes import LOGISTIC, RIDGE
from engine.training.frontend import HOP, N_MELS, SAMPLE_RATE
from engine.training.measure import genre_truth
from engine.training.targets import EXCERPT_GENRES, people_matrix

Floats = NDArray[np.float32]
Features = dict[str, Floats]  # (d,) of each clip

# What others reached on other splits of the same songs; ranks are of 100.
ELSEWHERE: dict[str, dict[str, float]] = {
    "spectrum": {QUADRANT: 0.68, GENRE: 0.375, MOOD: 0.24},
    "teacher": {
        QUADRANT: 0.74, GENRE: 0.595, MOOD: 0.33, EXCERPTS: 0.71, FELT: 0.565,
        DESCRIBED["instrument"]: 0.49, DESCRIBED["mood"]: 0.46,
    },
    "all teachers": {
        QUADRANT: 0.75, GENRE: 0.62, MOOD: 0.34, EXCERPTS: 0.71, FELT: 0.57, RANK: 7, FIRST: 0.65,
        DESCRIBED["instrument"]: 0.44, DESCRIBED["mood"]: 0.43,
    },
    "teachers' tags": {EXCERPTS: 0.76, RANK: 17, FIRST: 0.34, DESCRIBED["instrument"]: 0.45},
    "hand-made features": {QUADRANT: 0.76},
}  # fmt: skip
MODULATION_HZ = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)  # edges of the bands of modulation
MODULATION_BANDS = 16  # of neighbouring mel bands


def spectrum_statistics(log_mel: Floats) -> Floats:
    """What stays of a window (frames, 128) in dB when time is averaged away: (352,).

    Mean and deviation of each mel band, and for 16 groups of bands the level in dB of their
    modulation between the edges of MODULATION_HZ.
    """
    grouped = log_mel.reshape(len(log_mel), MODULATION_BANDS, -1).mean(2)
    moving = (grouped - grouped.mean(0)) * np.hanning(len(grouped))[:, None]
    power = np.abs(np.fft.rfft(moving, axis=0)) ** 2 / len(grouped)
    rate = np.fft.rfftfreq(len(grouped), HOP / SAMPLE_RATE)  # Hz
    edges = np.searchsorted(rate, MODULATION_HZ)
    bands = [power[a:b].mean(0) for a, b in pairwise(edges.tolist())]
    modulation = 10 * np.log10(np.concatenate(bands) + 1e-3)
    return np.concatenate([log_mel.mean(0), log_mel.std(0), modulation]).astype(np.float32)


def spectrum_features(cache: Path, clips: dict[str, Clip]) -> Features:
    """Statistics of the prepared frames of clips, averaged over their windows."""
    frames, rows = cache / "frames.npy", dict[str, list[int]]()
    if not frames.exists():
        raise TrainingError(frames, "is missing; run prepare first")
    with (cache / "windows.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["clip"] in clips:
                rows.setdefault(row["clip"], []).append(int(row["row"]))
    table = np.load(frames, mmap_mode="r")
    return {
        name: np.mean(
            [spectrum_statistics(table[i, :, :N_MELS].astype(np.float32)) for i in found], axis=0
        )
        for name, found in rows.items()
    }


def teacher_features(data: Path) -> Features:
    """The teacher's embedding of each clip and piece, averaged over its windows."""
    found: Features = {}
    for file in ("clips", "described"):
        labels = teacher_labels(data, file)
        for name in np.unique(labels.name).tolist():
            found[name] = labels.embedding[labels.name == name].mean(0)
    return found


def probe_figures(
    aspects: tuple[Aspect, ...], clips: dict[str, Clip], features: Features, split: str
) -> Iterator[Figure]:
    """Every figure that probes of the features reach on a split, fitted on the training clips."""

    def both(source: str) -> tuple[list[Clip], Floats, list[Clip], Floats]:
        parts = [
            [clips[n] for n in features if clips[n].source == source and clips[n].split == s]
            for s in ("train", split)
        ]
        x, asked = (np.stack([features[c.name] for c in part]) for part in parts)
        return parts[0], x, parts[1], asked

    def words(truth: NDArray[np.bool_]) -> Floats:
        return LOGISTIC.answers(x, truth.astype(np.float32), groups_of(train), asked)

    train, x, judged, asked = both("songs")
    yield genre_ap(judged, words(genre_truth(train)))
    moods = columns_of(aspects, "mood")
    yield mood_ap(aspects, judged, words(people_matrix(aspects, train)[:, moods]))
    quadrant = np.array([[clip.quadrant == q for q in QUADRANTS] for clip in train])
    yield quadrant_accuracy(judged, np.array(QUADRANTS)[words(quadrant).argmax(1)])
    train, x, judged, asked = both("excerpts")
    genre = np.array([[clip.genres[0] == g for g in EXCERPT_GENRES] for clip in train])
    yield excerpt_accuracy(judged, words(genre))
    felt = np.array([clip.emotions for clip in train], np.float32)
    yield emotion_correlation(judged, RIDGE.answers(x, felt, groups_of(train), asked))
    train, x, judged, asked = both("described")
    for kind in ("instrument", "mood"):
        truth = people_matrix(aspects, train)[:, described_columns(aspects, kind)]
        yield described_ap(aspects, judged, kind, words(truth))


def anchors_file(cache: Path, split: str) -> Path:
    """Where the anchors of a split are kept."""
    return cache / f"anchors-{split}.json"


def measure_anchors(
    data: Path, cache: Path, aspects: tuple[Aspect, ...], clips: dict[str, Clip], split: str
) -> dict[str, list[Figure]]:
    """The figures of both probes, also written to the cache."""
    labelled = {n: c for n, c in clips.items() if c.source in ("songs", "excerpts", "described")}
    features = {
        "spectrum": spectrum_features(cache, labelled),
        "teacher": {n: x for n, x in teacher_features(data).items() if n in labelled},
    }
    found = {name: list(probe_figures(aspects, labelled, x, split)) for name, x in features.items()}
    stored = {name: [asdict(figure) for figure in figures] for name, figures in found.items()}
    anchors_file(cache, split).write_text(json.dumps(stored, indent=1), encoding="utf-8")
    return found


def stored_anchors(cache: Path, split: str) -> dict[str, list[Figure]]:
    """The anchors that were measured on a split; none if they were not."""
    path = anchors_file(cache, split)
    if not path.exists():
        return {}
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return {name: [Figure(**f) for f in figures] for name, figures in stored.items()}
    except (OSError, ValueError, TypeError) as error:
        raise TrainingError(path, f"holds no anchors ({error})") from error
