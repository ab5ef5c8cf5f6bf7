"""Text from files made fit for people: no control characters, no broken encodings, one line."""

from __future__ import annotations

from pathlib import Path


def printable(text: str | Path) -> str:
    """Safe to print: what is not UTF-8 or would steer a terminal appears as an escape."""
    clean = str(text).encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in clean)


def one_line(text: str) -> str:
    """The words of a text, single spaces between them, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 track", "2,000 tracks"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def clock(seconds: float) -> str:
    """Minutes and seconds: "3:05"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
