"""Searcher: a query in, ranked tracks with reasons out."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.errors import LinernotesError
from engine.library import Library
from engine.message import Message
from engine.model import TextEncoder, Vocabulary
from engine.query import Node, parse
from engine.search.answer import Answer, Hit
from engine.search.examples import Example, Examples, Listen
from engine.search.facets import Facet, facets
from engine.search.filters import Filters, Mask
from engine.search.index import Index
from engine.search.moments import best_moment
from engine.search.ranking import Ranking
from engine.search.reasons import reasons_of
from engine.search.versions import capped, grouped
from engine.search.wishes import Wishes, wishes_of
from engine.search.words import Names
from engine.vectors import Floats

_MEASURED = 200  # of the best tracks, cosines are measured exactly where the index is short
_SPARE = 4  # times as many tracks are looked at as are shown, where some will be put together


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query, understood."""

    tree: Node | None
    problems: tuple[Message | LinernotesError, ...]
    filters: Filters
    mask: Mask  # (n,) what passes
    wishes: Wishes
    example: Example | None = None


class Searcher:
    """Answers queries on one library. Safe to use from several threads."""

    def __init__(
        self,
        library: Library,
        encoder: TextEncoder,
        vocabulary: Vocabulary,
        listen: Listen | None = None,
    ) -> None:
        """`listen`: how files that are not in the library are heard, if they may be examples."""
        self._library, self._encoder, self._vocabulary = library, encoder, vocabulary
        self._names = Names(vocabulary)
        thresholds = [entry.threshold for entry in vocabulary.aspects]
        self.index = Index(library, thresholds, encoder.dimension)
        self._examples = Examples(library, self.index, self._names, encoder, listen)

    def search(self, query: str, *, limit: int = 50, everything: bool = False) -> list[Hit]:
        """The best tracks for the query, best first; with `everything`, however weak."""
        return list(self.ask(query, limit=limit, everything=everything).hits)

    def ask(
        self,
        query: str,
        *,
        limit: int = 50,
        everything: bool = False,
        quick: bool = False,
        moments: bool = False,
        per_artist: int | None = None,
        versions: bool = False,
    ) -> Answer:
        """As `search`, with all that a screen shows beside the tracks.

        `quick`: words and aspects only, while somebody types. `moments`: with the best seconds of
        each track. `per_artist`: at most so many of one artist. `versions`: recordings that are
        there several times are shown once.
        """
        asked = self._understood(query)
        if asked.tree is None or not len(asked.mask):
            return Answer((), asked.tree, asked.problems, 0, 0)
        ranking, vector = self._ranked(asked, quick=quick)
        line = ranking.line(asked.mask)
        strong = asked.mask & (ranking.total >= line)
        most = limit * _SPARE if per_artist or versions else limit
        rows = self._best(ranking, asked.mask if everything else strong, most)
        hits = self._hits(rows, ranking, line, vector if moments else None)
        if versions:
            hits = grouped(hits)
        if per_artist:
            hits = capped(hits, per_artist)
        n_strong = int(np.count_nonzero(strong))
        weaker = int(np.count_nonzero(asked.mask)) - n_strong
        return Answer(tuple(hits[:limit]), asked.tree, asked.problems, n_strong, weaker)

    def facets(self, query: str = "") -> tuple[Facet, ...]:
        """What there is among the tracks that pass the query's filters, with counts."""
        return facets(self._library, self.index, self._vocabulary, self._understood(query).mask)

    def ids(self, query: str) -> list[int]:
        """Numbers of all tracks above the line, best first: for lists and rules."""
        asked = self._understood(query)
        if asked.tree is None or not len(asked.mask):
            return []
        ranking, _ = self._ranked(asked)
        strong = asked.mask & (ranking.total >= ranking.line(asked.mask))
        rows = self._best(ranking, strong, len(strong))
        return [int(id_) for id_ in self.index.columns.ids[rows]]

    def _ranked(self, asked: _Asked, *, quick: bool = False) -> tuple[Ranking, Floats | None]:
        text = asked.wishes.text
        vector = self._encoder.encode(text) if text and not quick else None
        example = asked.example.vector if asked.example else None
        ranking = Ranking(
            self._library, self.index, asked.filters, asked.wishes, vector=vector, example=example
        )
        return ranking, vector

    def _understood(self, query: str) -> _Asked:
        parsed = parse(query, now_s=time.time())
        self.index.refresh()
        filters = Filters(self._library, self.index, self._names)
        mask = filters.mask(parsed.tree)
        if mask is None:
            mask = np.ones(len(self.index.columns.ids), np.bool_)
        asked = _Asked(
            parsed.tree, parsed.problems, filters, mask, wishes_of(parsed.tree, self._names)
        )
        if asked.wishes.like is None:
            return asked
        try:
            example = self._examples.of(asked.wishes.like)
        except LinernotesError as error:
            return replace(asked, problems=(*asked.problems, error), mask=np.zeros_like(mask))
        return replace(
            asked,
            mask=mask & ~self.index.mask_of(example.seeds),
            wishes=replace(asked.wishes, terms=(*asked.wishes.terms, *example.terms)),
            example=example,
        )

    def _best(self, ranking: Ranking, among: Mask, count: int) -> NDArray[np.int64]:
        """The best rows of some, best first."""
        rows = np.flatnonzero(among)
        measured = max(count, _MEASURED)
        if len(rows) > measured:
            rows = rows[np.argpartition(-ranking.total[rows], measured)[:measured]]
        if not self.index.sound.exact and ranking.meaning is not None:
            self._measure(ranking, rows)
        order = np.lexsort((rows, -ranking.total[rows]))  # equal ones in the library's order
        return rows[order][:count]

    def _measure(self, ranking: Ranking, rows: NDArray[np.int64]) -> None:
        heard = rows[ranking.heard[rows]]
        found = {
            row.id: row
            for row in self._library.for_search.rows(self.index.columns.ids[heard].tolist())
        }
        kept = [(row, found[id_]) for row in heard
                if (id_ := int(self.index.columns.ids[row])) in found]  # fmt: skip
        if kept:
            sound, meaning = self.index.vectors_of([stored for _, stored in kept])
            ranking.measure(np.array([row for row, _ in kept]), sound, meaning)

    def _hits(
        self, rows: NDArray[np.int64], ranking: Ranking, line: float, vector: Floats | None
    ) -> list[Hit]:
        ids = [int(id_) for id_ in self.index.columns.ids[rows]]
        tracks = self._library.by_id(ids)
        moments = {}
        if vector is not None:
            for row in self._library.for_search.rows(ids):
                if row.id in tracks and row.embedding:
                    windows = self.index.windows_of(row)
                    moments[row.id] = best_moment(windows @ vector, tracks[row.id])
        return [
            Hit(
                tracks[id_],
                float(1.0 / (1.0 + np.exp(-ranking.total[row] / 2))),
                reasons_of(ranking, int(row), tracks[id_]),
                bool(ranking.total[row] >= line),
                moments.get(id_),
            )
            for id_, row in zip(ids, rows, strict=True)
            if id_ in tracks
        ]
