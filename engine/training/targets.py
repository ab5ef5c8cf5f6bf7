"""What each window is trained toward: people's words first, calibrated teachers' words second."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from engine.training.aspects import TAGGERS, Aspect
from engine.training.clips import UNLABELLED, Clip, TeacherLabels, teacher_labels
from engine.training.networks import N_SOUNDS, TEACHER

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
TINY = 1e-3  # probability below which a tagger's opinion carries no more information
STEEPNESS = 5.0  # of the teachers' cut, in units of the 50 %-97 % spread
PROBE_TRUST = 0.6  # how much of the probe's probability stands for a word people did not write
MIN_SONGS = 10  # training songs that must carry a word for its absence to mean anything
EXCERPT_GENRES = ("classical", "rock", "electronic", "pop")  # each excerpt has one of these


@dataclass(frozen=True, slots=True)
class Targets:
    """Per prepared window: what to learn, and how much it counts."""

    clip: NDArray[np.str_]  # (n,) clip names
    source: NDArray[np.str_]  # (n,)
    split: NDArray[np.str_]  # (n,)
    row: NDArray[np.int64]  # (n,) row of frames.npy
    start: Floats  # (n,) seconds
    aspects: Floats  # (n, A) 0-1
    weights: Floats  # (n, A) 0-1
    embedding: Floats  # (n, 384) teacher's embedding, standardised; NaN where there is none
    sounds: Floats  # (n, 677) teachers' probabilities; NaN where there is none
    music: Floats  # (n,) 1 for music
    people: Bools  # (n, A) said by people
    teachers: Floats  # (n, A) teachers' own opinion 0-1; NaN where they have none


def _logit(p: Floats) -> Floats:
    clipped = np.clip(p, TINY, 1 - TINY)
    return np.asarray(np.log(clipped / (1 - clipped)), np.float32)


def class_names(data: Path) -> list[tuple[str, str]]:
    """(tagger, class) of the 527 + 150 columns."""
    with (data / "labels" / "audioset.csv").open(newline="", encoding="utf-8") as file:
        names = [("audioset", row["display_name"]) for row in csv.DictReader(file)]
    tags = json.loads((data / "labels" / "tags.json").read_text(encoding="utf-8"))
    return names + [(tagger, tag) for tagger in TAGGERS[1:] for tag in tags[tagger]]


def teachers_opinion(
    aspects: tuple[Aspect, ...], names: list[tuple[str, str]], sounds: Floats, songs: Floats
) -> Floats:
    """Soft labels (n, A) from teachers' probabilities (n, 677), cut where the songs' share says."""
    found = np.full((len(sounds), len(aspects)), np.nan, np.float32)
    column = {name: index for index, name in enumerate(names)}
    for index, aspect in enumerate(aspects):
        if aspect.share is None:
            continue
        scores, song_scores = [], []
        for tagger in TAGGERS:
            columns = [column[c] for c in aspect.classes() if c[0] == tagger]
            if columns:
                here, there = (_logit(x[:, columns].max(1)) for x in (sounds, songs))
                low, high = np.nanquantile(there, [0.5, 0.97])
                spread = max(float(high - low), 1.0)
                scores.append((here - low) / spread)
                song_scores.append((there - low) / spread)
        cut = np.nanquantile(np.mean(song_scores, axis=0), 1 - aspect.share)
        found[:, index] = 1 / (1 + np.exp(-STEEPNESS * (np.mean(scores, axis=0) - cut)))
    return found


def fit_probe(x: Floats, y: Floats, decay: float, steps: int = 60) -> Floats:
    """Weights (d + 1, k) of k ridge-penalised logistic regressions of y (n, k) on x (n, d).

    What is not known is NaN in y, and left out.
    """
    inputs, labels, known = map(torch.from_numpy, (x, np.nan_to_num(y), ~np.isnan(y)))
    weight = torch.zeros(x.shape[1], y.shape[1], requires_grad=True)
    rate = (labels.sum(0) / known.sum(0)).clamp(0.002, 0.998)
    bias = torch.log(rate / (1 - rate)).requires_grad_()
    optimiser = torch.optim.LBFGS([weight, bias], max_iter=steps, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        each = functional.binary_cross_entropy_with_logits(
            inputs @ weight + bias, labels, reduction="none"
        )
        value = each[known].mean() + decay * weight.square().sum(0).mean()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return torch.cat([weight, bias[None]]).detach().numpy()


def apply_probe(weights: Floats, x: Floats) -> Floats:
    """Probabilities (n, k)."""
    return np.asarray(1 / (1 + np.exp(-(x @ weights[:-1] + weights[-1]))), np.float32)


def _probe_inputs(labels: TeacherLabels) -> Floats:
    """Teachers' knowledge of each window (n, 384 + 150 + 146)."""
    music_classes = slice(137, 283)  # AudioSet's musical classes
    parts = [labels.embedding * 2, _logit(labels.tags), _logit(labels.audioset[:, music_classes])]
    return np.nan_to_num(np.concatenate(parts, axis=1))


