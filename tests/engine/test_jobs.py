"""engine.jobs: scan, describe, decide and write on real files in a real library."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from engine import jobs
from engine.audio import load_windows
from engine.errors import ChangedError, LinernotesError, ScanError
from engine.journal import Journal
from engine.library import Library
from engine.model import Captioner, TextEncoder
from engine.tags import FIELDS, TagChange, edit_tags, read_tags
from engine.track import Analysis, Description, TrackState
from tests.engine.listeners import HerePool


def scan(library: Library, folder: Path) -> list[LinernotesError]:
    return [e.error for e in jobs.scan(library, [folder]) if e.error]


def describe(library: Library, pool: HerePool | None = None) -> list[jobs.Progress]:
    return list(jobs.describe(library, pool or HerePool(), library.unheard()))


def test_scan_and_describe(library: Library, music: Path) -> None:
    assert scan(library, music) == []
    assert library.count() == {TrackState.FOUND: 3}
    events = describe(library)
    assert [e.done for e in events] == [0, 1, 1, 2, 2, 3]
    assert all(e.total == 3 for e in events)
    assert library.count() == {TrackState.DESCRIBED: 3}


def test_a_rescan_does_nothing_again(library: Library, music: Path) -> None:
    scan(library, music)
    describe(library)
    scan(library, music)
    pool = HerePool()
    assert describe(library, pool) == []
    assert pool.asked == []


def test_only_what_changed_is_heard_again(library: Library, music: Path) -> None:
    scan(library, music)
    describe(library)
    changed = music / "track 1.mp3"
    changed.write_bytes(changed.read_bytes() + bytes(100))
    scan(library, music)
    pool = HerePool()
    describe(library, pool)
    assert pool.asked == ["track 1.mp3"]


def test_a_stopped_run_goes_on_where_it_was(library: Library, music: Path) -> None:
    scan(library, music)
    run = jobs.describe(library, HerePool(), library.unheard())
    while next(run).track is None:
        pass
    run.close()
    pool = HerePool()
    describe(library, pool)
    assert len(pool.asked) == 2
    assert library.count() == {TrackState.DESCRIBED: 3}


def test_a_missing_file_is_marked_and_comes_back(library: Library, music: Path) -> None:
    scan(library, music)
    describe(library)
    path = music / "track 1.mp3"
    path.rename(music.parent / "elsewhere.mp3")
    scan(library, music)
    assert library.get(path).missing
    (music.parent / "elsewhere.mp3").rename(path)
    scan(library, music)
    assert not library.get(path).missing
    assert library.unheard() == []


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_an_unplugged_disk_loses_nothing(library: Library, music: Path, how: str) -> None:
    scan(library, music)
    describe(library)
    shutil.move(music, music.parent / "unplugged")
    if how == "empty":
        music.mkdir()
    (error,) = scan(library, music)
    assert isinstance(error, ScanError)
    assert "its tracks are kept" in error.reason
    assert library.count() == {TrackState.DESCRIBED: 3}
    assert not any(t.missing for t in library.tracks())


def test_a_part_of_a_folder_is_scanned_as_such(library: Library, music: Path) -> None:
    album = music / "album"
    album.mkdir()
    (music / "track 1.mp3").rename(album / "track 1.mp3")
    scan(library, music)
    (album / "new.mp3").write_bytes(b"x")
    (album / "track 1.mp3").unlink()
    assert not [e.error for e in jobs.scan(library, [album], roots=[music]) if e.error]
    assert list(library.roots()) == [music]
    assert library.get(album / "track 1.mp3").missing
    assert not library.get(album / "new.mp3").missing
    assert not library.get(music / "track 2.flac").missing


def test_a_half_copied_file_waits_for_the_next_scan(library: Library, music: Path) -> None:
    growing, future = music / "track 1.mp3", music / "track 3.ogg"
    for path in music.iterdir():
        os.utime(path, (0, 0))
    scan(library, music)
    os.utime(growing)
    os.utime(future, (time.time() + 1e6,) * 2)  # a clock that was wrong
    (music / "new.mp3").write_bytes(b"half")
    list(jobs.scan(library, [music], quiet_s=60))
    assert [t.mtime_ns for t in library.tracks() if t.path == growing] == [0]
    assert not library.get(growing).missing
    assert library.get(future).mtime_ns
    assert music / "new.mp3" not in [t.path for t in library.tracks()]
    scan(library, music)
    assert library.get(growing).mtime_ns
    assert library.get(music / "new.mp3")


def test_a_renamed_and_retagged_file_keeps_its_words(
    library: Library, music: Path, text_encoder: TextEncoder, captioner: Captioner
) -> None:
    def listen(path: Path, windows: int) -> Analysis:
        sound = load_windows(path, sample_rate=captioner.sample_rate, seconds=10, count=windows)
        nothing = Description("A piece.", model="test-1")
        return Analysis(read_tags(path), sound.duration_s, sound.audio_hash, nothing)

    scan(library, music)
    describe(library, HerePool(listen))
    old = music / "track 2.flac"
    jobs.edit(library, text_encoder, library.get(old), "My own words.")
    new = music / "deeper" / "another name.flac"
    new.parent.mkdir()
    old.rename(new)
    artist = TagChange(FIELDS["artist"], (), ("Somebody",))
    edit_tags(new, [artist])
    scan(library, music)
    describe(library, HerePool(listen))
    track = library.get(new)
    assert track.tags.artist == "Somebody"
    assert track.state is TrackState.EDITED
    assert track.description
    assert track.description.text == "My own words."
    assert old not in [t.path for t in library.tracks()]


def test_a_file_that_kills_workers_is_met_once(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    (folder / "segfault.mp3").write_bytes(b"poison")
    (folder / "good.mp3").write_bytes(b"good")
    scan(library, folder)
    describe(library)
    assert "crash" in library.get(folder / "segfault.mp3").error
    (folder / "copy of segfault.mp3").write_bytes(b"poison")
    scan(library, folder)
    pool = HerePool()
    (event,) = describe(library, pool)
    assert pool.asked == []
    assert event.error
    assert "in quarantine" in event.error.reason
    library.hear_again([library.get(folder / "copy of segfault.mp3")])
    describe(library, pool)
    assert pool.asked == ["copy of segfault.mp3"]


def test_deciding(library: Library, music: Path, text_encoder: TextEncoder) -> None:
    scan(library, music)
    describe(library)
    first, second, third = library.tracks()
    assert jobs.accept(library, [first]) == 1
    edited = jobs.edit(library, text_encoder, second, "  My own\nwords\x00.  ")
    assert edited.description
    assert edited.description.text == "My own words ."
    assert edited.state is TrackState.EDITED
    jobs.skip(library, [third])
    assert jobs.accept(library, library.tracks()[:2]) == 0
    assert [t.state.value for t in library.tracks()] == ["accepted", "edited", "skipped"]
    assert jobs.accept(library, library.tracks()) == 1


def test_write_and_then_scan_again(
    library: Library, music: Path, text_encoder: TextEncoder
) -> None:
    scan(library, music)
    describe(library)
    before = {p.name: p.read_bytes() for p in music.iterdir()}
    first, second, third = library.tracks()
    jobs.accept(library, [first])
    jobs.edit(library, text_encoder, second, "My own words.")
    planned = list(jobs.write(library, library.tracks(), dry_run=True))
    assert {p.name: p.read_bytes() for p in music.iterdir()} == before
    events = list(jobs.write(library, library.tracks()))
    assert [e.changes for e in events] == [e.changes for e in planned]
    assert len(events) == 2
    assert read_tags(second.path).description == "My own words."
    assert read_tags(third.path).description == ""
    assert library.get(first.path).state is TrackState.TAGGED
    scan(library, music)
    assert library.unheard() == []


@pytest.mark.parametrize("how", ["unheard", "unreadable", "missing"])
def test_words_are_not_written_onto_music_that_was_not_heard(
    library: Library, music: Path, how: str
) -> None:
    scan(library, music)
    describe(library)
    jobs.accept(library, library.tracks())
    path = music / "track 1.mp3"
    other = (music / "track 2.flac").read_bytes()
    if how == "missing":
        path.rename(music / "elsewhere.mp3")
    else:
        path.write_bytes(other)
    scan(library, music)
    if how == "unreadable":
        library.save_failure(library.get(path), "it breaks off")
    events = {e.track.path.name: e.error for e in jobs.write(library, library.tracks()) if e.track}
    assert events["track 1.mp3"]
    assert events["track 2.flac"] is None
    if how != "missing":
        assert path.read_bytes() == other


def test_words_of_a_person_stay_theirs(
    library: Library, music: Path, text_encoder: TextEncoder
) -> None:
    scan(library, music)
    describe(library)
    track = jobs.edit(library, text_encoder, library.tracks()[0], "Loud and angry.")
    jobs.skip(library, [track])
    jobs.accept(library, library.tracks()[:1])
    (event,) = jobs.write(library, library.tracks())
    fields = {c.field.name: c.after for c in event.changes}
    assert fields["music_description"] == ("Loud and angry.",)
    assert fields["music_description_source"] == ("linernotes/user;edited=1",)
    assert set(fields) == {"music_description", "music_description_source", "comment"}


def test_a_refused_write_keeps_the_decision(library: Library, music: Path) -> None:
    scan(library, music)
    describe(library)
    track = library.tracks()[0]
    jobs.accept(library, [track])
    track.path.chmod(0o444)
    (event,) = jobs.write(library, library.tracks())
    assert event.error
    assert "read-only" in event.error.reason
    assert library.get(track.path).state is TrackState.ACCEPTED


def test_a_changed_file_waits_to_be_heard_again(library: Library, music: Path) -> None:
    scan(library, music)
    describe(library)
    track = library.tracks()[0]
    jobs.accept(library, [track])
    track.path.write_bytes(track.path.read_bytes() + b"somebody")
    (event,) = jobs.write(library, library.tracks())
    assert isinstance(event.error, ChangedError)
    assert [t.path for t in library.unheard()] == [track.path]
    assert track.path.read_bytes().endswith(b"somebody")


def test_what_a_killed_write_left_is_gone_after_a_scan(library: Library, music: Path) -> None:
    copy = music / ".~linernotes-0123456789abcdef.mp3"
    with Journal.beside(library.path) as journal:
        journal.announce(journal.begin(), music / "track 1.mp3", music / "track 1.mp3", copy)
    copy.write_bytes(b"half a copy")
    assert scan(library, music) == []
    assert not copy.exists()


def test_words_that_were_taken_back_stay_out_until_accepted_again(
    library: Library, music: Path
) -> None:
    scan(library, music)
    describe(library)
    before = {p.name: p.read_bytes() for p in music.iterdir()}
    jobs.accept(library, library.tracks())
    assert len(list(jobs.write(library, library.tracks()))) == 3
    (event,) = jobs.undo(library, 1, [music / "track 2.flac"])
    assert event.track
    assert event.track.state is TrackState.SKIPPED
    assert not [e.error for e in jobs.undo(library, None) if e.error]
    assert {p.name: p.read_bytes() for p in music.iterdir()} == before
    assert list(jobs.write(library, library.tracks())) == []
    scan(library, music)
    assert library.unheard() == []
    # The undo is a batch of its own: taken back in its turn, the words are in the file again.
    (again,) = jobs.undo(library, 2)
    assert again.track
    assert again.track.state is TrackState.TAGGED
    assert read_tags(music / "track 2.flac").description


def test_a_damaged_record_costs_one_files_undo(library: Library, music: Path) -> None:
    before = {p.name: p.read_bytes() for p in music.iterdir()}
    scan(library, music)
    describe(library)
    jobs.accept(library, library.tracks())
    assert len(list(jobs.write(library, library.tracks()))) == 3
    with Journal.beside(library.path) as journal:
        file, (damaged, *_) = journal.path, journal.of_batch(1)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE records SET new_size = 0 WHERE id = ?", (damaged.id,))
    connection.close()
    (told,) = [e.error for e in jobs.undo(library, None) if e.error]
    assert "damaged" in told.reason
    changed = {p.name for p in music.iterdir() if p.read_bytes() != before[p.name]}
    assert changed == {damaged.path.name}
