"""engine.library.backups: whole copies, one a day, a few days of them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from engine.disk import Lock
from engine.errors import LibraryError
from engine.library import Library, backups
from tests.engine.library.analyses import add, fill, heard

DAY = date(2026, 1, 1)


def never() -> threading.Event:
    return threading.Event()


def test_a_copy_made_while_others_write_is_whole(library: Library) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            library.save_analysis(add(library, f"new {number}.mp3"), heard(sound=f"3x10:{number}"))
            number += 1

    fill(library, 200)
    writer = threading.Thread(target=write)
    writer.start()
    try:
        copy = backups.back_up(library.path, never(), DAY)
    finally:
        stop.set()
        writer.join()
    assert copy
    assert [p.name for p in copy.parent.glob("*.sqlite")] == ["library 2026-01-01.sqlite"]
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with Library(copy) as opened:
        assert len(opened.tracks()) >= 200


def test_once_a_day_and_the_last_days_stay(library: Library) -> None:
    for number in range(8):
        assert backups.back_up(library.path, never(), DAY + timedelta(number))
    assert backups.back_up(library.path, never(), DAY + timedelta(7)) is None
    days = [p.stem.split()[1] for p in backups.backups_of(library.path)]
    assert days == [f"2026-01-0{n}" for n in (8, 7, 6, 5, 4)]


def test_large_backups_are_fewer(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "_MOST_BYTES", 1)
    for number in range(3):
        assert backups.back_up(library.path, never(), DAY + timedelta(number))
    assert [p.stem for p in backups.backups_of(library.path)] == ["library 2026-01-03"]


def test_a_backup_that_is_not_wanted_any_more_leaves_nothing(library: Library) -> None:
    stop = threading.Event()
    stop.set()
    assert backups.back_up(library.path, stop, DAY) is None
    assert list(backups.folder_of(library.path).glob("*.sqlite")) == []


def test_a_damaged_library_takes_no_good_backups_place(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library(path) as library:
        fill(library, 300)
    good = backups.back_up(path, never(), DAY)
    assert good
    damaged = bytearray(path.read_bytes())
    damaged[4096 * 6 : 4096 * 9] = os.urandom(4096 * 3)
    path.write_bytes(damaged)
    for day in range(1, 9):
        with pytest.raises(LibraryError, match="linernotes rebuild"):
            backups.back_up(path, never(), DAY + timedelta(day))
    assert list(good.parent.glob("*.sqlite")) == [good]


def test_what_a_killed_copy_left_is_gone_with_the_next(library: Library) -> None:
    folder = backups.folder_of(library.path)
    folder.mkdir()
    half = folder / ".~library 2025-12-31.sqlite"
    half.write_bytes(b"half")
    with Lock(folder / ".library.lock"):  # another program is making the day's copy
        assert backups.back_up(library.path, never(), DAY) is None
    assert half.exists()
    assert backups.back_up(library.path, never(), DAY)
    assert not half.exists()


def test_no_room_is_said_before_the_disk_is_full(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(library.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(LibraryError, match="no room"):
        backups.back_up(library.path, never(), DAY)


def test_a_copy_made_anew_takes_the_place_of_the_days(library: Library) -> None:
    assert backups.kept(library.path) == backups.Kept(backups.folder_of(library.path), 0, 0, None)
    library.back_up(never())
    fill(library, 3)
    library.back_up(never())  # there is one of today
    (copy,) = backups.backups_of(library.path)
    with Library(copy) as opened:
        assert opened.is_empty()
    library.back_up(never(), anew=True)
    assert backups.backups_of(library.path) == [copy]
    there = copy.stat()
    assert backups.kept(library.path) == backups.Kept(copy.parent, 1, there.st_size, there.st_mtime)
    with Library(copy) as opened:
        assert len(opened.tracks()) == 3