def people_words(clip: Clip) -> set[str]:
    """Every word people wrote for the clip."""
    return {*clip.genres, *clip.moods, *clip.instruments}


def people_matrix(aspects: tuple[Aspect, ...], clips: list[Clip]) -> Bools:
    """Which aspects people's words mean, (n, A)."""
    said = [people_words(clip) for clip in clips]
    return np.array([
        [bool(words & set(a.people)) or a.name in clip.aspects for a in aspects]
        for clip, words in zip(clips, said, strict=True)
    ])  # fmt: skip


def _song_probe(
    inputs: Floats,
    names: NDArray[np.str_],
    clips: dict[str, Clip],
    said: dict[str, NDArray[np.bool_]],
) -> tuple[Floats, dict[str, Floats]]:
    """A probe of people's words on training songs, and its out-of-fold opinion of those songs."""
    songs = [
        n for n in np.unique(names) if clips[n].source == "songs" and clips[n].split == "train"
    ]
    x = np.stack([inputs[names == n].mean(0) for n in songs])
    y = np.stack([said[n] for n in songs]).astype(np.float32)
    folds = np.array([int(c) for c in np.random.default_rng(0).integers(0, 5, len(songs))])
    held: dict[str, Floats] = {}
    for fold in range(5):
        weights = fit_probe(x[folds != fold], y[folds != fold], decay=0.004)
        opinion = apply_probe(weights, x[folds == fold])
        held.update(zip(np.array(songs)[folds == fold], opinion, strict=True))
    return fit_probe(x, y, decay=0.004), held


def _weights_for(
    clip: Clip, aspects: tuple[Aspect, ...], teacher: Floats, in_songs: Bools
) -> Floats:
    """How much each aspect of a window counts (A,), where people said nothing of it."""
    weight = np.where(np.isnan(teacher), 0.0, 0.7).astype(np.float32)
    for index, aspect in enumerate(aspects):
        if clip.source == "songs" and aspect.people:
            if aspect.kind == "genre" and aspect.share is None:
                weight[index] = 1.0
            elif aspect.kind == "mood":
                weight[index] = 0.6
        elif clip.source == "described" and aspect.people and aspect.kind in (
            "instrument", "mood", "tempo", "texture"
        ):  # fmt: skip
            weight[index] = 0.8
        elif aspect.people and aspect.kind in ("genre", "mood"):
            weight[index] = 0.3
    if clip.source != "described":  # a word only the composer uses says nothing elsewhere
        weight[~in_songs] = 0.0
    return weight


def _soft_labels(clip: Clip, aspects: tuple[Aspect, ...], probe: Floats, teacher: Floats) -> Floats:
    """Labels (A,) where people said nothing: the probe's or the teachers' opinion."""
    label = np.nan_to_num(teacher).copy()
    for index, aspect in enumerate(aspects):
        if aspect.kind == "mood" or (aspect.kind == "genre" and aspect.share is None):
            label[index] = probe[index] * (PROBE_TRUST if clip.source == "songs" else 1.0)
        elif clip.source == "described" and aspect.people:
            label[index] = 0.25 * label[index]  # the composer would have named it
    if clip.source == "excerpts":
        for index, aspect in enumerate(aspects):
            if aspect.name in EXCERPT_GENRES:
                label[index] = 0.5 * label[index] if aspect.name in ("rock", "pop") else 0.0
            if aspect.name == "pop/rock":
                label[index] = float(clip.genres[0] in ("rock", "pop"))
    return label


@dataclass(frozen=True, slots=True)
class _Opinions:
    """What teachers and the probe of people's words think of one label file's windows."""

    labels: TeacherLabels
    sounds: Floats  # (n, 677) teachers' probabilities
    embedding: Floats  # (n, 384) standardised
    teacher: Floats  # (n, A)
    probe: Floats  # (n, A), out of fold for training songs


def embedding_scale(labels: TeacherLabels) -> tuple[Floats, Floats]:
    """Mean and deviation (384,) by which the teacher's embedding is standardised."""
    return labels.embedding.mean(0), labels.embedding.std(0) + np.float32(1e-3)


