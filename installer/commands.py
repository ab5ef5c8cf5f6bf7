"""The commands of `linernotes` as values, read from the program itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import typer.main

from engine.cli.app import app

_CHOICES = re.compile(r"[<\[](\w+(?:\|\w+)+)[\]>]")
_KIND = re.compile(r"<(?:list\[)?([a-z]+)\b.*>", re.IGNORECASE)
_KINDS = {"Path": "FILE", "path": "FILE", "str": "TEXT", "int": "NUMBER", "float": "NUMBER"}


@dataclass(frozen=True, slots=True)
class Option:
    """One option, or one argument, which has no names."""

    label: str  # names and value: "--jobs NUMBER"
    names: tuple[str, ...]
    value: str  # "NUMBER"; "" if it takes none
    choices: tuple[str, ...]  # the values it can have, if they are few
    help: str


@dataclass(frozen=True, slots=True)
class Command:
    """One command; the program itself is the one without a name."""

    name: str
    usage: str  # "linernotes scan [OPTIONS] {folders}..."
    help: str
    options: tuple[Option, ...]
    arguments: tuple[Option, ...]
    commands: tuple[Command, ...] = ()  # of a group of commands, which does nothing itself

    @property
    def summary(self) -> str:
        """The first sentence of its help."""
        return self.help.partition(". ")[0].rstrip(".")


def program() -> Command:
    """`linernotes` itself with its commands, in the order of its help."""
    group: Any = typer.main.get_command(app)
    return _command("", group, group.make_context("linernotes", ["x"], resilient_parsing=True))


def commands() -> list[Command]:
    """Every command that does something, those of groups among them."""
    return list(_leaves(program()))


def _leaves(command: Command) -> Iterator[Command]:
    for each in command.commands:
        yield from _leaves(each) if each.commands else (each,)


def _command(name: str, command: Any, context: Any) -> Command:
    options = [_option(parameter, context) for parameter in command.get_params(context)]
    below = [
        _command(each, inner, inner.make_context(each, ["x"], context, resilient_parsing=True))
        for each, inner in getattr(command, "commands", {}).items()
    ]
    return Command(
        name,
        " ".join(command.get_usage(context).removeprefix("Usage: ").split()),
        command.help or "",
        tuple(option for option in options if option.names),
        tuple(option for option in options if not option.names),
        tuple(below),
    )


def _option(parameter: Any, context: Any) -> Option:
    label, words = parameter.get_help_record(context)
    names = [name for name in (*parameter.opts, *parameter.secondary_opts) if name[0] == "-"]
    if not names:
        return Option(label.partition(" ")[0], (), "", (), words)
    choices = _CHOICES.search(label)
    value = "" if parameter.is_flag else choices[1] if choices else _value(label)
    few = tuple(value.split("|")) if choices else ()
    return Option(f"{' / '.join(names)} {value}".strip(), tuple(names), value, few, words)


def _value(label: str) -> str:
    """What stands for an option's value; `label`: as help shows it, "--jobs <int range>"."""
    kind = _KIND.search(label)
    return _KINDS[kind[1]] if kind else label.rpartition(" ")[2]


def names(options: Iterable[Option]) -> list[str]:
    """All names of all options, each once."""
    return list(dict.fromkeys(name for option in options for name in option.names))


def options_below(command: Command) -> tuple[Option, ...]:
    """Its options, or for a group those of its commands, each once."""
    found = [*command.options, *(o for each in command.commands for o in options_below(each))]
    return tuple({option.names: option for option in found}.values())
