"""Library: where every track rests between two steps of its path."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from engine.errors import LibraryError
from engine.library import backups, forgetting, hearing, rows
from engine.library.conditions import is_below, unheard_in
from engine.library.connection import open_engine, translated
from engine.library.forgetting import Leaving
from engine.library.listing import Listing
from engine.library.playlists import Playlists
from engine.library.quarantine import Quarantine
from engine.library.schema import roots, tracks, vectors
from engine.library.search_rows import SearchRows
from engine.library.words import Words
from engine.scan import FoundFile, Signature, is_folder
from engine.track import AUTOMATIC, USER, Analysis, Description, Track, TrackState
from engine.words import printable

_BATCH = 500  # bound values per statement stay below SQLite's limit
_COMMIT = 5_000  # rows in one transaction: the full-text index writes a piece for each
_KNOWN = 50_000


class Library:
    """Tracks, their words and vectors, in one SQLite file. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = open_engine(path)
        self._one_writer = threading.Lock()
        self.quarantine = Quarantine(self._reading, self._writing)
        self.for_search = SearchRows(self._reading)
        self.listing = Listing(self._reading)
        self.playlists = Playlists(path, self._reading, self._writing)
        self.words = Words(path, self._reading, self._writing)
        self.words.begin()

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        writer = self._engine.execution_options(immediate=True)
        with self._one_writer, translated(self.path), writer.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self.path), self._engine.connect() as connection:
            yield connection

    def back_up(self, stop: threading.Event, *, anew: bool = False) -> None:
        """The day's backup, see `backups`, and the words file made short; raises LibraryError."""
        if backups.back_up(self.path, stop, anew=anew) and not stop.is_set():
            self.words.tidy()

    # --- what is on disk ------------------------------------------------------------------------

    def add_root(self, folder: Path) -> int:
        """The number of a folder that is scanned."""
        path = rows.path_bytes(folder)
        with self._writing() as connection:
            added = connection.execute(upsert(roots).values(path=path).on_conflict_do_nothing())
            if added.rowcount:
                self.words.note_root(folder)
            return int(connection.scalar(select(roots.c.id).where(roots.c.path == path)) or 0)

    def count_leaving(self, folder: Path) -> Leaving:
        """What `forget_root` would take out of the library."""
        with self._reading() as connection:
            return forgetting.count(connection, folder)

    def forget_root(self, folder: Path) -> None:
        """The folder is scanned no longer; its tracks leave, see `forgetting`. Touches no file."""
        with self._writing() as connection:
            if forgetting.forget(connection, folder):
                self.words.note_root_forgotten(folder)

    def roots(self) -> dict[Path, bool]:
        """Every folder ever scanned, and whether it is there now."""
        with self._reading() as connection:
            found = [rows.path_of(p) for p in connection.scalars(select(roots.c.path))]
        return {folder: is_folder(folder) for folder in found}

    def known_files(self, folder: Path) -> Iterator[Sequence[Signature]]:
        """The files below `folder` as they were at the last scan, without those then missing.

        In parts, because there may be a million of them.
        """
        columns = select(tracks.c.path, tracks.c.size, tracks.c.mtime_ns)
        statement = columns.where(is_below(folder), ~tracks.c.missing)
        with self._reading() as connection:
            # The driver's plain tuples: SQLAlchemy's rows would cost as much as looking at the
            # files does.
            found = connection.execute(statement).cursor
            while found and (part := found.fetchmany(_KNOWN)):
                yield part

    def add_files(self, root_id: int, files: Sequence[FoundFile]) -> None:
        """New files become FOUND; changed ones will be listened to again, their words kept."""
        now_s = time.time()
        values = [
            {
                "path": rows.path_bytes(f.path),
                "root_id": root_id,
                "size": f.size,
                "mtime_ns": f.mtime_ns,
                "state": TrackState.FOUND.value,
                "heard": False,
                "added_s": now_s,
                "file_name": printable(f.path.stem),
            }
            for f in files
        ]
        statement = upsert(tracks)
        changed = or_(
            tracks.c.size != statement.excluded.size,
            tracks.c.mtime_ns != statement.excluded.mtime_ns,
        )
        statement = statement.on_conflict_do_update(
            index_elements=["path"],
            set_={
                "heard": tracks.c.heard & ~changed,
                "size": statement.excluded.size,
                "mtime_ns": statement.excluded.mtime_ns,
                "missing": False,
            },
        )
        if values:
            with self._writing() as connection:
                connection.execute(statement, values)

    def mark_missing(self, paths: Iterable[Path]) -> None:
        """The files are no longer in their folder; nothing of them is forgotten."""
        self._set([rows.path_bytes(p) for p in paths], tracks.c.path, {"missing": True})

    # --- what was heard -------------------------------------------------------------------------

    def unheard(self, folders: Sequence[Path] = ()) -> list[Track]:
        """Tracks to be listened to, below `folders` or anywhere, in the order of their paths."""
        return self._tracks(select(tracks).where(unheard_in(folders)).order_by(tracks.c.path))

    def count_unheard(self, folders: Sequence[Path] = ()) -> int:
        """How many tracks `unheard` would give."""
        with self._reading() as connection:
            statement = select(func.count()).select_from(tracks).where(unheard_in(folders))
            return connection.scalar(statement) or 0

    def save_analysis(self, track: Track, analysis: Analysis) -> Track:
        """Keeps what a worker heard, see `hearing`; the track as it is now."""
        self.save_analyses([(track, analysis)])
        return self.get(track.path)

    def save_analyses(self, heard: Sequence[tuple[Track, Analysis]]) -> None:
        """The same for many tracks, by the thousand, which costs a fifth of it."""
        for begin in range(0, len(heard), _COMMIT):
            with self._writing() as connection:
                for at in range(begin, min(begin + _COMMIT, len(heard)), _BATCH):
                    part = [(track.id, analysis) for track, analysis in heard[at : at + _BATCH]]
                    taken = hearing.keep(connection, part)
                    self.words.note(connection, taken.by)
                    self.words.note_moves(taken.left)

    def save_failure(self, track: Track, reason: str) -> Track:
        """The track cannot be described; words that the user has made stay."""
        values: dict[str, Any] = {"heard": True, "error": reason}
        if track.state in AUTOMATIC:
            values["state"] = TrackState.FAILED.value
        self._set([track.id], tracks.c.id, values)
        return self.get(track.path)

    def hear_again(self, listed: Iterable[Track]) -> None:
        """Lets the tracks be listened to again, out of quarantine too; user's words stay."""
        again = list(listed)
        self.quarantine.release({track.size for track in again})
        self._set([track.id for track in again], tracks.c.id, {"heard": False, "error": ""})
        aside = [t.id for t in again if t.state in (TrackState.FAILED, TrackState.SKIPPED)]
        self._decide(aside, {"state": TrackState.FOUND.value})

    # --- what the user decided ------------------------------------------------------------------

    def set_state(self, listed: Iterable[Track], state: TrackState) -> None:
        """Accepted, skipped, tagged…"""
        self._decide([track.id for track in listed], {"state": state.value, "error": ""})

    def set_text(self, track: Track, words: str, text_embedding: bytes) -> Track:
        """The user's own words for the track, with their vector for search."""
        if track.id == 0:
            raise LibraryError(track.path, "it is not in the library")
        with self._writing() as connection:
            connection.execute(
                update(tracks)
                .where(tracks.c.id == track.id)
                .values(text=words, state=TrackState.EDITED.value, model=USER, error="")
            )
            connection.execute(
                update(vectors)
                .where(vectors.c.track_id == track.id)
                .values(text_embedding=text_embedding)
            )
            self.words.note(connection, [track.id])
        return self.get(track.path)

    def put_back(self, listed: Iterable[Track]) -> None:
        """Gives tracks the words, their vector, the aspects and the state of these values.

        They are as `get` has given them; what was heard stays as it is.
        """
        with self._writing() as connection:
            for track in listed:
                description = track.description or Description("")
                values = {**rows.words_of(description), "state": track.state.value}
                connection.execute(update(tracks).where(tracks.c.id == track.id).values(values))
                connection.execute(
                    update(vectors)
                    .where(vectors.c.track_id == track.id)
                    .values(text_embedding=description.text_embedding)
                )

    def save_written(self, track: Track, size: int, mtime_ns: int) -> Track:
        """The description is in the file, which is now `size` bytes long."""
        return self._set_file(track, TrackState.TAGGED, size, mtime_ns)

    def save_undone(self, track: Track, size: int, mtime_ns: int, *, written: bool) -> Track:
        """A write was taken back, or (`written`) its undo: the file is now `size` bytes long.

        Whoever takes words out of a file does not want them there: the track is SKIPPED, which
        keeps its words and writes them only after they were accepted again.
        """
        state = TrackState.TAGGED if written else TrackState.SKIPPED
        return self._set_file(track, state, size, mtime_ns)

    # --- questions ------------------------------------------------------------------------------

    def get(self, path: Path) -> Track:
        """The track at `path`; raises LibraryError if there is none."""
        statement = (
            select(tracks, vectors.c.embedding, vectors.c.text_embedding, vectors.c.probabilities)
            .outerjoin(vectors, vectors.c.track_id == tracks.c.id)
            .where(tracks.c.path == rows.path_bytes(path))
        )
        with self._reading() as connection:
            row = connection.execute(statement).first()
        if row is None:
            raise LibraryError(path, "it is not in the library; scan its folder first")
        return rows.track_of(row, row if row.embedding is not None else None)

    def tracks(
        self, *, states: Iterable[TrackState] = (), limit: int = -1, offset: int = 0
    ) -> list[Track]:
        """Tracks in the order of their paths, of some states or of all."""
        statement = select(tracks).order_by(tracks.c.path).limit(limit).offset(offset)
        if wanted := [s.value for s in states]:
            statement = statement.where(tracks.c.state.in_(wanted))
        return self._tracks(statement)

    def count(self) -> dict[TrackState, int]:
        """How many tracks are in each state."""
        statement = select(tracks.c.state, func.count()).group_by(tracks.c.state)
        with self._reading() as connection:
            return {TrackState(s): n for s, n in connection.execute(statement)}

    def is_empty(self) -> bool:
        """Whether it has no track at all."""
        with self._reading() as connection:
            return connection.execute(select(tracks.c.id).limit(1)).first() is None

    def by_id(self, ids: Sequence[int]) -> dict[int, Track]:
        """The tracks of these numbers."""
        found: dict[int, Track] = {}
        for at in range(0, len(ids), _BATCH):
            part = select(tracks).where(tracks.c.id.in_(ids[at : at + _BATCH]))
            found |= {track.id: track for track in self._tracks(part)}
        return found

    def _tracks(self, statement: Any) -> list[Track]:
        with self._reading() as connection:
            return [rows.track_of(row) for row in connection.execute(statement)]

    def _set_file(self, track: Track, state: TrackState, size: int, mtime_ns: int) -> Track:
        values = {"state": state.value, "size": size, "mtime_ns": mtime_ns}
        self._decide([track.id], values)
        return self.get(track.path)

    def _decide(self, ids: Sequence[int], values: dict[str, Any]) -> None:
        """Sets what the user decided, here and in the words file."""
        self._set(ids, tracks.c.id, values, decided=True)

    def _set(
        self, keys: Sequence[Any], column: Any, values: dict[str, Any], *, decided: bool = False
    ) -> None:
        with self._writing() as connection:
            for at in range(0, len(keys), _BATCH):
                part = column.in_(keys[at : at + _BATCH])
                connection.execute(update(tracks).where(part).values(values))
            if decided:
                self.words.note(connection, keys, column)
