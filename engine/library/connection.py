"""Opens the SQLite file: WAL, one writer at a time, user data only ever bound."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from engine.errors import LibraryError
from engine.library.migrations import NewerLibraryError, migrate
from engine.library.schema import TRIGGERS

_WAIT_S = 15.0  # for another process that is writing


def open_engine(path: Path) -> Engine:
    """An engine on the library at `path`, made or brought up to date; raises LibraryError."""
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": _WAIT_S})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_other_databases(path)
        migrate(engine)
        _refuse_foreign_code(engine, path)
    except NewerLibraryError as error:
        raise LibraryError(path, "it was made by a newer version of Linernotes") from error
    except OperationalError as error:
        raise LibraryError(path, f"it cannot be opened ({error.orig})") from error
    except DatabaseError as error:
        raise LibraryError(path, f"it is damaged or no library ({error.orig})") from error
    except OSError as error:
        raise LibraryError(path, error.strerror or str(error)) from error
    return engine


def _refuse_other_databases(path: Path) -> None:
    """Somebody else's SQLite file must not be made into a library."""
    if not path.exists() or not path.stat().st_size:
        return
    connection = sqlite3.connect(path)
    try:
        # Empty: another process has just begun to make a library here.
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if names and "migrations" not in names:
            raise LibraryError(path, "it is another program's database, not a library")
    except sqlite3.DatabaseError as error:
        raise LibraryError(path, f"it is damaged or no library ({error})") from error
    finally:
        connection.close()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's troubles (full or broken disk, damaged file) as LibraryError."""
    try:
        yield
    except DatabaseError as error:
        raise LibraryError(path, f"it cannot be read or written ({error.orig})") from error


def _refuse_foreign_code(engine: Engine, path: Path) -> None:
    """A library from a stranger must not run triggers or views of its own.

    SQLite's trusted_schema = OFF would say the same, but forbids our full-text triggers as well.
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


def _begin(connection: Connection) -> None:
    # A writer asks for the lock at once: upgrading a read later could fail instead of waiting.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
