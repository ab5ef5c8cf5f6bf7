"""The one door through which the bytes of a music file change.

    lock → copy → edit the copy → compare and hash both → prove the copy → undo record on the disk
    → attributes → flush the copy → look again → swap → flush the folder → check both files
    → remove the displaced one → commit

Killed anywhere, the file is old or new, and `settle` finds out which. What somebody else wrote
into the file in between always wins.
"""

from __future__ import annotations

import dataclasses
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine import disk
from engine.errors import ChangedError, JournalError, TagError
from engine.journal import Delta, Journal, Record, RecordState, compare, rest_of, restore

COPY_PREFIX = ".~linernotes-"
_LONGEST_NAME = 255  # bytes
_WAIT_S = 5.0  # for a program that has locked the music file
_LOCKED = "another program has it locked"
_MEANWHILE = "another program changed it meanwhile; scan it again"

Edit = Callable[[Path], None]  # changes the copy; raises TagError or OSError
# Raises TagError if the copy, of which the Delta tells all that is other, must not be put in place.
Prove = Callable[[Path, Delta], None]


def rewrite(
    journal: Journal,
    batch: int,
    path: Path,
    before: os.stat_result,
    edit: Edit,
    *,
    prove: Prove,
    name: Path,
    undoes: int = 0,
    mtime_ns: int | None = None,
) -> Record:
    """Replaces the file at `path` by its edited copy; the committed record.

    `before` is the file as the caller looked at it, `name` what the library calls it, `mtime_ns`
    its new time (None: as it was).
    Raises TagError (ChangedError when somebody else was there) or JournalError; the file is then
    as it was, or as that somebody left it.
    """
    own = disk.Lock(path, create=False, wait_s=_WAIT_S, held=_LOCKED)
    with _translated(path), _settled(journal), own:
        # Python would cut a name of bytes in the middle of a character; a suffix is short.
        copy = path.with_name(f"{COPY_PREFIX}{secrets.token_hex(8)}{path.suffix[:16]}")
        number = journal.announce(batch, path, name, copy)
        try:
            attributes = disk.attributes_of(path)
            # Of the kind that the file's records are linked by, once it has some.
            delta = _edited_copy(path, copy, before, edit, journal.last_hash(path))
            prove(copy, delta)
            record = Record(
                path=path,
                name=name,
                copy=copy,
                inode=before.st_ino,
                old_hash=delta.old_hash,
                new_hash=delta.new_hash,
                old_size=before.st_size,
                new_size=copy.stat().st_size,
                attributes=attributes,
                displaced=delta.kept,
                undoes=undoes,
                id=number,
                batch=batch,
            )
            journal.prepare(number, record)
        except BaseException:
            with suppress(OSError):  # otherwise a later start removes it
                _remove(copy, path)
                journal.forget(number)
            raise
        return _put_in_place(journal, record, delta.rest, before, mtime_ns)


