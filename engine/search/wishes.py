"""What a query wishes for: the soft parts, by which tracks are ranked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.query import All, Any, Between, Like, Named, Node, Not, Words
from engine.search.words import Names, Term, useful_words


@dataclass(frozen=True, slots=True)
class Wishes:
    """The wishes of one query."""

    text: str = ""  # all wished for in words; what is not wanted is left out: vectors know no "no"
    terms: tuple[Term, ...] = ()  # aspects that are named, also those that are not wanted
    words: tuple[str, ...] = ()  # to be looked for in texts; the last may be unfinished
    rest: tuple[str, ...] = ()  # those of them that name no aspect
    like: Like | None = None
    asks_for: frozenset[str] = frozenset()  # fields that the query demands something of

    def __bool__(self) -> bool:
        return bool(self.text or self.terms or self.like)


def wishes_of(tree: Node | None, names: Names) -> Wishes:
    """The wishes in a tree."""
    runs = [words.text for words, wanted in _words(tree) if wanted]
    text = ", ".join(runs)
    wanted, rest = names.found_in(text)
    terms = {term.index: term for term in wanted}
    for words, is_wanted in _words(tree):
        if not is_wanted and not words.phrase:
            for term in names.without(words.text)[0]:
                terms.setdefault(term.index, term)
    return Wishes(
        text,
        tuple(terms.values()),
        tuple(useful_words(text)),
        tuple(w for w in useful_words(rest) if w in useful_words(text)) if rest else (),
        next(_likes(tree), None),
        frozenset(_fields(tree)),
    )


def _words(node: Node | None, wanted: bool = True) -> Iterator[tuple[Words, bool]]:
    match node:
        case Words():
            yield node, wanted
        case Not(inner):
            yield from _words(inner, not wanted)
        case All(nodes) | Any(nodes):
            for part in nodes:
                yield from _words(part, wanted)


def _fields(node: Node | None) -> Iterator[str]:
    match node:
        case Named(field, _) | Between(field, _, _):
            yield field
        case Not(inner):
            yield from _fields(inner)
        case All(nodes) | Any(nodes):
            for part in nodes:
                yield from _fields(part)


def _likes(node: Node | None) -> Iterator[Like]:
    match node:
        case Like():
            yield node
        case All(nodes):
            for part in nodes:
                yield from _likes(part)
