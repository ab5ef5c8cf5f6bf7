"""engine.journal.store: what is in the journal stays, whole, and in the order it was written."""

from __future__ import annotations

import dataclasses
import os
import sqlite3
import time
from pathlib import Path

import pytest

from engine.disk import Attributes
from engine.errors import JournalError
from engine.journal import Journal, Record, RecordState

ATTRIBUTES = Attributes(0o640, 1, 2, 3, 4, (("user.rating", b"\0\xff"),))
PATH = Path(os.fsdecode(b"/music/\xe9\xff \n.mp3"))


def record(**values: object) -> Record:
    plain = Record(PATH, PATH, PATH.with_name(".~copy"), 7, "a", "b", 10, 12, ATTRIBUTES, b"\0kept")
    return dataclasses.replace(plain, **values)  # type: ignore[arg-type]


def add(journal: Journal, batch: int, *, undoes: int = 0, finish: bool = True) -> int:
    number = journal.announce(batch, PATH, PATH, PATH.with_name(".~copy"))
    hashes = {"old_hash": "a", "new_hash": "b"}
    if undoes:  # the other way round
        undone = journal.get(undoes)
        hashes = {"old_hash": undone.new_hash, "new_hash": undone.old_hash}
    journal.prepare(number, record(undoes=undoes, **hashes))
    if finish:
        journal.finish(number, RecordState.COMMITTED)
    return number


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    with Journal(tmp_path / "new" / "j.sqlite") as journal:
        batch = journal.begin()
        number = add(journal, batch, finish=False)
        (found,) = journal.unfinished()
        assert found == record(id=number, batch=batch)
        journal.finish(number, RecordState.COMMITTED)
    with Journal(tmp_path / "new" / "j.sqlite") as journal:
        assert journal.unfinished() == []
        assert journal.get(number).state is RecordState.COMMITTED
        assert journal.of_path(PATH) == journal.of_batch(batch) == [journal.get(number)]


def test_checksums_of_earlier_journals_hold() -> None:
    kept = "495ffee87e0b29b15c66fc2249f423de56fe633725a4bc0cf7f827cc87aa8904"
    assert record().checksum() == kept  # as the first version made it


def test_the_last_hash_of_a_file_is_that_of_its_last_write(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.sqlite") as journal:
        assert journal.last_hash(PATH) == ""
        add(journal, journal.begin())
        last = journal.get(add(journal, journal.begin()))
        journal.announce(journal.begin(), PATH, PATH, Path("copy"))  # has no hash yet
        assert journal.last_hash(PATH) == last.new_hash


def test_undo_and_its_undo_change_what_stands(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.sqlite") as journal:
        write = add(journal, journal.begin())
        states = []
        last = write
        for _ in range(3):
            last = add(journal, journal.begin(undo=True), undoes=last)
            states.append([r.state.value for r in journal.of_path(PATH)])
        assert states == [
            ["undone", "committed"],
            ["committed", "undone", "committed"],
            ["undone", "committed", "undone", "committed"],
        ]
        assert [(b.id, b.undo, b.written) for b in journal.batches()] == [
            (4, True, 1), (3, True, 0), (2, True, 1), (1, False, 0),
        ]  # fmt: skip


def test_what_was_refused_leaves_nothing(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.sqlite") as journal:
        number = journal.announce(journal.begin(), PATH, PATH, PATH)
        journal.forget(number)
        assert journal.unfinished() == []
        assert journal.batches() == []
        with pytest.raises(JournalError, match="no record"):
            journal.get(number)


def test_pruning_forgets_old_batches_but_nothing_unfinished(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.sqlite") as journal:
        add(journal, journal.begin())
        open_one = add(journal, journal.begin(), finish=False)
        assert journal.prune(time.time() - 60) == 0
        assert len(journal.batches()) == 2
        assert journal.prune(time.time() + 60) > 0
        assert [r.id for r in journal.unfinished()] == [open_one]
        assert [b.id for b in journal.batches()] == [2]
        assert journal.size() > 0


@pytest.mark.parametrize(
    "damage",
    ["displaced = x'00'", "state = 'odd'", "path = 7", "attributes = '['", "new_hash = NULL"],
)
def test_a_damaged_record_costs_only_itself(tmp_path: Path, damage: str) -> None:
    with Journal(tmp_path / "j.sqlite") as journal:
        batch = journal.begin()
        numbers = [add(journal, batch) for _ in range(3)]
    with sqlite3.connect(tmp_path / "j.sqlite") as connection:
        try:
            connection.execute(f"UPDATE records SET {damage} WHERE id = {numbers[1]}")
        except sqlite3.IntegrityError:
            connection.execute("UPDATE records SET new_hash = 5 WHERE id = 2")
    connection.close()
    with Journal(tmp_path / "j.sqlite") as journal:
        assert [r.id for r in journal.of_batch(batch)] == [numbers[0], numbers[2]]
        assert numbers[1] not in [r.id for r in journal.of_path(PATH)]
        assert journal.unfinished() == []
        (told,) = journal.damaged(batch)
        assert [told.reason] == [error.reason for error in journal.damaged()]
        assert f"record {numbers[1]}" in told.reason
        with pytest.raises(JournalError, match="damaged"):
            journal.get(numbers[1])


def test_troubles_come_out_in_words(tmp_path: Path) -> None:
    (tmp_path / "no.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(JournalError, match="not a database"):
        Journal(tmp_path / "no.sqlite")
    with pytest.raises(JournalError, match="cannot be opened"):
        Journal(tmp_path / "no.sqlite" / "j.sqlite")
    with Journal(tmp_path / "j.sqlite"):
        pass
    with sqlite3.connect(tmp_path / "j.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(JournalError, match="newer version"):
        Journal(tmp_path / "j.sqlite")
