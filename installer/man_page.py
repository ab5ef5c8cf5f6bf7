"""The man page linernotes(1), made from the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from installer.commands import Command, Option, commands, program
from installer.facts import TITLE, facts

_FILES = (
    ("~/.local/share/linernotes/library.sqlite", "The library: every track, its words, the index."),
    (
        "~/.local/share/linernotes/library.journal.sqlite",
        "What writes displaced, so that they can be undone.",
    ),
)
_EXIT = (("0", "All is well."), ("1", "Some tracks failed."), ("2", "Wrong usage."))


def man_page() -> str:
    """The page as troff with man(7) macros."""
    about = facts()
    lines = [
        f'.TH LINERNOTES 1 "" "{TITLE} {about.version}" "User Commands"',
        ".ad l",
        *_section("NAME", [f"linernotes, linernotes-gui \\- {_text(about.summary)}"]),
        *_section("SYNOPSIS", [f".B {_text(program().usage)}"]),
        ".br",
        ".B linernotes\\-gui [\\-\\-library LIBRARY] [FOLDER...]",
        *_section("DESCRIPTION", [_text(program().help)]),
        ".PP",
        "Nothing is written into music files but by",
        '.BR "linernotes write" ,',
        "and every write can be taken back by",
        '.BR "linernotes undo" .',
        *_section("OPTIONS", _items(program().options)),
        ".SH COMMANDS",
    ]
    for command in commands():
        lines += _command(command)
    lines += _section("EXIT STATUS", _pairs(_EXIT))
    lines += _section("FILES", _pairs(_FILES))
    return "\n".join(lines) + "\n"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return [f".SH {title}", *lines]


def _command(command: Command) -> Iterator[str]:
    yield f".SS {_text(command.usage)}"
    yield _text(command.help)
    yield from _items((*command.arguments, *command.options))


def _items(options: Iterable[Option]) -> Iterator[str]:
    return _pairs((option.label, option.help) for option in options)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, words in pairs:
        yield from (".TP", f".B {_text(term)}", _text(words))


def _text(words: str) -> str:
    """Words for troff: backslashes and dashes mean themselves, and no line is a request."""
    plain = words.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain[:1] in (".", "'") else plain
