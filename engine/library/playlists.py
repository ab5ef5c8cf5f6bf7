"""Playlists: lists of tracks that a person keeps, and smart ones, which are kept questions."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from engine.errors import PlaylistError
from engine.library import rows
from engine.library.resolving import Resolved, resolve
from engine.library.schema import playlist_tracks, playlists, tracks
from engine.playlist_files import Listing
from engine.track import Track
from engine.words import one_line

LONGEST_NAME = 200  # characters
_Access = Callable[[], AbstractContextManager[Connection]]


class PlaylistKind(StrEnum):
    """What a playlist keeps."""

    LIST = "list"  # tracks, one after another
    SMART = "smart"  # a search, asked anew every time


class PlaylistOrder(StrEnum):
    """How a playlist's tracks are laid out when it is played or exported."""

    GIVEN = "given"  # as kept, or as found: the best first
    SMOOTH = "smooth"  # see engine.smooth


@dataclass(frozen=True, slots=True)
class Playlist:
    """A playlist without its tracks."""

    id: int
    name: str
    kind: PlaylistKind
    query: str  # of a smart one; "" of a list
    order: PlaylistOrder
    created: float  # POSIX seconds
    changed: float
    length: int  # tracks kept, missing ones too; 0 for a smart one


class Playlists:
    """The library's playlists. Every change is one transaction; troubles are PlaylistErrors.

    A track stays listed when its file goes missing, and is followed when the file comes back
    under another name.
    """

    def __init__(
        self,
        path: Path,
        reading: _Access,
        writing: _Access,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._path = path
        self._reading = reading
        self._writing = writing
        self._now = now

    # --- the playlists themselves ---------------------------------------------------------------

    def all(self) -> list[Playlist]:
        """Every playlist, in the order of their names."""
        with self._reading() as connection:
            return [_playlist(r) for r in connection.execute(_listed().order_by("name_key"))]

    def get(self, name: str) -> Playlist:
        """The playlist of this name, in whatever case it is written."""
        with self._reading() as connection:
            row = connection.execute(_listed().where(playlists.c.name_key == _key(name))).first()
        if row is None:
            raise PlaylistError(self._path, f"there is no playlist “{one_line(name)}”")
        return _playlist(row)

    def create(
        self,
        name: str,
        track_ids: Iterable[int] = (),
        *,
        query: str | None = None,
        order: PlaylistOrder = PlaylistOrder.GIVEN,
    ) -> Playlist:
        """A new playlist: a list of tracks, or with a `query` a smart one."""
        now = self._now()
        with self._writing() as connection:
            values = self._named(connection, name) | {
                "kind": PlaylistKind.LIST if query is None else PlaylistKind.SMART,
                "query": query or "",
                "order": order,
                "created": now,
                "changed": now,
            }
            statement = insert(playlists).values(values).returning(playlists.c.id)
            _append(connection, connection.execute(statement).scalar_one(), 0, list(track_ids))
        return self.get(name)

    def rename(self, playlist: Playlist, name: str) -> Playlist:
        """Gives it another name, which no other playlist may have."""
        with self._writing() as connection:
            self._set(connection, playlist, self._named(connection, name, playlist.id))
        return self.get(name)

    def ask(self, playlist: Playlist, query: str) -> Playlist:
        """Changes what a smart playlist searches for."""
        if playlist.kind is not PlaylistKind.SMART:
            raise PlaylistError(self._path, f"“{playlist.name}” is a list, not a search")
        with self._writing() as connection:
            self._set(connection, playlist, {"query": query})
        return self.get(playlist.name)

    def arrange(self, playlist: Playlist, order: PlaylistOrder) -> Playlist:
        """Changes how the playlist is laid out; the order that is kept stays as it is."""
        with self._writing() as connection:
            self._set(connection, playlist, {"order": order})
        return self.get(playlist.name)

    def delete(self, playlist: Playlist) -> None:
        """Forgets the playlist; its tracks stay in the library."""
        with self._writing() as connection:
            connection.execute(delete(playlists).where(playlists.c.id == playlist.id))

    # --- the tracks of a list -------------------------------------------------------------------

    def tracks(self, playlist: Playlist) -> list[Track]:
        """The tracks of a list, in its order, missing ones too; without their vectors."""
        statement = (
            select(tracks)
            .join(playlist_tracks, playlist_tracks.c.track_id == tracks.c.id)
            .where(playlist_tracks.c.playlist_id == playlist.id)
            .order_by(playlist_tracks.c.position)
        )
        with self._reading() as connection:
            return [rows.track_of(row) for row in connection.execute(statement)]

    def add(self, playlist: Playlist, track_ids: Iterable[int], at: int | None = None) -> None:
        """Puts tracks before the one at position `at` (0 is the first), or at the end."""
        new = list(track_ids)
        self._edit(playlist, lambda ids: ids + new if at is None else ids[:at] + new + ids[at:])

    def remove(self, playlist: Playlist, positions: Iterable[int]) -> None:
        """Takes out what is at these positions; those that are not there do not matter."""
        gone = set(positions)
        self._edit(playlist, lambda ids: [id_ for at, id_ in enumerate(ids) if at not in gone])

    def move(self, playlist: Playlist, positions: Iterable[int], to: int) -> None:
        """Puts what is at these positions, in its order, before what is now at position `to`."""
        moved = set(positions)

        def change(ids: list[int]) -> list[int]:
            before = [id_ for at, id_ in enumerate(ids[:to]) if at not in moved]
            after = [id_ for at, id_ in enumerate(ids[to:], to) if at not in moved]
            return before + [id_ for at, id_ in enumerate(ids) if at in moved] + after

        self._edit(playlist, change)

    def replace(self, playlist: Playlist, track_ids: Iterable[int]) -> None:
        """The list holds these tracks from now on, and no others."""
        new = list(track_ids)
        self._edit(playlist, lambda _: new)

    def resolve(self, listing: Listing) -> Resolved:
        """Which tracks of the library a playlist file means; no other file is looked at."""
        with self._reading() as connection:
            return resolve(connection, listing.entries)

    # --- how ------------------------------------------------------------------------------------

    def _edit(self, playlist: Playlist, change: Callable[[list[int]], list[int]]) -> None:
        """One change of a list; only what lies behind the first difference is written."""
        if playlist.kind is PlaylistKind.SMART:
            reason = f"“{playlist.name}” is a search: its tracks cannot be changed by hand"
            raise PlaylistError(self._path, reason)
        kept = playlist_tracks.c.playlist_id == playlist.id
        statement = select(playlist_tracks.c.position, playlist_tracks.c.track_id).where(kept)
        with self._writing() as connection:
            found = connection.execute(statement.order_by(playlist_tracks.c.position)).all()
            before = [row.track_id for row in found]
            after = change(before)
            same = 0
            for (at, (position, old)), new in zip(enumerate(found), after, strict=False):
                if (position, old) != (at, new):
                    break
                same += 1
            connection.execute(
                delete(playlist_tracks).where(kept, playlist_tracks.c.position >= same)
            )
            self._set(connection, playlist, {})
            _append(connection, playlist.id, same, after[same:])

    def _set(self, connection: Connection, playlist: Playlist, values: dict[str, Any]) -> None:
        changed = update(playlists).where(playlists.c.id == playlist.id)
        done = connection.execute(changed.values(values | {"changed": self._now()}))
        if not done.rowcount:
            raise PlaylistError(self._path, f"the playlist “{playlist.name}” is gone")

    def _named(self, connection: Connection, name: str, own: int = 0) -> dict[str, str]:
        """The columns of a name that is fit to be one and not taken."""
        clean = one_line(name)
        if not clean or len(clean) > LONGEST_NAME:
            reason = f"a playlist's name has between 1 and {LONGEST_NAME} characters"
            raise PlaylistError(self._path, reason)
        taken = select(playlists.c.name).where(
            playlists.c.name_key == _key(clean), playlists.c.id != own
        )
        if (other := connection.scalar(taken)) is not None:
            raise PlaylistError(self._path, f"there is a playlist “{other}” already")
        return {"name": clean, "name_key": _key(clean)}


def follow(connection: Connection, audio_hash: str, track_id: int) -> None:
    """Playlists that list a missing file of this sound go on with the track that is there."""
    gone = select(tracks.c.id).where(
        tracks.c.audio_hash == audio_hash,
        tracks.c.audio_hash != "",
        tracks.c.missing,
        tracks.c.id != track_id,
    )
    listed = update(playlist_tracks).where(playlist_tracks.c.track_id.in_(gone))
    connection.execute(listed.values(track_id=track_id))


def _append(connection: Connection, playlist_id: int, at: int, track_ids: Sequence[int]) -> None:
    if track_ids:
        values = [
            {"playlist_id": playlist_id, "position": position, "track_id": id_}
            for position, id_ in enumerate(track_ids, at)
        ]
        connection.execute(insert(playlist_tracks), values)


def _listed() -> Any:
    length = select(func.count()).where(playlist_tracks.c.playlist_id == playlists.c.id)
    return select(playlists, length.scalar_subquery().label("length"))


def _playlist(row: Any) -> Playlist:
    return Playlist(
        id=row.id,
        name=row.name,
        kind=PlaylistKind(row.kind),
        query=row.query,
        order=PlaylistOrder(row.order),
        created=row.created,
        changed=row.changed,
        length=row.length,
    )


def _key(name: str) -> str:
    """Equal for names that differ in case, spaces or the make-up of their letters only."""
    return unicodedata.normalize("NFC", one_line(name).casefold())
