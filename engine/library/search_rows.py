"""What search asks of the library: columns of every track, and which have changed since."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from engine.library.rows import path_bytes

_BATCH = 5000  # rows at a time: some 20 MB
_BOUND = 500  # bound values per statement stay below SQLite's limit
_COLUMNS = (
    "tracks.id, tracks.tempo_bpm, tracks.year, tracks.duration_s, tracks.added_s,"
    " tracks.loudness_lufs, tracks.key, tracks.root_id, vectors.embedding,"
    " vectors.text_embedding, vectors.probabilities"
)
_JOINED = "tracks LEFT JOIN vectors ON vectors.track_id = tracks.id"
_TEXT_COLUMNS = frozenset({"title", "artist", "album", "file_name", "genre", "text"})


class SearchRow(NamedTuple):
    """A track as search sees it; the three blobs are float16, or None before it was heard."""

    id: int
    tempo_bpm: float | None
    year: int | None
    duration_s: float
    added_s: float
    loudness_lufs: float | None
    key: str
    root_id: int
    embedding: bytes | None
    text_embedding: bytes | None
    probabilities: bytes | None


class SearchRows:
    """Reached as `library.for_search`."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def revision(self) -> int:
        """Grows with every change of a track's sound or vectors, whoever makes it."""
        with self._reading() as connection:
            found = connection.exec_driver_sql("SELECT max(revision) FROM changes").scalar()
        return int(found or 0)

    def count(self) -> int:
        """How many tracks there are."""
        with self._reading() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM tracks").scalar() or 0)

    def count_heard(self) -> int:
        """How many of them have vectors."""
        with self._reading() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM vectors").scalar() or 0)

    def all(self) -> Iterator[list[SearchRow]]:
        """Every track, in batches."""
        yield from self._batches(f"SELECT {_COLUMNS} FROM {_JOINED} ORDER BY tracks.id")

    def changed_since(self, revision: int) -> Iterator[list[SearchRow]]:
        """The tracks that are new or have changed, in batches."""
        yield from self._batches(
            f"SELECT {_COLUMNS} FROM {_JOINED} WHERE tracks.id IN"
            " (SELECT track_id FROM changes WHERE revision > ?) ORDER BY tracks.id",
            (revision,),
        )

    def gone_since(self, revision: int) -> list[int]:
        """Numbers of tracks that are no more."""
        return self._ids(
            "SELECT track_id AS id FROM changes WHERE revision > ?"
            " AND track_id NOT IN (SELECT id FROM tracks)",
            (revision,),
        )

    def matching(self, expression: str, limit: int = -1) -> list[int]:
        """Tracks that an FTS5 expression matches, in the order of their numbers."""
        return self._ids(
            "SELECT rowid AS id FROM track_words WHERE track_words MATCH ? LIMIT ?",
            (expression, limit),
        )

    def matches(self, expression: str, count: int) -> bool:
        """Whether an FTS5 expression matches as many tracks; quicker than to ask for them."""
        query = "SELECT rowid AS id FROM track_words WHERE track_words MATCH ? LIMIT 1 OFFSET ?"
        return bool(self._ids(query, (expression, count - 1)))

    def containing(self, column: str, text: str) -> list[int]:
        """Tracks of which one of the columns of text holds the letters, in any case."""
        if column not in _TEXT_COLUMNS:
            raise ValueError(f"no column of text: {column}")
        return self._ids(f"SELECT id FROM tracks WHERE instr(lower({column}), lower(?))", (text,))

    def number_of(self, path: Path) -> int | None:
        """The number of the track at a path, if it is in the library."""
        found = self._ids("SELECT id FROM tracks WHERE path = ?", (path_bytes(path),))
        return found[0] if found else None

    def same_sound(self, ids: Sequence[int]) -> list[int]:
        """Tracks of the very same sound as one of these, themselves included."""
        marks = ", ".join("?" * len(ids))
        return self._ids(
            f"SELECT id FROM tracks WHERE id IN ({marks}) OR audio_hash IN"
            f" (SELECT audio_hash FROM tracks WHERE id IN ({marks}) AND audio_hash != '')",
            (*ids, *ids),
        )

    def in_path(self, part: bytes) -> list[int]:
        """Tracks whose path holds the bytes."""
        return self._ids("SELECT id FROM tracks WHERE instr(path, ?)", (part,))

    def in_state(self, states: Sequence[str]) -> list[int]:
        """Tracks in one of the states; "missing" is one here."""
        marks = ", ".join("?" * len(states))
        found = self._ids(f"SELECT id FROM tracks WHERE state IN ({marks})", tuple(states))
        if "missing" in states:
            found += self._ids("SELECT id FROM tracks WHERE missing", ())
        return found

    def rows(self, ids: Sequence[int]) -> Iterator[SearchRow]:
        """The tracks of these numbers, in any order."""
        for at in range(0, len(ids), _BOUND):
            part = tuple(ids[at : at + _BOUND])
            marks = ", ".join("?" * len(part))
            query = f"SELECT {_COLUMNS} FROM {_JOINED} WHERE tracks.id IN ({marks})"
            for batch in self._batches(query, part):
                yield from batch

    def by_state(self) -> dict[str, list[int]]:
        """The numbers of the tracks in each state."""
        with self._reading() as connection:
            rows = connection.exec_driver_sql("SELECT state, id FROM tracks ORDER BY state, id")
            groups = groupby(rows, key=itemgetter(0))
            return {state: [row[1] for row in members] for state, members in groups}

    def folders(self) -> dict[int, str]:
        """The folders that were scanned, by number."""
        with self._reading() as connection:
            found = connection.exec_driver_sql("SELECT id, path FROM roots")
            return {row.id: os.fsdecode(row.path) for row in found}

    def _batches(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[list[SearchRow]]:
        with self._reading() as connection:
            # Not SQLAlchemy's rows: a million of them cost seconds.
            result = connection.exec_driver_sql(query, values)
            while result.cursor and (found := result.cursor.fetchmany(_BATCH)):
                yield list(map(SearchRow._make, found))

    def _ids(self, query: str, values: tuple[Any, ...]) -> list[int]:
        with self._reading() as connection:
            # As one text: to fetch what may be 400,000 rows one by one takes three times as long.
            found = connection.exec_driver_sql(
                f"SELECT json_group_array(id) FROM ({query})", values
            ).scalar_one()
            numbers: list[int] = json.loads(found)
            return numbers
