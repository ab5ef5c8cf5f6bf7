"""engine.library.migrations: all steps or none, with a copy of what was there before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from engine.errors import LibraryError
from engine.library import Library, connection, migrations
from engine.library.migrations import MIGRATIONS, Step
from engine.library.schema import FULL_TEXT, TRIGGERS, metadata
from tests.engine.library.analyses import ROOT

Steps = tuple[tuple[str, Step], ...]


def schema_of(path: Path) -> tuple[set[object], set[object], set[str]]:
    """Columns and indexes of the ordinary tables, and the triggers, in comparable form."""
    columns, indexes = set[object](), set[object]()
    with closing(sqlite3.connect(path)) as library:
        for table in metadata.tables:
            for _, *column in library.execute(f"PRAGMA table_info({table})"):
                columns.add((table, *column))
            for row in library.execute(f"PRAGMA index_list({table})").fetchall():
                name, unique = row[1], row[2]
                parts = library.execute(f"PRAGMA index_xinfo('{name}')").fetchall()
                indexes.add((table, unique, tuple((p[2], p[4]) for p in parts if p[5])))
        triggers = library.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        return columns, indexes, {sql for (sql,) in triggers}


def test_the_steps_lead_to_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    Library(tmp_path / "migrated.sqlite").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'direct.sqlite'}")
    metadata.create_all(engine)
    with engine.begin() as direct:
        for statement in (FULL_TEXT[0], *TRIGGERS):
            direct.exec_driver_sql(statement)
    engine.dispose()
    assert schema_of(tmp_path / "migrated.sqlite") == schema_of(tmp_path / "direct.sqlite")


def old_library(path: Path, *, tracks: int = 1) -> bytes:
    """A library as the first version of the program made it; its bytes."""
    with closing(sqlite3.connect(path)) as library, library:
        library.execute("CREATE TABLE migrations (name TEXT PRIMARY KEY)")
        library.execute("INSERT INTO migrations VALUES (?)", (MIGRATIONS[0][0],))
        for statement in migrations.FIRST_TABLES:
            library.execute(statement)
        library.execute("INSERT INTO roots VALUES (1, ?)", (bytes(ROOT),))
        for number in range(tracks):
            library.execute(
                "INSERT INTO tracks (path, root_id, size, mtime_ns, state, heard, missing,"
                " audio_hash, duration_s, title, artist, album, comment, text, aspects,"
                " aspect_words, key, model, error) VALUES (?, 1, 1, 1, 'edited', 1, 0, 'h', 1,"
                " 'T', '', '', '', 'My words.', '[]', '', '', 'user', '')",
                (bytes(ROOT / f"{number}.mp3"),),
            )
    return path.read_bytes()


def test_an_old_library_goes_on_and_leaves_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    old_library(path)
    with Library(path) as library:
        (track,) = library.tracks()
        assert track.description
        assert track.description.text == "My words."
        assert library.for_search.matching('"words"')
    (copy,) = tmp_path.glob("library.sqlite.before-*")
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("SELECT name FROM migrations").fetchall() == [(MIGRATIONS[0][0],)]
        assert before.execute("SELECT text FROM tracks").fetchall() == [("My words.",)]
    Library(path).close()
    assert len(list(tmp_path.glob("*.before-*"))) == 1


def test_an_empty_library_needs_no_copy(tmp_path: Path) -> None:
    old_library(tmp_path / "library.sqlite", tracks=0)
    Library(tmp_path / "library.sqlite").close()
    assert not list(tmp_path.glob("*.before-*"))


def test_a_step_that_fails_changes_nothing_and_names_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def good(library: Connection) -> None:
        library.exec_driver_sql("CREATE TABLE extra (a)")

    def bad(library: Connection) -> None:
        library.exec_driver_sql("DELETE FROM tracks")
        library.exec_driver_sql("CREATE TABLE extra (a)")

    steps = (*MIGRATIONS, ("990 good", good), ("991 bad", bad))
    path = tmp_path / "library.sqlite"
    old_library(path)
    Library(path).close()
    monkeypatch.setattr(
        connection, "migrate", lambda engine, path: migrations.migrate(engine, path, steps)
    )
    with pytest.raises(LibraryError) as failed:
        Library(path)
    copy = tmp_path / "library.sqlite.before-990"
    assert "is as it was" in failed.value.reason
    assert str(copy) in failed.value.reason
    assert copy.exists()
    monkeypatch.undo()
    with Library(path) as library:  # by the version that knows no step 990
        assert len(library.tracks()) == 1


def test_the_last_three_copies_stay(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    old_library(path)
    engine = create_engine(f"sqlite:///{path}")
    steps: Steps = MIGRATIONS[:1]
    for number in range(5):
        steps += ((f"9{number}0 more", lambda library: None),)
        migrations.migrate(engine, path, steps)
    engine.dispose()
    names = sorted(p.name.rpartition("-")[2] for p in tmp_path.glob("*.before-*"))
    assert names == ["920", "930", "940"]


def test_without_room_for_the_copy_no_step_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    before = old_library(path)
    blocking = tmp_path / f".~library.sqlite.before-{MIGRATIONS[1][0].split()[0]}"
    blocking.mkdir()  # where the copy wants to be
    with pytest.raises(LibraryError, match="the copy made before failed"):
        Library(path)
    with closing(sqlite3.connect(path)) as library:
        assert library.execute("SELECT name FROM migrations").fetchall() == [(MIGRATIONS[0][0],)]
    assert len(before) == path.stat().st_size
