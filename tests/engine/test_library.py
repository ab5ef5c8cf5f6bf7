"""engine.library: what is kept, and what survives a rename, a retag and a second writer."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import LibraryError
from engine.library import Library, hearing
from engine.library.first_tables import FIRST_TABLES
from engine.scan import FoundFile, Signature
from engine.track import Track, TrackState
from tests.engine.library.analyses import ROOT, add, fill, heard


def known(library: Library, folder: Path) -> set[Signature]:
    return {signature for part in library.known_files(folder) for signature in part}


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
    assert (track.state, track.error) == (TrackState.DESCRIBED, hearing.OTHER_MUSIC)
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


def test_two_copies_that_were_moved_keep_each_their_own_words(library: Library) -> None:
    for number, name in enumerate(("x/1.mp3", "y/2.mp3")):
        track = library.save_analysis(add(library, name, mtime_ns=number), heard())
        library.set_text(track, f"Words of {track.path.name}.", b"\1" * 8)
    library.mark_missing([t.path for t in library.tracks()])
    # The one by its size and time, the other, retagged as well, by its name.
    library.save_analysis(add(library, "z/new name.mp3", mtime_ns=0), heard())
    library.save_analysis(add(library, "z/2.mp3", size=9, mtime_ns=9), heard(title="New"))
    texts = {t.path.name: t.description.text for t in library.tracks() if t.description}
    assert texts == {"new name.mp3": "Words of 1.mp3.", "2.mp3": "Words of 2.mp3."}
    moved = library.get(ROOT / "z/2.mp3").description
    assert moved
    assert moved.text_embedding == b"\1" * 8


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
    assert known(library, ROOT / "a") == {(os.fsencode(ROOT / "a" / "x.mp3"), 1, 1)}
    assert len(known(library, ROOT)) == 3
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
    with pytest.raises(LibraryError, match=r"damaged or no library .* `linernotes rebuild`"):
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


def test_what_was_left_open_is_checked_for_damage(tmp_path: Path) -> None:
    killed = tmp_path / "killed.sqlite"
    with Library(tmp_path / "library.sqlite") as library:
        fill(library, 300)
        # What a kill leaves: the file, and its recent changes beside it.
        for suffix in ("", "-wal"):
            shutil.copy(f"{library.path}{suffix}", f"{killed}{suffix}")
    Library(killed).close()
    with Library(killed) as library:
        assert len(library.tracks()) == 300
    damaged = bytearray(killed.read_bytes())
    damaged[4096 * 6 : 4096 * 9] = os.urandom(4096 * 3)
    killed.write_bytes(damaged)
    killed.with_name("killed.sqlite-wal").write_bytes(b"left open")
    with pytest.raises(LibraryError, match=r"damaged .* `linernotes rebuild`"):
        Library(killed)


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


def test_many_analyses_at_once_are_kept_as_one_by_one(tmp_path: Path) -> None:
    def filled(path: Path, *, at_once: bool) -> list[Track]:
        with Library(path) as library:
            gone = library.save_analysis(add(library, "gone.mp3"), heard(sound="3x10:gone"))
            library.set_text(gone, "Mine.", b"")
            library.mark_missing([gone.path])
            names = ("a", "b", "edited", "moved", "silent", "tagged")
            found = {name: add(library, f"{name}.mp3", size=2) for name in names}
            library.set_text(found["edited"], "My words.", b"")
            analyses = {
                "a": heard(sound="3x10:a"),
                "b": heard("Loud.", sound="3x10:b"),
                "edited": heard(sound="3x10:e"),
                "moved": heard(sound="3x10:gone"),
                "silent": heard(""),
                "tagged": heard(description="In the file."),
            }
            pairs = [(library.get(found[n].path), analyses[n]) for n in names]
            if at_once:
                library.save_analyses(pairs)
            else:
                for pair in pairs:
                    library.save_analysis(*pair)
            return [replace(track, added_s=0.0) for track in library.tracks()]

    together = filled(tmp_path / "together.sqlite", at_once=True)
    assert together == filled(tmp_path / "alone.sqlite", at_once=False)
    states = [track.state.value for track in together]
    assert states == ["described", "described", "edited", "edited", "failed", "tagged"]
