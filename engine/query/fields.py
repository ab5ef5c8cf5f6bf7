"""The fields that a query can name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a field holds, and so how its values are read."""

    TEXT = auto()
    PATH = auto()  # a text too, kept to the letter
    KEY = auto()  # a text, but one of KEYS
    NUMBER = auto()
    YEAR = auto()
    TIME = auto()  # seconds
    MOMENT = auto()  # POSIX seconds


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a track."""

    name: str
    kind: Kind
    example: str  # with its name before it
    aliases: tuple[str, ...] = ()
    unit: str = ""  # as a chip shows it

    @property
    def is_free(self) -> bool:
        """Whether any text is a value."""
        return self.kind in (Kind.TEXT, Kind.PATH)


FIELDS = {
    field.name: field
    for field in (
        Field("title", Kind.TEXT, "title:yesterday"),
        Field("artist", Kind.TEXT, 'artist:"miles davis"'),
        Field("album", Kind.TEXT, 'album:"kind of blue"'),
        Field("genre", Kind.TEXT, "genre:jazz", ("style",)),
        Field("instrument", Kind.TEXT, "instrument:piano", ("instruments",)),
        Field("mood", Kind.TEXT, "mood:calm", ("moods",)),
        Field("vocals", Kind.TEXT, "vocals:female", ("vocal", "voice")),
        Field("key", Kind.KEY, "key:Cm"),
        Field("state", Kind.TEXT, "state:accepted", ("is", "status")),
        Field("path", Kind.PATH, "path:live", ("folder", "file")),
        Field("root", Kind.PATH, 'root:"/home/me/Music"'),
        Field("tempo", Kind.NUMBER, "bpm:90-110", ("bpm",), "bpm"),
        Field("year", Kind.YEAR, "year:1990..1999", ("date",)),
        Field("length", Kind.TIME, "length:3:30..5:00", ("len", "duration")),
        Field("added", Kind.MOMENT, "added:2026-01.."),
        Field("loudness", Kind.NUMBER, "loudness:-14..-9", ("lufs",), "LUFS"),
    )
}

LIKE = "like"
"""Written as a field too, but it holds an expression."""

CANONICAL = {
    written: name
    for name, aliases in [(LIKE, ("similar",)), *((f.name, f.aliases) for f in FIELDS.values())]
    for written in (name, *aliases)
}
"""Every way to write a field's name, in lower case -> its name."""
