"""The keys of the window, read from the commands of its pages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from docs.generate.markdown import table

_WINDOW = Path(__file__).parents[2] / "tagger_gui"
_PAGES = {"main_window": "Everywhere"}  # files that are not named after their page
_SPELLED = {"Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def of_window() -> str:
    """A table for each page."""
    found: dict[str, list[list[str]]] = {}
    for path in sorted(_WINDOW.rglob("*.py")):
        rows = [[_spelled(keys), words] for words, keys in _commands(path) if keys]
        if rows:
            title = _PAGES.get(path.stem) or path.parent.name.capitalize()
            found.setdefault(title, []).extend(rows)
    first = [title for title in _PAGES.values() if title in found]
    return "\n\n".join(
        f"## {title}\n\n{table(['key', 'what it does'], found[title])}"
        for title in [*first, *(t for t in found if t not in first)]
    )


def _commands(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words and keys of each Command that the file makes."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            match node.args:
                case [ast.Call(args=[ast.Constant(value=str(words))]), _, ast.Tuple(elts=keys), *_]:
                    if node.func.id == "Command":
                        names = [k.value for k in keys if isinstance(k, ast.Constant)]
                        yield words.replace("&", "").rstrip("…"), tuple(map(str, names))


def _spelled(keys: tuple[str, ...]) -> str:
    parts = [[_SPELLED.get(part, part) for part in key.split("+")] for key in keys]
    return ", ".join("+".join(part) if "" not in part else "+" for part in parts)
