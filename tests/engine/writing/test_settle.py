"""What a killed write left is settled without losing what somebody else wrote meanwhile."""

from __future__ import annotations

import sqlite3
import sys
import threading
from pathlib import Path

import pytest

from engine import disk
from engine.disk import exchange
from engine.errors import TagError
from engine.journal import Journal, RecordState
from engine.writing import settle
from tests.engine.writing.test_replace import NEW, OLD, alone, open_journal, state_of, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "music" / "a.mp3"
    made.parent.mkdir()
    made.write_bytes(OLD)
    return made


def _prepared(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A write killed just before the swap: the names of its copy and of a kept file."""

    def killed(*_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(disk, "swap", killed)
    monkeypatch.setattr(Journal, "finish", lambda *_: None)
    monkeypatch.setattr("engine.writing.replace._remove", lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        write(path)
    monkeypatch.undo()
    (copy,) = path.parent.glob(".~linernotes-*")
    return copy, copy.with_name(copy.name + exchange.KEPT_SUFFIX)


@pytest.mark.parametrize("held", [b"", b"somebody's edit"])
def test_what_is_unknown_never_takes_a_whole_files_place_but_gets_a_name(
    path: Path, monkeypatch: pytest.MonkeyPatch, held: bytes
) -> None:
    """Killed on a disk without exchange: the kept file was cut by a power failure, or edited."""
    copy, kept = _prepared(path, monkeypatch)
    copy.replace(path)
    kept.write_bytes(held)
    assert state_of(path) is RecordState.CONFLICT
    assert path.read_bytes() == NEW
    (shown,) = path.parent.glob("*(conflict *")
    assert shown.read_bytes() == held


def test_half_a_kept_file_goes_where_the_old_one_still_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, kept = _prepared(path, monkeypatch)
    kept.write_bytes(OLD[:3])
    assert state_of(path) is RecordState.ROLLED_BACK
    assert path.read_bytes() == OLD
    assert alone(path)


def test_a_conflict_beside_a_name_as_long_as_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "music" / ("é" * 125 + ".mp3")
    path.parent.mkdir()
    path.write_bytes(OLD)
    copy, kept = _prepared(path, monkeypatch)
    copy.replace(path)
    kept.write_bytes(b"somebody's edit")
    assert state_of(path) is RecordState.CONFLICT
    assert b"somebody's edit" in [p.read_bytes() for p in path.parent.iterdir() if p.is_file()]


@pytest.mark.skipif(sys.platform != "linux", reason="leases")
def test_who_opens_the_file_while_it_is_looked_at_does_no_harm(path: Path) -> None:
    stop = threading.Event()

    def open_and_close() -> None:
        while not stop.is_set():
            path.open("r+b").close()

    busy = threading.Thread(target=open_and_close)
    busy.start()
    try:
        for _ in range(300):
            exchange.has_writers(path)
    finally:
        stop.set()
        busy.join()


@pytest.mark.skipif(sys.platform == "win32", reason="flock")
def test_a_file_that_another_program_has_locked_is_said_to_be(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.writing.replace._WAIT_S", 0.1)
    with disk.Lock(path, create=False), pytest.raises(TagError, match="another program has it"):
        write(path)
    assert path.read_bytes() == OLD


def test_half_a_copy_is_ours_while_the_file_is_still_old(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut before the copy was flushed."""
    copy, _ = _prepared(path, monkeypatch)
    copy.write_bytes(NEW[:2])
    assert state_of(path) is RecordState.ROLLED_BACK
    assert alone(path)


@pytest.mark.skipif(sys.platform == "win32", reason="flock")
def test_a_file_that_another_program_has_locked_is_settled_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, _ = _prepared(path, monkeypatch)
    with open_journal(path) as journal:
        with disk.Lock(path, create=False):
            assert settle(journal) == []
            assert len(journal.unfinished()) == 1
        assert copy.exists()
    assert state_of(path) is RecordState.ROLLED_BACK
    assert alone(path)


def test_an_unfinished_record_that_is_damaged_stops_nobody(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, _ = _prepared(path, monkeypatch)
    with open_journal(path) as journal:
        file = journal.path
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE records SET attributes = '['")
    connection.close()
    with open_journal(path) as journal:
        assert settle(journal) == []
        assert len(journal.damaged()) == 1
    assert copy.exists(), "whose bytes it holds is not known"
    write(path)
    assert path.read_bytes() == NEW
