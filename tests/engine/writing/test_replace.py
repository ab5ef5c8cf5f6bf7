"""engine.writing.replace: killed, refused by the disk or disturbed, the file is old or new."""

from __future__ import annotations

import errno
import multiprocessing
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine import disk
from engine.disk import exchange
from engine.errors import ChangedError, JournalError, LinernotesError, TagError
from engine.journal import Delta, Journal, Record, RecordState
from engine.writing.replace import COPY_PREFIX, rewrite, settle
from tests.engine.writing import faults

OLD = bytes(range(256)) * 20
NEW = b"new head" + OLD + b"new tail"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX calls and kills")


def edit(copy: Path) -> None:
    copy.write_bytes(NEW)


@pytest.fixture(params=["exchange", "replace"])
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file to be written, on a system with and on one without an exchange of names."""
    if request.param == "replace":
        monkeypatch.setattr(exchange, "_exchange", lambda *_: False)
    elif sys.platform != "linux":
        pytest.skip("Linux exchanges names")
    made = tmp_path / "music" / "a.mp3"
    made.parent.mkdir()
    made.write_bytes(OLD)
    os.utime(made, ns=(10**18, 10**18))
    return made


def open_journal(path: Path) -> Journal:
    return Journal(path.parent.parent / "j.sqlite")


def unproved(copy: Path, delta: Delta) -> None:
    """These tests write what they like."""


def write(
    path: Path,
    change: Callable[[Path], None] = edit,
    prove: Callable[[Path, Delta], None] = unproved,
) -> Record:
    with open_journal(path) as journal:
        return rewrite(journal, journal.begin(), path, path.lstat(), change, prove=prove, name=path)


def state_of(path: Path) -> RecordState:
    """Of the one record, after a restart."""
    with open_journal(path) as journal:
        settle(journal)
        assert journal.unfinished() == []
        return journal.of_path(path)[-1].state


def alone(path: Path) -> bool:
    return list(path.parent.iterdir()) == [path]


def test_the_record_tells_the_whole_story(path: Path) -> None:
    record = write(path)
    assert path.read_bytes() == NEW
    assert path.stat().st_mtime_ns == 10**18
    assert (record.old_size, record.new_size) == (len(OLD), len(NEW))
    assert record.new_hash == disk.hash_of(path)
    assert state_of(path) is RecordState.COMMITTED
    assert alone(path)


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EDQUOT])
def test_an_error_at_any_call_changes_nothing(path: Path, code: int) -> None:
    def fail(owner: Any) -> None:
        if owner is Journal:  # which translates what SQLite says
            raise JournalError(path, os.strerror(code))
        raise OSError(code, os.strerror(code))

    for count in range(1, 200):
        path.write_bytes(OLD)
        os.utime(path, ns=(10**18, 10**18))
        try:
            with faults.after(count, fail, before=True) as made:
                write(path)
        except LinernotesError:
            assert path.read_bytes() == OLD, made
            assert path.stat().st_mtime_ns == 10**18
        else:
            assert path.read_bytes() == NEW
        with open_journal(path) as journal, journal.lock():
            settle(journal)
            assert journal.unfinished() == []
        assert alone(path), made
        if len(made) < count:
            break
    assert count > 20


def test_killed_after_any_call_the_file_is_old_or_new(path: Path) -> None:
    context = multiprocessing.get_context("fork")

    def write_and_die(count: int) -> None:
        with faults.after(count, faults.kill):
            write(path)

    outcomes = set()
    for count in range(1, 200):
        path.write_bytes(OLD)
        os.utime(path, ns=(10**18, 10**18))
        child = context.Process(target=write_and_die, args=(count,))
        child.start()
        child.join()
        new = path.read_bytes() == NEW
        assert new or path.read_bytes() == OLD, count
        assert path.stat().st_mtime_ns == 10**18
        with open_journal(path) as journal:
            settle(journal)
            assert journal.unfinished() == []
            records = journal.of_path(path)
        assert alone(path), count
        assert not new or records[-1].state is RecordState.COMMITTED
        outcomes.add(new)
        if child.exitcode == 0:
            break
    assert count > 20
    assert outcomes == {True, False}


def test_what_must_be_on_the_disk_is_there_before_the_swap(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P3: flush of the copy, record, swap, flush of the folder; the copy is not written after."""
    steps: list[str] = []

    def noted(owner: Any, name: str, word: Callable[..., str]) -> None:
        real = getattr(owner, name)

        def call(*arguments: Any) -> Any:
            steps.append(word(*arguments))
            return real(*arguments)

        monkeypatch.setattr(owner, name, call)

    noted(disk, "flush", lambda at: "flush copy" if COPY_PREFIX in at.name else "?")
    noted(disk, "sync_folder", lambda at: f"flush {at.name}")
    noted(disk, "swap", lambda *_: "swap")
    noted(disk, "put_attributes", lambda *_: "attributes")
    noted(Journal, "prepare", lambda *_: "record")
    noted(Journal, "finish", lambda *_: "commit")
    write(path)
    steps = [s for s in steps if s != f"flush {path.parent.parent.name}"]
    assert steps == ["record", "attributes", "flush copy", "swap", "flush music", "commit"]


