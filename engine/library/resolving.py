"""Which tracks of the library the entries of a playlist file mean: only rows are asked, no disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from engine.library.schema import tracks
from engine.playlist_files import Entry, label, label_key

_BATCH = 500  # bound values per statement stay below SQLite's limit
_SAME_LENGTH_S = 2.0  # m3u rounds to seconds, and decoders differ about padding


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of a playlist file's entries, in their order."""

    track_ids: tuple[int, ...]
    lost: tuple[Entry, ...]  # no track of the library is meant by them


def resolve(connection: Connection, entries: Sequence[Entry]) -> Resolved:
    """By path; where that is not known, by sound; else by artist, title and length."""
    by_path = _by_path(connection, entries)
    unknown = [e for e in entries if _placed(e, by_path) is None]
    by_sound = _by_sound(connection, {e.audio_hash for e in unknown} - {""})
    unknown = [e for e in unknown if e.audio_hash not in by_sound]
    by_label = _by_label(connection, {label_key(e.label) for e in unknown} - {""})
    found, lost = [], []
    for entry in entries:
        id_ = _placed(entry, by_path) or by_sound.get(entry.audio_hash)
        id_ = id_ or _alike(entry, by_label)
        if id_:
            found.append(id_)
        else:
            lost.append(entry)
    return Resolved(tuple(found), tuple(lost))


def _by_path(connection: Connection, entries: Sequence[Entry]) -> dict[bytes, int]:
    places = {place for entry in entries for place in entry.places}
    columns = select(tracks.c.path, tracks.c.id)
    return {row.path: row.id for row in _rows(connection, columns, tracks.c.path, places)}


def _placed(entry: Entry, by_path: dict[bytes, int]) -> int | None:
    return next((by_path[place] for place in entry.places if place in by_path), None)


def _by_sound(connection: Connection, hashes: set[str]) -> dict[str, int]:
    columns = select(tracks.c.audio_hash, tracks.c.id, tracks.c.missing)
    found = _rows(connection, columns, tracks.c.audio_hash, hashes)
    # The last one of a name wins: a file that is there before one that is missing.
    return {r.audio_hash: r.id for r in sorted(found, key=lambda r: (not r.missing, -r.id))}


def _by_label(connection: Connection, keys: set[str]) -> dict[str, list[Any]]:
    """Tracks by "artist – title"; one look at every row, only if somebody asks."""
    found = defaultdict[str, list[Any]](list)
    if keys:
        c = tracks.c
        named = select(c.id, c.artist, c.title, c.duration_s, c.missing)
        for row in connection.execute(named.where(c.artist != "", c.title != "")):
            key = label_key(label(row.artist, row.title))
            if key in keys:
                found[key].append(row)
    return found


def _alike(entry: Entry, by_label: dict[str, list[Any]]) -> int | None:
    length = entry.length_s
    if length is None:
        return None
    near = [
        (row.missing, abs(row.duration_s - length), row.id)
        for row in by_label.get(label_key(entry.label), ())
        if abs(row.duration_s - length) <= _SAME_LENGTH_S
    ]
    return min(near)[2] if near else None


def _rows(connection: Connection, columns: Any, key: Any, values: Iterable[Any]) -> list[Any]:
    wanted = sorted(values)
    found: list[Any] = []
    for at in range(0, len(wanted), _BATCH):
        found += connection.execute(columns.where(key.in_(wanted[at : at + _BATCH]))).all()
    return found
