"""Search by description: the words that are there, what they mean, and what was heard.

Three witnesses are heard about every track: the full-text index (words in title, artist, album
and description), the vectors (how near the query is to the description's words and to the sound
itself) and the model's aspects (for words it knows, negated ones too). Sound and aspects speak in
standard deviations of their own opinion over the whole library, so that they can be added; a
likeness of words means the same in every library and is taken as it is, from where it begins to
mean anything. The weights were chosen on validation artists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.library import Library, VectorTable
from engine.model import AspectEntry, TextEncoder, Vocabulary
from engine.track import Track

_Floats = NDArray[np.float32]

_MAX_WORDS = 32
_MAX_FULL_TEXT_HITS = 5000
_FLOOR = 0.05  # a witness that hardly tells tracks apart is not blown up to a strong opinion
_WEIGHT_ASPECTS, _WEIGHT_SOUND, _WEIGHT_MEANING, _WEIGHT_WORDS = 1.0, 0.4, 4.0, 2.0
_NEGATION = r"(?:no|not|without|non)"
# Words that say nothing about music and would only blur the full-text rank.
_STOP_WORDS = frozenset(
    "a an and the of or in on at to for with without no not is it its this that like some"
    " music song songs track tracks something sounds sound sounding".split()
)
# What a track must reach to be shown at all, unless everything is asked for: a cosine that is
# high in itself, or a lower one that stands out from the rest of the library.
_CLEAR_MEANING, _SOME_MEANING = 0.55, 0.35  # of query and description
_CLEAR_SOUND, _SOME_SOUND = 0.5, 0.25  # of query and sound
_STANDS_OUT = 1.5  # standard deviations above the library's mean


@dataclass(frozen=True, slots=True)
class Hit:
    """A found track."""

    track: Track
    score: float  # 0–1, only to be compared within one search
    reasons: tuple[str, ...]  # in words, strongest first
    strong: bool  # False: shown only when everything is asked for


@dataclass(frozen=True, slots=True)
class _Term:
    """An aspect that the query names."""

    index: int
    entry: AspectEntry
    wanted: bool  # False: "no drums"


@dataclass(frozen=True, slots=True)
class _Query:
    """A query, understood."""

    terms: tuple[_Term, ...]
    positive: str  # the text without what it says no to, of which vectors know nothing

    @property
    def words(self) -> list[str]:
        return re.findall(r"\w+", self.positive.lower())[:_MAX_WORDS]


class Searcher:
    """Answers queries on one library."""

    def __init__(self, library: Library, encoder: TextEncoder, vocabulary: Vocabulary) -> None:
        self._library = library
        self._encoder = encoder
        self._vocabulary = vocabulary
        self._names = _names(vocabulary)

    def search(self, query: str, *, limit: int = 50, everything: bool = False) -> list[Hit]:
        """The best tracks for the query, best first; with `everything`, however weak."""
        understood = self._understand(query)
        words = understood.words
        if not words and not understood.terms:
            return []
        table = self._library.vector_table()
        known = table.probabilities.shape[1] == len(self._vocabulary.aspects)
        terms = understood.terms if known else ()
        matched = (
            self._library.match_words(_expression(words), _MAX_FULL_TEXT_HITS) if words else {}
        )
        scored = _Scored(table, self._encoder.encode(understood.positive), terms, matched)
        hits = scored.order(everything)[:limit]
        tracks = self._library.by_id([id_ for id_, _, _ in hits])
        return [
            Hit(tracks[id_], score, scored.reasons(id_, tracks[id_], words), strong)
            for id_, score, strong in hits
            if id_ in tracks
        ]

    def _understand(self, query: str) -> _Query:
        """Aspects named in the query, longest names first: "no vocals" before "vocals"."""
        terms, unread, positive = [], query.lower(), query.lower()
        for name, index in self._names:
            pattern = rf"(?:\b({_NEGATION})[\s-]+)?(?<!\w){re.escape(name)}(?!\w)"
            if found := re.search(pattern, unread):
                terms.append(_Term(index, self._vocabulary.aspects[index], not found.group(1)))
                unread = unread[: found.start()] + " " + unread[found.end() :]
                if found.group(1) or re.match(_NEGATION + r"\b", name):
                    positive = positive.replace(found.group(), " ")
        return _Query(tuple(terms), positive)


class _Scored:
    """All tracks under one query."""

    def __init__(
        self,
        table: VectorTable,
        query: _Floats,
        terms: Sequence[_Term],
        matched: dict[int, float],
    ) -> None:
        self._terms = terms
        self._matched = matched
        self._row = {int(id_): row for row, id_ in enumerate(table.ids)}
        self._probabilities = table.probabilities
        self._sound = _similarity(table.embedding, query)
        self._meaning = _similarity(table.text_embedding, query)
        self._meant = _is_clear(self._meaning, _CLEAR_MEANING, _SOME_MEANING)
        self._sounds_right = _is_clear(self._sound, _CLEAR_SOUND, _SOME_SOUND)
        total = _WEIGHT_SOUND * _standard(self._sound)
        total = total + _WEIGHT_MEANING * np.maximum(self._meaning - _SOME_MEANING, 0.0)
        for term in terms:
            agreement = _logit(table.probabilities[:, term.index]) * (1 if term.wanted else -1)
            total = total + _WEIGHT_ASPECTS * _standard(agreement) / np.sqrt(len(terms))
        self._total = total

    def order(self, everything: bool) -> list[tuple[int, float, bool]]:
        """(track number, score, strong) best first."""
        best = max(self._matched.values(), default=1.0) or 1.0
        found = []
        for id_ in self._row.keys() | self._matched.keys():
            row = self._row.get(id_)
            total = float(self._total[row]) if row is not None else 0.0
            total += _WEIGHT_WORDS * self._matched.get(id_, 0.0) / best
            strong = self._is_strong(id_, row)
            if strong or everything:
                found.append((id_, 1.0 / (1.0 + float(np.exp(-total))), strong))
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _is_strong(self, id_: int, row: int | None) -> bool:
        if row is None:
            return id_ in self._matched
        heard = [_agrees(t, self._probabilities[row, t.index]) for t in self._terms]
        if not all(heard) and any(not t.wanted for t in self._terms):
            return False  # "no drums" is not to be overruled by words
        return (
            id_ in self._matched
            or (bool(heard) and all(heard))
            or bool(self._meant[row])
            or bool(self._sounds_right[row])
        )

    def reasons(self, id_: int, track: Track, words: Sequence[str]) -> tuple[str, ...]:
        """Why the track is there."""
        reasons = list(_found_words(track, words)) if id_ in self._matched else []
        row = self._row.get(id_)
        if row is not None:
            for term in self._terms:
                probability = self._probabilities[row, term.index]
                negated = "" if term.wanted else "no "
                shown = probability if term.wanted else 1 - probability
                reasons.append(f"{negated}{term.entry.name} {shown:.2f}")
            if self._meant[row]:
                reasons.append(f"its description means much the same ({self._meaning[row]:.2f})")
            fits = "fits" if self._sounds_right[row] else "hardly fits"
            reasons.append(f"its sound {fits} the words ({self._sound[row]:.2f})")
        return tuple(reasons)


def _agrees(term: _Term, probability: float) -> bool:
    return probability >= min(term.entry.threshold, 0.5) if term.wanted else probability < 0.5


def _similarity(vectors: _Floats, query: _Floats) -> _Floats:
    """Cosine of every row with the query; none for an empty library."""
    return np.asarray(vectors @ query if len(vectors) else np.zeros(0), np.float32)


def _is_clear(values: _Floats, clear: float, some: float) -> NDArray[np.bool_]:
    """Which rows are similar enough, in themselves or compared with the others."""
    if not len(values):
        return np.zeros(0, np.bool_)
    outstanding = values > values.mean() + _STANDS_OUT * values.std()
    result: NDArray[np.bool_] = (values >= clear) | (outstanding & (values >= some))
    return result


def _standard(values: _Floats) -> _Floats:
    """Deviations from the mean in standard deviations."""
    if not len(values):
        return values
    result: _Floats = (values - values.mean()) / max(float(values.std()), _FLOOR)
    return result


def _logit(probabilities: _Floats) -> _Floats:
    clipped = np.clip(probabilities, 1e-3, 1 - 1e-3)
    result: _Floats = np.log(clipped / (1 - clipped))
    return result


def _names(vocabulary: Vocabulary) -> list[tuple[str, int]]:
    """Every name, phrase, synonym and family, longest first; a family means its own aspect."""
    names: dict[str, int] = {}
    for index, entry in enumerate(vocabulary.aspects):
        for name in (entry.name, entry.phrase, *entry.synonyms):
            names.setdefault(name.lower(), index)
    for index, entry in enumerate(vocabulary.aspects):
        if entry.family:
            names.setdefault(entry.family.lower(), index)
    return sorted(names.items(), key=lambda item: -len(item[0]))


def _expression(words: Sequence[str]) -> str:
    """FTS5: any of the words, quoted so that nothing is syntax; the last may be unfinished."""
    useful = [w for w in words if w not in _STOP_WORDS] or list(words)
    return " OR ".join(f'"{word}"' for word in useful) + (" *" if len(useful[-1]) > 1 else "")


def _found_words(track: Track, words: Sequence[str]) -> list[str]:
    places = {
        "title": track.tags.title,
        "artist": track.tags.artist,
        "album": track.tags.album,
        "description": track.description.text if track.description else "",
    }
    found = []
    for place, text in places.items():
        there = re.findall(r"\w+", text.lower())
        found += [
            f"“{w}” in its {place}"
            for w in dict.fromkeys(words)
            if w in there and w not in _STOP_WORDS
        ]
    return found
