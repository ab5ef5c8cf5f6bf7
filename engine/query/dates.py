"""Days and moments in the system's time zone, as POSIX seconds."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta

from engine.query.numbers import plain_number

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d)?", re.IGNORECASE)
_SECONDS = re.compile(r"@(-?\d+(?:\.\d+)?)")
_LAST = re.compile(r"(?:the )?(?:last|past) (?:(\d{1,4}) )?(day|week|month|year)s?")
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_OUT_OF_RANGE = (ValueError, OverflowError, OSError)  # what datetime raises for far away years

Span = tuple[float | None, float | None]


def read_period(text: str, now_s: float) -> Span | None:
    """First and last moment of "today", "this week" or "last 30 days"; None for other texts."""
    try:
        today = datetime.fromtimestamp(now_s).date()
        if last := _LAST.fullmatch(text):
            days = int(last[1] or 1) * _DAYS[last[2]]
            return _midnight(today - timedelta(days)), None
        starts = {
            "today": today,
            "week": today - timedelta(today.weekday()),
            "month": today.replace(day=1),
            "year": today.replace(month=1, day=1),
        }
        start = starts.get(text.removeprefix("this "))
        if start is not None:
            return _midnight(start), None
        if text == "yesterday":
            return _midnight(today - timedelta(1)), _before(_midnight(today))
    except _OUT_OF_RANGE:
        pass
    return None


def read_span(text: str) -> tuple[float, float] | None:
    """First and last moment of "2026", "2026-01", "2026-01-31", a moment, or "@" and seconds."""
    try:
        if seconds := _SECONDS.fullmatch(text):
            moment = float(seconds[1])
            return (moment, moment) if math.isfinite(moment) else None
        if _MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text.upper()).timestamp()
            return moment, moment
        if day := _DAY.fullmatch(text):
            first = date(int(day[1]), int(day[2] or 1), int(day[3] or 1))
            return _midnight(first), _before(_midnight(_following(first, day.lastindex or 1)))
    except _OUT_OF_RANGE:
        pass
    return None


def _following(first: date, parts: int) -> date:
    """The first day after the year, month or day that begins with `first`: 1, 2 or 3 parts."""
    if parts == 3:
        return first + timedelta(1)
    if parts == 2:
        return (first + timedelta(31)).replace(day=1)
    return date(first.year + 1, 1, 1)


def written_moments(moment: float) -> list[str]:
    """Texts that may say this moment as a bound, the plainest first; the last one always does."""
    exact = f"@{plain_number(moment)}"
    try:
        written = datetime.fromtimestamp(math.floor(moment))  # it would round up else
    except _OUT_OF_RANGE:
        return [exact]
    return [f"{written:%Y-%m-%d}", f"{written:%Y-%m-%dT%H:%M:%S}", exact]


def shown_day(moment: float) -> str:
    """The day of a moment, for people."""
    return written_moments(moment)[0]


def _midnight(day: date) -> float:
    return datetime.combine(day, time.min).timestamp()


def _before(moment: float) -> float:
    return math.nextafter(moment, -math.inf)
