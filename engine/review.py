"""In which order tracks are looked at, and which others a decision may be offered for.

A look at one track teaches most where the model was in doubt, and saves most where many others
sound like it. So tracks that wait are put into groups that sound alike, groups with the most
doubt in all (mean doubt × size) come first, and in a group the most typical track comes first:
decide about it, and its look-alikes can be offered the same.

Doubt about one aspect is 4·s·(1−s), where s is its probability with the odds divided by those of
its threshold: 1 at the threshold, 0 where the model is sure. A track's doubt is the mean over its
closest calls. Groups come from bisecting along the direction in which a group differs most
(principal direction divisive partitioning, Boley 1998), until all in it sound alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.library import Library, SearchRow
from engine.model import Vocabulary, choose_aspects
from engine.vectors import Floats, matrix, mean_windows, unit

ALIKE = 0.8  # cosine of two tracks that sound alike
_TIGHT = 0.92  # mean cosine to its middle of a group whose members sound alike
_CALLS = 10  # aspects that a track's doubt is the mean of
_AXES = 16  # along which groups are sought; they hold nine tenths of all difference
_FEW = 16  # tracks, which are divided along one of these axes: finding a better one takes longer
_SAMPLE = 4000  # tracks from which these axes are found
_CHUNK = 8192  # tracks at a time
_MOST_COMPARED = 1000  # the nearest tracks

_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Queue:
    """Tracks in the order in which to look at them; row i of each is one track."""

    ids: _Ints  # (n,)
    groups: _Ints  # (n,) 0 for the group that comes first
    doubt: Floats  # (n,) 0 (sure) – 1 (could be otherwise)


@dataclass(frozen=True, slots=True)
class Heard:
    """The sound of tracks, ascending by number; row i of each is one track."""

    ids: _Ints  # (n,)
    sound: Floats  # (n, d) length 1
    probabilities: Floats  # (n, n_aspects)

    def where(self, ids: Sequence[int]) -> Heard:
        """These tracks, as far as they were heard."""
        kept = np.isin(self.ids, np.asarray(ids, np.int64))
        return Heard(self.ids[kept], self.sound[kept], self.probabilities[kept])


def heard(library: Library, vocabulary: Vocabulary) -> Heard:
    """All tracks of the library that were heard by the model of this vocabulary."""
    width = 2 * len(vocabulary.aspects)  # bytes of float16
    parts = []
    for batch in library.for_search.all():
        rows = [r for r in batch if _has_vectors(r, width)]
        if rows:
            dimension = len(rows[0].text_embedding or b"") // 2
            sound = mean_windows([row.embedding or b"" for row in rows], dimension)
            likely = matrix([row.probabilities or b"" for row in rows], width // 2)
            parts.append(Heard(np.array([row.id for row in rows], np.int64), sound, likely))
    if not parts:
        nothing = np.zeros((0, 0), np.float32)
        return Heard(np.zeros(0, np.int64), nothing, np.zeros((0, width // 2), np.float32))
    return Heard(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.sound for part in parts]),
        np.concatenate([part.probabilities for part in parts]),
    )


def _has_vectors(row: SearchRow, width: int) -> bool:
    dimension = len(row.text_embedding or b"")
    whole = bool(row.embedding and dimension) and len(row.embedding or b"") % dimension == 0
    return whole and len(row.probabilities or b"") == width


def queue(known: Heard, vocabulary: Vocabulary, waiting: Sequence[int]) -> Queue:
    """The queue of these tracks; those that were not heard come last, in groups of their own."""
    table = known.where(waiting)
    thresholds = np.array([entry.threshold for entry in vocabulary.aspects], np.float32)
    ordered = order(table.ids, table.sound, doubt(table.probabilities, thresholds))
    rest = np.setdiff1d(np.asarray(waiting, np.int64), ordered.ids)
    last = ordered.groups.max(initial=-1) + 1 + np.arange(len(rest))
    return Queue(
        np.concatenate([ordered.ids, rest]),
        np.concatenate([ordered.groups, last]),
        np.concatenate([ordered.doubt, np.ones(len(rest), np.float32)]),
    )


def look_alikes(
    known: Heard, vocabulary: Vocabulary, track: int, waiting: Sequence[int]
) -> list[int]:
    """Those of the waiting tracks that sound like `track` and would be said the same of.

    The nearest first; `track` itself is not among them.
    """
    table = known.where([*waiting, track])
    own = np.flatnonzero(table.ids == track)
    if not len(own):
        return []
    likeness = table.sound @ table.sound[own[0]]
    near = np.lexsort((table.ids, -likeness))
    near = near[(likeness[near] >= ALIKE) & (near != own[0])][:_MOST_COMPARED]
    said = choose_aspects(vocabulary, table.probabilities[own[0]])
    same = [i for i in near if choose_aspects(vocabulary, table.probabilities[i]) == said]
    return [int(table.ids[i]) for i in same]


def doubt(probabilities: Floats, thresholds: Floats) -> Floats:
    """(n,) how close the closest calls of each track were, from 0 to 1.

    `probabilities` (n, n_aspects); aspects whose threshold is above 1 are never said and no call.
    """
    called = thresholds <= 1
    threshold = np.clip(thresholds[called], 1e-3, 1 - 1e-3)
    calls = min(_CALLS, int(called.sum()))
    found = np.zeros(len(probabilities), np.float32)
    for at in range(0, len(probabilities) if calls else 0, _CHUNK):
        likely = probabilities[at : at + _CHUNK, called]
        for_it, against = likely * (1 - threshold), (1 - likely) * threshold
        close = 4 * for_it * against / np.maximum((for_it + against) ** 2, 1e-12)
        closest = np.partition(close, len(threshold) - calls, axis=1)[:, -calls:]
        found[at : at + _CHUNK] = closest.mean(axis=1)
    return found


def order(ids: _Ints, sound: Floats, doubtful: Floats) -> Queue:
    """The queue of tracks with these vectors (n, d) of length 1 and this doubt (n,)."""
    if not len(ids):
        return Queue(ids, ids, doubtful)
    groups = _groups(sound)
    weight = np.bincount(groups, doubtful)  # mean doubt × size
    first = np.full(len(weight), np.iinfo(np.int64).max)
    np.minimum.at(first, groups, ids)
    place = np.empty(len(weight), np.int64)
    place[np.lexsort((first, -weight))] = np.arange(len(weight))
    ranked = place[groups]
    typical = _likeness_to_middle(sound, groups, len(weight))
    rows = np.lexsort((ids, -typical, ranked))
    return Queue(ids[rows], ranked[rows], doubtful[rows])


def _groups(sound: Floats) -> _Ints:
    """(n,) the number of each track's group."""
    short = _shortened(sound)
    groups = np.zeros(len(sound), np.int64)
    found, open_ = 0, [np.arange(len(sound))]
    while open_:
        rows = open_.pop()
        left = _halved(short[rows]) if len(rows) > 1 else None
        if left is None:
            groups[rows] = found
            found += 1
        else:
            open_ += [rows[~left], rows[left]]
    return groups


