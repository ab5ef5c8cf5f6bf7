"""How a folder leaves the library: its tracks go, what a person decided about them waits.

The words stay in the words file too, so they come back when the same music is heard again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, false, func, or_, select, update

from engine.library import rows
from engine.library.conditions import is_below
from engine.library.schema import playlist_tracks, roots, tracks
from engine.library.words import DECIDED, wait_again


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves the library with a folder."""

    tracks: int
    decided: int  # of them, those with words or decisions of the user's
    listed: int  # of them, those that are in playlists


def count(connection: Connection, folder: Path) -> Leaving:
    """What leaves with the folder: tracks that lie in another of the folders do not."""
    leaving = _leaving(connection, folder)

    def number(*more: ColumnElement[bool]) -> int:
        return (
            connection.scalar(select(func.count()).select_from(tracks).where(leaving, *more)) or 0
        )

    listed = tracks.c.id.in_(select(playlist_tracks.c.track_id))
    return Leaving(number(), number(DECIDED), number(listed))


def forget(connection: Connection, folder: Path) -> bool:
    """Takes the folder and its tracks out; False if it is none of the library's folders."""
    own = connection.scalar(_root(folder))
    if own is None:
        return False
    leaving = _leaving(connection, folder)
    wait_again(connection, leaving)
    connection.execute(delete(tracks).where(leaving))
    # What is left of it lies in other folders too, and passes to the innermost of them.
    for number, other in sorted(_others(connection, folder), key=lambda o: -len(o[1].parts)):
        staying = (tracks.c.root_id == own) & is_below(other)
        connection.execute(update(tracks).where(staying).values(root_id=number))
    connection.execute(delete(roots).where(roots.c.id == own))
    return True


def _leaving(connection: Connection, folder: Path) -> ColumnElement[bool]:
    elsewhere = [is_below(other) for _, other in _others(connection, folder)]
    own: ColumnElement[bool] = tracks.c.root_id == _root(folder).scalar_subquery()
    return own & ~or_(false(), *elsewhere)


def _root(folder: Path) -> Any:
    return select(roots.c.id).where(roots.c.path == rows.path_bytes(folder))


def _others(connection: Connection, folder: Path) -> list[tuple[int, Path]]:
    """Number and path of all the library's folders but this one."""
    found = connection.execute(select(roots.c.id, roots.c.path))
    every = [(row.id, rows.path_of(row.path)) for row in found]
    return [(number, other) for number, other in every if other != folder]
