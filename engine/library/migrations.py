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


MIGRATIONS: tuple[tuple[str, Callable[[Connection], None]], ...] = (
    ("001 first tables", _first_tables),
    ("002 search columns", add_search_columns),
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