def in_place(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"somebody")
    os.utime(path, ns=(10**18, 10**18))  # and hides it


def by_replacing(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"somebody")
    os.utime(other, ns=(10**18, 10**18))
    other.replace(path)


@pytest.mark.parametrize("how", [in_place, by_replacing])
@pytest.mark.parametrize("moment", ["flush", "swap"])
def test_somebody_elses_edit_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, how: Callable[[Path], None], moment: str
) -> None:
    if moment == "swap" and how is by_replacing and not _exchanges(path.parent):
        pytest.skip("without an exchange, a moment of microseconds is left")
    real = getattr(disk, moment)

    def disturbed(*arguments: Path) -> None:
        monkeypatch.setattr(disk, moment, real)
        how(path)
        real(*arguments)

    monkeypatch.setattr(disk, moment, disturbed)
    with pytest.raises(ChangedError, match="another program"):
        write(path)
    assert path.read_bytes().startswith(b"somebody")
    assert alone(path)
    expected = RecordState.CONFLICT if moment == "swap" else RecordState.ROLLED_BACK
    assert state_of(path) is expected


def _exchanges(folder: Path) -> bool:
    one, two = folder.parent / "one", folder.parent / "two"
    one.touch()
    two.touch()
    return exchange._exchange(one, two)


@pytest.mark.skipif(sys.platform != "linux", reason="leases")
def test_a_file_that_is_open_for_writing_is_left_alone(path: Path) -> None:
    with path.open("r+b"), pytest.raises(ChangedError, match="open for writing"):
        write(path)
    assert path.read_bytes() == OLD
    assert alone(path)


def test_an_edit_at_the_moment_of_a_kill_comes_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed behind the swap, with somebody's edit displaced: the next start puts it back."""
    real = disk.swap

    def disturbed(one: Path, other: Path) -> None:
        in_place(one)
        real(one, other)
        raise KeyboardInterrupt

    monkeypatch.setattr(disk, "swap", disturbed)
    monkeypatch.setattr(Journal, "finish", lambda *_: None)
    monkeypatch.setattr("engine.writing.replace._remove", lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        write(path)
    monkeypatch.undo()
    assert path.read_bytes() == NEW
    assert state_of(path) is RecordState.CONFLICT
    assert path.read_bytes().startswith(b"somebody")
    assert alone(path)


@pytest.mark.parametrize("where", ["moved", "offline"])
def test_a_file_that_is_gone_after_a_kill(path: Path, where: str) -> None:
    with open_journal(path) as journal:
        copy = path.with_name(f"{COPY_PREFIX}0.mp3")
        number = journal.announce(journal.begin(), path, path, copy)
        copy.write_bytes(b"half a copy")
        if where == "moved":
            path.unlink()
        else:
            path.parent.rename(path.parent.parent / "unplugged")
        settle(journal)
        assert len(journal.unfinished()) == (where == "offline")
        if where == "offline":
            (path.parent.parent / "unplugged").rename(path.parent)
            settle(journal)
            assert journal.unfinished() == []
        with pytest.raises(JournalError):
            journal.get(number)
    assert not copy.exists()


def test_a_disk_that_goes_away_in_the_middle(path: Path) -> None:
    """P17: what is left on it is removed when it is back."""
    away = path.parent.parent / "unplugged"

    def unplug(copy: Path) -> None:
        copy.parent.rename(away)

    with pytest.raises(TagError, match="No such file"):
        write(path, unplug)
    away.rename(path.parent)
    assert path.read_bytes() == OLD
    assert not alone(path)
    with open_journal(path) as journal:
        settle(journal)
        assert journal.unfinished() == []
    assert alone(path)


def test_a_second_program_waits(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Journal, "lock", lambda self: disk.Lock(self.path.with_name("l"), wait_s=0.1)
    )
    held = disk.Lock(path.parent.parent / "l")
    with held, pytest.raises(TagError, match="another copy of Linernotes"):
        write(path)
    assert path.read_bytes() == OLD
    write(path)


def write_many(path: Path) -> None:
    for number in range(5):

        def add(copy: Path, number: int = number) -> None:
            with copy.open("ab") as file:
                file.write(f"{os.getpid()} {number}\n".encode())

        with open_journal(path) as journal:
            done = False
            while not done:
                try:
                    rewrite(
                        journal, journal.begin(), path, path.lstat(), add, prove=unproved, name=path
                    )
                    done = True
                except ChangedError:
                    continue  # the other one was quicker: look again


def test_several_programs_at_once_lose_nothing(path: Path) -> None:
    """P16."""
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=write_many, args=(path,)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * 4
    lines = path.read_bytes().removeprefix(OLD).splitlines()
    assert len(lines) == len(set(lines)) == 20
    assert alone(path)
