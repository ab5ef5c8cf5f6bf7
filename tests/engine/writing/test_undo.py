"""engine.writing.undo: the file is byte for byte what it was, or the reason why not is told."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import disk
from engine.errors import ChangedError, TagError
from engine.journal import Journal, Record, RecordState
from engine.writing import settle, steps, to_undo, undo
from engine.writing.replace import rewrite
from tests.audio_files import make_audio
from tests.engine.writing import faults
from tests.engine.writing.test_replace import unproved
from tests.engine.writing.test_tag_file import journal_of, track_of, write_description

FIRST = b"the first bytes " * 500


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "j.sqlite") as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "music" / "a.mp3"
    made.parent.mkdir()
    made.write_bytes(FIRST)
    os.utime(made, ns=(10**18, 10**18))
    return made


def write(journal: Journal, path: Path, head: bytes) -> Record:
    """A write in a batch of its own: `head` in front of what is there."""
    content = head + path.read_bytes()

    def edit(copy: Path) -> None:
        copy.write_bytes(content)

    return rewrite(journal, journal.begin(), path, path.lstat(), edit, prove=unproved, name=path)


def undo_batch(journal: Journal, batch: int | None, *files: Path) -> list[Record]:
    own = journal.begin(undo=True)
    targets = to_undo(journal, batch, files)
    return [undo(journal, own, record) for t in targets for record in steps(journal, t)]


@pytest.mark.parametrize("kind", ["mp3", "flac", "ogg", "opus", "m4a", "wav", "aiff", "wma"])
def test_tags_that_were_written_go_without_a_trace(tmp_path: Path, kind: str) -> None:
    suffix = {"opus": ".opus", "wma": ".wma"}.get(kind, f".{kind}")
    path = make_audio(tmp_path / f"a{suffix}", seconds=4, tags={"title": "Kept"})
    path.chmod(0o640)
    os.utime(path, ns=(10**18, 10**18))
    before, state = path.read_bytes(), path.stat()
    write_description(track_of(path))
    assert path.read_bytes() != before
    with Journal(journal_of(path)) as journal:
        (record,) = undo_batch(journal, 1)
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == 10**18
    assert path.stat().st_mode == state.st_mode
    assert len(record.displaced) < max(4000, len(before) / 5)


def test_three_writes_and_an_undo_out_of_order(journal: Journal, path: Path) -> None:
    other = path.with_name("b.mp3")
    other.write_bytes(FIRST)
    contents = [FIRST]
    for number in range(3):
        write(journal, path, f"{number}".encode() * 700)
        contents.append(path.read_bytes())
    write(journal, other, b"x")
    # The second write has the third on top of it: both go, the first stays.
    assert len(undo_batch(journal, 2)) == 2
    assert path.read_bytes() == contents[1]
    undo_batch(journal, 4)
    assert other.read_bytes() == FIRST
    undo_batch(journal, 1)
    assert path.read_bytes() == FIRST
    assert path.stat().st_mtime_ns == 10**18
    assert undo_batch(journal, None) == []


def test_an_undo_can_be_undone(journal: Journal, path: Path) -> None:
    write(journal, path, b"new")
    undo_batch(journal, 1)
    assert path.read_bytes() == FIRST
    undo_batch(journal, 2)
    assert path.read_bytes() == b"new" + FIRST
    assert to_undo(journal, 2) == []
    undo_batch(journal, None)
    assert path.read_bytes() == FIRST
    assert undo_batch(journal, None) == []
    undo_batch(journal, 3)
    assert path.read_bytes() == FIRST, "batch 3 has been taken back by the last one"


def test_only_the_files_that_are_named(journal: Journal, tmp_path: Path) -> None:
    def edit(copy: Path) -> None:
        copy.write_bytes(b"n")

    batch, paths = journal.begin(), [tmp_path / name for name in "abc"]
    for path in paths:
        path.write_bytes(FIRST)
        rewrite(journal, batch, path, path.lstat(), edit, prove=unproved, name=path)
    undo_batch(journal, batch, paths[1])
    assert [p.read_bytes() for p in paths] == [b"n", FIRST, b"n"]
    undo_batch(journal, batch)
    assert [p.read_bytes() for p in paths] == [FIRST] * 3


@pytest.mark.parametrize("how", ["edited", "gone", "read-only"])
def test_what_cannot_be_undone_says_why(journal: Journal, path: Path, how: str) -> None:
    record = write(journal, path, b"new")
    if how == "edited":
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    elif how == "gone":
        path.unlink()
    else:
        path.chmod(0o444)
    reason = {"edited": "changed it since", "gone": "No such file", "read-only": "read-only"}[how]
    before = path.read_bytes() if path.exists() else b""
    with pytest.raises(ChangedError if how == "edited" else TagError, match=reason):
        undo(journal, journal.begin(undo=True), record)
    assert (path.read_bytes() if path.exists() else b"") == before


def test_a_record_that_does_not_fit_changes_nothing(journal: Journal, path: Path) -> None:
    record = dataclasses.replace(write(journal, path, b"new"), old_hash="0" * 64)
    with pytest.raises(TagError, match="does not give back"):
        undo(journal, journal.begin(undo=True), record)
    assert path.read_bytes() == b"new" + FIRST


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_killed_in_the_middle_an_undo_goes_on(tmp_path: Path, path: Path) -> None:
    context = multiprocessing.get_context("fork")
    with Journal(tmp_path / "j.sqlite") as journal:
        write(journal, path, b"new")

    def undo_and_die(count: int) -> None:
        with faults.after(count, faults.kill), Journal(tmp_path / "j.sqlite") as journal:
            undo_batch(journal, 1)

    for count in range(1, 200):
        child = context.Process(target=undo_and_die, args=(count,))
        child.start()
        child.join()
        with Journal(tmp_path / "j.sqlite") as journal:
            settle(journal)
            assert journal.unfinished() == []
            (write_record,) = journal.of_batch(1)
            old = path.read_bytes() == FIRST
            assert old or path.read_bytes() == b"new" + FIRST
            assert write_record.state is (RecordState.UNDONE if old else RecordState.COMMITTED)
            if old:  # and once more, for the next round
                undo_batch(journal, journal.batches()[0].id)
        assert list(path.parent.iterdir()) == [path]
        if child.exitcode == 0:
            break
    assert count > 20


def test_later_rights_of_a_file_stay(journal: Journal, path: Path) -> None:
    record = write(journal, path, b"new")
    path.chmod(0o600)
    undo(journal, journal.begin(undo=True), record)
    assert path.read_bytes() == FIRST
    assert path.stat().st_mode & 0o777 == 0o600
    assert disk.attributes_of(path).mtime_ns == 10**18


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_folder_that_was_moved_and_linked_to(journal: Journal, path: Path) -> None:
    """The old name leads to the file through a link, and a later write has the new name."""
    first = write(journal, path, b"one ")
    moved = path.parent.parent / "elsewhere"
    path.parent.rename(moved)
    path.parent.symlink_to(moved)
    write(journal, moved / path.name, b"two ")
    undo_batch(journal, 2)
    undo_batch(journal, first.batch, moved / path.name)
    assert path.read_bytes() == FIRST
    assert path.parent.is_symlink()
    assert journal.get(first.id).state is RecordState.UNDONE
    undo_batch(journal, 4)
    assert path.read_bytes() == b"one " + FIRST
    write(journal, moved / path.name, b"three ")
    undo_batch(journal, None)
    assert path.read_bytes() == FIRST
    assert list(moved.iterdir()) == [moved / path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="FIFOs")
def test_what_took_the_files_place_is_left_alone(journal: Journal, path: Path) -> None:
    record = write(journal, path, b"new")
    path.rename(path.with_name("b.mp3"))
    path.symlink_to(path.with_name("b.mp3"))
    with pytest.raises(ChangedError, match="not a file"):
        undo(journal, journal.begin(undo=True), record)
    assert path.is_symlink()
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(TagError, match="not a regular file"):
        steps(journal, record)
    with pytest.raises(ChangedError, match="not a file"):
        undo(journal, journal.begin(undo=True), record)


def test_a_damaged_record_costs_only_its_file(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.mp3", "b.mp3")]
    with Journal(tmp_path / "j.sqlite") as journal:
        for path in paths:
            path.write_bytes(FIRST)
            write(journal, path, b"new")
    with sqlite3.connect(tmp_path / "j.sqlite") as connection:
        connection.execute("UPDATE records SET displaced = x'00' WHERE id = 1")
    connection.close()
    with Journal(tmp_path / "j.sqlite") as journal:
        undo_batch(journal, None)
        assert [p.read_bytes() for p in paths] == [b"new" + FIRST, FIRST]
        assert len(journal.damaged()) == 1
