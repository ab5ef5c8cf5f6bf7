"""What the program says when something does not go: every message, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from engine import errors
from engine.model.captioner import BANNED, NOT_MUSIC, NOTHING_SURE

_ROOT = Path(errors.__file__).parents[1]
_PACKAGES = ("engine", "tagger_gui")
_ALL = "LinernotesError"
_INSIDE = {"UnreadableError": "AudioError"}  # what becomes an error of the family on its way out
_ANYTHING = "…"


def families() -> set[str]:
    """The names of all kinds of errors that a user can meet."""
    bases = {
        node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
        for tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found, more = set[str](), {_ALL}
    while more:
        found |= more
        more = {name for name, above in bases.items() if found & set(above)} - found
    return found - {_ALL}


def of_family(name: str) -> str:
    """The messages of one kind as a list; raises KeyError if there are none."""
    if not (texts := said(name)):
        raise KeyError(name)
    return "\n".join(f"- “{text}”" for text in texts)


def of_silence() -> str:
    """Why nothing is said of a track that could be listened to, as a list."""
    return "\n".join(f"- “{text}”" for text in (NOT_MUSIC, NOTHING_SURE, BANNED))


def said(name: str) -> list[str]:
    """The messages of one kind of errors; what differs from file to file is …."""
    return sorted({text for kind, text in _all_messages() if kind == name}, key=str.casefold)


@cache
def _sources() -> tuple[ast.Module, ...]:
    files = (path for package in _PACKAGES for path in sorted((_ROOT / package).rglob("*.py")))
    return tuple(ast.parse(p.read_text("utf-8")) for p in files if "training" not in p.parts)


@cache
def _all_messages() -> tuple[tuple[str, str], ...]:
    known = families() | _INSIDE.keys()
    found: list[tuple[str, str]] = []
    for tree in _sources():
        outside = _named_words(tree.body)
        for scope in (tree, *(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))):
            named = outside | _named_words(ast.walk(scope) if scope is not tree else ())
            for node in ast.walk(scope):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                    name = node.func.id
                    if name in known:
                        family = _INSIDE.get(name, name)
                        found += [(family, text) for text in _words(node.args[-1], named)]
    return tuple(found)


def _named_words(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    """What is put under which names there."""
    named: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, []).append(node.value)
    return named


def _words(node: ast.expr, named: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The texts that an expression can be, as far as the source tells."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.JoinedStr(values=parts):
            pieces = (p.value if isinstance(p, ast.Constant) else _ANYTHING for p in parts)
            text = "".join(map(str, pieces))
            if text.strip(f"{_ANYTHING} ()"):
                yield text
        case ast.Name(id=name):
            for value in named.get(name, ()):
                if not isinstance(value, ast.Name):
                    yield from _words(value, named)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _words(body, named)
            yield from _words(orelse, named)
