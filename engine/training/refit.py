"""The last layer, fitted once more on tracks: what people's few labels can teach best.

The joint training learns features from many hours of teachers' opinions; the words that editors
wrote of a few hundred songs are then learnt best by a penalised regression on the tracks' mean
features. Moods also lean on two regressions of the songs' quadrants (valence and arousal), so
that their words agree with each other. All of it is linear and becomes one matrix.
"""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from engine.training.aspects import Aspect
from engine.training.clips import Clip
from engine.training.networks import EMBEDDING, Encoder
from engine.training.targets import EXCERPT_GENRES, fit_probe, people_matrix

Floats = NDArray[np.float32]
SPACE_RIDGE = 3000.0  # penalty of the regression of text vectors
PLANE = {"Q1": (1, 1), "Q2": (0, 1), "Q3": (0, 0), "Q4": (1, 0)}  # glad, lively


@dataclass(frozen=True, slots=True)
class Mixture:
    """How the parts of the last layer are weighed; chosen on the validation artists."""

    decay: float = 0.1  # penalty of the regressions of words
    plane_decay: float = 0.2  # penalty of the regressions of valence and arousal
    genre_head: float = 0.8  # share of the jointly trained head in a genre's logit
    mood_head: float = 0.2  # the same for a mood
    plane: float = 0.2  # weight of the quadrant in a mood's logit


def _scaled(x: Floats) -> tuple[Floats, Floats, Floats]:
    """Standardised columns with their means and deviations."""
    mean, spread = x.mean(0), x.std(0) + 0.05 * x.std() + 1e-6
    return np.asarray((x - mean) / spread, np.float32), mean, spread


def _probe(x: Floats, y: Floats, decay: float) -> tuple[Floats, Floats]:
    """Matrix (d, k) and offset (k,) of regressions of y (n, k) on x (n, d), unscaled."""
    scaled, mean, spread = _scaled(x)
    weights = fit_probe(scaled, y, decay)
    matrix = weights[:-1] / spread[:, None]
    return matrix, weights[-1] - mean @ matrix


def _leanings(aspects: tuple[Aspect, ...], rates: Floats) -> dict[int, Floats]:
    """How far each mood follows the two regressions (2,).

    Words are many where people have many words (calm and glad, tense and sad), so following its
    own valence and arousal would let one regression leak into the other's sum; the inverse of the
    words' spread on the plane undoes that.
    """
    moods = [i for i, a in enumerate(aspects) if a.kind == "mood"]
    plane = np.array([[aspects[i].valence, aspects[i].arousal] for i in moods])
    spread = rates[moods] * (1 - rates[moods]) / np.sum(rates[moods] * (1 - rates[moods]))
    turn = np.linalg.inv((plane * spread[:, None]).T @ plane)
    return {i: np.asarray(p @ turn, np.float32) for i, p in zip(moods, plane, strict=True)}


def refit(
    encoder: Encoder,
    aspects: tuple[Aspect, ...],
    clips: list[Clip],
    features: Floats,
    mixture: Mixture,
) -> tuple[Floats, Floats]:
    """Matrix (d, A) and offset (A,) from features (n, d) of training songs and excerpts to logits.

    Of an excerpt only four genres are known.
    """
    trunk = encoder.aspects.weight.shape[1]
    matrix = np.zeros((features.shape[1], len(aspects)), np.float32)
    matrix[:trunk] = encoder.aspects.weight.detach().numpy().T
    offset = encoder.aspects.bias.detach().numpy().copy()
    song = np.array([clip.source == "songs" for clip in clips])
    said = people_matrix(aspects, clips).astype(np.float32)
    of_songs = np.array([
        a.kind == "mood" or (a.kind == "genre" and a.share is None) for a in aspects
    ])  # fmt: skip
    of_excerpts = np.array([a.name in EXCERPT_GENRES for a in aspects])
    known = np.where(np.where(song[:, None], of_songs, of_excerpts), said, np.float32(np.nan))
    words = (of_songs | of_excerpts) & (np.nansum(known, axis=0) >= 8)
    # The regressions see the trunk and the predicted teacher, not the statistics between them.
    seen = np.r_[:trunk, features.shape[1] - EMBEDDING : features.shape[1]]
    x = features[:, seen]
    w, b = _probe(x, known[:, words], mixture.decay)
    shares = {"genre": mixture.genre_head, "mood": mixture.mood_head}
    share = np.array([shares[a.kind] for a, fitted in zip(aspects, words, strict=True) if fitted])
    matrix[:, words] *= share
    matrix[np.ix_(seen, words)] += (1 - share) * w
    offset[words] = share * offset[words] + (1 - share) * b
    plane = np.array([PLANE[clip.quadrant] for clip in clips if clip.source == "songs"], np.float32)
    w, b = _probe(x[song], plane, mixture.plane_decay)
    for index, lean in _leanings(aspects, said[song].mean(0)).items():
        matrix[seen, index] += w @ (mixture.plane * lean)
        offset[index] += float(b @ (mixture.plane * lean))
    return matrix, offset


def refit_space(encoder: Encoder, features: Floats, text: Floats) -> tuple[Floats, Floats]:
    """Matrix (d, 384) and offset (384,) to the space shared with text.

    Half is the head that was trained by contrast, half a ridge regression of the songs' mean text
    vectors (n, 384) on the predicted teacher's embedding, each about its own mean.
    """
    scaled, _, spread = _scaled(features[:, -EMBEDDING:])
    gram = scaled.T @ scaled + SPACE_RIDGE * np.eye(scaled.shape[1], dtype=np.float32)
    head, ridge = (np.zeros((features.shape[1], text.shape[1]), np.float32) for _ in range(2))
    ridge[-EMBEDDING:] = np.linalg.solve(gram, scaled.T @ (text - text.mean(0))) / spread[:, None]
    weight = encoder.embedding.weight.detach().numpy()  # (384, trunk)
    head[: weight.shape[1]] = weight.T
    matrix = np.zeros_like(ridge)
    for part in (head, ridge):
        found = features @ part
        matrix += part / np.linalg.norm(found - found.mean(0), axis=1).mean()
    return np.asarray(matrix, np.float32), np.asarray(-(features @ matrix).mean(0), np.float32)


@dataclass(frozen=True, slots=True)
class LastLayers:
    """The layers fitted last, from features (n, d)."""

    words: torch.nn.Linear  # to the aspects' logits
    space: torch.nn.Linear  # to the space shared with text, before it is scaled to unit length


def as_layer(matrix: Floats, offset: Floats) -> torch.nn.Linear:
    """A matrix (d, k) and an offset (k,) as a module."""
    layer = torch.nn.Linear(*matrix.shape)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(matrix.T.copy()))
        layer.bias.copy_(torch.from_numpy(offset))
    return layer
