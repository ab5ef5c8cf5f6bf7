"""From the tree back to text: the plainest that `parse` reads as the same tree."""

from __future__ import annotations

import re

from engine.query.fields import LIKE
from engine.query.grammar import parse
from engine.query.seeds import write_file_seed
from engine.query.text import in_quotes
from engine.query.tokens import SPECIAL
from engine.query.tree import All, Any, Between, Like, Named, Node, Not, Seed, Words, all_of
from engine.query.values import write_value

_ORDINARY = re.compile(r"(?:(?!(?:AND|OR|NOT) )[^\W_][\w'-]* )+")


def write(tree: Node) -> str:
    """A query for the tree. Normal trees within `parse`'s limits read back the same."""
    return _written(tree, inside=False)


def _written(node: Node, inside: bool) -> str:
    """`inside` brackets a closing bracket means something."""
    if isinstance(node, Words):
        return _words(node, "", inside)
    if isinstance(node, Named | Between):
        return f"{node.field}:{write_value(node)}"
    if isinstance(node, Like):
        plus = " + ".join(_seed(seed) for seed in node.plus)
        return f"{LIKE}:" + " - ".join((plus, *(_seed(seed) for seed in node.minus)))
    if isinstance(node, Not):
        return _denied(node.node, inside)
    if isinstance(node, Any):
        return " OR ".join(
            f"({_written(part, True)})" if isinstance(part, All) else _written(part, inside)
            for part in node.nodes
        )
    return ", ".join(_written(part, inside) for part in node.nodes)


def _denied(node: Node, inside: bool) -> str:
    if isinstance(node, Words) and (node.phrase or " " not in node.text):
        return _words(node, "-", inside)
    if isinstance(node, Words | All | Any):
        return f"-({_written(node, True)})"
    return "-" + _written(node, inside)


def _words(node: Words, sign: str, inside: bool) -> str:
    """As they are, where they are read as words; else every word behind a backslash."""
    if node.phrase:
        return sign + in_quotes(node.text)
    bare = sign + node.text
    whole: Node = Not(node) if sign else node
    among = f"({bare}, x)" if inside else f"{bare}, x"
    if parse(among, now_s=0.0).tree == all_of([whole, Words("x")]):
        return bare
    return sign + _escaped(node.text)


def _seed(seed: Seed) -> str:
    if seed.path:
        return write_file_seed(seed)
    return seed.text if _ORDINARY.fullmatch(seed.text + " ") else " " + _escaped(seed.text)


def _escaped(text: str) -> str:
    return " ".join(map(_escaped_word, text.split(" ")))


def _escaped_word(word: str) -> str:
    marked = "".join("\\" + char if char in SPECIAL else char for char in word)
    return marked if word[0] in SPECIAL else "\\" + marked
