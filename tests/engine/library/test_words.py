"""engine.library.words: the user's words outlive the database, and find their music again."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import LibraryError
from engine.library import KeptWords, Library, salvage, words_file
from engine.track import USER, Track, TrackState
from tests.engine.library.analyses import ROOT, add, heard

MINE = KeptWords("3x10:hash", ROOT / "old.mp3", TrackState.EDITED, "Words of mine.", USER)


def text_of(track: Track) -> str:
    assert track.description
    return track.description.text


def test_words_come_back_from_a_file_as_they_were(tmp_path: Path) -> None:
    names = ["a.mp3", 'quote " and \n break.mp3', "日本.mp3"]
    if sys.platform not in ("win32", "darwin"):
        names.append(os.fsdecode(b"caf\xe9.mp3"))
    words = [
        KeptWords(f"3x10:{n}", ROOT / name, TrackState.EDITED, f"Étude “{n}” 😀", USER)
        for n, name in enumerate(names)
    ]
    words_file.write(tmp_path / "words.jsonl", words, [ROOT])
    found = words_file.read(tmp_path / "words.jsonl")
    assert (found.words, found.roots, found.bad_lines) == (words, [ROOT], 0)
    assert "Étude “0” 😀" in (tmp_path / "words.jsonl").read_text("utf-8")


def test_a_torn_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "words.jsonl"
    words_file.append(path, [MINE])
    with path.open("ab") as file:
        file.write(b'{"audio_hash": "3x10:x", "pa')
    other = KeptWords("", ROOT / "b.mp3", TrackState.SKIPPED, "", "")
    words_file.append(path, [other])
    with path.open("ab") as file:
        file.write(
            b'{"state": 7}\n[1]\n' + b'{"audio_hash": "", "path": "x\\u0000"}\n' + b"[" * 9999
        )
    found = words_file.read(path)
    assert found.words == [MINE, other]
    assert found.bad_lines == 5
    before = path.read_bytes()
    words_file.tidy(path)
    assert path.read_bytes() == before


def test_what_holds_no_words_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(os.urandom(100_000))
    with pytest.raises(LibraryError, match="no words"):
        words_file.read(tmp_path / "noise")
    with pytest.raises(LibraryError):
        words_file.read(tmp_path / "nowhere")


def test_every_decision_is_in_the_file_at_once(library: Library) -> None:
    def last() -> tuple[TrackState, str] | None:
        words = words_file.read(library.words.file).words
        return (words[-1].state, words[-1].text) if words else None

    track = library.save_analysis(add(library, "a.mp3"), heard())
    assert last() is None
    library.set_state([track], TrackState.ACCEPTED)
    assert last() == (TrackState.ACCEPTED, "A calm piano piece.")
    track = library.set_text(track, "Mine.", b"")
    assert last() == (TrackState.EDITED, "Mine.")
    track = library.save_written(track, 2, 2)
    assert last() == (TrackState.TAGGED, "Mine.")
    library.set_state([track], TrackState.SKIPPED)
    library.hear_again([library.get(track.path)])
    assert last() == (TrackState.FOUND, "Mine.")  # a person's words, decided or not
    lines = library.words.file.read_bytes().count(b"\n")
    library.words.tidy()
    assert last() == (TrackState.FOUND, "Mine.")
    assert library.words.file.read_bytes().count(b"\n") < lines
    assert words_file.read(library.words.file).roots == [ROOT]


def test_a_decision_that_was_taken_back_is_none(library: Library) -> None:
    track = library.save_analysis(add(library, "a.mp3"), heard())
    library.set_state([track], TrackState.SKIPPED)
    library.hear_again([library.get(track.path)])
    assert words_file.read(library.words.file).words == []


def test_a_decision_that_cannot_be_put_into_the_file_is_not_made(library: Library) -> None:
    track = library.save_analysis(add(library, "a.mp3"), heard())
    library.words.file.unlink()
    library.words.file.mkdir()
    with pytest.raises(LibraryError):
        library.set_text(track, "Mine.", b"")
    assert library.get(track.path).state is TrackState.DESCRIBED


def test_words_wait_until_their_music_is_heard(library: Library) -> None:
    assert library.words.take([(MINE, b"\1" * 8)]) == 0
    assert list(library.words.every()) == [MINE]
    other = library.save_analysis(add(library, "other.mp3"), heard(sound="3x10:other"))
    assert other.state is TrackState.DESCRIBED
    track = library.save_analysis(add(library, "new name.mp3"), heard())
    assert (track.state, text_of(track)) == (TrackState.EDITED, "Words of mine.")
    again = library.get(track.path).description
    assert again
    assert (again.model, again.text_embedding) == (USER, b"\1" * 8)
    assert list(library.words.every()) == [
        KeptWords("3x10:hash", ROOT / "new name.mp3", TrackState.EDITED, "Words of mine.", USER)
    ]


def test_words_find_music_that_is_there_already(library: Library) -> None:
    for name in ("old.mp3", "copy.mp3"):
        library.save_analysis(add(library, name), heard())
    assert library.words.take([(MINE, b"")]) == 1
    assert text_of(library.get(ROOT / "old.mp3")) == "Words of mine."
    assert library.get(ROOT / "copy.mp3").state is TrackState.DESCRIBED


def test_what_was_decided_here_stays(library: Library) -> None:
    track = library.save_analysis(add(library, "here.mp3"), heard())
    library.set_text(track, "Decided here.", b"")
    assert library.words.take([(MINE, b"")]) == 1
    assert text_of(library.get(track.path)) == "Decided here."
    library.save_analysis(add(library, "copy.mp3"), heard())
    assert library.get(ROOT / "copy.mp3").state is TrackState.DESCRIBED


def test_what_was_decided_here_stays_even_after_a_loss(library: Library) -> None:
    here = library.save_analysis(add(library, "old.mp3"), heard())
    library.set_text(here, "Decided here.", b"")
    library.words.take([(MINE, b"")])
    assert [kept.text for kept in words_file.read(library.words.file).words] == ["Decided here."]


def test_words_move_with_the_file_in_the_words_file_too(library: Library, tmp_path: Path) -> None:
    names = ("1.mp3", "2.mp3", "3.mp3")
    for number, name in enumerate(names):
        library.mark_missing([t.path for t in library.tracks()])
        track = library.save_analysis(add(library, name), heard())
        library.set_text(track, f"Version {number}.", b"")
    words = words_file.read(library.words.file).words
    assert [(kept.path.name, kept.text) for kept in words] == [("3.mp3", "Version 2.")]


def test_of_waiting_words_the_newest_are_taken(library: Library) -> None:
    old, new = (replace(MINE, path=ROOT / t, text=t) for t in ("old", "new"))
    library.words.take([(old, b""), (new, b"")])
    track = library.save_analysis(add(library, "x.mp3"), heard())
    assert text_of(track) == "new"


def test_two_copies_get_each_their_own(library: Library) -> None:
    other = KeptWords("3x10:hash", ROOT / "b.mp3", TrackState.ACCEPTED, "Of the other.", "test-1")
    library.words.take([(MINE, b""), (other, b"")])
    tracks = [library.save_analysis(add(library, name), heard()) for name in ("b.mp3", "c.mp3")]
    assert [text_of(track) for track in tracks] == ["Of the other.", "Words of mine."]


def test_a_file_that_was_skipped_unheard_is_skipped_again(library: Library) -> None:
    library.words.take([(KeptWords("", ROOT / "a.mp3", TrackState.SKIPPED, "", ""), b"")])
    track = library.save_analysis(add(library, "a.mp3"), heard())
    assert (track.state, text_of(track)) == (TrackState.SKIPPED, "A calm piano piece.")


@pytest.mark.parametrize(
    ("in_file", "state"), [("Words of mine.", TrackState.TAGGED), ("", TrackState.EDITED)]
)
def test_tagged_is_only_what_is_in_the_file(
    library: Library, in_file: str, state: TrackState
) -> None:
    tagged = KeptWords("3x10:hash", ROOT / "a.mp3", TrackState.TAGGED, "Words of mine.", USER)
    library.words.take([(tagged, b"")])
    track = library.save_analysis(add(library, "a.mp3"), heard(description=in_file))
    assert (track.state, text_of(track)) == (state, "Words of mine.")


def test_export_and_import_lead_to_another_machine(library: Library, tmp_path: Path) -> None:
    track = library.save_analysis(add(library, "a.mp3"), heard())
    library.set_text(track, "Mine.", b"")
    library.words.take([(KeptWords("3x10:b", ROOT / "b", TrackState.SKIPPED, "", ""), b"")])
    assert library.words.export(tmp_path / "words.jsonl") == 2
    with Library(tmp_path / "other.sqlite") as other:
        words = words_file.read(tmp_path / "words.jsonl").words
        other.words.take([(kept, b"") for kept in words])
        found = other.save_analysis(add(other, "elsewhere/x.flac"), heard())
        assert (found.state, text_of(found)) == (TrackState.EDITED, "Mine.")


def test_words_are_read_out_of_a_library_that_cannot_be_used(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library(path) as library:
        track = library.save_analysis(add(library, "a.mp3"), heard())
        library.set_text(track, "Mine.", b"")
        library.words.take([(KeptWords("3x10:b", ROOT / "b", TrackState.SKIPPED, "", ""), b"")])
    before = path.read_bytes()
    found = salvage.read_words(path)
    assert {kept.text for kept in found.words} == {"Mine.", ""}
    assert found.roots == [ROOT]
    assert path.read_bytes() == before
    path.write_bytes(os.urandom(50_000))
    with pytest.raises(LibraryError, match="nothing in it is legible"):
        salvage.read_words(path)


def test_a_lost_words_file_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library(path) as library:
        track = library.save_analysis(add(library, "a.mp3"), heard())
        library.set_text(track, "Mine.", b"")
        library.words.file.unlink()
    with Library(path) as library:
        found = words_file.read(library.words.file)
    assert [kept.text for kept in found.words] == ["Mine."]
    assert found.roots == [ROOT]
