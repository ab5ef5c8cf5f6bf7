"""Numbers and durations as people write them."""

from __future__ import annotations

import math
import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d\d)")
_UNITS = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)\s*(?:h|hrs?|hours?))?\s*"
    r"(?:(?P<m>\d+(?:\.\d+)?)\s*(?:m|mins?|minutes?))?\s*"
    r"(?:(?P<s>\d+(?:\.\d+)?)\s*(?:s|secs?|seconds?))?"
)


def read_number(text: str) -> float | None:
    """A finite number without exponent; else None."""
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value + 0.0 if math.isfinite(value) else None  # + 0.0: there is no minus nought


def read_time(text: str) -> float | None:
    """Seconds, for "3:30", "1:02:03", "2m30s", "3 minutes" or a number of them; else None."""
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (float(part or 0) for part in clock.groups())
        return 3600.0 * hours + 60.0 * minutes + seconds
    if (parts := _UNITS.fullmatch(text)) and text:
        hours, minutes, seconds = (float(parts[unit] or 0) for unit in "hms")
        total = 3600.0 * hours + 60.0 * minutes + seconds
        return total if math.isfinite(total) else None
    return read_number(text)


def plain_number(value: float) -> str:
    """The shortest decimal that reads back the same, without an exponent."""
    whole = f"{value:.0f}"
    return whole if float(whole) == value else format(Decimal(repr(value)), "f")


def clock(seconds: float) -> str:
    """ "3:30", "1:02:03"; parts of a second only as a number."""
    if seconds < 0 or seconds != int(seconds) or seconds >= 1e7:
        return plain_number(seconds)
    minutes, left = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
