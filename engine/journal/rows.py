"""Records as rows of the journal's table, and back."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from engine.disk import Attributes
from engine.journal.record import Record, RecordState

# Columns that hold what the field of the same name holds: once the write is prepared, ...
_PREPARED = (
    "inode", "old_hash", "new_hash", "old_size", "new_size", "displaced", "undoes",
)  # fmt: skip
_ALWAYS = ("id", "batch")  # ... and from the beginning


def values_of(record: Record) -> dict[str, Any]:
    """What the row of a prepared record holds by column, beside its paths and its state."""
    return {
        **{name: getattr(record, name) for name in _PREPARED},
        "attributes": _packed(record.attributes),
        "checksum": record.checksum(),
    }


def record_of(row: sqlite3.Row) -> Record:
    """The record that a row holds; raises ValueError if the row is damaged."""
    try:
        record = Record(
            path=Path(os.fsdecode(row["path"])),
            name=Path(os.fsdecode(row["name"])),
            copy=Path(os.fsdecode(row["copy"])),
            attributes=_unpacked(row["attributes"]),
            state=RecordState(row["state"]),
            **{name: row[name] for name in (*_ALWAYS, *_PREPARED)},
        )
        # A copy that is only announced has nothing to check yet.
        is_whole = record.state is RecordState.COPYING or record.checksum() == row["checksum"]
    except TypeError as error:
        raise ValueError(f"a value of the wrong kind: {error}") from error
    if not is_whole:
        raise ValueError("its checksum is another one")
    return record


def _packed(attributes: Attributes) -> str:
    numbers = (attributes.mode, attributes.uid, attributes.gid)
    times = (attributes.atime_ns, attributes.mtime_ns)
    extended = [(os.fsencode(name).hex(), value.hex()) for name, value in attributes.extended]
    return json.dumps([*numbers, *times, extended])


def _unpacked(text: str) -> Attributes:
    if not text:
        return Attributes(0, 0, 0, 0, 0)
    mode, uid, gid, atime_ns, mtime_ns, extended = json.loads(text)
    pairs = ((os.fsdecode(bytes.fromhex(n)), bytes.fromhex(v)) for n, v in extended)
    return Attributes(mode, uid, gid, atime_ns, mtime_ns, tuple(pairs))
