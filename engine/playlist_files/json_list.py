"""json: everything of each track, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.playlist_files.columns import COLUMNS
from engine.playlist_files.places import places
from engine.playlist_files.values import Entry, Listing, bounded, first, label, seconds
from engine.track import Track
from engine.words import one_line

_MOST_VALUES = 5_000_000  # a small file can hold many more, and fill the memory with them


def render(name: str, tracks: Sequence[Track], columns: Sequence[str]) -> str:
    """An object with the playlist's name and its tracks, with these of COLUMNS."""
    listed = [{column: COLUMNS[column](track) for column in columns} for track in tracks]
    # ASCII: a tag with a broken encoding survives as an escape.
    return json.dumps({"name": name, "tracks": listed}, indent=1) + "\n"


def parse(data: bytes, folder: Path) -> Listing:
    """The entries of an object with `tracks`, or of a bare list; raises ValueError in words."""
    if sum(map(data.count, (b"[", b"{", b","))) > _MOST_VALUES:
        raise ValueError("it holds too many values for a playlist")
    try:
        held = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is no proper JSON ({error})") from error
    values = held if isinstance(held, dict) else {"tracks": held}
    tracks = values.get("tracks")
    if not isinstance(tracks, list):
        raise ValueError("it holds no list of tracks")
    return Listing(
        one_line(_text(values, "name")),
        bounded(_entry(t if isinstance(t, dict) else {"path": t}, folder) for t in tracks),
    )


def _entry(track: dict[str, Any], folder: Path) -> Entry:
    place = _text(track, "path")
    said = label(_text(track, "artist"), _text(track, "title"))
    return Entry(
        first((place, said, "a track without path or title")),
        places(place, folder) if place else (),
        said,
        seconds(track.get("length_s")),
        _text(track, "audio_hash"),
    )


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