@contextmanager
def _settled(journal: Journal) -> Iterator[None]:
    """Nobody else writes, and no file is left between two states that can be settled now."""
    with journal.lock():
        settle(journal)  # takes each file's own lock
        yield


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """The system's troubles in words."""
    try:
        yield
    except TimeoutError as error:
        raise TagError(path, str(error)) from error
    except PermissionError as error:
        raise TagError(path, "it or its folder belongs to another user or is protected") from error
    except OSError as error:
        raise TagError(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise TagError(path, str(error)) from error
    except MemoryError as error:
        raise TagError(path, "writing its tags needs too much memory") from error


def _edited_copy(
    path: Path, copy: Path, before: os.stat_result, edit: Edit, kind_of_hash: str
) -> Delta:
    disk.copy_bytes(path, copy)
    _refuse_changed(path, before)
    edit(copy)
    # Hashed only now, in the one pass that tells what is other: whatever somebody has written
    # into the file since it was copied is a difference, which the proof will not take for ours.
    delta = compare(path, copy, kind_of_hash)
    _refuse_changed(path, before)
    return delta


def _refuse_changed(path: Path, before: os.stat_result) -> None:
    if disk.identity(path.lstat()) != disk.identity(before):
        raise ChangedError(path, _MEANWHILE)


def _put_in_place(
    journal: Journal, record: Record, rest: str, before: os.stat_result, mtime_ns: int | None
) -> Record:
    path, copy = record.path, record.copy
    wanted = record.attributes
    if mtime_ns is not None:
        wanted = dataclasses.replace(wanted, mtime_ns=mtime_ns)
    try:
        disk.put_attributes(copy, wanted)
        disk.flush(copy)
        ours = copy.lstat()
        if disk.has_writers(path):
            raise ChangedError(path, "another program has it open for writing")
        _refuse_changed(path, before)
        disk.swap(path, copy)
    except BaseException:
        with suppress(OSError):
            _remove(copy, path)
            journal.finish(record.id, RecordState.ROLLED_BACK)
        raise
    try:
        disk.sync_folder(path.parent)
        _check_both(record, rest, ours)
        copy.unlink()
    except (OSError, TagError) as error:
        conflict = isinstance(error, ChangedError)
        _swap_back(record)
        journal.finish(record.id, RecordState.CONFLICT if conflict else RecordState.ROLLED_BACK)
        raise
    # Should this fail, the record stays PREPARED, and the next start sees that the file is new.
    with suppress(JournalError):
        journal.finish(record.id, RecordState.COMMITTED)
    return dataclasses.replace(record, state=RecordState.COMMITTED)


def _check_both(record: Record, rest: str, ours: os.stat_result) -> None:
    """Raises ChangedError if not the file that was copied was displaced, TagError for our file."""
    path, copy = record.path, record.copy
    if disk.has_writers(copy):
        raise ChangedError(path, _MEANWHILE)
    # Where the new file's own bytes are what they were, and what was kept makes the displaced file
    # out of the others, both files are. That is quicker than to hash them again, and it is the
    # proof that the write can be taken back, before the old bytes are removed.
    with suppress(ValueError):  # its size is another one
        if _gives_back(record, copy) and rest_of(path, record.displaced) == rest:
            return
    if disk.hash_of(copy, record.old_hash) != record.old_hash:
        raise ChangedError(path, _MEANWHILE)
    if disk.hash_of(path, record.new_hash) != record.new_hash and not _is_untouched(path, ours):
        return  # somebody has written to it since: theirs
    raise TagError(path, "its disk does not give back what was written")


def _gives_back(record: Record, displaced: Path) -> bool:
    """Whether undo would make the displaced file out of the one in its place."""
    with suppress(ValueError), disk.open_regular(displaced) as displaced_file:
        made = restore(record.path, record.displaced)
        return all(displaced_file.read(len(p)) == p for p in made) and not displaced_file.read(1)
    return False


def _is_untouched(path: Path, ours: os.stat_result) -> bool:
    now = path.lstat()
    return (now.st_ino, now.st_size, now.st_mtime_ns) == (
        ours.st_ino,
        ours.st_size,
        ours.st_mtime_ns,
    )


def _swap_back(record: Record) -> None:
    """The displaced file is in place again, with what somebody else may have written into it."""
    disk.swap(record.path, record.copy)
    disk.sync_folder(record.path.parent)
    _discard(record.copy, record.path, record.new_hash)


def _discard(copy: Path, path: Path, *expected: str) -> bool:
    """Whether the copy was ours and is gone; with other bytes it gets a name that people see."""
    if disk.hash_of(copy, expected[0]) in expected:
        copy.unlink()
        return True
    end = f" (conflict {copy.name[len(COPY_PREFIX) :][:8]}){path.suffix[:16]}"
    stem = os.fsencode(path.stem)[: _LONGEST_NAME - len(os.fsencode(end))]
    copy.replace(path.with_name(os.fsdecode(stem) + end))
    return False


def _is_old(name: Path, record: Record) -> bool:
    return name.exists() and disk.hash_of(name, record.old_hash) == record.old_hash


def _clear(record: Record) -> bool:
    """Whether both names beside the file are gone and held nothing but what we know."""
    found = [name for name in (record.copy, _kept(record.copy)) if name.exists()]
    known = [_discard(name, record.path, record.old_hash, record.new_hash) for name in found]
    return all(known)


def _remove(copy: Path, path: Path) -> None:
    """Removes the copy for `path`; raises OSError when it may still be there."""
    found = [name for name in (copy, _kept(copy)) if name.exists()]
    for name in found:
        name.unlink()
    if not found:
        path.lstat()  # is not there either if the whole disk is gone


def _kept(copy: Path) -> Path:
    return copy.with_name(copy.name + disk.KEPT_SUFFIX)


# --- after a kill -------------------------------------------------------------------------------


@contextmanager
def open_settled(library: Path) -> Iterator[Journal]:
    """The journal of a library, with nothing in it that a killed run left unfinished."""
    with Journal.beside(library) as journal:
        # Whoever has the lock is writing, and what is unfinished is theirs.
        with suppress(TimeoutError):
            if journal.unfinished():
                with journal.lock(wait_s=0.0):
                    settle(journal)
        yield journal


def settle(journal: Journal) -> list[Record]:
    """Finds out how unfinished writes ended and removes what they left; those it could settle.

    Needs the journal's lock. A file that is not there now (an unplugged disk), or that another
    program has locked, waits.
    """
    settled = []
    for record in journal.unfinished():
        there = record.path if record.path.exists() else record.copy
        try:
            with disk.Lock(there, create=False, wait_s=0.0, held=_LOCKED):
                state = _outcome(record)
        except OSError:
            continue
        if record.state is RecordState.COPYING:
            journal.forget(record.id)
        else:
            journal.finish(record.id, state)
            settled.append(dataclasses.replace(record, state=state))
    return settled


def _outcome(record: Record) -> RecordState:
    """What became of a write; raises OSError when that cannot be seen now."""
    path, copy = record.path, record.copy
    if not copy.name.startswith(COPY_PREFIX):
        raise FileNotFoundError(copy)
    if record.state is RecordState.COPYING:
        _remove(copy, path)
        return RecordState.ROLLED_BACK
    if copy.exists() and not path.exists():  # somebody moved or deleted the file
        return RecordState.ROLLED_BACK if _clear(record) else RecordState.CONFLICT
    now = disk.hash_of(path, record.old_hash)
    found = disk.hash_of(copy, record.old_hash) if copy.exists() else None
    is_old, is_new = now == record.old_hash, now == record.new_hash
    # Somebody's change may have been displaced in the very moment of the swap: theirs comes back.
    theirs = is_new and found not in (None, record.old_hash, record.new_hash)
    # As long as the old bytes are there, it is not too late to find that undo would not make them.
    old = [name for name in (copy, _kept(copy)) if _is_old(name, record)] if is_new else []
    no_way_back = bool(old) and not _gives_back(record, old[0])
    if theirs or no_way_back:
        disk.swap(path, copy if theirs else old[0])
    if is_old:
        _remove(copy, path)  # ours, whole or half: nothing was swapped yet
    was_kept = _kept(copy).exists()
    known = _clear(record)
    disk.sync_folder(path.parent)
    if theirs or not known:
        return RecordState.CONFLICT
    # Where the file is neither, somebody has written it since: before the swap, or behind it.
    if is_old or no_way_back or (not is_new and found == record.new_hash and not was_kept):
        return RecordState.ROLLED_BACK
    return RecordState.COMMITTED if is_new or found == record.old_hash else RecordState.CONFLICT
