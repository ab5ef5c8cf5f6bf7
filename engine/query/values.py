"""What stands behind a field's colon: texts, and ranges of numbers, years, lengths and days."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import product

from engine.query.dates import Span, read_period, read_span, written_moments
from engine.query.fields import FIELDS, Kind
from engine.query.keys import read_key
from engine.query.numbers import clock, plain_number, read_number, read_time
from engine.query.text import clean, clean_path, in_quotes
from engine.query.tree import Between, Named

_COMPARED = re.compile(r"(<=|>=|<|>|=|≤|≥)\s*(.+)")
_DOTTED = re.compile(r"(.*?)\s*(?:\.\.+|…|–|\bto\b)\s*(.*)")
_DASHED = re.compile(r"(-?[^-]+?)\s*-\s*(-?[^-]*)")
_DECADE = re.compile(r"(?:the )?((?:\d\d)?\d)0'?s")
_CONTINUOUS = (Kind.NUMBER, Kind.TIME)
_GIVE = 0.05  # ~120: give or take this share
_ROUNDED = 0.5  # bpm:120 finds what players round to it

Bounds = tuple[float, float]


def read_value(field: str, text: str, now_s: float) -> Named | Between | None:
    """A field's value, understood; None when it is none."""
    kind = FIELDS[field].kind
    if kind is Kind.KEY:
        key = read_key(text)
        return Named(field, key) if key else None
    if FIELDS[field].is_free:
        free = clean_path(text) if kind is Kind.PATH else clean(text)
        return Named(field, free) if free else None
    span = _read_range(kind, clean(text).lower(), now_s)
    return Between(field, *_in_order(*span)) if span and span != (None, None) else None


def write_value(node: Named | Between) -> str:
    """The plainest text that reads back as the node."""
    if isinstance(node, Named):
        return node.text if re.fullmatch(r"[\w.#&'/!*+-]+", node.text) else in_quotes(node.text)
    for text in _written(node):
        if read_value(node.field, text, 0.0) == node:
            return text
    raise ValueError(f"not a range: {node}")


def _read_range(kind: Kind, text: str, now_s: float) -> Span | None:
    """Both bounds, either of them None when it is open."""
    for read in (_period, _single, _about, _comparison, _dotted):
        if span := read(kind, text, now_s):
            return span
    return None


def _period(kind: Kind, text: str, now_s: float) -> Span | None:
    return read_period(text, now_s) if kind is Kind.MOMENT else None


def _single(kind: Kind, text: str, now_s: float) -> Span | None:
    """ "120", "1990s", "2026-01"."""
    wide = _ROUNDED if kind in _CONTINUOUS else 0.0
    bounds = _bounds(kind, text, now_s)
    return (bounds[0] - wide, bounds[1] + wide) if bounds else None


def _about(kind: Kind, text: str, now_s: float) -> Span | None:
    """ "~120"."""
    marked = kind in _CONTINUOUS and text.startswith("~")
    bounds = _bounds(kind, text[1:].strip(), now_s) if marked else None
    return (bounds[0] * (1 - _GIVE), bounds[1] * (1 + _GIVE)) if bounds else None


def _comparison(kind: Kind, text: str, now_s: float) -> Span | None:
    """ ">90", "<=90", "90+"."""
    compared = _COMPARED.fullmatch(f">={text[:-1]}" if text.endswith("+") else text)
    bounds = _bounds(kind, compared[2], now_s) if compared else None
    if compared is None or bounds is None:
        return None
    first, last = bounds
    spans: dict[str, Span] = {
        ">": (_next(kind, last, 1), None),
        ">=": (first, None),
        "≥": (first, None),
        "<": (None, _next(kind, first, -1)),
        "<=": (None, last),
        "≤": (None, last),
        "=": (first, last),
    }
    return spans[compared[1]]


def _dotted(kind: Kind, text: str, now_s: float) -> Span | None:
    """ "90..110", "90..", "..110", and with a dash."""
    parts = _DOTTED.fullmatch(text) or (kind is not Kind.MOMENT and _DASHED.fullmatch(text))
    if not parts:
        return None
    first, last = (_bounds(kind, part, now_s) for part in parts.groups())
    if (parts[1] and not first) or (parts[2] and not last):
        return None
    if first and last and first > last:
        first, last = last, first
    return first[0] if first else None, last[1] if last else None


def _next(kind: Kind, value: float, way: int) -> float:
    """The next value up or down that is meant by "more" and "less" of it."""
    if kind is Kind.YEAR:
        return value + way
    return math.nextafter(value, way * math.inf) if kind is Kind.MOMENT else value


def _bounds(kind: Kind, text: str, now_s: float) -> Bounds | None:
    """What one value covers: a decade ten years, a day 24 hours, a number just itself."""
    if kind is Kind.MOMENT:
        return read_span(text)
    if kind is Kind.YEAR:
        return _read_year(text, now_s)
    if kind is Kind.NUMBER:
        text = re.sub(r"\s*(?:bpm|lufs)$", "", text)
    value = read_time(text) if kind is Kind.TIME else read_number(text)
    return None if value is None else (value, value)


def _read_year(text: str, now_s: float) -> Bounds | None:
    """ "1994", "94", "1990s", "90s" or a date."""
    if decade := _DECADE.fullmatch(text):
        first = _four_digits(int(decade[1] + "0"), len(decade[1]) == 1, now_s)
        return first, first + 9
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        text = text[:4]
    value = read_number(text)
    if value is None:
        return None
    year = _four_digits(value, bool(re.fullmatch(r"\d\d", text)), now_s)
    return year, year


def _four_digits(year: float, short: bool, now_s: float) -> float:
    """90 is 1990, 20 is 2020: the last that has begun."""
    if not short:
        return float(year)
    try:
        this_year = datetime.fromtimestamp(now_s).year
    except (ValueError, OverflowError, OSError):
        return 1900.0 + year
    return float(this_year - (this_year - year) % 100)


def _in_order(low: float | None, high: float | None) -> Span:
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def _written(node: Between) -> Iterator[str]:
    """Ways to say a range, the plainest first; the last is exact."""
    kind, low, high = FIELDS[node.field].kind, node.low, node.high
    say = partial(_written_bounds, kind)
    if low is not None and high is not None:
        if kind is Kind.YEAR and high == low + 9:
            yield f"{low:.0f}s"
        yield from say((low + high) / 2 if kind in _CONTINUOUS else low)
    lows = [""] if low is None else say(low)
    highs = [""] if high is None else say(high)
    yield from (f"{first}..{last}" for first, last in product(lows, highs))


def _written_bounds(kind: Kind, value: float) -> list[str]:
    if kind is Kind.MOMENT:
        return written_moments(value)
    if kind is Kind.TIME:
        return [clock(value), plain_number(value)]
    number = plain_number(value)
    return [number.zfill(4) if kind is Kind.YEAR and "." not in number else number]
