"""Make probabilities mean what they say, and find from where an aspect may be said.

Everything here is fitted on the validation artists. What counts as right:
genre        one of the editors' genres of the song is the aspect's family (and, for a style that
             only teachers name, the teachers agree);
mood         people used the word, or the word lies in the song's quadrant;
the others   the composer's words on described pieces, what was played on rendered ones, teachers'
             agreement elsewhere.
"""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from engine.training.aspects import Aspect, families_of
from engine.training.clips import Clip
from engine.training.targets import Targets, known_weights, people_matrix

Floats = NDArray[np.float32]
PRECISION = 0.85  # that a said word must reach on held-out parts of the validation tracks
PRECISION_OF = {"genre": 0.92}  # asked of kinds that are less precise on other artists
NEVER = 1.01  # a threshold that no probability reaches
MIN_SAID = 3  # clips that can tell that an aspect is less precise than its kind
MANY_SAID = 6  # clips that can tell that it is more precise
DOUBT = 0.7  # precision of the two clips that are added in doubt
ASKED = (0.85, 0.88, 0.91, 0.94, 0.97)  # precisions tried
LAST = {"genre": 0.97}  # what is asked when none of them is enough
FOLDS = 10  # parts of the validation tracks, each judged by thresholds of the others
AGREED, DENIED = 0.5, 0.35  # teachers' opinion that says so, and that says no
# Probabilities below which nothing is said. Below .2 a mood is one of many that would do, and was
# said of every sixth piece of game music, which the validation songs cannot tell.
LEAST, LEAST_MOOD = 0.4, 0.2


@dataclass(frozen=True, slots=True)
class Calibration:
    """Slope and offset of each aspect's logit, and where it may be said."""

    slope: Floats  # (A,)
    offset: Floats  # (A,)
    thresholds: Floats  # (A,) on the track's mean probability
    shift: tuple[float, float]  # taken from every mood's valence and arousal
    music_threshold: float


def known_labels(targets: Targets, aspects: tuple[Aspect, ...]) -> Floats:
    """What is known of each window (n, A): 0-1, NaN where nobody can say."""
    labels = targets.teachers.copy()
    for index, aspect in enumerate(aspects):
        judged = np.zeros(len(labels), bool)
        if aspect.people and aspect.kind in ("genre", "mood"):
            judged = targets.source == "songs" if aspect.share is None else judged
        if aspect.people and aspect.kind != "genre":
            judged = judged | (targets.source == "described")
        labels[judged, index] = 0.0
        labels[targets.people[:, index], index] = 1.0
    labels[targets.source == "notmusic"] = np.nan
    rendered = targets.source == "rendered"
    known = targets.weights[rendered] > 0
    labels[rendered] = np.where(known, targets.aspects[rendered], np.nan)
    return labels


