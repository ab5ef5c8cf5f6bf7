"""What the journal holds: batches of records, one record for every file that was written."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path

from engine.disk import Attributes


class RecordState(StrEnum):
    """Where a write stands. Only `COPYING` and `PREPARED` are unfinished."""

    COPYING = "copying"  # a copy is being made and edited; the file is untouched
    PREPARED = "prepared"  # all that undo needs is on the disk; the file may be old or new
    COMMITTED = "committed"  # the file was new when we last saw it
    ROLLED_BACK = "rolled back"  # the file was never replaced
    UNDONE = "undone"  # the file was made old again
    CONFLICT = "conflict"  # somebody else changed the file in that moment; theirs was kept


UNFINISHED = (RecordState.COPYING, RecordState.PREPARED)


@dataclass(frozen=True, slots=True)
class Record:
    """One file, before and after."""

    path: Path  # where the file really is
    name: Path  # where the library has it: perhaps through a link
    copy: Path  # the copy's name while the write lasts; beside the file
    inode: int  # of the old file
    old_hash: str  # of the old file's bytes, a disk.Hash: BLAKE3, or SHA-256 as in earlier journals
    new_hash: str  # of the new file's bytes, likewise
    old_size: int  # bytes
    new_size: int  # bytes
    attributes: Attributes  # of the old file: times, permissions, owner
    displaced: bytes  # how to make the old bytes out of the new ones: a Delta
    undoes: int = 0  # the record that this one took back; 0 for a write
    id: int = 0  # the journal's own number
    batch: int = 0  # which batch it belongs to
    state: RecordState = RecordState.PREPARED  # where the write stands

    def checksum(self) -> str:
        """SHA-256 over everything that must not change from now on."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        for name in ("id", "batch", "state", "displaced"):
            del values[name]
        values["attributes"] = asdict(self.attributes)
        plain = json.dumps(values, default=repr, sort_keys=True)
        return hashlib.sha256(plain.encode("utf-8", "surrogateescape") + self.displaced).hexdigest()


@dataclass(frozen=True, slots=True)
class Batch:
    """What one command, or one press of a button, did."""

    id: int  # the number that `history` shows
    began: float  # seconds since 1970
    written: int  # records by what became of them
    undone: int
    conflicts: int
    size: int  # bytes that the journal holds for it
    undo: bool  # whether it took others back
