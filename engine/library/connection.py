"""Opens the SQLite file: WAL, one writer at a time, user data only ever bound."""

from __future__ import annotations

import functools
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from engine.errors import LibraryError
from engine.library.backups import WAY_OUT, damage
from engine.library.migrations import NewerLibraryError, migrate
from engine.library.schema import TRIGGERS

_WAIT_S = 15.0  # for another process that is writing
_CHECK_S = 1.0


def open_engine(path: Path) -> Engine:
    """An engine on the library at `path`, made or brought up to date; raises LibraryError."""
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": _WAIT_S})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_other_databases(path)
        migrate(engine, path)
        _refuse_foreign_code(engine, path)
    except NewerLibraryError as error:
        raise LibraryError(path, "it was made by a newer version of Linernotes") from error
    except OperationalError as error:
        raise LibraryError(path, f"it cannot be opened ({error.orig})") from error
    except DatabaseError as error:
        raise LibraryError(path, _damaged(error.orig)) from error
    except OSError as error:
        raise LibraryError(path, error.strerror or str(error)) from error
    return engine


def _refuse_other_databases(path: Path) -> None:
    """Somebody else's SQLite file must not be made into a library, nor a damaged one be used."""
    if not path.exists() or not path.stat().st_size:
        return
    was_left_open = _was_left_open(path)
    connection = sqlite3.connect(path)
    try:
        # Empty: another process has just begun to make a library here.
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if names and "migrations" not in names:
            raise LibraryError(path, "it is another program's database, not a library")
        if was_left_open and (problem := _damage(connection)):
            raise LibraryError(path, _damaged(problem))
    except sqlite3.DatabaseError as error:
        raise LibraryError(path, _damaged(error)) from error
    finally:
        connection.close()


def _was_left_open(path: Path) -> bool:
    """Whether whoever used it last did not close it: killed, a power cut, or still there.

    SQLite removes the file of recent changes when the last one closes the library.
    """
    recent = path.with_name(path.name + "-wal")
    return recent.exists() and recent.stat().st_size > 0


def _damage(connection: sqlite3.Connection) -> str:
    """What a quick check finds in the time that there is at start; backups are checked whole."""
    stop = threading.Event()
    timer = threading.Timer(_CHECK_S, stop.set)
    timer.start()
    try:
        return damage(connection, stop)
    finally:
        timer.cancel()


def _damaged(problem: object) -> str:
    return f"it is damaged or no library ({problem}); {WAY_OUT}"


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's troubles (full or broken disk, damaged file) as LibraryError."""
    try:
        yield
    except DatabaseError as error:
        reason = f"it cannot be read or written ({error.orig})"
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            reason = _damaged(error.orig)
        raise LibraryError(path, reason) from error


def _refuse_foreign_code(engine: Engine, path: Path) -> None:
    """A library from a stranger must not run triggers or views of its own.

    Where SQLite's own guard may be on (`_may_distrust`), it says the same of tables and indexes.
    """
    query = text("SELECT sql FROM sqlite_master WHERE type IN ('trigger', 'view')")
    with engine.connect() as connection:
        if not set(connection.scalars(query)) <= set(TRIGGERS):
            raise LibraryError(path, "it holds triggers that are not Linernotes' own")


def _configure(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if _may_distrust():
        connection.execute("PRAGMA trusted_schema = OFF")


@functools.cache
def _may_distrust() -> bool:
    """Whether this SQLite lets triggers keep a full-text index under trusted_schema = OFF.

    Until some time after 3.40 it does not count FTS5 among the harmless modules.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE a (b)")
        connection.execute("CREATE VIRTUAL TABLE c USING fts5(b)")
        connection.execute(
            "CREATE TRIGGER d AFTER INSERT ON a BEGIN INSERT INTO c(b) VALUES (new.b); END"
        )
        connection.execute("PRAGMA trusted_schema = OFF")
        try:
            connection.execute("INSERT INTO a VALUES ('e')")
        except sqlite3.OperationalError:
            return False
    return True


def _begin(connection: Connection) -> None:
    # A writer asks for the lock at once: upgrading a read later could fail instead of waiting.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
