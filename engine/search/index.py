"""Index: every track of the library in memory, brought up to date before each search."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from engine.library import Library, SearchRow
from engine.query.keys import KEYS
from engine.search.columns import NUMBERS, Columns
from engine.search.space import SHORT, Space
from engine.vectors import Floats, matrix, mean_windows, unit

EXACT_UP_TO = 20_000  # tracks; of more, vectors are kept short, see space.py
SAID = 128  # a kept probability from here on has reached its aspect's threshold
_LEARNED_AGAIN = 1.5  # times as many tracks as when the axes were found
_FEW = 500  # heard tracks that are loaded anew without a thought


class Index:
    """Columns of the library as they were at the last `refresh`.

    Probabilities are kept in one byte each, below and above their threshold apart, so that what
    is said of a track and what is counted agree to the last one.
    """

    def __init__(self, library: Library, thresholds: Sequence[float], dimension: int) -> None:
        self._source = library.for_search
        self._thresholds = np.array(thresholds, np.float32)
        self._dimension = dimension
        self._lock = threading.Lock()
        self._revision, self._learned = 0, 0  # `_learned`: heard when the axes were found
        self.sound, self.meaning = Space(dimension), Space(dimension)
        self.columns = self._blank(0)
        self._usual: dict[int, NDArray[np.int64]] = {}  # counted once for each state

    def refresh(self) -> Columns:
        """Takes over what has changed in the library since the last time."""
        with self._lock:
            revision = self._source.revision()
            if revision != self._revision:
                heard = self._source.count_heard()
                few = self._learned <= _FEW and heard != self._learned
                if few or heard > self._learned * _LEARNED_AGAIN:
                    self.columns, self._learned = self._loaded(), heard
                else:
                    new = list(chain.from_iterable(self._source.changed_since(self._revision)))
                    gone = self._source.gone_since(self._revision)
                    self.columns = self.columns.changed(self._columns_of(new), gone)
                self.sound.put(self.columns.sound)
                self.meaning.put(self.columns.meaning)
                self._usual = {}
                self._revision = revision
            return self.columns

    def number(self, name: str) -> NDArray[np.float64]:
        """One of NUMBERS of every track (n,); NaN where it is not known."""
        numbers: NDArray[np.float64] = self.columns.numbers[NUMBERS.index(name)]
        return numbers

    def probability(self, aspect: int) -> Floats:
        """The probabilities that the 256 kept values of an aspect stand for."""
        threshold = min(float(self._thresholds[aspect]), 1.0)
        below = np.arange(SAID) / SAID * threshold
        above = threshold + np.arange(SAID) / (SAID - 1) * (1 - threshold)
        return np.concatenate([below, above]).astype(np.float32)

    def likely(self, aspect: int, least: float) -> NDArray[np.bool_]:
        """Of which tracks an aspect has at least this probability (n,)."""
        first = np.count_nonzero(self.probability(aspect) < least)  # they ascend
        found: NDArray[np.bool_] = self.columns.probabilities[aspect] >= first
        return found

    def usual(self, aspect: int) -> NDArray[np.int64]:
        """How many heard tracks hold each of the 256 kept values of an aspect."""
        if aspect not in self._usual:
            kept = self.columns.probabilities[aspect]
            self._usual[aspect] = np.bincount(kept[self.columns.heard], minlength=256)
        return self._usual[aspect]

    def said(self, aspect: int) -> NDArray[np.bool_]:
        """Of which tracks an aspect is said (n,); of one that is never said: where it is likely."""
        least = SAID if self._thresholds[aspect] <= 1 else SAID // 2
        said: NDArray[np.bool_] = self.columns.probabilities[aspect] >= least
        return said

    def rows_of(self, ids: Sequence[int]) -> NDArray[np.int64]:
        """Where these tracks are; those that are not there are left out."""
        known, wanted = self.columns.ids, np.asarray(ids, np.int64)
        if not len(known) or not len(wanted):
            return np.zeros(0, np.int64)
        rows = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        there: NDArray[np.int64] = rows[known[rows] == wanted]
        return there

    def mask_of(self, ids: Sequence[int]) -> NDArray[np.bool_]:
        """True in the rows of these tracks (n,)."""
        mask = np.zeros(len(self.columns.ids), np.bool_)
        mask[self.rows_of(ids)] = True
        return mask

    def _loaded(self) -> Columns:
        """Everything, along axes found from the first tracks."""
        count = self._source.count()
        batches = self._source.all()
        first: list[SearchRow] = []
        for batch in batches:
            first += batch
            if len(first) >= EXACT_UP_TO:
                break
        self._learn(first, exact=count <= EXACT_UP_TO)
        columns, at = self._blank(count), 0
        for batch in chain([first], batches):
            part = self._columns_of(batch[: count - at])  # later ones: at the next refresh
            columns.fill(at, part)
            at += len(part.ids)
        return columns.where(slice(at))

    def _learn(self, rows: Iterable[SearchRow], *, exact: bool) -> None:
        self.sound, self.meaning = Space(self._dimension), Space(self._dimension)
        if heard := [row for row in rows if self._is_heard(row)]:
            width = self._dimension if exact else SHORT
            self.sound.learn(self._sound_of(heard), width)
            self.meaning.learn(self._meaning_of(heard), width)

    def _blank(self, n: int) -> Columns:
        return Columns.blank(n, len(self._thresholds), self.sound.width)

    def _columns_of(self, rows: Sequence[SearchRow]) -> Columns:
        part = self._blank(len(rows))
        if not rows:
            return part
        part.ids[:] = [row.id for row in rows]
        part.heard[:] = [self._is_heard(row) for row in rows]
        part.numbers[:] = np.array([_numbers(row) for row in rows], np.float64).T
        if heard := [row for row, is_heard in zip(rows, part.heard, strict=True) if is_heard]:
            part.sound[part.heard] = self.sound.shortened(self._sound_of(heard))
            part.meaning[part.heard] = self.meaning.shortened(self._meaning_of(heard))
            part.probabilities[:, part.heard] = self._kept(heard)
        return part

    def vectors_of(self, rows: Sequence[SearchRow]) -> tuple[Floats, Floats]:
        """Sound and meaning (n, d), exactly, of tracks that were heard."""
        return self._sound_of(rows), self._meaning_of(rows)

    def windows_of(self, row: SearchRow) -> Floats:
        """What each window sounds like (n_windows, d), length 1."""
        return unit(matrix([row.embedding or b""], self._dimension))

    def _is_heard(self, row: SearchRow) -> bool:
        """Whether the row holds vectors of the present model, and there was something to say.

        What was not clear enough for a sentence, or is no music, is not found by its sound.
        """
        wide = 2 * self._dimension
        return (
            len(row.probabilities or b"") == 2 * len(self._thresholds)
            and len(row.text_embedding or b"") == wide
            and any(row.text_embedding or b"")
            and bool(row.embedding)
            and len(row.embedding or b"") % wide == 0
        )

    def _sound_of(self, rows: Sequence[SearchRow]) -> Floats:
        """Mean over the windows, length 1 (n, d)."""
        return mean_windows([row.embedding or b"" for row in rows], self._dimension)

    def _meaning_of(self, rows: Sequence[SearchRow]) -> Floats:
        """Of the description's words, length 1 or 0 (n, d)."""
        return unit(matrix([row.text_embedding or b"" for row in rows], self._dimension))

    def _kept(self, rows: Sequence[SearchRow]) -> NDArray[np.uint8]:
        """Probabilities (n_aspects, n) in one byte each."""
        found = matrix([row.probabilities or b"" for row in rows], len(self._thresholds)).T
        found = np.clip(np.nan_to_num(found), 0.0, 1.0)
        # as the probabilities were rounded, so that equal ones stay equal
        limit = self._thresholds.astype(np.float16).astype(np.float32)[:, None]
        below = np.minimum(found / np.clip(limit, 1e-6, 1.0) * SAID, SAID - 1)
        above = SAID + (found - limit) / np.maximum(1 - limit, 1e-6) * (SAID - 1)
        kept: NDArray[np.uint8] = np.where(found >= limit, np.minimum(above, 255), below).astype(
            np.uint8
        )
        return kept


def _numbers(row: SearchRow) -> tuple[float | None, ...]:
    """NUMBERS of a track; a key by its place in KEYS."""
    key = KEYS.index(row.key) if row.key in KEYS else None
    length = row.duration_s or None
    return row.tempo_bpm, row.year, length, row.added_s, row.loudness_lufs, key, row.root_id
