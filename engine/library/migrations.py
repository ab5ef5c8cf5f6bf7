"""How a library comes to its present form: named steps, each with its record.

A step, once released, is never changed; a new form of the tables is a new step at the end. Steps
spell out the tables as they were then; schema.py has them as they are now. All steps that a
library still lacks are one transaction: an older version of the program can go on with it if one
of them fails.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from engine.errors import LibraryError
from engine.library.backups import copy_before_step
from engine.library.first_tables import FIRST_TABLES
from engine.library.search_columns import add_search_columns
from engine.library.words import WAITING_TABLE

Step = Callable[[Connection], None]


def _first_tables(connection: Connection) -> None:
    for statement in FIRST_TABLES:
        connection.exec_driver_sql(statement)


def _playlists(connection: Connection) -> None:
    connection.execute(
        text("""
        CREATE TABLE playlists (
            id INTEGER NOT NULL PRIMARY KEY,
            name VARCHAR NOT NULL,
            name_key VARCHAR NOT NULL UNIQUE,
            kind VARCHAR NOT NULL,
            "query" VARCHAR NOT NULL,
            "order" VARCHAR NOT NULL,
            created FLOAT NOT NULL,
            changed FLOAT NOT NULL
        )""")
    )
    connection.execute(
        text("""
        CREATE TABLE playlist_tracks (
            playlist_id INTEGER NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
            PRIMARY KEY (playlist_id, position)
        )""")
    )
    index = "CREATE INDEX ix_playlist_tracks_track_id ON playlist_tracks (track_id)"
    connection.execute(text(index))


def _waiting_words(connection: Connection) -> None:
    for statement in WAITING_TABLE:
        connection.exec_driver_sql(statement)


MIGRATIONS: tuple[tuple[str, Step], ...] = (
    ("001 first tables", _first_tables),
    ("002 search columns", add_search_columns),
    ("003 playlists", _playlists),
    ("004 waiting words", _waiting_words),
)


class NewerLibraryError(Exception):
    """The library was made by a newer version of the program."""


def migrate(engine: Engine, path: Path, steps: tuple[tuple[str, Step], ...] = MIGRATIONS) -> None:
    """Brings the library to the present form, after a copy was made if it holds tracks.

    Raises NewerLibraryError if it is beyond that form, LibraryError if a step or the copy fails;
    then the library is as it was.
    """
    kept: Path | None = None
    try:
        with engine.execution_options(immediate=True).begin() as connection:
            connection.execute(
                text("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY)")
            )
            done = {row.name for row in connection.execute(text("SELECT name FROM migrations"))}
            if unknown := done - {name for name, _ in steps}:
                raise NewerLibraryError(", ".join(sorted(unknown)))
            lacking = [(name, step) for name, step in steps if name not in done]
            if lacking and done and _holds_tracks(connection):
                kept = copy_before_step(path, lacking[0][0].split()[0])
            for name, step in lacking:
                step(connection)
                connection.execute(text("INSERT INTO migrations VALUES (:name)"), {"name": name})
    except Exception as error:
        if kept is None:
            raise
        reason = f"it could not be brought up to date and is as it was ({error}); a copy of it is "
        raise LibraryError(path, reason + str(kept)) from error


def _holds_tracks(connection: Connection) -> bool:
    return bool(connection.scalar(text("SELECT EXISTS (SELECT 1 FROM tracks)")))
