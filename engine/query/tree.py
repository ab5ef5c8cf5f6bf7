"""What a query means: a small tree of frozen nodes.

A tree is normal when `all_of`, `any_of` and `negated` made it: no conjunction in a conjunction, no
choice in a choice, no double negation, nothing twice. `parse` makes normal trees only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    """Free words as one run, single spaces between them."""

    text: str
    phrase: bool = False  # True: must stand there as written


@dataclass(frozen=True, slots=True)
class Named:
    """A field that holds a text."""

    field: str  # a name in FIELDS of kind TEXT
    text: str  # a key as the library spells it: "C", "F#m"


@dataclass(frozen=True, slots=True)
class Between:
    """A field that holds a number; at least one bound, both inclusive."""

    field: str  # a name in FIELDS of another kind, which says the unit
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Seed:
    """Something to be like: a text or a file, of a file perhaps a passage."""

    text: str = ""
    path: str = ""  # as os.fsdecode gives it
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Like:
    """Sounds like the sum of `plus`, at least one, without `minus`."""

    plus: tuple[Seed, ...]
    minus: tuple[Seed, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """What the node does not find."""

    node: Node


@dataclass(frozen=True, slots=True)
class All:
    """What all of two or more nodes find."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """What one of two or more nodes finds."""

    nodes: tuple[Node, ...]


Node: TypeAlias = "Words | Named | Between | Like | Not | All | Any"


def all_of(nodes: Iterable[Node | None]) -> Node | None:
    """The conjunction of the nodes that are there; None when there are none."""
    return _joined(All, nodes)


def any_of(nodes: Iterable[Node | None]) -> Node | None:
    """The choice between the nodes that are there; None when there are none."""
    return _joined(Any, nodes)


def negated(node: Node) -> Node:
    """The opposite."""
    return node.node if isinstance(node, Not) else Not(node)


def _joined(kind: type[All] | type[Any], nodes: Iterable[Node | None]) -> Node | None:
    flat: dict[Node, None] = {}  # in order, each once
    for node in nodes:
        if node is not None:
            flat |= dict.fromkeys(node.nodes if isinstance(node, kind) else (node,))
    return kind(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)
