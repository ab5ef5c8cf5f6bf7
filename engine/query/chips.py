"""A query as chips: one for each condition, in plain words, to be removed or edited alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.query.dates import shown_day
from engine.query.fields import FIELDS, Kind
from engine.query.keys import in_words
from engine.query.numbers import clock, plain_number
from engine.query.tree import All, Any, Between, Like, Named, Node, Not, Seed, Words, all_of

# What there can be none of; of anything else a track is not.
_COUNTED = frozenset(
    "vocals vocal voice voices singing singer lyrics words rap rapping speech choir piano pianos"
    " guitar guitars bass drum drums percussion strings string violin violins cello flute brass"
    " horns horn trumpet saxophone sax organ synth synths synthesizer harp beat beats bells".split()
)


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition of a query."""

    label: str  # in plain words
    node: Node
    wanted: bool  # False: what must not be there


def chips(tree: Node | None) -> tuple[Chip, ...]:
    """The conditions that must all be true, in the order of the query."""
    return tuple(Chip(_label(node), node, not isinstance(node, Not)) for node in _conditions(tree))


def without(tree: Node | None, chip: Chip) -> Node | None:
    """The tree without a chip's condition; None when nothing is left."""
    return replaced(tree, chip, None)


def replaced(tree: Node | None, chip: Chip, node: Node | None) -> Node | None:
    """The tree with `node` in the place of a chip's condition."""
    return all_of(node if part == chip.node else part for part in _conditions(tree))


def _conditions(tree: Node | None) -> tuple[Node, ...]:
    if isinstance(tree, All):
        return tree.nodes
    return () if tree is None else (tree,)


def _label(node: Node) -> str:
    match node:
        case Words(text, phrase):
            label = f"“{text}”" if phrase else text
        case Named("key", text):
            label = f"in {in_words(text)}"
        case Named(field, text):
            label = f"{field}: {text}"
        case Between(field):
            label = _RANGES[FIELDS[field].kind](node)
        case Like(plus, minus):
            label = "like " + " − ".join((" + ".join(map(_seed, plus)), *map(_seed, minus)))
        case Not(denied):
            label = _denied(denied)
        case Any():
            label = _choice(node)
        case All(nodes):
            label = ", ".join(map(_label, nodes))
    return label


def _denied(node: Node) -> str:
    label = _label(node)
    if isinstance(node, Words) and not node.phrase:
        return ("no " if label.split(" ")[-1].lower() in _COUNTED else "not ") + label
    return f"not ({label})" if isinstance(node, All | Any) else f"not {label}"


def _choice(node: Any) -> str:
    """ "genre: rock or pop": a field that all share is named once."""
    first = node.nodes[0]
    shared = first.field if isinstance(first, Named) and first.field != "key" else ""
    labels = []
    for at, part in enumerate(node.nodes):
        again = at > 0 and isinstance(part, Named) and part.field == shared
        label = part.text if again and isinstance(part, Named) else _label(part)
        labels.append(f"({label})" if isinstance(part, All) else label)
    return " or ".join(labels)


def _seed(seed: Seed) -> str:
    """A file by its name alone."""
    if not seed.path:
        return seed.text
    name = re.split(r"[/\\]", seed.path.rstrip("/\\"))[-1] or seed.path
    start, end = (None if s is None else clock(s) for s in (seed.start_s, seed.end_s))
    passage = f"{start}–{end}" if start and end else f"from {start}" if start else f"up to {end}"
    return f"{name} ({passage})" if start or end else name


def _number(node: Between) -> str:
    unit = FIELDS[node.field].unit
    if node.low is not None and node.high is not None:
        middle = plain_number((node.low + node.high) / 2)
        single = node.high - node.low <= 1
        text = middle if single else f"{plain_number(node.low)} to {plain_number(node.high)}"
        return f"{text} {unit}"
    if node.high is None:
        return f"over {plain_number(node.low or 0.0)} {unit}"
    return f"under {plain_number(node.high)} {unit}"


def _time(node: Between) -> str:
    if node.low is not None and node.high is not None:
        single = node.high - node.low <= 1
        length = clock((node.low + node.high) / 2)
        return f"{length} long" if single else f"{clock(node.low)} to {clock(node.high)} long"
    if node.high is None:
        return f"longer than {clock(node.low or 0.0)}"
    return f"shorter than {clock(node.high)}"


def _year(node: Between) -> str:
    low, high = (None if year is None else plain_number(year) for year in (node.low, node.high))
    if node.low is not None and node.high is not None:
        if node.low % 10 == 0 and node.high == node.low + 9:
            return f"from the {low}s"
        return f"from {low}" if low == high else f"from {low} to {high}"
    return f"since {low}" if node.high is None else f"before {plain_number(node.high + 1)}"


def _moment(node: Between) -> str:
    low, high = (None if moment is None else shown_day(moment) for moment in (node.low, node.high))
    if low and high:
        return f"added on {low}" if low == high else f"added {low} to {high}"
    return f"added since {low}" if low else f"added up to {high}"


_RANGES: dict[Kind, Callable[[Between], str]] = {
    Kind.NUMBER: _number,
    Kind.YEAR: _year,
    Kind.TIME: _time,
    Kind.MOMENT: _moment,
}
