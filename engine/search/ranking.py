"""How well every track answers a query's wishes.

Three witnesses are heard: the full-text index (words in title, artist, album and description), the
vectors (how near the query is to the description's words and to the sound itself) and the model's
aspects (for words it knows, negated ones too). Sound and aspects speak in standard deviations of
their own opinion over the whole library, so that they can be added; a likeness of words means the
same in every library and is taken as it is, from where it begins to mean anything. The weights
were chosen on validation artists.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.library import Library
from engine.search.filters import Filters, Mask
from engine.search.index import Index
from engine.search.wishes import Wishes
from engine.search.words import NAMES, SPEECH, Term, expression
from engine.vectors import Floats

_FLOOR = 0.05  # a witness that hardly tells tracks apart is not blown up to a strong opinion
_WEIGHT_ASPECTS, _WEIGHT_SOUND, _WEIGHT_MEANING, _WEIGHT_WORDS = 1.0, 0.4, 4.0, 3.0
_WEIGHT_LIKE = 1.0
_WEIGHT_EVIDENCE = 0.25
_IN_NAMES, _IN_SPEECH = 1.0, 0.6  # a name says more than a word among a description's
_COMMON, _FEW = 0.01, 1000  # of all tracks, but at least so many
_ENOUGH = 5  # times as many are looked at of words that only texts know
# From where a likeness means something: a cosine that is high in itself, or a lower one that
# stands out from the rest of the library.
_CLEAR_MEANING, _SOME_MEANING = 0.55, 0.35  # of query and description
_CLEAR_SOUND, _SOME_SOUND = 0.5, 0.25  # of query and sound
_CLEAR_LIKE, _SOME_LIKE = 0.6, 0.2  # of two tracks, seen from the library's middle
_FEW_TRACKS = 20
_STANDS_OUT = 1.5  # standard deviations above the library's mean


@dataclass(frozen=True, slots=True)
class Likeness:
    """Cosines of one query with every track, and what is usual for it in this library."""

    cosines: Floats  # (n,)
    mean: float
    deviation: float
    clear: float
    some: float
    sure: float = 1.0  # 0–1: a few tracks say little of what is usual

    def standard(self, cosines: Floats) -> Floats:
        """In deviations from the mean."""
        found: Floats = (cosines - self.mean) * (self.sure / max(self.deviation, _FLOOR))
        return found

    def is_clear(self, cosines: Floats) -> Mask:
        """Which are like enough, in themselves or compared with the others."""
        outstanding = cosines > self.mean + _STANDS_OUT * self.deviation
        result: Mask = (cosines >= self.clear) | (outstanding & (cosines >= self.some))
        return result


class Ranking:
    """All tracks under one query's wishes."""

    def __init__(
        self,
        library: Library,
        index: Index,
        filters: Filters,
        wishes: Wishes,
        *,
        vector: Floats | None,
        example: Floats | None = None,
    ) -> None:
        """`vector`: of the wished text, None where only words and aspects shall be asked.

        `example`: what the sound shall be like, around the library's mean (see examples.py).
        """
        self.wishes, self.filters, self._index = wishes, filters, index
        self._n, self._vector = len(index.columns.ids), vector
        self.heard = index.columns.heard
        self.sound: Likeness | None = None
        self.meaning: Likeness | None = None
        self.like: Likeness | None = None
        self.total = np.zeros(self._n, np.float32)
        self._add_aspects(wishes.terms)
        self._words = _Found(library, index, wishes, quick=vector is None) if wishes.words else None
        if self._words:
            self.total += _WEIGHT_WORDS * self._words.score
        if vector is not None and wishes.text:
            self._add_vectors(vector)
        if example is not None:
            self._add_example(example)
        self.evidence = self._evidence()
        self.total += _WEIGHT_EVIDENCE * self.evidence

    def _add_aspects(self, terms: tuple[Term, ...]) -> None:
        for term in terms:
            opinion = _logit(self._index.probability(term.index)) * (1 if term.wanted else -1)
            counts = self._index.usual(term.index)
            mean = float(counts @ opinion) / max(int(counts.sum()), 1)
            variance = float(counts @ (opinion - mean) ** 2) / max(int(counts.sum()), 1)
            weight = _WEIGHT_ASPECTS / np.sqrt(len(terms)) / max(variance**0.5, _FLOOR)
            said = ((opinion - mean) * weight).astype(np.float32)
            self.total += said.take(self._index.columns.probabilities[term.index])
        self.total[~self.heard] = 0.0  # nothing is known of them

    def _add_vectors(self, vector: Floats) -> None:
        index = self._index
        sound = Likeness(
            index.sound.cosines(vector),
            *index.sound.usual(vector),
            _CLEAR_SOUND,
            _SOME_SOUND,
            self._n / (self._n + _FEW_TRACKS),
        )
        meaning = Likeness(
            index.meaning.cosines(vector),
            *index.meaning.usual(vector),
            _CLEAR_MEANING,
            _SOME_MEANING,
        )
        for likeness in (sound, meaning):
            likeness.cosines[~self.heard] = 0.0
        self.total += _by_vectors(sound, sound.cosines, meaning.cosines) * self.heard
        self.sound, self.meaning = sound, meaning

    def _add_example(self, example: Floats) -> None:
        cosines = self._index.sound.alike(example)
        cosines[~self.heard] = -1.0
        heard = cosines[self.heard]
        mean, deviation = (float(heard.mean()), float(heard.std())) if len(heard) else (0.0, 1.0)
        self.like = Likeness(cosines, mean, deviation, _CLEAR_LIKE, _SOME_LIKE)
        self.total += _WEIGHT_LIKE * self.like.standard(cosines)

    def measure(self, rows: NDArray[np.int64], sound: Floats, meaning: Floats) -> None:
        """Puts the exact cosines of some rows, from their whole vectors (m, d), into the totals."""
        assert self.sound and self.meaning and self._vector is not None
        near, meant = self.sound.cosines, self.meaning.cosines
        self.total[rows] -= _by_vectors(self.sound, near[rows], meant[rows])
        near[rows], meant[rows] = sound @ self._vector, meaning @ self._vector
        self.total[rows] += _by_vectors(self.sound, near[rows], meant[rows])

    def holds_words(self, row: int) -> bool:
        """Whether any of the words are in the track's texts."""
        return bool(self._words and self._words.score[row])

    def probability(self, term: Term, row: int) -> float:
        """How probable a term is for a track; of an unwanted one, that it is not there."""
        kept = self._index.columns.probabilities[term.index, row]
        found = float(self._index.probability(term.index)[kept])
        return found if term.wanted else 1 - found

    def line(self, among: Mask) -> float:
        """The total from which tracks are strong matches: as many as there is evidence for.

        So the line lies elsewhere for each query and library: high where few tracks have anything
        to do with the query, low where many do. Where filters leave none of those, the best of
        the rest are what was asked for.
        """
        totals = self.total[among]
        met = self.total[self.evidence & among]
        if len(met):
            above = totals[totals >= met.min()]  # all of `met`, and as good ones
            others = len(above) - len(met)
            return float(np.partition(above, others)[others] if others else met.min())
        if 0 < len(totals) < self._n:
            return float(min(totals.mean() + _STANDS_OUT * totals.std(), totals.max()))
        return np.inf

    def _evidence(self) -> Mask:
        """Tracks for which something speaks in itself.

        Every wish is met; or the sound or the words are clearly like the query; or some of its
        words are there and the whole stands out from the library.
        """
        wishes, heard = self.wishes, self.heard
        met = np.full(self._n, not wishes)  # whoever only filters wants all that pass
        if wishes.terms or wishes.words:
            met = np.ones(self._n, np.bool_)
            for term in wishes.terms:
                met &= self.filters.agree(term)
            if wishes.rest and self._words:
                met &= self._words.holds(wishes.rest)
            if self._words:
                met |= self._words.holds(wishes.words)
        for likeness in (self.sound, self.meaning, self.like):
            if likeness is not None:
                met |= likeness.is_clear(likeness.cosines) & heard
        if self._words:
            usual = self.total[heard]
            line = float(usual.mean() + _STANDS_OUT * usual.std()) if len(usual) else 0.0
            met |= (self._words.score > 0) & ((self.total > line) | ~heard)
        return met


