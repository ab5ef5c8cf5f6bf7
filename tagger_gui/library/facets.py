"""What the sidebar lists: facets of what is shown, and what was chosen. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.message import Message
from engine.query import Named, Node, Not
from tagger_gui.services import Services

KINDS = ("state", "genre", "mood", "instrument", "vocals", "tempo", "key", "folder")


@dataclass(frozen=True, slots=True)
class Entry:
    """A condition that can be chosen, and how many of the shown tracks fulfil it."""

    kind: str  # one of KINDS
    value: str | Message  # in plain words
    count: int
    node: Node


def entries(services: Services, query: str, chosen: Iterable[Node]) -> tuple[Entry, ...]:
    """What there is among the tracks that pass a query; for worker threads.

    What was chosen is there even if it finds nothing: it must be possible to take it back.
    """
    found = [Entry(f.kind, f.value, f.count, f.node) for f in services.searcher().facets(query)]
    there = {entry.node for entry in found}
    return (*found, *(entry for entry in _of_nodes(chosen) if entry.node not in there))


def _of_nodes(nodes: Iterable[Node]) -> Iterator[Entry]:
    for node in nodes:
        plain = node.node if isinstance(node, Not) else node
        if isinstance(plain, Named):
            kind = "folder" if plain.field == "root" else plain.field
            if kind in KINDS:
                yield Entry(kind, plain.text, 0, plain)
