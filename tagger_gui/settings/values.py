"""Settings: everything the user can set, with its default, and its form as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from engine.priority import Priority

MOST_WINDOWS = 32
MOST_CORES = 1024


class Theme(StrEnum):
    """The colours of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Language(StrEnum):
    """The language of the window; its values are codes as QLocale knows them."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"


LIBRARY_ONLY = "library"
"""The profile that writes nothing into files."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the user can set."""

    profile: str = "standard"  # for whom tags are written; LIBRARY_ONLY: for nobody
    policies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    # by name of a field: what the profile's own policy for it is replaced with
    cores: int = 0  # for listening; 0: all there are
    priority: Priority = Priority.LOW
    windows: int = 3  # of ten seconds, listened to per track
    library: str = ""  # path of the library file; "" for the usual place
    theme: Theme = Theme.SYSTEM
    language: Language = Language.SYSTEM  # from the next start
    welcomed: bool = False  # the first run is over

    def as_json(self) -> str:
        """The settings as text, for a file."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        values["policies"] = dict(self.policies)
        return json.dumps(values, indent=2, sort_keys=True)


def _number(low: int, high: int) -> Callable[[Any], int]:
    def checked(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(value)
        return value

    return checked


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 4096 or "\0" in value:
        raise ValueError(value)
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def _policies(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict) or len(value) > 100:
        raise ValueError(value)
    return MappingProxyType({_text(name): _text(policy) for name, policy in value.items()})


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "profile": _text,
    "policies": _policies,
    "cores": _number(0, MOST_CORES),
    "priority": Priority,
    "windows": _number(1, MOST_WINDOWS),
    "library": _text,
    "theme": Theme,
    "language": Language,
    "welcomed": _yes_or_no,
}


def from_json(text: str) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and the names of those that could not be read and are as at first.

    Never raises. Names that are not ours are passed over: they may be a newer version's.
    """
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        return Settings(), tuple(_CHECKS)
    good: dict[str, Any] = {}
    bad = []
    for name in _CHECKS.keys() & values.keys():
        try:
            good[name] = _CHECKS[name](values[name])
        except (ValueError, TypeError):
            bad.append(name)
    return Settings(**good), tuple(sorted(bad))
