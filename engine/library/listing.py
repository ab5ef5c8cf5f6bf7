"""Lists of track numbers in any order: what a table of a million tracks holds of the library."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from engine.library.schema import SORTED, tracks

ORDERS = ("path", "state", *SORTED)
"""What `ids` can order by: names of columns, each with an index."""

Ids = array  # of "q": eight bytes for each track

_TEXTS = frozenset(name for name in ORDERS if tracks.c[name].type.python_type is str)


class Listing:
    """Reached as `library.listing`."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def ids(
        self,
        order: str = "path",
        *,
        descending: bool = False,
        among: Collection[int] | None = None,
    ) -> Ids[int]:
        """The numbers of all tracks, or of those `among` them, by one of ORDERS.

        Texts are ordered without regard to case. What is not known comes last, either way.
        """
        if order not in ORDERS:
            raise ValueError(f"tracks are not ordered by {order}")
        known, unknown = _conditions(order)
        way = "DESC" if descending else "ASC"
        collation = " COLLATE NOCASE" if order in _TEXTS - {"state"} else ""
        first = f"SELECT id FROM tracks WHERE {known} ORDER BY {order}{collation} {way}, id {way}"
        rest = f"SELECT id FROM tracks WHERE {unknown} ORDER BY id {way}"
        found: Ids[int] = array("q")
        with self._reading() as connection:
            for query in (first, rest):
                # The driver's tuples: SQLAlchemy's rows of a million tracks cost a second more.
                cursor = connection.exec_driver_sql(query).cursor
                while cursor and (part := cursor.fetchmany(50_000)):
                    found.extend([row[0] for row in part])
        if among is None:
            return found
        kept = frozenset(among)
        return array("q", [id_ for id_ in found if id_ in kept])


def _conditions(order: str) -> tuple[str, str]:
    """Where a column says something, and where it says nothing; so that its index serves both."""
    if order in ("path", "state"):
        return "true", "false"
    if order in _TEXTS:
        return f"{order} COLLATE NOCASE > ''", f"{order} COLLATE NOCASE = ''"
    if order in ("duration_s", "added_s"):
        return f"{order} > 0", f"{order} <= 0"
    return f"{order} IS NOT NULL", f"{order} IS NULL"
