"""What each player will show of a file's tags: a table from the product notes, not a promise.

"Verified" means read in the player's own documentation, source or issues; the rest is general
knowledge that nobody has checked again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.containers import CONTAINERS


@dataclass(frozen=True, slots=True)
class Player:
    """Its columns, each with the field it is read from."""

    name: str
    columns: Mapping[str, str]
    unverified: frozenset[str] = frozenset()
    vorbis: Mapping[str, str] | None = None  # columns that are read elsewhere in Vorbis comments
    note: str = ""


_TEXT = {"Comment": "comment", "Genre": "genre"}
_DJ = {**_TEXT, "BPM": "bpm", "Key": "key"}

PLAYERS = (
    Player("Apple Music", {**_TEXT, "BPM": "bpm"}, note="open Get Info once to refresh"),
    Player(
        "foobar2000",
        {**_DJ, "Mood": "mood", "MUSIC_DESCRIPTION": "music_description"},
        frozenset({"Mood", "Key"}),
    ),
    Player("Kodi", {**_TEXT, "Mood": "mood"}),
    Player("Navidrome", {**_DJ, "Mood": "mood"}, vorbis={"Key": "plain key"}),
    Player("Mixxx", _DJ),
    Player("Rekordbox", _DJ, note="after Reload Tag"),
    Player("Traktor", _DJ),
    Player("MusicBee", {**_DJ, "Mood": "mood"}, frozenset({"Comment", "Mood", "Key"})),
)

VORBIS = frozenset({"flac", "ogg vorbis", "ogg flac", "opus", "speex"}) & CONTAINERS.keys()


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell of a player's list."""

    player: str
    column: str
    value: str  # "" where the player shows nothing
    verified: bool
    note: str


def shown(fields: Mapping[str, Sequence[str]], container: str) -> list[Shown]:
    """What the players show; `fields`: values by field name, as they will be in the file."""
    cells = []
    for player in PLAYERS:
        elsewhere = (player.vorbis or {}) if container in VORBIS else {}
        for column, name in player.columns.items():
            value = "; ".join(fields.get(elsewhere.get(column, name), ()))
            verified = column not in player.unverified
            cells.append(Shown(player.name, column, value, verified, player.note))
    return cells