def _opinions(
    data: Path, aspects: tuple[Aspect, ...], clips: dict[str, Clip], said: dict[str, Bools]
) -> tuple[list[_Opinions], Bools]:
    """Opinions for each label file, and which aspects (A,) mean something in songs."""
    names = class_names(data)
    heard = [teacher_labels(data, file) for file in ("clips", "described", "debian")]
    sounds = [np.concatenate([h.audioset, h.tags], axis=1) for h in heard]
    inputs = [_probe_inputs(h) for h in heard]
    mean, spread = inputs[0].mean(0), inputs[0].std(0) + 0.05
    inputs = [(x - mean) / spread for x in inputs]
    probe, held = _song_probe(inputs[0], heard[0].name, clips, said)
    centre, width = embedding_scale(heard[0])
    found = []
    for labels, sound, x in zip(heard, sounds, inputs, strict=True):
        opinion = apply_probe(probe, x)
        for row, name in enumerate(labels.name.tolist()):
            opinion[row] = held.get(name, opinion[row])
        teacher = teachers_opinion(aspects, names, sound, sounds[0])
        found.append(
            _Opinions(labels, sound, (labels.embedding - centre) / width, teacher, opinion)
        )
    in_songs = np.array([a.kind != "mood" and bool(a.classes()) for a in aspects])
    in_songs |= np.sum([said[name] for name in held], axis=0) >= MIN_SONGS
    return found, in_songs


def _index(cache: Path) -> dict[tuple[str, float], tuple[int, str]]:
    """Row and source of each prepared window, by clip and start."""
    with (cache / "windows.csv").open(newline="", encoding="utf-8") as file:
        return {
            (row["clip"], round(float(row["start_s"]), 2)): (int(row["row"]), row["source"])
            for row in csv.DictReader(file)
        }


def build_targets(
    data: Path, cache: Path, aspects: tuple[Aspect, ...], clips: dict[str, Clip]
) -> Targets:
    """Targets of every prepared window."""
    index = _index(cache)
    said = dict(zip(clips, people_matrix(aspects, list(clips.values())), strict=True))
    opinions, in_songs = _opinions(data, aspects, clips, said)
    rows: list[tuple[object, ...]] = []
    for heard in opinions:
        for w, (name, start) in enumerate(
            zip(heard.labels.name.tolist(), heard.labels.start.tolist(), strict=True)
        ):
            row, _ = index.get((name, round(start, 2)), (-1, ""))
            if row < 0 or name not in clips:
                continue
            clip, people, teacher = clips[name], said[name], heard.teacher[w]
            label = _soft_labels(clip, aspects, heard.probe[w], teacher)
            weight = _weights_for(clip, aspects, teacher, in_songs)
            rows.append((
                name, clip.source, clip.split, row, start,
                np.where(people, 1.0, label), np.where(people, 1.0, weight),
                heard.embedding[w], heard.sounds[w], 1.0, people, teacher,
            ))  # fmt: skip
    for (name, start), (row, source) in index.items():
        if source in UNLABELLED and name in clips:
            true = said[name].astype(np.float32)
            rows.append((
                name, source, clips[name].split, row, start, true,
                known_weights(clips[name], aspects, said[name]), np.full(TEACHER, np.nan),
                np.full(N_SOUNDS, np.nan), float(source != "notmusic"), said[name], true * np.nan,
            ))  # fmt: skip
    return stacked(rows)


def known_weights(clip: Clip, aspects: tuple[Aspect, ...], said: Bools) -> Floats:
    """How much each aspect (A,) counts of a clip that no teacher has heard.

    Of a rendered clip every instrument is known, but a section does not deny its members, nor a
    member the others; noises have no aspect, and of a captioned clip much was left unsaid.
    """
    if clip.source != "rendered":
        return np.where(said, 1.0, 0.1).astype(np.float32)
    heard = {a.name for a, yes in zip(aspects, said, strict=True) if yes}
    heard |= {name for a in aspects if a.name in heard for name in a.broader}
    known = np.array([a.kind == "instrument" or a.name in ("choir", "no vocals") for a in aspects])
    doubtful = np.array([bool(heard & set(a.broader)) for a in aspects])
    return np.where(said, 1.0, np.where(known & ~doubtful, 0.8, 0.0)).astype(np.float32)


def stacked(rows: list[tuple[object, ...]]) -> Targets:
    """Rows of values as columns of arrays."""
    columns: list[Any] = [np.array(column) for column in zip(*rows, strict=True)]
    return Targets(*(c.astype(np.float32) if c.dtype.kind == "f" else c for c in columns))
