"""Quarantine: contents of files that have killed workers, not to be listened to again unasked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection, delete, insert, select

from engine.library.schema import quarantine

_Access = Callable[[], AbstractContextManager[Connection]]


class Quarantine:
    """Kept by content, so that a copy or a new name of such a file is known as well."""

    def __init__(self, reading: _Access, writing: _Access) -> None:
        self._reading = reading
        self._writing = writing

    def sizes(self) -> set[int]:
        """Sizes of the files: only a file of such a size needs to be hashed."""
        with self._reading() as connection:
            return set(connection.scalars(select(quarantine.c.size)))

    def reason(self, content_hash: str) -> str:
        """Why a file of this content (SHA-256) is in quarantine; "" if it is not."""
        statement = select(quarantine.c.reason).where(quarantine.c.content_hash == content_hash)
        with self._reading() as connection:
            return connection.scalar(statement) or ""

    def add(self, content_hash: str, size: int, reason: str) -> None:
        """The content has killed workers."""
        values = {"content_hash": content_hash, "size": size, "reason": reason}
        with self._writing() as connection:
            connection.execute(insert(quarantine).prefix_with("OR REPLACE").values(values))

    def release(self, sizes: set[int]) -> None:
        """Files of these sizes may be tried again."""
        known = sizes & self.sizes()
        with self._writing() as connection:
            connection.execute(delete(quarantine).where(quarantine.c.size.in_(known)))
