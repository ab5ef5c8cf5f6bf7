"""engine.library: what is kept, and what survives a rename, a retag and a second writer."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import LibraryError
from engine.library import Library, store
from engine.library.first_tables import FIRST_TABLES
from engine.scan import FoundFile
from engine.track import Analysis, Aspect, Description, Tags, Track, TrackState

ROOT = Path("/music") if sys.platform != "win32" else Path("C:/music")


def heard(text: str = "A calm piano piece.", sound: str = "3x10:hash", **tags: Any) -> Analysis:
    vector = np.full(4, 0.5, "<f2").tobytes()
    description = Description(
        text,
        reason="" if text else "nothing in it was clear enough to be said",
        aspects=(Aspect("instrument", "piano", 0.8, ((0.0, 10.0),)),),
        tempo_bpm=72.0,
        key="F#m",
        embedding=vector * 2,
        text_embedding=vector,
        probabilities=np.array([0.8, 0.1], "<f2").tobytes(),
        model="test-1",
    )
    return Analysis(Tags(**tags), 42.0, sound, description)


def add(library: Library, name: str, *, size: int = 1, mtime_ns: int = 1) -> Track:
    path = ROOT / name
    library.add_files(library.add_root(ROOT), [FoundFile(path, size, mtime_ns)])
    return library.get(path)


def test_a_track_comes_back_as_it_was_kept(library: Library) -> None:
    track = library.save_analysis(add(library, "a.mp3"), heard(title="T", artist="A", album="L"))
    assert track.state is TrackState.DESCRIBED
    assert track.description == heard().description
    assert track.heard
    assert (track.tags.title, track.tags.artist, track.tags.album) == ("T", "A", "L")
    assert (track.duration_s, track.audio_hash) == (42.0, "3x10:hash")
    assert library.unheard() == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_names_that_are_not_utf8_come_back_byte_for_byte(library: Library) -> None:
    name = os.fsdecode(b"caf\xe9\n\x01.mp3")
    track = add(library, name)
    assert os.fsencode(track.path) == os.fsencode(ROOT) + b"/caf\xe9\n\x01.mp3"
    assert os.fsencode(library.tracks()[0].path) == os.fsencode(track.path)


def test_nothing_sure_is_a_failure_with_a_reason(library: Library) -> None:
    track = library.save_analysis(add(library, "a.mp3"), heard(text=""))
    assert (track.state, track.error) == (
        TrackState.FAILED,
        "nothing in it was clear enough to be said",
    )


def test_an_unchanged_file_is_not_heard_again_a_changed_one_is(library: Library) -> None:
    library.save_analysis(add(library, "a.mp3"), heard())
    add(library, "a.mp3")
    assert library.unheard() == []
    add(library, "a.mp3", mtime_ns=2)
    assert [t.path.name for t in library.unheard()] == ["a.mp3"]


def test_the_users_words_stay_when_the_file_is_retagged(library: Library) -> None:
    track = library.save_analysis(add(library, "a.mp3"), heard())
    library.set_text(track, "My own words.", b"")
    changed = add(library, "a.mp3", size=2)
    track = library.save_analysis(changed, heard(text="Something else.", title="New title"))
    assert track.state is TrackState.EDITED
    assert track.description
    assert track.description.text == "My own words."
    assert track.tags.title == "New title"


def test_accepted_words_do_not_outlive_the_music_they_were_about(library: Library) -> None:
    track = library.save_analysis(add(library, "a.mp3"), heard())
    library.set_state([track], TrackState.ACCEPTED)
    track = library.save_analysis(add(library, "a.mp3", size=2), heard("Loud.", sound="3x10:other"))
    assert track.state is TrackState.DESCRIBED
    assert track.description
    assert track.description.text == "Loud."


def test_words_of_a_person_about_other_music_have_to_be_confirmed(library: Library) -> None:
    track = library.save_analysis(add(library, "a.mp3"), heard(sound="3x10:a"))
    library.set_text(track, "My own words.", b"")
    track = library.save_analysis(add(library, "a.mp3", size=2), heard(sound="3x10:b"))
    assert (track.state, track.error) == (TrackState.DESCRIBED, store.OTHER_MUSIC)
    assert track.description
    assert track.description.text == "My own words."


def test_another_number_of_windows_is_no_other_music(library: Library) -> None:
    track = library.save_analysis(add(library, "a.mp3"), heard(sound="3x10:a"))
    library.set_state([track], TrackState.ACCEPTED)
    track = library.save_analysis(add(library, "a.mp3", size=2), heard(sound="1x10:b"))
    assert track.state is TrackState.ACCEPTED


def test_a_renamed_file_takes_its_words_along(library: Library) -> None:
    track = library.save_analysis(add(library, "old.mp3"), heard())
    library.set_text(track, "My own words.", b"")
    library.mark_missing([track.path])
    moved = library.save_analysis(add(library, "new.mp3"), heard())
    assert moved.state is TrackState.EDITED
    assert moved.description
    assert moved.description.text == "My own words."
    assert [t.path.name for t in library.tracks()] == ["new.mp3"]


def test_a_copy_takes_nothing_from_a_file_that_is_still_there(library: Library) -> None:
    track = library.save_analysis(add(library, "old.mp3"), heard())
    library.set_text(track, "My own words.", b"")
    copy = library.save_analysis(add(library, "copy.mp3"), heard())
    assert copy.state is TrackState.DESCRIBED
    assert len(library.tracks()) == 2


def test_a_file_that_carries_our_description_is_tagged(library: Library) -> None:
    track = library.save_analysis(add(library, "a.mp3"), heard(description="From another machine."))
    assert track.state is TrackState.TAGGED
    assert track.description
    assert track.description.text == "From another machine."


def test_failures_keep_their_reason_until_tried_again(library: Library) -> None:
    track = library.save_failure(add(library, "a.mp3"), "it breaks off")
    assert (track.state, track.error) == (TrackState.FAILED, "it breaks off")
    assert library.unheard() == []
    library.hear_again([track])
    assert [t.state for t in library.unheard()] == [TrackState.FOUND]


def test_asking_again_ends_the_quarantine(library: Library) -> None:
    track = library.save_failure(add(library, "a.mp3", size=77), "the worker died")
    library.quarantine.add("abc", 77, "the worker died")
    assert library.quarantine.sizes() == {77}
    assert library.quarantine.reason("abc") == "the worker died"
    library.hear_again([track])
    assert library.quarantine.reason("abc") == ""


def test_skipped_tracks_are_left_alone(library: Library) -> None:
    library.set_state([add(library, "a.mp3")], TrackState.SKIPPED)
    assert library.unheard() == []


def test_folders_are_told_apart_by_more_than_their_beginning(library: Library) -> None:
    root = library.add_root(ROOT)
    files = [FoundFile(ROOT / name, 1, 1) for name in ("ab/x.mp3", "a/x.mp3", "a.mp3")]
    library.add_files(root, files)
    assert set(library.known_files(ROOT / "a")) == {ROOT / "a" / "x.mp3"}
    assert len(library.known_files(ROOT)) == 3
    assert [t.path for t in library.unheard([ROOT / "ab"])] == [ROOT / "ab" / "x.mp3"]


def test_thousands_of_files_at_once(library: Library) -> None:
    root = library.add_root(ROOT)
    files = [FoundFile(ROOT / f"{n:05}.mp3", n, n) for n in range(3000)]
    library.add_files(root, files)
    assert library.count() == {TrackState.FOUND: 3000}
    library.mark_missing([f.path for f in files[:1500]])
    assert len(library.unheard()) == library.count_unheard() == 1500
    assert len(library.by_id([t.id for t in library.tracks()])) == 3000
    assert [t.path.name for t in library.tracks(limit=2, offset=10)] == ["00010.mp3", "00011.mp3"]


def test_words_are_found_and_forgotten_by_the_index(library: Library) -> None:
    track = library.save_analysis(
        add(library, "a.mp3"), heard("A rainy étude.", artist="Öresund Trio")
    )
    for word in ("rainy", "etude", "oresund", "piano"):
        assert library.for_search.matching(f'"{word}"') == [track.id], word
    library.set_text(track, "Sunny.", b"")
    assert library.for_search.matching('"rainy"') == []
    assert library.for_search.matching('"sun" *') == [track.id]


def test_search_is_told_of_every_change_once(library: Library) -> None:
    source, before = library.for_search, library.for_search.revision()
    track = add(library, "a.mp3")
    assert [row.id for part in source.changed_since(before) for row in part] == [track.id]
    seen = source.revision()
    library.save_analysis(track, heard(genre="Jazz", year=1959))
    (row,) = (row for part in source.changed_since(seen) for row in part)
    assert (row.id, row.tempo_bpm, row.year, row.key) == (track.id, 72.0, 1959, "F#m")
    assert row.text_embedding == heard().description.text_embedding
    seen = source.revision()
    library.set_state([track], TrackState.SKIPPED)
    assert source.revision() == seen
    library.set_text(track, "Sunny.", b"")
    assert source.revision() > seen


def test_search_is_told_what_is_gone(library: Library) -> None:
    lost = library.save_analysis(add(library, "a.mp3"), heard(sound="x"))
    library.set_state([lost], TrackState.ACCEPTED)
    library.mark_missing([lost.path])
    seen = library.for_search.revision()
    found = library.save_analysis(add(library, "b.mp3"), heard(sound="x"))
    assert library.for_search.gone_since(seen) == [lost.id]
    assert library.for_search.same_sound([found.id]) == [found.id]


def test_a_library_of_the_first_kind_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as old:
        for statement in FIRST_TABLES:
            old.execute(statement)
        old.execute("CREATE TABLE migrations (name TEXT PRIMARY KEY)")
        old.execute("INSERT INTO migrations VALUES ('001 first tables')")
        old.execute("INSERT INTO roots VALUES (1, ?)", (os.fsencode(ROOT),))
        old.execute(
            "INSERT INTO tracks VALUES (1, ?, 1, 1, 1, 'edited', 1, 0, 'x', 1.0, 'T', 'A', 'L', '',"
            " 'A rainy song.', '[]', '', 90.0, 'C', 'user', '')",
            (os.fsencode(ROOT / "a.mp3"),),
        )
    old.close()
    with Library(path) as library:
        track = library.get(ROOT / "a.mp3")
        assert track.description
        assert track.description.text == "A rainy song."
        assert (track.tags.genre, track.tags.year) == ("", None)
        assert library.for_search.matching('"rainy"') == [1]
        assert library.for_search.revision() > 0


def test_unknown_tracks_are_errors_in_words(library: Library) -> None:
    with pytest.raises(LibraryError, match="not in the library"):
        library.get(ROOT / "nowhere.mp3")
    with pytest.raises(LibraryError, match="not in the library"):
        library.set_text(Track(ROOT / "x.mp3", 1, 1), "words", b"")


def test_roots_tell_whether_they_are_there(library: Library, tmp_path: Path) -> None:
    library.add_root(tmp_path)
    library.add_root(tmp_path / "unplugged")
    assert library.roots() == {tmp_path: True, tmp_path / "unplugged": False}


def test_damaged_newer_or_impossible_libraries_are_refused(tmp_path: Path) -> None:
    (tmp_path / "damaged.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(LibraryError, match="damaged or no library"):
        Library(tmp_path / "damaged.sqlite")
    with sqlite3.connect(tmp_path / "other.sqlite") as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    other = (tmp_path / "other.sqlite").read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        Library(tmp_path / "other.sqlite")
    assert (tmp_path / "other.sqlite").read_bytes() == other
    Library(tmp_path / "newer.sqlite").close()
    with sqlite3.connect(tmp_path / "newer.sqlite") as connection:
        connection.execute("INSERT INTO migrations VALUES ('999 from the future')")
    connection.close()
    with pytest.raises(LibraryError, match="newer version"):
        Library(tmp_path / "newer.sqlite")
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError):
        Library(tmp_path / "file" / "library.sqlite")


def test_foreign_triggers_are_refused(tmp_path: Path) -> None:
    Library(tmp_path / "a.sqlite").close()
    connection = sqlite3.connect(tmp_path / "a.sqlite")
    connection.execute("CREATE TRIGGER evil AFTER INSERT ON roots BEGIN DELETE FROM tracks; END")
    connection.close()
    with pytest.raises(LibraryError, match="triggers"):
        Library(tmp_path / "a.sqlite")


@pytest.mark.skipif(sys.platform == "win32", reason="names are limited there")
def test_odd_names_of_the_library_itself(tmp_path: Path) -> None:
    for name in ("what?.sqlite", "a%20b.sqlite", "#&=.sqlite"):
        Library(tmp_path / name).close()
        assert (tmp_path / name).stat().st_size


def test_a_disk_that_breaks_later_is_an_error_in_words(library: Library) -> None:
    add(library, "a.mp3")
    connection = sqlite3.connect(library.path)
    connection.execute("DROP TABLE vectors")
    connection.close()
    with pytest.raises(LibraryError, match="cannot be read or written"):
        library.get(ROOT / "a.mp3")


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    errors: list[BaseException] = []

    def work(name: str) -> None:
        try:
            with Library(path) as library:
                for number in range(50):
                    library.save_analysis(add(library, f"{name}{number}.mp3"), heard(sound=name))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Library(path) as library:
        assert library.count() == {TrackState.DESCRIBED: 150}
