"""How what a worker heard becomes the rows of a track, and which words it then has.

What the user decided about the same music stays. The same music under a new name takes over the
words of the missing file it once was, or those that were waiting for it; a file that carries a
description of ours already is TAGGED.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from engine.library import rows
from engine.library.playlists import follow
from engine.library.schema import tracks, vectors
from engine.library.words import state_here, stop_waiting, waiting_for
from engine.track import AUTOMATIC, Analysis, TrackState

OTHER_MUSIC = "the file holds other music than when these words were written"
_AUTOMATIC = frozenset(state.value for state in AUTOMATIC)
_FOUND = ("id", "path", "size", "mtime_ns", "state", "audio_hash")
_TAKEN_OVER = ("state", "added_s", *rows.WORDS)
_NAMES = tuple(vectors.c.keys())
_PUT_VECTORS = (
    f"INSERT INTO vectors ({', '.join(_NAMES)}) VALUES ({', '.join(f':{n}' for n in _NAMES)})"
    f" ON CONFLICT (track_id) DO UPDATE SET {', '.join(f'{n} = excluded.{n}' for n in _NAMES[1:])}"
)
_Heard = Sequence[tuple[int, Analysis]]


@dataclass(frozen=True, slots=True)
class Taken:
    """Words of the user's that have found their track."""

    by: list[int]  # numbers of the tracks
    left: list[tuple[str, Path]]  # hash of the sound and path that they were with before


def keep(connection: Connection, heard: _Heard) -> Taken:
    """Keeps analyses by track number, at most some hundred at once, inside of a transaction.

    Those of tracks that have left the library meanwhile are passed over.
    """
    ids = [number for number, _ in heard]
    columns = [tracks.c[name] for name in _FOUND]
    found = connection.execute(select(*columns).where(tracks.c.id.in_(ids)))
    by_id = {row.id: row for row in found}
    heard = [(number, analysis) for number, analysis in heard if number in by_id]
    candidates = _Candidates(connection, heard, by_id)
    changed: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    heard_vectors, taken = [], Taken([], candidates.left)
    for number, analysis in heard:
        row = by_id[number]
        of_vectors = rows.vectors_of(analysis.description)
        values = rows.facts_of(analysis)
        if analysis.audio_hash in candidates.gone:
            follow(connection, analysis.audio_hash, number)
        words = candidates.take(row, analysis) if row.state in _AUTOMATIC else None
        if words:
            of_vectors["text_embedding"] = (
                words.pop("text_embedding") or of_vectors["text_embedding"]
            )
            values |= words
            taken.by.append(number)
        else:
            values |= _words(row, analysis)
        changed[tuple(values)].append({"number": number, **values})
        heard_vectors.append({"track_id": number, **of_vectors})
    # By the driver itself: SQLAlchemy would take longer over the values than SQLite over the rows.
    for names, several in changed.items():
        columns_set = ", ".join(f'"{name}" = :{name}' for name in names)
        connection.exec_driver_sql(f"UPDATE tracks SET {columns_set} WHERE id = :number", several)
    if heard_vectors:
        connection.exec_driver_sql(_PUT_VECTORS, heard_vectors)
    return taken


def _words(row: Row[Any], analysis: Analysis) -> dict[str, Any]:
    """State and words of a track that takes over nobody else's."""
    same_music = _same_music(row.audio_hash, analysis.audio_hash)
    if row.state not in _AUTOMATIC and (same_music or row.state == TrackState.EDITED.value):
        if same_music:
            return {}
        # A person's words are kept, but have to be confirmed.
        return {"state": TrackState.DESCRIBED.value, "error": OTHER_MUSIC}
    values = rows.words_of(analysis.description) | {"state": TrackState.DESCRIBED.value}
    if not analysis.description.text:
        values |= {"state": TrackState.FAILED.value, "error": analysis.description.reason}
    if analysis.tags.description:
        values |= {"state": TrackState.TAGGED.value, "text": analysis.tags.description}
    return values


class _Candidates:
    """Words that some of the tracks may take over: of missing files, or in waiting."""

    def __init__(self, connection: Connection, heard: _Heard, by_id: dict[int, Row[Any]]) -> None:
        self.left: list[tuple[str, Path]] = []
        self._connection = connection
        hashes = [analysis.audio_hash for _, analysis in heard]
        gone = tracks.c.missing & tracks.c.audio_hash.in_(hashes)
        self.gone = set(connection.scalars(select(tracks.c.audio_hash).where(gone)))
        columns = [tracks.c[name] for name in (*_FOUND, *_TAKEN_OVER[1:])]
        missing = (
            select(*columns, vectors.c.text_embedding)
            .outerjoin(vectors, vectors.c.track_id == tracks.c.id)
            .where(
                tracks.c.audio_hash.in_(hashes),
                tracks.c.missing,
                tracks.c.id.not_in(list(by_id)),
                tracks.c.state.not_in(_AUTOMATIC),
            )
        )
        self._missing = _by_hash(connection.execute(missing))
        paths = [row.path for row in by_id.values()]
        self._waiting = _by_hash(waiting_for(connection, hashes, paths))

    def take(self, row: Row[Any], analysis: Analysis) -> dict[str, Any] | None:
        """Columns of the best candidate for the track, which nobody else takes after that."""
        if several := self._missing[analysis.audio_hash]:
            # Of two copies that were moved each keeps its own: bytes, or at least the name.
            twin = max(several, key=lambda other: _likeness(row, other))
            several.remove(twin)
            self._leave(row, twin)
            self._connection.execute(delete(tracks).where(tracks.c.id == twin.id))
            values = {name: getattr(twin, name) for name in _TAKEN_OVER}
            return values | {"text_embedding": twin.text_embedding}
        unheard = [other for other in self._waiting[""] if other.path == row.path]
        if several := self._waiting[analysis.audio_hash] or unheard:
            newest_first = reversed(several)
            words = max(newest_first, key=lambda other: (other.path == row.path, _name(row, other)))
            self._waiting[words.audio_hash].remove(words)
            self._leave(row, words)
            stop_waiting(self._connection, words)
            return _waited(words, analysis)
        return None

    def _leave(self, row: Row[Any], words: Row[Any]) -> None:
        if words.path != row.path:
            self.left.append((words.audio_hash, rows.path_of(words.path)))


def _waited(words: Row[Any], analysis: Analysis) -> dict[str, Any]:
    in_file = analysis.tags.description == words.text != ""
    values = rows.words_of(analysis.description)
    values["state"] = state_here(words.state, in_file, words.model)
    values["text_embedding"] = words.text_embedding
    if words.text:
        values |= {"text": words.text, "model": words.model}
    return values


def _by_hash(found: Iterable[Row[Any]]) -> defaultdict[str, list[Row[Any]]]:
    sorted_: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in found:
        sorted_[row.audio_hash].append(row)
    return sorted_


def _likeness(row: Row[Any], other: Row[Any]) -> tuple[bool, bool]:
    same_bytes = (row.size, row.mtime_ns) == (other.size, other.mtime_ns)
    return same_bytes, _name(row, other)


def _name(row: Row[Any], other: Row[Any]) -> bool:
    return bool(rows.path_of(row.path).name == rows.path_of(other.path).name)


def _same_music(before: str, now: str) -> bool:
    """Whether two audio hashes may be of the same music: those of other windows may be."""
    return before in ("", now) or before.partition(":")[0] != now.partition(":")[0]
