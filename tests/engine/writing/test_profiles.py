"""engine.writing.profiles, players and sidecar: for whom what is written, and where."""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import os
import sys
from pathlib import Path

import pytest
from mutagen.id3 import ID3

from engine import tags
from engine.errors import TagError
from engine.journal import Journal
from engine.tags import FIELDS
from engine.track import Track
from engine.writing import PROFILES, SidecarWriter, TagFileWriter, proof, shown
from engine.writing.sidecar import sidecar_of
from tests.audio_files import make_audio
from tests.engine.writing.test_tag_file import DESCRIPTION, WORDS, track_of


def written(path: Path, profile: str) -> dict[str, tuple[str, ...]]:
    """Writes, twice: the second time nothing changes. What the file then holds."""
    with Journal(path.parent.parent / f"{path.parent.name}.sqlite") as journal:
        writer = TagFileWriter(journal, profile=PROFILES[profile])
        track: Track = track_of(path)
        planned = writer.preview(track)
        assert list(writer.write(track).changes) == planned != []
        once = path.read_bytes()
        assert writer.write(track_of(path)).changes == ()
        assert path.read_bytes() == once
    return {field.name: values for field, values in tags.read_fields(path).items()}


def test_dj_programs_get_id3v23_and_a_short_comment_with_moods(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=4, id3_version=0)
    found = written(path, "dj")
    assert found["comment"] == (f"calm · {WORDS}",)
    assert "genre" not in found
    frames = ID3(path, translate=False)
    assert frames.version[1] == 3
    assert "TXXX:MOOD" in frames


def test_tags_that_are_there_keep_their_version(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=4, id3_version=4, tags={"title": "T"})
    written(path, "dj")
    assert ID3(path, translate=False).version[1] == 4


def test_media_servers_find_the_key_where_they_look(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.flac", seconds=4)
    found = written(path, "server")
    assert found["key"] == found["plain key"] == ("F#m",)
    cells = {(c.player, c.column): c for c in shown(*proof.read(path))}
    assert cells["Navidrome", "Key"].value == "F#m"
    assert cells["Kodi", "Mood"].value == "calm"
    assert cells["Kodi", "Mood"].verified
    assert not cells["MusicBee", "Mood"].verified


def test_without_that_profile_navidrome_shows_no_key(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.flac", seconds=4)
    written(path, "standard")
    cells = {(c.player, c.column): c.value for c in shown(*proof.read(path))}
    assert cells["Navidrome", "Key"] == ""
    assert cells["Mixxx", "Key"] == "F#m"


def test_apple_music_gets_its_description_cut_to_its_bytes(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.m4a", seconds=4)
    words = dataclasses.replace(DESCRIPTION, text="Ein sehr schönes Stück. " * 20)
    with Journal(tmp_path.parent / f"{tmp_path.name}.sqlite") as journal:
        track = dataclasses.replace(track_of(path), description=words)
        TagFileWriter(journal, profile=PROFILES["apple"]).write(track)
    (short,) = tags.read_fields(path)[FIELDS["short description"]]
    assert len(short.encode()) <= 255
    assert words.text.startswith(short)
    assert FIELDS["mood"] not in tags.read_fields(path)


def test_library_only_touches_no_file(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=4)
    before = path.read_bytes()
    with pytest.raises(TagError, match="writes nothing"):
        written(path, "library")
    assert path.read_bytes() == before


def test_a_sidecar_leaves_the_music_alone(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=4)
    path.chmod(0o444)
    before, state = path.read_bytes(), path.stat()
    writer = SidecarWriter()
    track = track_of(path)
    planned = writer.preview(track)
    assert not sidecar_of(path).exists()
    assert list(writer.write(track).changes) == planned
    assert (path.read_bytes(), path.stat()) == (before, state)
    values = json.loads(sidecar_of(path).read_text("utf-8"))
    assert values["music_description"] == [WORDS]
    assert values["mood"] == ["calm"]
    once = sidecar_of(path).stat()
    assert writer.write(track).changes == ()
    assert sidecar_of(path).stat() == once


@pytest.mark.parametrize("content", ['{"rating": 5}', "{no json", "[" * 100_000])
def test_a_file_of_somebody_else_is_no_sidecar_of_ours(tmp_path: Path, content: str) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=4)
    sidecar_of(path).write_text(content)
    with pytest.raises(TagError, match="not written"):
        SidecarWriter().write(track_of(path))
    assert sidecar_of(path).read_text() == content


def test_a_sidecars_name_may_be_a_pipe_or_a_link(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=4)
    os.mkfifo(sidecar_of(path))
    with pytest.raises(TagError, match="not written"):
        SidecarWriter().write(track_of(path))
    sidecar_of(path).unlink()
    sidecar_of(path).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TagError, match="not written"):
        SidecarWriter().write(track_of(path))
    assert not (tmp_path / "elsewhere").exists()


def test_no_sidecar_for_music_that_has_changed(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=4)
    track = track_of(path)
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(TagError, match="changed"):
        SidecarWriter().write(track)


def test_one_sidecar_for_a_whole_folder(tmp_path: Path) -> None:
    paths = [make_audio(tmp_path / f"{name}.mp3", seconds=4) for name in "ab"]
    paths.append(tmp_path / os.fsdecode(b"caf\xe9.mp3"))
    paths[2].write_bytes(paths[0].read_bytes())
    before = [path.read_bytes() for path in paths]
    writer = SidecarWriter(per_folder=True)
    for path in paths:
        assert list(writer.write(track_of(path)).changes)
        assert writer.preview(track_of(path)) == []
    sidecar = tmp_path / ".linernotes.json"
    assert sorted(tmp_path.iterdir()) == sorted([*paths, sidecar])
    assert [path.read_bytes() for path in paths] == before
    files = json.loads(sidecar.read_text("utf-8"))["linernotes_files"]
    assert list(files) == ["a.mp3", "b.mp3", "caf\\udce9.mp3"]
    assert files["b.mp3"]["music_description"] == [WORDS]
    once = sidecar.stat()
    assert writer.write(track_of(paths[1])).changes == ()
    assert sidecar.stat() == once


@pytest.mark.parametrize("content", ['{"rating": 5}', '{"linernotes_files": 1}', "[]"])
def test_a_folders_file_of_somebody_else_stays(tmp_path: Path, content: str) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=4)
    (tmp_path / ".linernotes.json").write_text(content)
    with pytest.raises(TagError, match="not written"):
        SidecarWriter(per_folder=True).write(track_of(path))
    assert (tmp_path / ".linernotes.json").read_text() == content


def _write_four(folder: Path, name: str) -> None:
    for number in range(4):
        path = folder / f"{name}{number}.mp3"
        path.write_bytes(b"music")
        SidecarWriter(per_folder=True).write(track_of(path))


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no locks")
def test_programs_that_write_one_folders_sidecar_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=_write_four, args=(tmp_path, name)) for name in "abcd"]
    for child in children:
        child.start()
    for child in children:
        child.join()
    files = json.loads((tmp_path / ".linernotes.json").read_text("utf-8"))["linernotes_files"]
    assert sorted(files) == [f"{name}{number}.mp3" for name in "abcd" for number in range(4)]
