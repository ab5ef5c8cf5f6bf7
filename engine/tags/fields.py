"""Which field of a music file holds what, in each family of tags: one table, no branches.

The choice of names is argued in the product notes: our own key never collides with anyone's,
ID3v2.3 knows no TMOO, Vorbis DESCRIPTION is left alone because players disagree on it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One tag field: its name in the program and its key in each family."""

    name: str
    id3: str  # frame; "TXXX:NAME" for a user-defined one; "COMM" is language eng, no description
    vorbis: str
    mp4: str  # atom; "----:NAME" is a freeform atom of com.apple.iTunes
    ape: str
    asf: str  # "" in any of these: the family has no such field
    id3v23: str = ""  # where ID3v2.3 needs another frame
    many: bool = False  # may hold several values
    vorbis_also: str = ""  # where other programs keep the same thing; read, never written


def _own(name: str, *, many: bool = False) -> Field:
    """A field that goes by the same name everywhere."""
    return Field(name.lower(), f"TXXX:{name}", name, f"----:{name}", name, name, many=many)


_TABLE = (
    Field("title", "TIT2", "TITLE", "©nam", "Title", "Title"),
    Field("artist", "TPE1", "ARTIST", "©ART", "Artist", "Author", many=True),
    Field("album", "TALB", "ALBUM", "©alb", "Album", "WM/AlbumTitle"),
    Field(
        "comment", "COMM", "COMMENT", "©cmt", "Comment", "Description", vorbis_also="DESCRIPTION"
    ),
    Field("date", "TDRC", "DATE", "©day", "Year", "WM/Year", "TYER", vorbis_also="YEAR"),
    Field("genre", "TCON", "GENRE", "©gen", "Genre", "WM/Genre", many=True),
    Field("mood", "TMOO", "MOOD", "----:MOOD", "Mood", "WM/Mood", "TXXX:MOOD", many=True),
    Field("bpm", "TBPM", "BPM", "tmpo", "BPM", "WM/BeatsPerMinute"),
    Field(
        "key", "TKEY", "INITIALKEY", "----:initialkey", "KEY", "WM/InitialKey", vorbis_also="KEY"
    ),
    Field("plain key", "", "KEY", "", "", ""),  # where some media servers look for the key
    Field("short description", "", "", "desc", "", ""),  # Apple's; 255 bytes at most
    _own("INSTRUMENTS", many=True),
    _own("MUSIC_DESCRIPTION"),
    _own("MUSIC_DESCRIPTION_SOURCE"),
)

FIELDS = {field.name: field for field in _TABLE}

DESCRIPTION = FIELDS["music_description"]
SOURCE = FIELDS["music_description_source"]
COMMENT = FIELDS["comment"]
