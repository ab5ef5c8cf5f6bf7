"""Hypothesis strategies for normal trees."""

from __future__ import annotations

from typing import cast

from hypothesis import strategies as st

from engine.query import (
    FIELDS,
    Between,
    Like,
    Named,
    Node,
    Seed,
    Words,
    all_of,
    any_of,
    negated,
)
from engine.query.fields import Kind
from engine.query.keys import KEYS

_CHARACTERS = st.one_of(
    st.sampled_from("abcAB09 -+\"“”„'\\(),|:@.#&/!*<>=~éßİ音ع\u0301\u200d🎤"),
    st.characters(exclude_categories=("Cs", "Cc")),
)
_TELLING = st.sampled_from(
    "AND OR NOT and or no not without with under 90 bpm in C minor from the 90s added today genre:x"
    ' tempo: :x - + -x --x a,b 1,0 O))) (a a) f(x) 12" \\ \\x | @1:05 like:a x.mp3 over 3 minutes'
    " bpm:>90 bpm>90 foo:bar before 1980".split(" ")
)


def one_line(text: str) -> str:
    return " ".join(text.split())


lines = st.one_of(
    st.text(_CHARACTERS, min_size=1, max_size=12),
    st.lists(_TELLING, min_size=1, max_size=6).map(" ".join),
)
texts = lines.map(one_line).filter(bool)
paths = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=20).filter(
    lambda path: bool(path.strip()) and path.strip().isprintable()
)

_numbers = st.floats(allow_nan=False, allow_infinity=False)
_usual = st.integers(-100, 2100).map(lambda n: n / 2)
_moments = st.one_of(_numbers, st.integers(-(10**10), 10**10).map(float))


def _named(field: str) -> st.SearchStrategy[Node]:
    kind = FIELDS[field].kind
    values = {Kind.KEY: st.sampled_from(KEYS), Kind.PATH: paths}.get(kind, texts)
    return st.builds(Named, st.just(field), values)


def _between(field: str) -> st.SearchStrategy[Node]:
    kind = FIELDS[field].kind
    bounds = st.none() | (_moments if kind is Kind.MOMENT else st.one_of(_numbers, _usual))

    def ordered(pair: tuple[float | None, float | None]) -> Node:
        low, high = pair
        if low is not None and high is not None and low > high:
            low, high = high, low
        return Between(field, low, high)

    pairs = st.tuples(bounds, bounds).filter(lambda pair: pair != (None, None))
    rounded = _usual.map(lambda n: (n - 0.5, n + 0.5))
    return st.one_of(
        pairs, cast("st.SearchStrategy[tuple[float | None, float | None]]", rounded)
    ).map(ordered)


_fields = st.sampled_from(sorted(FIELDS))
_conditions: st.SearchStrategy[Node] = _fields.flatmap(
    lambda name: (
        _named(name) if FIELDS[name].kind in (Kind.TEXT, Kind.PATH, Kind.KEY) else _between(name)
    )
)
_seconds = st.none() | st.floats(0, 1e9) | st.integers(0, 10_000).map(float)


def _passage(path: str, first: float | None, last: float | None) -> Seed:
    if first is not None and last is not None:
        first, last = min(first, last), max(first, last)
    return Seed(path=path, start_s=first, end_s=last)


_seeds = st.one_of(texts.map(Seed), st.builds(_passage, paths, _seconds, _seconds))
_likes = st.builds(
    Like,
    st.lists(_seeds, min_size=1, max_size=3).map(tuple),
    st.lists(_seeds, max_size=2).map(tuple),
)
_leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Words, texts, st.booleans()), _conditions, _likes
)


def _joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        several.map(lambda nodes: cast(Node, all_of(nodes))),
        several.map(lambda nodes: cast(Node, any_of(nodes))),
        inner.map(negated),
    )


trees: st.SearchStrategy[Node] = st.recursive(_leaves, _joined, max_leaves=8)
