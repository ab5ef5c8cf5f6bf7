"""What there is in a library, counted: the sidebar's entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.library import Library
from engine.message import Message
from engine.model import Vocabulary
from engine.query import Between, Named, Node
from engine.query.keys import KEYS
from engine.search.filters import Mask
from engine.search.index import Index

ASPECTS = ("genre", "mood", "instrument", "vocals")
_TEMPI: tuple[tuple[int, int | None], ...] = (
    (0, 70),
    (70, 90),
    (90, 110),
    (110, 130),
    (130, 150),
    (150, None),
)


@dataclass(frozen=True, slots=True)
class Facet:
    """One entry: how many tracks have this value, and the query's node that finds them."""

    kind: str  # genre, mood, instrument, vocals, tempo, key, state or folder
    value: str | Message  # as it is shown
    count: int
    node: Node


def facets(library: Library, index: Index, vocabulary: Vocabulary, mask: Mask) -> tuple[Facet, ...]:
    """Of the tracks in the mask (n,): by kind, the most frequent first; empty ones are left out."""
    found = [f for f in _every(library, index, vocabulary, mask) if f.count]
    order = {kind: at for at, kind in enumerate((*ASPECTS, "tempo", "key", "state", "folder"))}
    return tuple(sorted(found, key=lambda f: (order[f.kind], f.kind != "tempo" and -f.count)))


def _every(library: Library, index: Index, vocabulary: Vocabulary, mask: Mask) -> Iterator[Facet]:
    for aspect, entry in enumerate(vocabulary.aspects):
        if entry.kind in ASPECTS and entry.threshold <= 1:
            count = int(np.count_nonzero(index.said(aspect) & mask))
            yield Facet(entry.kind, entry.name, count, Named(entry.kind, entry.name))
    tempo = index.number("tempo")[mask]
    for low, high in _TEMPI:
        inside = (tempo >= low) & (tempo < (high or np.inf))
        between = Between("tempo", low or None, high - 0.01 if high else None)
        yield Facet("tempo", _tempo(low, high), int(np.count_nonzero(inside)), between)
    for kind, names in (("key", dict(enumerate(KEYS))), ("folder", library.for_search.folders())):
        values, counts = np.unique(index.number(kind)[mask], return_counts=True)
        for value, count in zip(values[~np.isnan(values)], counts, strict=False):
            name, field = names[int(value)], "root" if kind == "folder" else kind
            yield Facet(kind, name, int(count), Named(field, name))
    for state, ids in library.for_search.by_state().items():
        yield Facet("state", state, int(mask[index.rows_of(ids)].sum()), Named("state", state))


def _tempo(low: int, high: int | None) -> Message:
    if high is None:
        return Message("over {0} bpm").of(low)
    return Message("{0}–{1} bpm").of(low, high) if low else Message("under {0} bpm").of(high)