def fit_platt(logits: Floats, labels: Floats, kinds: list[str]) -> tuple[Floats, Floats]:
    """Slopes and offsets (A,), each drawn toward those of its kind by a penalty."""
    z, y = torch.from_numpy(logits), torch.from_numpy(np.nan_to_num(labels))
    known = torch.from_numpy(~np.isnan(labels)).float()
    number = {kind: i for i, kind in enumerate(dict.fromkeys(kinds))}
    of_kind = torch.tensor([number[k] for k in kinds])
    shared = torch.zeros(2, len(number), requires_grad=True)  # log slope and offset
    own = torch.zeros(2, len(kinds), requires_grad=True)
    optimiser = torch.optim.LBFGS([shared, own], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        slope = (shared[0, of_kind] + own[0]).exp()
        each = functional.binary_cross_entropy_with_logits(
            z * slope + shared[1, of_kind] + own[1], y, reduction="none"
        )
        value = (each * known).sum() + 6 * own[0].square().sum() + 3 * own[1].square().sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    slope, offset = (shared[:, of_kind] + own).detach().numpy()
    return np.exp(slope).astype(np.float32), offset.astype(np.float32)


def probabilities_of(logits: Floats, slope: Floats, offset: Floats) -> Floats:
    """What calibrated logits (n, A) mean."""
    return np.asarray(1 / (1 + np.exp(-(logits * slope + offset))), np.float32)


def capped(aspects: tuple[Aspect, ...], probabilities: Floats) -> Floats:
    """No style of music is likelier than its family: (n, A)."""
    return np.minimum(probabilities, probabilities[:, families_of(aspects)])


def unseen_probabilities(
    logits: Floats, labels: Floats, kinds: list[str], parts: NDArray[np.int64]
) -> Floats:
    """Probabilities (n, A) of each part by slopes and offsets that were fitted on the others.

    A few hundred tracks seem better known by what was fitted on them than others will be: of the
    genres that seemed .8 probable .97 were right, and .90 when judged in this way.
    """
    found = np.empty_like(logits)
    for part in np.unique(parts):
        asked = parts == part
        fitted = fit_platt(logits[~asked], labels[~asked], kinds)
        found[asked] = probabilities_of(logits[asked], *fitted)
    return found


def _quadrant_word(aspect: Aspect, clip: Clip) -> bool:
    """Whether a mood word lies in the song's quadrant."""
    assert aspect.valence is not None and aspect.arousal is not None
    signs = {"Q1": (1, 1), "Q2": (-1, 1), "Q3": (-1, -1), "Q4": (1, -1)}[clip.quadrant]
    return aspect.valence * signs[0] > 0 and aspect.arousal * signs[1] > 0


def rightness(aspects: tuple[Aspect, ...], clips: list[Clip], teachers: Floats) -> Floats:
    """1 where saying the aspect of the clip is right, 0 where wrong, NaN where unknown: (n, A)."""
    right = np.full((len(clips), len(aspects)), np.nan, np.float32)
    for row, clip in enumerate(clips):
        if clip.source == "rendered":
            (said,) = people_matrix(aspects, [clip])
            right[row] = np.where(known_weights(clip, aspects, said) > 0, said, np.nan)
            continue
        for column, aspect in enumerate(aspects):
            word = bool(set(aspect.people) & {*clip.genres, *clip.moods, *clip.instruments})
            heard = teachers[row, column]
            if aspect.kind == "genre" and clip.source == "songs":
                family = str(aspect.family).lower() in clip.genres
                right[row, column] = family and (aspect.share is None or heard > 0.4)
            elif aspect.kind == "mood" and clip.source == "songs":
                right[row, column] = word or _quadrant_word(aspect, clip)
            elif clip.source == "described" and aspect.people and aspect.kind != "genre":
                right[row, column] = word
            elif aspect.kind not in ("genre", "mood") and not np.isnan(heard):
                right[row, column] = heard > AGREED if not DENIED < heard < AGREED else np.nan
    return right


def _lowest_precise(scores: Floats, right: Floats, precision: float) -> float:
    """The lowest score from which the precision holds, infinity where none does."""
    order = np.argsort(-scores)
    found = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(found >= precision)
    return float(scores[order][good[-1]]) if len(good) else np.inf


def _own_threshold(scores: Floats, right: Floats, least: int, precision: float) -> float:
    """The same for one aspect's few clips: doubt adds two that may be wrong."""
    order = np.argsort(-scores)
    said = np.arange(1, len(order) + 1)
    doubted = (np.cumsum(right[order]) + 2 * DOUBT) / (said + 2)
    good = np.flatnonzero((doubted >= precision) & (said >= least))
    return float(scores[order][good[-1]]) if len(good) else np.inf


def _threshold(scores: Floats, right: Floats, pooled: float, precision: float) -> float:
    """One aspect's threshold, from its own clips where they tell enough, else from its kind."""
    if not np.any(right > 0):
        return np.inf
    believed = _own_threshold(scores, right, MANY_SAID, precision)
    said = scores >= pooled
    if said.sum() >= MIN_SAID and right[said].mean() < precision:
        return max(pooled, min(believed, _own_threshold(scores, right, MIN_SAID, precision)))
    return min(pooled, believed)


def fit_thresholds(
    aspects: tuple[Aspect, ...], scores: Floats, right: Floats, precision: dict[str, float]
) -> Floats:
    """Where each aspect may be said (A,), on tracks' probabilities (n, A).

    Moods are compared by how far a probability lies above the word's own mean: most of the words
    that fit a song were never written for it, so none is ever very probable.
    """
    clipped = np.clip(scores, 1e-4, 1 - 1e-4)
    level = np.log(clipped / (1 - clipped))
    rate = clipped.mean(0)
    moods = np.array([aspect.kind == "mood" for aspect in aspects])
    centre = np.where(moods, np.log(rate / (1 - rate)), 0.0)
    level = np.asarray(level - centre, np.float32)
    found = np.full(len(aspects), np.inf)
    groups = [f"{a.kind} {a.share is None}" if a.kind == "genre" else a.kind for a in aspects]
    for group in dict.fromkeys(groups):
        columns = np.flatnonzero([g == group for g in groups])
        known = ~np.isnan(right[:, columns])
        wanted = precision[aspects[columns[0]].kind]
        pooled = _lowest_precise(level[:, columns][known], right[:, columns][known], wanted)
        for column in columns:
            judged = ~np.isnan(right[:, column])
            found[column] = _threshold(level[judged, column], right[judged, column], pooled, wanted)
    probable = 1 / (1 + np.exp(-(found + centre)))
    least = np.where(moods, LEAST_MOOD, LEAST)
    silent = np.isinf(found) | np.array([not aspect.say for aspect in aspects])
    return np.where(silent, NEVER, np.maximum(probable, least)).astype(np.float32)


def fit_precision(
    aspects: tuple[Aspect, ...], scores: Floats, right: Floats, parts: NDArray[np.int64]
) -> dict[str, float]:
    """The precision to ask of the tracks at hand, by kind, so that others still reach PRECISION.

    Thresholds chosen on few tracks look better there than elsewhere. So each part of the tracks is
    judged by thresholds fitted on the other parts, asking for more until it is precise enough.
    """
    kinds = np.array([aspect.kind for aspect in aspects])
    chosen = {kind: LAST.get(kind, 0.94) for kind in kinds.tolist()}
    for asked in sorted(ASKED, reverse=True):
        said, hits = np.zeros(len(aspects)), np.zeros(len(aspects))
        for part in np.unique(parts):
            judged = parts == part
            everywhere = dict.fromkeys(kinds.tolist(), asked)
            thresholds = fit_thresholds(aspects, scores[~judged], right[~judged], everywhere)
            over = (scores[judged] >= thresholds) & ~np.isnan(right[judged])
            said += over.sum(0)
            hits += (over & (right[judged] == 1)).sum(0)
        for kind in set(kinds.tolist()):
            wanted = PRECISION_OF.get(kind, PRECISION)
            if hits[kinds == kind].sum() >= wanted * max(said[kinds == kind].sum(), 1):
                chosen[kind] = asked
    return chosen


def mood_shift(
    aspects: tuple[Aspect, ...], scores: Floats, songs: list[Clip]
) -> tuple[float, float]:
    """Valence and arousal to take from every mood, so that as many songs lie above as should."""
    columns = [i for i, a in enumerate(aspects) if a.kind == "mood"]
    plane = np.array([[aspects[i].valence, aspects[i].arousal] for i in columns])
    chosen = scores[:, columns]
    found = chosen @ plane / chosen.sum(1, keepdims=True)
    glad = np.mean([clip.quadrant in ("Q1", "Q4") for clip in songs])
    lively = np.mean([clip.quadrant in ("Q1", "Q2") for clip in songs])
    return float(np.quantile(found[:, 0], 1 - glad)), float(np.quantile(found[:, 1], 1 - lively))


def fit_music_threshold(music: Floats, truth: Floats) -> float:
    """The probability below which a clip is refused: hardly any music may fall under it."""
    lowest_music = float(np.quantile(music[truth > 0.5], 0.002))
    highest_noise = float(np.max(music[truth < 0.5]))
    if highest_noise >= lowest_music:
        return lowest_music
    low, high = (
        np.log(p / (1 - p)) for p in np.clip((highest_noise, lowest_music), 1e-5, 1 - 1e-5)
    )
    return float(1 / (1 + np.exp(-(low + high) / 2)))
