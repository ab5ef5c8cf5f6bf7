"""What a table of tracks can say about each of them."""

from __future__ import annotations

from collections.abc import Callable

from engine.playlist_files.places import location
from engine.track import Description, Track

Cell = str | float | None
_NOTHING = Description("")


def _described(track: Track) -> Description:
    return track.description or _NOTHING


COLUMNS: dict[str, Callable[[Track], Cell]] = {
    "path": lambda track: location(track.path),
    "title": lambda track: track.tags.title,
    "artist": lambda track: track.tags.artist,
    "album": lambda track: track.tags.album,
    "length_s": lambda track: round(track.duration_s, 3) or None,
    "tempo_bpm": lambda track: _described(track).tempo_bpm,
    "key": lambda track: _described(track).key,
    "description": lambda track: _described(track).text,
    "state": lambda track: track.state.value,
    "audio_hash": lambda track: track.audio_hash,
}
"""Names of columns, as they stand in csv and json, and where each gets its value."""
