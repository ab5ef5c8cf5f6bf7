"""What a playlist file says."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

MOST_ENTRIES = 1_000_000  # a small file can name far more, and fill the memory with them
_LONGEST_SHOWN = 1000  # characters; a hostile line can have millions


@dataclass(frozen=True, slots=True)
class Entry:
    """One track, as far as the file tells which."""

    said: str  # what the file says, for people
    places: tuple[bytes, ...] = ()  # absolute paths that may be meant, the likeliest first
    label: str = ""  # "artist - title"
    length_s: float | None = None
    audio_hash: str = ""  # of our own files: the sound itself

    def __post_init__(self) -> None:
        object.__setattr__(self, "said", self.said[:_LONGEST_SHOWN])


@dataclass(frozen=True, slots=True)
class Listing:
    """A playlist file, read."""

    name: str  # "" when the file has none
    entries: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()  # what a person should know about the reading


def bounded(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """All of them; raises ValueError, in words, as soon as they are too many."""
    found = tuple(islice(entries, MOST_ENTRIES + 1))
    if len(found) > MOST_ENTRIES:
        raise ValueError(f"it names more than {MOST_ENTRIES:,} tracks")
    return found


def label(artist: str, title: str) -> str:
    """A track's name in one line, as m3u writes it."""
    return " - ".join(filter(None, (artist, title)))


def label_key(text: str) -> str:
    """Equal for labels that differ in case, spaces, dashes or make-up of letters only."""
    plain = unicodedata.normalize("NFC", text.casefold())
    return " ".join(plain.replace("–", "-").replace("—", "-").split())


def seconds(value: Any) -> float | None:
    """A length that a file gives; None if that is no length."""
    try:
        length = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return length if math.isfinite(length) and length > 0 else None


def first(texts: Iterable[str]) -> str:
    """The first that is not empty."""
    return next(filter(None, texts), "")
