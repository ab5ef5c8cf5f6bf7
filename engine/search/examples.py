"""Search by example: what sounds like a track, a passage or a file, plus this, less that."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import LinernotesError
from engine.library import Library
from engine.model import TextEncoder
from engine.query import Like, Seed
from engine.search.index import Index
from engine.search.words import Names, Term
from engine.vectors import Floats, unit

Listen = Callable[[Path, float | None, float | None], Floats]
"""Embeddings (n_windows, d) of a file, or of its passage from … to … in seconds."""

_WORDS_WEIGHT = 0.5  # of a word beside a track: what it names is asked of the aspects as well


class ExampleError(LinernotesError):
    """A track that shall be the example cannot be used."""


@dataclass(frozen=True, slots=True)
class Example:
    """What the sound shall be like."""

    vector: Floats  # (d,), seen from the middle of the library
    terms: tuple[Term, ...]  # aspects that its words name
    seeds: tuple[int, ...]  # tracks that are never their own answer


class Examples:
    """Turns seeds into examples; raises ExampleError or AudioError for a file."""

    def __init__(
        self,
        library: Library,
        index: Index,
        names: Names,
        encoder: TextEncoder,
        listen: Listen | None,
    ) -> None:
        self._source, self._index, self._names = library.for_search, index, names
        self._encoder, self._listen = encoder, listen

    def of(self, like: Like) -> Example:
        """The sum of what is wanted less what is not."""
        vector: Floats = np.zeros(self._encoder.dimension, np.float32)
        terms: list[Term] = []
        seeds: list[int] = []
        for seed, sign in [(s, 1) for s in like.plus] + [(s, -1) for s in like.minus]:
            if seed.path:
                vector += sign * self._sound(seed, seeds)
            else:
                vector += (
                    sign
                    * _WORDS_WEIGHT
                    * self._index.sound.centred(self._encoder.encode(seed.text))
                )
                found = self._names.found_in(seed.text)[0]
                terms += [Term(t.index, t.entry, wanted=sign > 0) for t in found]
        same = self._source.same_sound(seeds) if seeds else []
        return Example(unit(vector), tuple(terms), tuple(same))

    def _sound(self, seed: Seed, seeds: list[int]) -> Floats:
        path = Path(os.path.abspath(Path(seed.path).expanduser()))  # noqa: PTH100  (links stay)
        number = self._source.number_of(path)
        if number is not None:
            seeds.append(number)
            row = next(self._source.rows([number]))
            if seed.start_s is None and row.embedding:
                return self._middle(self._index.windows_of(row))
        if self._listen is None:
            raise ExampleError(path, "it was not listened to yet; scan its folder first")
        return self._middle(unit(self._listen(path, seed.start_s, seed.end_s)))

    def _middle(self, windows: Floats) -> Floats:
        return self._index.sound.centred(unit(windows.mean(axis=0)))
