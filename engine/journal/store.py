"""Journal: one SQLite file, every finished step of it on the disk before the next begins."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from engine.disk import Lock, sync_folder
from engine.errors import JournalError
from engine.journal.record import UNFINISHED, Batch, Record, RecordState
from engine.journal.rows import record_of, values_of

_VERSION = 1
_WAIT_S = 15.0

_TABLES = """
CREATE TABLE IF NOT EXISTS batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT, began REAL NOT NULL, undo INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS records (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batches(id),
    state TEXT NOT NULL,
    path BLOB NOT NULL,      -- as the system has it: names that are not UTF-8 survive
    name BLOB NOT NULL,
    copy BLOB NOT NULL,
    inode INTEGER NOT NULL DEFAULT 0,
    old_hash TEXT NOT NULL DEFAULT '', new_hash TEXT NOT NULL DEFAULT '',
    old_size INTEGER NOT NULL DEFAULT 0, new_size INTEGER NOT NULL DEFAULT 0,
    attributes TEXT NOT NULL DEFAULT '',
    displaced BLOB NOT NULL DEFAULT x'',
    undoes INTEGER NOT NULL DEFAULT 0,
    checksum TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS records_path ON records(path);
CREATE INDEX IF NOT EXISTS records_batch ON records(batch);
CREATE INDEX IF NOT EXISTS records_state ON records(state);
"""


class Journal:
    """Context manager. Safe to use from several threads; `lock` keeps other programs away."""

    def __init__(self, path: Path) -> None:
        """Opens the journal at `path`, made if it is not there; raises JournalError."""
        self.path = path
        self._one_thread = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            is_new = not path.exists()
            self._connection = sqlite3.connect(
                path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
            )
            self._connection.row_factory = sqlite3.Row
        except (OSError, sqlite3.Error) as error:
            raise JournalError(path, f"it cannot be opened ({error})") from error
        with self._translated():
            self._connection.execute("PRAGMA synchronous = FULL")  # survives a power cut
            if self._is_new():
                # SQLite does not wait for others who are making it just now.
                try:
                    with Lock(self.path.with_name(self.path.name + ".making")):
                        self._prepare()
                except OSError as error:
                    raise JournalError(path, f"it cannot be made ({error})") from error
            if is_new:
                sync_folder(path.parent)

    @classmethod
    def beside(cls, library: Path) -> Self:
        """The journal that belongs to a library."""
        return cls(library.with_name(f"{library.stem}.journal.sqlite"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        with self._one_thread:
            self._connection.close()

    def lock(self, wait_s: float = 60.0) -> Lock:
        """Held while a file is written: one at a time, over all copies of the program."""
        return Lock(self.path.with_name(self.path.name + ".lock"), wait_s=wait_s)

    def _is_new(self) -> bool:
        run = self._connection.execute
        (mode,), (version,) = (
            run(f"PRAGMA {fact}").fetchone() for fact in ("journal_mode", "user_version")
        )
        return bool(mode != "wal" or version != _VERSION)

    def _prepare(self) -> None:
        run = self._connection.execute
        run("PRAGMA journal_mode = WAL")
        (version,) = run("PRAGMA user_version").fetchone()
        if version > _VERSION:
            raise JournalError(self.path, "it was made by a newer version of Linernotes")
        if version < _VERSION:
            with self._writing():
                for statement in _TABLES.split(";\n"):
                    run(statement)
                run(f"PRAGMA user_version = {_VERSION}")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            with self._one_thread:
                yield
        except sqlite3.Error as error:
            raise JournalError(self.path, f"it cannot be read or written ({error})") from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    # --- writing --------------------------------------------------------------------------------

    def begin(self, *, undo: bool = False) -> int:
        """The number of a new batch."""
        with self._writing() as connection:
            values = (time.time(), undo)
            row = connection.execute("INSERT INTO batches (began, undo) VALUES (?, ?)", values)
            return int(row.lastrowid or 0)

    def announce(self, batch: int, path: Path, name: Path, copy: Path) -> int:
        """The number of the record for a copy that is about to be made."""
        with self._writing() as connection:
            paths = map(os.fsencode, (path, name, copy))
            row = connection.execute(
                "INSERT INTO records (batch, state, path, name, copy) VALUES (?, ?, ?, ?, ?)",
                (batch, RecordState.COPYING, *paths),
            )
            return int(row.lastrowid or 0)

    def prepare(self, number: int, record: Record) -> None:
        """Puts on the disk all that is needed to settle or to undo the write."""
        values = {"state": RecordState.PREPARED, **values_of(record)}
        names = ", ".join(f"{name} = :{name}" for name in values)
        with self._writing() as connection:
            connection.execute(
                f"UPDATE records SET {names} WHERE id = :id", {**values, "id": number}
            )

    def finish(self, number: int, state: RecordState) -> None:
        """How the write ended; an undo that is committed makes its record undone."""
        with self._writing() as connection:
            connection.execute("UPDATE records SET state = ? WHERE id = ?", (state, number))
            if state is RecordState.COMMITTED:
                self._take_back(connection, number)

    @staticmethod
    def _take_back(connection: sqlite3.Connection, number: int) -> None:
        """What an undo reversed is undone; what it made true again stands again."""
        query = "SELECT undoes, path, old_hash, new_hash FROM records WHERE id = ?"
        undoes, path, old, new = connection.execute(query, (number,)).fetchone()
        if not undoes:
            return
        change = (
            "UPDATE records SET state = ? WHERE id != ? AND path = ? AND state = ?"
            " AND old_hash = ? AND new_hash = ?"
        )
        done, undone = RecordState.COMMITTED, RecordState.UNDONE
        connection.execute(change, (undone, number, path, done, new, old))
        connection.execute(change, (done, number, path, undone, old, new))

    def forget(self, number: int) -> None:
        """The write was refused or failed before anything was prepared: nothing to remember."""
        with self._writing() as connection:
            query = "DELETE FROM records WHERE id = ? AND state = ?"
            connection.execute(query, (number, RecordState.COPYING))

    def prune(self, before: float) -> int:
        """Forgets batches that began earlier (seconds since 1970); how many bytes they held."""
        old = "SELECT id FROM batches WHERE began < ?"
        with self._writing() as connection:
            size = connection.execute(
                f"SELECT coalesce(sum(length(displaced)), 0) FROM records WHERE batch IN ({old})",
                (before,),
            ).fetchone()[0]
            finished = f"batch IN ({old}) AND state NOT IN ('copying', 'prepared')"
            connection.execute(f"DELETE FROM records WHERE {finished}", (before,))
            connection.execute(
                "DELETE FROM batches WHERE began < ? AND id NOT IN (SELECT batch FROM records)",
                (before,),
            )
        with self._translated():
            self._connection.execute("VACUUM")
        return int(size)

    # --- questions ------------------------------------------------------------------------------

    def unfinished(self) -> list[Record]:
        """Writes that a killed run left between two states."""
        return self._records("state IN (?, ?)", UNFINISHED)

    def of_batch(self, batch: int) -> list[Record]:
        """The batch's records, in their order; without damaged ones."""
        return self._records("batch = ?", (batch,))

    def of_path(self, path: Path) -> list[Record]:
        """Everything that was done to one file, in its order; without damaged records."""
        return self._records("path = ?", (os.fsencode(path),))

    def last_hash(self, path: Path) -> str:
        """The hash that a file had when we last wrote it, of whatever kind; "" if we never did."""
        query = "SELECT new_hash FROM records WHERE path = ? AND new_hash != '' ORDER BY id DESC"
        with self._translated():
            row = self._connection.execute(f"{query} LIMIT 1", (os.fsencode(path),)).fetchone()
        return row["new_hash"] if row else ""

    def get(self, number: int) -> Record:
        """One record; raises JournalError if there is none, or it is damaged."""
        with self._translated():
            row = self._connection.execute(
                "SELECT * FROM records WHERE id = ?", (number,)
            ).fetchone()
        if row is None:
            raise JournalError(self.path, f"it has no record {number}")
        return self._record(row)

    def damaged(self, batch: int | None = None) -> list[JournalError]:
        """What is wrong with records of a batch, or of all: their files cannot be undone."""
        where, values = ("batch = ?", (batch,)) if batch is not None else ("true", ())
        troubles = []
        for row in self._rows(where, values):
            try:
                self._record(row)
            except JournalError as error:
                troubles.append(error)
        return troubles

    def batches(self) -> list[Batch]:
        """All batches that wrote something, the newest first."""
        count = "count(*) FILTER (WHERE state = '{}')"
        counts = ", ".join(count.format(s) for s in ("committed", "undone", "conflict"))
        query = (
            f"SELECT batches.id, began, {counts}, sum(length(displaced)), undo FROM batches"
            " JOIN records ON records.batch = batches.id GROUP BY batches.id ORDER BY batches.id"
        )
        with self._translated():
            found = self._connection.execute(query).fetchall()
        return [Batch(*row) for row in reversed(found)]

    def size(self) -> int:
        """Bytes that the journal takes on the disk."""
        names = (self.path.name, f"{self.path.name}-wal")
        files = [self.path.with_name(name) for name in names]
        return sum(file.stat().st_size for file in files if file.exists())

    def _records(self, where: str, values: Sequence[Any]) -> list[Record]:
        """Those that are not damaged: one that is costs its file's undo and nothing else."""
        found = []
        for row in self._rows(where, values):
            with suppress(JournalError):
                found.append(self._record(row))
        return found

    def _rows(self, where: str, values: Sequence[Any]) -> list[sqlite3.Row]:
        query = f"SELECT * FROM records WHERE {where} ORDER BY id"
        with self._translated():
            return self._connection.execute(query, tuple(values)).fetchall()

    def _record(self, row: sqlite3.Row) -> Record:
        try:
            return record_of(row)
        except ValueError as error:
            name = repr(row["path"])
            damaged = f"its record {row['id']} of {name} is damaged"
            raise JournalError(self.path, damaged) from error
