"""Takes writes back: the file is byte for byte what it was, or the reason why not is told."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from engine import disk
from engine.errors import ChangedError, TagError
from engine.journal import Delta, Journal, Record, RecordState, restore
from engine.writing.look import refuse_unwritable
from engine.writing.replace import rewrite, settle

_DONE = (RecordState.COMMITTED, RecordState.UNDONE)


def to_undo(journal: Journal, batch: int | None, files: Sequence[Path] = ()) -> list[Record]:
    """File by file, the record before which the file shall be again; `files`: only theirs.

    `batch`: None for the first record of every file. What is undone already is left out.
    """
    with journal.lock():
        settle(journal)
    batches = [batch] if batch is not None else sorted(b.id for b in journal.batches())
    wanted = {_real(file) for file in files}
    first: dict[Path, Record] = {}
    for record in (r for number in batches for r in journal.of_batch(number)):
        stands = record.state is RecordState.COMMITTED
        if stands or (batch is None and record.state is RecordState.UNDONE):
            first.setdefault(_real(record.path), record)
    return [r for path, r in first.items() if not wanted or path in wanted]


def _real(path: Path) -> Path:
    """One name for a file that has several, since its folder was moved and linked to, say."""
    return Path(os.path.realpath(path))


def steps(journal: Journal, target: Record) -> list[Record]:
    """The records to take back, one after the other, to make the file what it was before `target`.

    What was written on top of it has to go first. Every record leads from its new bytes to its
    old ones, whether it is undone or not: the shortest way from the bytes that are there now is
    taken. Raises TagError, ChangedError if there is none.
    """
    try:
        now = disk.hash_of(target.path, target.old_hash)
    except OSError as error:
        raise TagError(target.path, error.strerror or str(error)) from error
    names = dict.fromkeys((target.path, _real(target.path)))
    known = [r for name in names for r in journal.of_path(name) if r.state in _DONE]
    ways: dict[str, list[Record]] = {now: []}
    ahead = deque([now])
    while ahead and target.old_hash not in ways:
        here = ahead.popleft()
        for record in known:
            if record.new_hash == here and record.old_hash not in ways:
                ways[record.old_hash] = [*ways[here], record]
                ahead.append(record.old_hash)
    if target.old_hash not in ways:
        raise ChangedError(target.path, "somebody has changed it since; it was left as it is")
    return ways[target.old_hash]


def undo(journal: Journal, batch: int, record: Record) -> Record:
    """Makes the file what it was before the record; the record of the undo itself.

    Raises TagError, ChangedError if somebody has changed the file since; it is then as it was.
    """
    path = record.path
    try:
        before = path.lstat()  # the folder may be a link by now, the file may not
        if not stat.S_ISREG(before.st_mode):
            raise ChangedError(path, "it is not a file any more; it was left as it is")
        if (
            before.st_size != record.new_size
            or disk.hash_of(path, record.new_hash) != record.new_hash
        ):
            raise ChangedError(path, "somebody has changed it since; it was left as it is")
    except OSError as error:
        raise TagError(record.path, error.strerror or str(error)) from error
    refuse_unwritable(path, before)
    return rewrite(
        journal,
        batch,
        path,
        before,
        partial(_restore_into, record, path),
        prove=partial(_prove, record),
        name=record.name,
        undoes=record.id,
        mtime_ns=record.attributes.mtime_ns,
    )


def _restore_into(record: Record, path: Path, copy: Path) -> None:
    with copy.open("wb") as file:
        for piece in restore(path, record.displaced):
            file.write(piece)


def _prove(record: Record, _: Path, delta: Delta) -> None:
    if delta.old_hash != record.new_hash:
        raise ChangedError(record.path, "somebody has changed it since; it was left as it is")
    if delta.new_hash != record.old_hash:
        raise TagError(record.path, "what was kept of it does not give back the old file")
