"""engine.library.resolving: entries of playlist files become rows, or are named as lost."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from engine.library import Library, Resolved
from engine.playlist_files import Entry, Listing, read
from engine.track import Track
from tests.engine.test_library import ROOT, add, heard


def track(library: Library, name: str, sound: str, length_s: float = 42.0, **tags: str) -> Track:
    analysis = replace(heard(sound=sound, **tags), duration_s=length_s)
    return library.save_analysis(add(library, name), analysis)


def resolved(library: Library, *entries: Entry) -> Resolved:
    return library.playlists.resolve(Listing("", entries))


def at(path: Path, **facts: str) -> Entry:
    return Entry(str(path), (os.fsencode(path),), **facts)


def test_by_path_then_by_sound_then_by_name_and_length(library: Library) -> None:
    one = track(library, "1.mp3", "3x10:one", artist="Ärzte", title="Männer – live")
    two = track(library, "2.mp3", "3x10:two", artist="A", title="B")
    nowhere = ROOT / "gone" / "x.mp3"
    named = Entry("x", label="a - b", length_s=43.5)
    dashed = Entry("x", label="ÄRZTE  -  ma\u0308nner - LIVE", length_s=42.0)
    wanted = (
        at(two.path, audio_hash="3x10:one"),
        at(nowhere, audio_hash="3x10:one"),
        named,
        dashed,
    )
    assert resolved(library, *wanted).track_ids == (two.id, one.id, two.id, one.id)


def test_what_is_not_there_is_named(library: Library) -> None:
    track(library, "1.mp3", "3x10:one", artist="A", title="B")
    track(library, "2.mp3", "3x10:two", title="B")
    lost = (
        Entry("too long", label="A - B", length_s=60.0),
        Entry("no length", label="A - B"),
        Entry("no artist", label="B", length_s=42.0),
        at(ROOT / ".." / "etc" / "passwd"),
        Entry("nothing"),
    )
    assert resolved(library, *lost) == Resolved((), lost)


def test_of_copies_one_that_is_there_is_taken(library: Library) -> None:
    gone = track(library, "1.mp3", "3x10:same", artist="A", title="B")
    there = track(library, "2.mp3", "3x10:same", 43.0, artist="A", title="B")
    library.mark_missing([gone.path])
    by_sound, by_name = Entry("x", audio_hash="3x10:same"), Entry("x", label="A - B", length_s=42)
    assert resolved(library, by_sound, by_name).track_ids == (there.id, there.id)
    assert resolved(library, at(gone.path)).track_ids == (gone.id,)


def test_a_hundred_thousand_entries(library: Library, tmp_path: Path) -> None:
    kept = track(library, "1.mp3", "3x10:one", artist="A", title="B")
    lines = [f"#EXTINF:{n % 300},C - {n}\nmusic/{n}.mp3" for n in range(100_000)]
    (tmp_path / "x.m3u8").write_text("\n".join([*lines, str(kept.path)]))
    result = library.playlists.resolve(read(tmp_path / "x.m3u8"))
    assert result.track_ids == (kept.id,)
    assert len(result.lost) == 100_000
