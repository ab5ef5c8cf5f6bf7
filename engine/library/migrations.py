"""How a library comes to its present form: named steps, each in one transaction with its record.

A step, once released, is never changed; a new form of the tables is a new step at the end. Steps
spell out the tables as they were then; schema.py has them as they are now.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, text

from engine.library.first_tables import FIRST_TABLES
from engine.library.search_columns import add_search_columns


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


MIGRATIONS: tuple[tuple[str, Callable[[Connection], None]], ...] = (
    ("001 first tables", _first_tables),
    ("002 search columns", add_search_columns),
    ("003 playlists", _playlists),
)


class NewerLibraryError(Exception):
    """The library was made by a newer version of the program."""


def migrate(engine: Engine) -> None:
    """Brings the library to the present form; raises NewerLibraryError if it is beyond it."""
    with engine.execution_options(immediate=True).begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY)"))
        done = {row.name for row in connection.execute(text("SELECT name FROM migrations"))}
        if unknown := done - {name for name, _ in MIGRATIONS}:
            raise NewerLibraryError(", ".join(sorted(unknown)))
        for name, step in MIGRATIONS:
            if name not in done:
                step(connection)
                connection.execute(text("INSERT INTO migrations VALUES (:name)"), {"name": name})
