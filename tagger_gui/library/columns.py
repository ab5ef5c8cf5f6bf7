"""The columns of the library's table: what each shows, and what it is sorted by."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from tagger_gui.library.shown import Found
from tagger_gui.messages import message_words
from tagger_gui.reasons import reason_words
from tagger_gui.tasks import Row
from tagger_gui.text import as_time, one_line

_CELL = 400  # characters of a text that a cell may have to lay out
_NOTHING = Found()


class Column(IntEnum):
    """The columns, as they stand from left to right until somebody moves them."""

    STATE = 0
    TITLE = 1
    ARTIST = 2
    ALBUM = 3
    WHY = 4  # these three only while something is searched for
    MOMENT = 5
    MATCH = 6
    DESCRIPTION = 7
    GENRE = 8
    TEMPO = 9
    KEY = 10
    YEAR = 11
    LENGTH = 12
    ADDED = 13


@dataclass(frozen=True, slots=True)
class Look:
    """How a column is."""

    cell: Callable[[Row, Found], str] = lambda _row, _found: ""
    width: int = 10  # in average characters
    order: str | None = None  # of engine.library.ORDERS; "" for the best first
    right: bool = False  # numbers stand below each other
    shown: bool = True  # until somebody chooses otherwise
    search: bool = False  # only while something is searched for
    export: str = ""  # of engine.playlist_files.COLUMNS


def _title(row: Row, found: Found) -> str:
    more = f"  +{len(found.versions)}" if found.versions else ""
    return one_line(row.name, _CELL) + more


def _why(_row: Row, found: Found) -> str:
    return one_line(" · ".join(map(message_words, found.reasons)), _CELL)


def _moment(_row: Row, found: Found) -> str:
    if found.moment is None:
        return ""
    return as_time(found.moment[0]) or "0:00"


def _day(seconds: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(seconds)) if seconds else ""


LOOKS: Mapping[Column, Look] = MappingProxyType(
    {
        Column.STATE: Look(order="state", export="state"),
        Column.TITLE: Look(_title, 28, "title", export="title"),
        Column.ARTIST: Look(
            lambda row, _: one_line(row.artist, _CELL), 18, "artist", export="artist"
        ),
        Column.ALBUM: Look(
            lambda row, _: one_line(row.album, _CELL), 20, "album", shown=False, export="album"
        ),
        Column.DESCRIPTION: Look(
            lambda row, _: one_line(row.text or reason_words(row.trouble), _CELL),
            46,
            export="description",
        ),
        Column.WHY: Look(_why, 34, search=True),
        Column.MOMENT: Look(_moment, 12, search=True),
        Column.MATCH: Look(
            lambda _, found: f"{found.score:.0%}" if found.score else "",
            8,
            "",
            right=True,
            search=True,
        ),
        Column.GENRE: Look(lambda row, _: one_line(row.genre, _CELL), 14, "genre", shown=False),
        Column.TEMPO: Look(
            lambda row, _: f"{row.tempo_bpm:.0f}" if row.tempo_bpm else "",
            7,
            "tempo_bpm",
            right=True,
            export="tempo_bpm",
        ),
        Column.KEY: Look(lambda row, _: row.key, 6, "key", export="key"),
        Column.YEAR: Look(lambda row, _: str(row.year or ""), 7, "year", right=True, shown=False),
        Column.LENGTH: Look(
            lambda row, _: as_time(row.duration_s), 8, "duration_s", right=True, export="length_s"
        ),
        Column.ADDED: Look(lambda row, _: _day(row.added_s), 12, "added_s", shown=False),
    }
)


def cell(column: Column, row: Row, found: Found | None) -> str:
    """What stands in the column; of STATE, which has names of its own, nothing."""
    return LOOKS[column].cell(row, found or _NOTHING)
