"""A query as chips: one for each condition, in plain words, to be removed or edited alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.message import Message
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

    label: Message  # in plain words
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


def _label(node: Node) -> Message:
    match node:
        case Words(text, phrase):
            label = (Message("“{0}”") if phrase else Message("{0}")).of(text)
        case Named("key", text):
            label = Message("in {0}").of(Message(in_words(text)))
        case Named(field, text):
            label = Message("{0}: {1}").of(Message(field), text)
        case Between(field):
            label = _RANGES[FIELDS[field].kind](node)
        case Like(plus, minus):
            label = Message("like {0}").of(_example(plus, minus))
        case Not(denied):
            label = _denied(denied)
        case Any():
            label = _choice(node)
        case All(nodes):
            label = _joined(Message("{0}, {1}"), [_label(part) for part in nodes])
    return label


def _joined(joint: Message, labels: Sequence[Message]) -> Message:
    """The labels one after another, joined half by half: two hundred are not nested deeply."""
    if len(labels) == 1:
        return labels[0]
    half = len(labels) // 2
    return joint.of(_joined(joint, labels[:half]), _joined(joint, labels[half:]))


def _denied(node: Node) -> Message:
    label = _label(node)
    if isinstance(node, Words) and not node.phrase:
        counted = node.text.split(" ")[-1].lower() in _COUNTED
        return (Message("no {0}") if counted else Message("not {0}")).of(label)
    return (Message("not ({0})") if isinstance(node, All | Any) else Message("not {0}")).of(label)


def _choice(node: Any) -> Message:
    """ "genre: rock or pop": a field that all share is named once."""
    first = node.nodes[0]
    shared = first.field if isinstance(first, Named) and first.field != "key" else ""
    labels = []
    for at, part in enumerate(node.nodes):
        again = at > 0 and isinstance(part, Named) and part.field == shared
        label = Message("{0}").of(part.text) if again and isinstance(part, Named) else _label(part)
        labels.append(Message("({0})").of(label) if isinstance(part, All) else label)
    return _joined(Message("{0} or {1}"), labels)


def _example(plus: tuple[Seed, ...], minus: tuple[Seed, ...]) -> Message:
    wanted = _joined(Message("{0} + {1}"), [_seed(seed) for seed in plus])
    return _joined(Message("{0} − {1}"), [wanted, *map(_seed, minus)])


def _seed(seed: Seed) -> Message:
    """A file by its name alone."""
    if not seed.path:
        return Message("{0}").of(seed.text)
    name = re.split(r"[/\\]", seed.path.rstrip("/\\"))[-1] or seed.path
    start, end = seed.start_s, seed.end_s
    if start is not None and end is not None:
        return Message("{0} ({1}–{2})").of(name, clock(start), clock(end))
    if start is not None:
        return Message("{0} (from {1})").of(name, clock(start))
    if end is not None:
        return Message("{0} (up to {1})").of(name, clock(end))
    return Message("{0}").of(name)


def _number(node: Between) -> Message:
    unit = FIELDS[node.field].unit
    low, high = node.low, node.high
    if low is not None and high is not None:
        if high - low <= 1:
            return Message("{0} {1}").of(plain_number((low + high) / 2), unit)
        return Message("{0} to {1} {2}").of(plain_number(low), plain_number(high), unit)
    if high is None:
        return Message("over {0} {1}").of(plain_number(low or 0.0), unit)
    return Message("under {0} {1}").of(plain_number(high), unit)


def _time(node: Between) -> Message:
    low, high = node.low, node.high
    if low is not None and high is not None:
        if high - low <= 1:
            return Message("{0} long").of(clock((low + high) / 2))
        return Message("{0} to {1} long").of(clock(low), clock(high))
    if high is None:
        return Message("longer than {0}").of(clock(low or 0.0))
    return Message("shorter than {0}").of(clock(high))


def _year(node: Between) -> Message:
    low, high = node.low, node.high
    if low is not None and high is not None:
        first, last = plain_number(low), plain_number(high)
        if low % 10 == 0 and high == low + 9:
            return Message("from the {0}s").of(first)
        if low == high:
            return Message("from {0}").of(first)
        return Message("from {0} to {1}").of(first, last)
    if high is None:
        return Message("since {0}").of(plain_number(low or 0.0))
    return Message("before {0}").of(plain_number(high + 1))


def _moment(node: Between) -> Message:
    low, high = (None if moment is None else shown_day(moment) for moment in (node.low, node.high))
    if low and high:
        if low == high:
            return Message("added on {0}").of(low)
        return Message("added {0} to {1}").of(low, high)
    return Message("added since {0}").of(low) if low else Message("added up to {0}").of(high or "")


_RANGES: dict[Kind, Callable[[Between], Message]] = {
    Kind.NUMBER: _number,
    Kind.YEAR: _year,
    Kind.TIME: _time,
    Kind.MOMENT: _moment,
}
