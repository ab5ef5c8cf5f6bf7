"""What a query's unfinished word may become: a field's name, or one of its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.query.fields import CANONICAL, FIELDS, LIKE, Kind
from engine.query.keys import KEYS
from engine.query.tree import Named
from engine.query.values import write_value

_NEAR = 200  # characters before the cursor are looked at
_WORD = r"(?:^|(?<=[\s,(|]))-?"
_NAME = re.compile(_WORD + r"(?P<name>[^\W\d_]{1,20})$")
_VALUE = re.compile(
    _WORD + r"(?P<name>[^\W\d_]{2,20}):(?:[^\s,(|\"]+\|)*(?P<value>\"[^\"]*|[^\s,()|\"]*)$"
)
_REST = re.compile(r"[^\s,()|\":]*[:\"]?")
_PERIODS = ("today", "yesterday", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Completion:
    """A replacement for text[start:end]."""

    start: int
    end: int
    text: str  # "genre:", or a value in quotation marks if it needs them


def complete(
    text: str, cursor: int, values: Callable[[str, str], Sequence[str]]
) -> tuple[Completion, ...]:
    """What may be meant by the word that ends at the cursor.

    `values` is asked for what a field of text holds: its name and the value's beginning.
    """
    first = max(0, cursor - _NEAR)
    before = text[first:cursor]
    if found := _VALUE.search(before):
        field = CANONICAL.get(found["name"].lower(), LIKE)
        written = found["value"]
        offered = _values(field, written.lstrip('"'), values)
    elif (found := _NAME.search(before)) and text[:cursor].count('"') % 2 == 0:
        written = found["name"]
        offered = _names(written.lower())
    else:
        return ()
    rest = _REST.match(text, cursor)
    end = rest.end() if rest else cursor
    return tuple(Completion(cursor - len(written), end, each) for each in offered)


def _names(prefix: str) -> list[str]:
    """Fields by their own names; by another name only where that is what was begun."""
    names = dict.fromkeys(name for name in (*FIELDS, LIKE) if name.startswith(prefix))
    others = [n for n in CANONICAL if n.startswith(prefix) and CANONICAL[n] not in names]
    return [f"{name}:" for name in (*names, *others)]


def _values(field: str, prefix: str, values: Callable[[str, str], Sequence[str]]) -> list[str]:
    if field == LIKE:
        return []
    kind = FIELDS[field].kind
    if kind is Kind.MOMENT:
        return [period for period in _PERIODS if period.startswith(prefix.lower())]
    if kind is Kind.KEY:
        return [key for key in KEYS if key.lower().startswith(prefix.lower())]
    if not FIELDS[field].is_free:
        return []
    return [write_value(Named(field, value)) for value in values(field, prefix)]
