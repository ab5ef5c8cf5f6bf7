"""Musical keys, however they are written, as the library spells them."""

from __future__ import annotations

import re

_NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_SEMITONES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_ACCIDENTALS = {"": 0, "#": 1, "♯": 1, "sharp": 1, "b": -1, "♭": -1, "flat": -1}
_KEY = re.compile(
    r"(?P<note>[a-g])(?:[ -]?(?P<word>sharp|flat)|(?P<sign>[#♯b♭]?))"
    r"[ -]?(?P<mode>major|maj|minor|min|m|)"
)
_CAMELOT = re.compile(r"0?(?P<hour>[1-9]|1[0-2])(?P<ring>[ab])")
_FIFTH, _RELATIVE_MINOR = 7, 9  # semitones up

KEYS = tuple(name + mode for mode in ("", "m") for name in _NAMES)
"""Major, then minor, from C up."""


def read_key(text: str) -> str | None:
    """One of KEYS for "Cm", "c minor", "Db", "F sharp major" or Camelot's "8A"; else None."""
    written = " ".join(text.lower().split())
    if camelot := _CAMELOT.fullmatch(written):
        note = _FIFTH * (int(camelot["hour"]) - 8)  # 8B is C, the next hour a fifth higher
        return _name(note + _RELATIVE_MINOR, "m") if camelot["ring"] == "a" else _name(note, "")
    if key := _KEY.fullmatch(written):
        # A capital M is major, as some programs write it.
        minor = key["mode"].startswith("m") and not key["mode"].startswith("maj")
        minor = minor and not text.strip().endswith("M")
        note = _SEMITONES[key["note"]] + _ACCIDENTALS[key["word"] or key["sign"]]
        return _name(note, "m" if minor else "")
    return None


def in_words(key: str) -> str:
    """ "C minor" of one of KEYS."""
    return f"{key[:-1]} minor" if key.endswith("m") else f"{key} major"


def _name(note: int, mode: str) -> str:
    return _NAMES[note % 12] + mode
