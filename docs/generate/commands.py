"""The command reference, read from the program's own command line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docs.generate.markdown import code, table
from installer.commands import Command, Option, commands

_PLACE = re.compile(r"(\[?){(\w+)}(\]?)")


def reference() -> str:
    """A section for every command, with its options."""
    return "\n\n".join(map(_section, commands()))


def _section(command: Command) -> str:
    usage = _PLACE.sub(r"\1\2\3", command.usage).replace("[OPTIONS]", "[options]")
    name = re.split(r" [\[{(]", command.usage)[0]
    parts = [f"## {name}", command.help, code(usage)]
    options = [option for option in command.options if option.names != ("--help",)]
    if rows := [*_rows(command.arguments), *_rows(options)]:
        parts.append(table(["", "what it does"], rows))
    return "\n\n".join(parts)


def _rows(options: Iterable[Option]) -> Iterable[list[str]]:
    return [[_called(option), option.help.replace("  [", " [") or " "] for option in options]


def _called(option: Option) -> str:
    names = " / ".join(f"`{name}`" for name in option.names or (option.label,))
    return f"{names} {option.value}".strip()