def _shortened(sound: Floats) -> Floats:
    """Along the principal axes of a sample that is the same every time (n, at most _AXES)."""
    if sound.shape[1] <= _AXES:
        return sound
    sample = sound[np.linspace(0, len(sound) - 1, min(len(sound), _SAMPLE)).astype(np.int64)]
    _, axes = np.linalg.eigh(sample.T @ sample)
    return np.asarray(sound @ axes[:, -_AXES:], np.float32)


def _halved(vectors: Floats) -> NDArray[np.bool_] | None:
    """Which rows go to one side; None when all sound alike."""
    middle = vectors.mean(axis=0)
    tight = float(middle @ middle) >= _TIGHT**2 * float((vectors**2).sum(axis=1).mean())
    if tight:
        return None
    apart = vectors - middle
    if len(vectors) < _FEW:
        along = apart[:, np.argmax((apart**2).sum(axis=0))]
    else:
        _, axes = np.linalg.eigh(apart.T @ apart)
        along = apart @ axes[:, -1]
    left: NDArray[np.bool_] = along > 0
    return left if 0 < left.sum() < len(left) else None


def _likeness_to_middle(sound: Floats, groups: _Ints, count: int) -> Floats:
    """(n,) cosine of each track with its group's middle."""
    by_group = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[by_group], np.arange(count))
    members = np.split(sound[by_group], starts[1:])
    middles = unit(np.stack([each.sum(axis=0) for each in members]))
    return np.asarray((sound * middles[groups]).sum(axis=1), np.float32)
