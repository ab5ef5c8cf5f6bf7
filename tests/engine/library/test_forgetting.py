"""engine.library.forgetting: a folder leaves, its words wait for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.library import Leaving, Library, words_file
from engine.scan import FoundFile
from engine.track import Track, TrackState
from tests.engine.library.analyses import ROOT, heard

_MINE = np.full(4, 0.25, "<f2").tobytes()


def put(library: Library, root: Path, *names: str) -> list[Track]:
    """Tracks of the folder that were listened to; each sounds like its name."""
    files = [FoundFile(root / name, 1, 1) for name in names]
    library.add_files(library.add_root(root), files)
    for file in files:
        found = library.get(file.path)
        if not found.heard:
            library.save_analysis(found, heard(sound=f"3x10:{file.path.name}"))
    return [library.get(file.path) for file in files]


def names(library: Library) -> list[str]:
    return [str(track.path.relative_to(ROOT)) for track in library.tracks()]


def test_words_come_back_with_their_folder(library: Library) -> None:
    edited, accepted, skipped, _ = put(library, ROOT, "a.mp3", "b.mp3", "c.mp3", "d.mp3")
    library.set_text(edited, "Words of mine.", _MINE)
    library.set_state([accepted], TrackState.ACCEPTED)
    library.set_state([skipped], TrackState.SKIPPED)
    library.playlists.create("Evening", [edited.id])
    assert library.count_leaving(ROOT) == Leaving(4, 3, 1)
    library.forget_root(ROOT)
    assert library.is_empty()
    assert library.roots() == {}
    assert library.playlists.get("Evening").length == 0
    library.words.tidy()
    kept = {words.path.name: words.text for words in library.words.every()}
    assert kept.keys() == {"a.mp3", "b.mp3", "c.mp3"}
    assert kept["a.mp3"] == "Words of mine."
    on_disk = words_file.read(library.words.file)
    assert {words.path.name for words in on_disk.words} == kept.keys()
    assert on_disk.roots == []  # a library made anew would not have it either

    again = {track.path.name: track for track in put(library, ROOT, *"a.mp3 b.mp3 d.mp3".split())}
    assert again["a.mp3"].state is TrackState.EDITED
    assert again["b.mp3"].state is TrackState.ACCEPTED
    assert again["d.mp3"].state is TrackState.DESCRIBED
    mine = library.get(ROOT / "a.mp3").description
    assert mine
    assert (mine.text, mine.text_embedding) == ("Words of mine.", _MINE)
    assert words_file.read(library.words.file).roots == [ROOT]


def test_words_find_their_music_in_another_folder(library: Library) -> None:
    (edited,) = put(library, ROOT / "old", "a.mp3")
    library.set_text(edited, "Words of mine.", _MINE)
    library.forget_root(ROOT / "old")
    (moved,) = put(library, ROOT / "new", "a.mp3")
    assert moved.state is TrackState.EDITED
    assert [words.path for words in library.words.every()] == [ROOT / "new" / "a.mp3"]


def test_what_lies_in_another_folder_too_stays(library: Library) -> None:
    put(library, ROOT, "a.mp3", "jazz/b.mp3", "jazz/old/c.mp3", "jazzy.mp3")
    put(library, ROOT / "jazz", "jazz.mp3")
    put(library, ROOT / "jazz" / "old")
    assert library.count_leaving(ROOT).tracks == 2
    library.forget_root(ROOT)
    assert names(library) == ["jazz/b.mp3", "jazz/jazz.mp3", "jazz/old/c.mp3"]
    library.forget_root(ROOT / "jazz")
    assert names(library) == ["jazz/old/c.mp3"]
    library.forget_root(ROOT / "nowhere")
    library.forget_root(ROOT / "jazz" / "old")
    assert names(library) == []


def test_what_was_heard_meanwhile_is_passed_over(library: Library) -> None:
    (gone,) = put(library, ROOT / "a", "a.mp3")
    (stays,) = put(library, ROOT / "b", "b.mp3")
    library.forget_root(ROOT / "a")
    library.save_analyses([(gone, heard("Gone.")), (stays, heard("Heard anew."))])
    library.save_analyses([(gone, heard("Gone."))])
    (only,) = library.tracks()
    assert only.description
    assert only.description.text == "Heard anew."
