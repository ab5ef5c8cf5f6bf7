"""engine.keeping: whatever of a library is lost, the user's own words are found again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from engine import jobs, keeping
from engine.errors import LibraryError, LinernotesError
from engine.library import Library, backups, words_file
from engine.model import TextEncoder
from engine.tags import read_tags
from engine.track import Analysis, Track, TrackState
from tests.engine.listeners import HerePool, listen

MINE = "Rain on a tin roof — “quietly”."


def hear(path: Path, windows: int) -> Analysis | LinernotesError:
    """The test's quick listener, with what is really in the file's tags."""
    heard = listen(path, windows)
    assert isinstance(heard, Analysis)
    return Analysis(read_tags(path), heard.duration_s, heard.audio_hash, heard.description)


def fill(library: Library, folder: Path) -> None:
    errors = [e.error for e in jobs.scan(library, [folder]) if e.error]
    errors += [
        e.error for e in jobs.describe(library, HerePool(hear), library.unheard()) if e.error
    ]
    assert errors == []


def run(job: Generator[jobs.Progress]) -> jobs.Progress:
    """The last event of a job without errors."""
    *_, last = job
    assert last.error is None
    return last


def rebuilt(path: Path, encoder: TextEncoder, folders: list[Path]) -> list[Track]:
    """The tracks of the library that takes the place of the one at `path`."""
    found = keeping.find_words(path, folders)
    keeping.put_aside(path)
    with Library(path) as library:
        for _ in keeping.take_words(library, encoder, found.words):
            pass
        assert found.roots
        for root in found.roots:
            fill(library, root)
        return library.tracks()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.sqlite"


@pytest.fixture
def edited(path: Path, music: Path, text_encoder: TextEncoder) -> Path:
    """The file whose words are the user's, in a library that is closed."""
    with Library(path) as library:
        fill(library, music)
        jobs.edit(library, text_encoder, library.get(music / "track 2.flac"), MINE)
        jobs.skip(library, [library.get(music / "track 3.ogg")])
    return music / "track 2.flac"


def lose(path: Path, how: str) -> None:
    if how == "gone":
        path.unlink()
    elif how == "noise":
        path.write_bytes(os.urandom(200_000))
    else:
        path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("how", "left"),
    [("gone", "words file"), ("noise", "words file"), ("cut off", "words file"),
     ("noise", "backup"), ("noise", "sidecar"), ("noise", "folder"), ("gone", "tags")],
)  # fmt: skip
def test_the_users_words_outlive_the_library(
    edited: Path, path: Path, text_encoder: TextEncoder, how: str, left: str
) -> None:
    music = edited.parent
    with Library(path) as library:
        if left == "backup":
            run(keeping.back_up(library))
        elif left in ("sidecar", "folder", "tags"):
            track = library.get(edited)
            beside, folder = left != "tags", left == "folder"
            run(jobs.write(library, [track], sidecar=beside, per_folder=folder))
    lose(path, how)
    lost = path.read_bytes() if path.exists() else None
    if left != "words file":
        words_file.words_file_of(path).unlink()
    before = {p: p.read_bytes() for p in music.iterdir()}
    tracks = {t.path: t for t in rebuilt(path, text_encoder, [music])}
    track = tracks[edited]
    assert track.description
    assert track.description.text == MINE
    assert track.state is (TrackState.TAGGED if left == "tags" else TrackState.EDITED)
    if left in ("words file", "backup"):
        assert tracks[music / "track 3.ogg"].state is TrackState.SKIPPED
    assert {p: p.read_bytes() for p in music.iterdir()} == before
    aside = [p.read_bytes() for p in path.parent.glob("*.aside-*[0-9]")]
    assert aside == ([] if lost is None else [lost])


def test_the_words_themselves_are_searched_by_meaning(
    path: Path, edited: Path, music: Path, text_encoder: TextEncoder
) -> None:
    path.unlink()
    rebuilt(path, text_encoder, [])
    with Library(path) as library:
        description = library.get(edited).description
        assert description
        vector = text_encoder.encode(MINE).astype("<f2").tobytes()
        assert description.text_embedding == vector


def test_the_newest_words_win(
    path: Path, edited: Path, music: Path, text_encoder: TextEncoder
) -> None:
    with Library(path) as library:
        run(keeping.back_up(library))
        run(jobs.write(library, [library.get(edited)], sidecar=True))
        jobs.edit(library, text_encoder, library.get(edited), "Better words.")
    found = keeping.find_words(path)
    assert {kept.text for kept in found.words if kept.path == edited} == {"Better words."}
    assert len(found.sources) == 4
    assert found.roots == (music,)


def test_an_unplugged_folder_keeps_its_words_waiting(
    path: Path, edited: Path, music: Path, text_encoder: TextEncoder
) -> None:
    away = music.rename(music.parent / "unplugged")
    path.write_bytes(os.urandom(10_000))
    found = keeping.find_words(path)
    keeping.put_aside(path)
    with Library(path) as library:
        run(keeping.take_words(library, text_encoder, found.words))
        assert library.tracks() == []
        assert {kept.text for kept in library.words.every()} > {MINE}
        shutil.move(away, music)
        fill(library, music)
        description = library.get(edited).description
        assert description
        assert description.text == MINE


def test_one_backup_a_day_which_shortens_the_words_file(path: Path, edited: Path) -> None:
    with Library(path) as library:
        for _ in range(20):
            library.set_state([library.get(edited)], TrackState.EDITED)
        long = library.words.file.stat().st_size
        run(keeping.back_up(library))
        assert library.words.file.stat().st_size < long
        assert list(keeping.back_up(library)) in ([], [jobs.Progress(0)])
        assert len(backups.backups_of(path)) == 1


def test_a_backup_that_is_given_up_leaves_nothing(path: Path, edited: Path) -> None:
    with Library(path) as library:
        job = keeping.back_up(library)
        next(job)
        job.close()
    # It may have been done before it was given up; half of one there is never.
    left = [p.name for p in backups.folder_of(path).glob("*")]
    assert [name for name in left if name.startswith(".~")] == []


def test_a_backup_that_cannot_be_made_is_told(path: Path, edited: Path) -> None:
    backups.folder_of(path).write_text("in the way")
    with Library(path) as library:
        *_, last = keeping.back_up(library)
    assert isinstance(last.error, LibraryError)
    assert "no backup" in last.error.reason


def test_foreign_sidecars_are_named_and_left(path: Path, edited: Path, music: Path) -> None:
    foreign = music / "other.linernotes.json"
    foreign.write_text("[1, 2")
    found = keeping.find_words(path, [music])
    assert [trouble.path for trouble in found.troubles] == [foreign]
    assert foreign.read_text() == "[1, 2"
