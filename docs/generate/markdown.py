"""Markdown as the generated parts need it."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Sequence
from typing import Any

_COMMENT = re.compile(r"^[^#]*#\s*(.*)$")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a | within a cell stays one."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )


def code(text: str, language: str = "") -> str:
    """A block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def literal(text: str) -> str:
    """Text as it is typed; nothing for nothing."""
    return f"`{text}`" if text else ""


def commented(kind: type[Any]) -> dict[str, str]:
    """The fields of a dataclass, or members of an enumeration, with the comments beside them."""
    lines = inspect.getsource(kind).splitlines()
    body = ast.parse(inspect.getsource(kind)).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for node in body.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name):
            comment = _COMMENT.match(lines[node.lineno - 1])
            found[target.id] = comment[1] if comment else ""
    return found