class _Found:
    """Which tracks hold which of the words.

    A word that a share of _COMMON of all tracks hold is not counted to the end where its aspect
    says more, nor while somebody types; then what descriptions say of aspects is left to these.
    """

    def __init__(self, library: Library, index: Index, wishes: Wishes, *, quick: bool) -> None:
        n, source = len(index.columns.ids), library.for_search
        most = max(_FEW, int(n * _COMMON))
        self._held: dict[str, Mask] = {}
        self.score = np.zeros(n, np.float32)  # 0–1
        possible = 0.0
        for word in wishes.words:
            prefix = word == wishes.words[-1]
            heard = word not in wishes.rest
            limit = most if quick or heard else _ENOUGH * most
            holds = np.zeros(n, np.bool_)
            weighed = []
            for columns, weight in ((NAMES, _IN_NAMES), (SPEECH, _IN_SPEECH)):
                asked = expression(word, columns, prefix=prefix)
                if columns == SPEECH and heard and (quick or source.matches(asked, limit)):
                    continue
                found = source.matching(asked, limit)
                if heard and len(found) == limit:
                    continue
                rows = index.rows_of(found)
                weighed.append((rows[~holds[rows]], weight))  # each track once
                holds[rows] = True
            rarity = float(np.log(1 + n / (1 + np.count_nonzero(holds))))
            for rows, weight in weighed:
                self.score[rows] += weight * rarity
            possible += rarity
            self._held[word] = holds
        self.score /= max(possible, 1e-6)

    def holds(self, words: tuple[str, ...]) -> Mask:
        """Which tracks hold all of the words."""
        found: Mask = np.logical_and.reduce([self._held[word] for word in words])
        return found


def _by_vectors(usual: Likeness, sound: Floats, meaning: Floats) -> Floats:
    """What the cosines of sound and meaning add to the totals."""
    found: Floats = _WEIGHT_SOUND * usual.standard(sound)
    found += _WEIGHT_MEANING * np.maximum(meaning - _SOME_MEANING, 0.0)
    return found


def _logit(probabilities: Floats) -> Floats:
    clipped = np.clip(probabilities, 1e-3, 1 - 1e-3)
    result: Floats = np.log(clipped / (1 - clipped))
    return result
