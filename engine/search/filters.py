"""What must hold: the hard parts of a query as one mask over the tracks."""

from __future__ import annotations

import os
import re

import numpy as np
from numpy.typing import NDArray

from engine.library import Library
from engine.query import All, Any, Between, Like, Named, Node, Not, Words
from engine.query.keys import KEYS
from engine.search.index import Index
from engine.search.words import NAMES, SPEECH, Names, Term, expression

Mask = NDArray[np.bool_]

_LIKELY = 0.5


class Filters:
    """Answers for one state of the index which tracks pass."""

    def __init__(self, library: Library, index: Index, names: Names) -> None:
        self._source = library.for_search
        self._index = index
        self._names = names
        self._n = len(index.columns.ids)

    def mask(self, tree: Node | None) -> Mask | None:
        """Which tracks pass (n,); None if the query demands nothing, but only wishes."""
        match tree:
            case None | Like() | Words(phrase=False):
                return None
            case All(nodes):
                masks = [mask for node in nodes if (mask := self.mask(node)) is not None]
                return np.logical_and.reduce(masks) if masks else None
            case _:
                return self._demand(tree)

    def _demand(self, node: Node) -> Mask:
        """As `mask`, where words must be there too."""
        match node:
            case All(nodes):
                found = np.logical_and.reduce([self._demand(n) for n in nodes])
            case Any(nodes):
                found = np.logical_or.reduce([self._demand(n) for n in nodes])
            case Not(Words(text, phrase=False)):
                found = self._without(text)
            case Not(inner):
                found = ~self._demand(inner)
            case Between(field, low, high):
                found = self._between(field, low, high)
            case Named(field, text):
                found = self._named(field, text)
            case Words(text, phrase):
                found = self._words(text, phrase=phrase)
            case Like():
                found = np.ones(self._n, np.bool_)
        mask: Mask = found
        return mask

    def _between(self, field: str, low: float | None, high: float | None) -> Mask:
        values = self._index.number(field)
        lowest = -np.inf if low is None else low
        within: Mask = (values >= lowest) & (values <= (np.inf if high is None else high))
        return within

    def agree(self, term: Term) -> Mask:
        """Which tracks' sound agrees with a term (n,); unheard ones never do."""
        least = min(term.entry.threshold, _LIKELY) if term.wanted else _LIKELY
        said = self._index.likely(term.index, least)
        return (said if term.wanted else ~said) & self._index.columns.heard

    def _words(self, text: str, *, phrase: bool) -> Mask:
        """Words that must be in a text, or be aspects that were heard."""
        terms, rest = self._names.found_in(text)
        found = self._matching(text)
        if not phrase and terms and not rest:
            found = found | np.logical_and.reduce([self.agree(term) for term in terms])
        return found

    def _without(self, text: str) -> Mask:
        """Not heard, and not spoken of."""
        terms, rest = self._names.without(text)
        if not terms or rest:
            return ~self._matching(text)
        heard: Mask = np.logical_and.reduce([self.agree(term) for term in terms])
        if all(term.wanted for term in terms):  # "no vocals", which a description speaks of
            return heard
        return heard & ~self._matching(text, SPEECH)

    def _named(self, field: str, text: str) -> Mask:
        source = self._source
        match field:
            case "path":
                return self._index.mask_of(source.in_path(os.fsencode(text)))
            case "root":
                inside = [n for n, path in source.folders().items() if path == text]
                found: Mask = np.isin(self._index.number("folder"), inside)
                return found
            case "state":
                return self._index.mask_of(source.in_state([text.lower()]))
            case "key":
                key = KEYS.index(text) if text in KEYS else -1
                same: Mask = self._index.number("key") == key
                return same
            case "title" | "artist" | "album":
                # whatever has no title goes by the name of its file
                columns = (field, "file_name") if field == "title" else (field,)
                return self._matching(text, columns)
        said = self._matching(text, SPEECH)
        for aspect in self._names.of_kind(field, text):
            said |= self._index.said(aspect)
        return said

    def _matching(self, text: str, columns: tuple[str, ...] = ()) -> Mask:
        words = " ".join(re.findall(r"\w+", text))
        if words:
            found = self._source.matching(expression(words, columns, prefix=True))
        else:  # "!!!": nothing for the full-text index
            asked = [c for c in columns or NAMES if c != "aspect_words"]
            found = [id_ for column in asked for id_ in self._source.containing(column, text)]
        return self._index.mask_of(found)
