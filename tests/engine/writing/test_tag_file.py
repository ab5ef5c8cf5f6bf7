"""engine.writing.tag_file: whatever happens, the file is old or new, and sounds the same."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import av
import pytest

from engine import tags
from engine.audio import pcm_digest
from engine.errors import AudioError, TagError
from engine.journal import Journal
from engine.tags import TagChange
from engine.track import Aspect, Description, Track, TrackState
from engine.writing import TagFileWriter, Written, proof
from tests.audio_files import FORMATS, make_audio

WORDS = "A calm, slow piano piece with strings."
DESCRIPTION = Description(
    WORDS,
    aspects=(Aspect("mood", "calm", 0.9), Aspect("instrument", "piano", 0.8)),
    tempo_bpm=71.6,
    key="F#m",
    model="clstma-mt-1",
)


def track_of(path: Path, **values: Any) -> Track:
    info = path.stat()
    plain = Track(
        path, info.st_size, info.st_mtime_ns, TrackState.ACCEPTED, description=DESCRIPTION
    )
    return dataclasses.replace(plain, **values)


def journal_of(path: Path) -> Path:
    """Outside the music folder, which some tests list."""
    return path.parent.parent / f"{path.parent.name}.journal.sqlite"


def write_description(track: Track) -> Written:
    """One write with a journal of its own, outside the music folder."""
    with Journal(journal_of(track.path)) as journal:
        return TagFileWriter(journal).write(track)


def preview(track: Track) -> list[TagChange]:
    with Journal(journal_of(track.path)) as journal:
        return TagFileWriter(journal).preview(track)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def second_reader(path: Path) -> dict[str, str]:
    """The tags as FFmpeg sees them, names in upper case."""
    with av.open(str(path)) as source:
        found = {**source.metadata, **source.streams.audio[0].metadata}
    return {key.upper(): value for key, value in found.items()}


@pytest.mark.parametrize("kind", ["mp3", "flac", "ogg", "opus", "m4a", "wav", "aiff", "wma",
                                  "alac", "oggflac", "wavpack"])  # fmt: skip
def test_written_audible_and_readable_by_others(tmp_path: Path, kind: str) -> None:
    path = make_audio(
        tmp_path / f"a{FORMATS[kind].suffix}", kind=kind, seconds=5, tags={"title": "Kept"}
    )
    os.utime(path, ns=(10**18, 10**18))
    sound, title = pcm_digest(path), second_reader(path).get("TITLE")
    written = write_description(track_of(path))
    assert {c.field.name for c in written.changes} >= {"music_description", "comment", "mood"}
    assert pcm_digest(path) == sound
    found = second_reader(path)
    assert found["MUSIC_DESCRIPTION"] == WORDS
    assert found.get("TITLE") == title
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (written.size, written.mtime_ns)
    assert path.stat().st_mtime_ns == 10**18
    assert list(tmp_path.iterdir()) == [path]


def test_the_second_write_touches_nothing(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=5)
    write_description(track_of(path))
    before = path.stat()
    assert write_description(track_of(path)).changes == ()
    assert path.stat() == before


def test_preview_tells_what_write_does_and_changes_nothing(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.flac", seconds=5, tags={"comment": "mine"})
    before = contents(tmp_path)
    planned = preview(track_of(path))
    assert contents(tmp_path) == before
    assert "comment" not in {c.field.name for c in planned}
    assert tuple(planned) == write_description(track_of(path)).changes


def test_edited_words_are_marked_as_a_persons(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.ogg", seconds=5)
    write_description(track_of(path, state=TrackState.EDITED))
    assert tags.read_fields(path)[tags.SOURCE] == ("linernotes/clstma-mt-1;edited=1",)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX attributes")
def test_mode_owner_and_extended_attributes_stay(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=5)
    path.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(path, 1234, 1234)
    try:
        os.setxattr(path, "user.rating", b"5")
    except OSError:
        pytest.skip("no extended attributes on this file system")
    before = path.stat()
    write_description(track_of(path))
    after = path.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert os.getxattr(path, "user.rating") == b"5"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX links")
def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=5)
    link = tmp_path / "link.mp3"
    link.symlink_to(path)
    write_description(track_of(link))
    assert link.is_symlink()
    assert tags.read_tags(path).description == WORDS


def refused(path: Path, reason: str, **values: Any) -> None:
    before = path.read_bytes()
    folder = set(path.parent.iterdir())
    with pytest.raises(TagError, match=reason):
        write_description(track_of(path, **values))
    assert path.read_bytes() == before
    assert set(path.parent.iterdir()) == folder


def test_read_only_files_are_refused(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=5)
    path.chmod(0o444)
    refused(path, "read-only")


def test_hard_links_are_refused(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=5)
    os.link(path, tmp_path / "b.mp3")
    refused(path, "hard links")


def test_a_file_that_changed_since_the_scan_is_refused(tmp_path: Path) -> None:
    refused(make_audio(tmp_path / "a.mp3", seconds=5), "changed since it was scanned", size=1)


def test_a_fragmented_mp4_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.m4a"
    options = {"movflags": "frag_keyframe+empty_moov", "brand": "M4A "}
    source = make_audio(tmp_path / "b.m4a", seconds=5)
    with av.open(str(source)) as opened, av.open(str(path), "w", "mp4", options=options) as copy:
        stream = copy.add_stream_from_template(opened.streams.audio[0])
        for packet in opened.demux(opened.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                copy.mux(packet)
    source.unlink()
    refused(path, "fragmented MP4")


def test_too_little_space_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    refused(make_audio(tmp_path / "a.mp3", seconds=5), "free space")


def test_a_format_without_tags_is_refused(tmp_path: Path) -> None:
    refused(make_audio(tmp_path / "a.ac3", seconds=5), "no tags")


def test_a_wav_with_an_endless_size_costs_itself(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.wav", seconds=5)
    data = bytearray(path.read_bytes())
    data[4:8] = b"\xff" * 4
    path.write_bytes(data)
    refused(path, "damaged or of a kind")


def test_a_writer_that_changes_the_sound_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tags.edit_tags

    def careless(path: Path, changes: Any, id3_version: int) -> None:
        real(path, changes, id3_version)
        data = bytearray(path.read_bytes())
        data[-2000:] = bytes(2000)
        path.write_bytes(data)

    monkeypatch.setattr(tags, "edit_tags", careless)
    refused(make_audio(tmp_path / "a.wav", seconds=5), "change its sound")


def test_a_writer_that_loses_a_tag_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tags.edit_tags

    def careless(path: Path, changes: Any, id3_version: int) -> None:
        title = tags.TagChange(tags.FIELDS["title"], (), ("Other",))
        real(path, [*changes, title], id3_version)

    monkeypatch.setattr(tags, "edit_tags", careless)
    refused(make_audio(tmp_path / "a.mp3", seconds=5, tags={"title": "Mine"}), "not ours")


def test_a_tag_that_does_not_read_back_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags, "edit_tags", lambda *_: None)
    refused(make_audio(tmp_path / "a.mp3", seconds=5), "does not read back")


def _write(path: Path) -> None:
    write_description(track_of(path))


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_kill_leaves_the_file_old_or_new(tmp_path: Path) -> None:
    original = make_audio(tmp_path / "original.flac", seconds=60)
    folder = tmp_path / "music"
    folder.mkdir()
    path = folder / "a.flac"
    shutil.copy2(original, path)
    write_description(track_of(path))
    old, new = original.read_bytes(), path.read_bytes()
    context = multiprocessing.get_context("fork")
    for step in range(8):
        shutil.copy2(original, path)
        child = context.Process(target=_write, args=(path,))
        child.start()
        time.sleep(0.01 * step * step)
        child.kill()
        child.join()
        assert path.read_bytes() in (old, new)
    shutil.copy2(original, path)
    write_description(track_of(path))
    assert path.read_bytes() == new
    assert [p.name for p in folder.iterdir()] == ["a.flac"]  # what killed runs left is swept


def test_a_file_whose_sound_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, _: Path) -> bool:
        raise AudioError(path, "nothing to hear")

    monkeypatch.setattr(proof, "same_sound", fail)
    # Of wma we do not know all that a decoder is given.
    refused(make_audio(tmp_path / "a.wma", seconds=5), "cannot be compared")
