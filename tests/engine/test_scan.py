"""engine.scan: finding audio without stumbling over what else lies in a folder."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from engine.errors import ScanError
from engine.scan import FoundFile, content_hash, find_audio
from tests.audio_files import make_audio


def names(folder: Path, *, follow_links: bool = False) -> list[str]:
    found = find_audio(folder, follow_links=follow_links)
    return [f.path.name for f in found if isinstance(f, FoundFile)]


def test_finds_in_order_with_size_and_time(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.flac", "b/1.mp3", "a.ogg"):
        (tmp_path / name).write_bytes(b"x")
    found = [f for f in find_audio(tmp_path) if isinstance(f, FoundFile)]
    assert [f.path.name for f in found] == ["a.ogg", "1.mp3", "2.flac"]
    info = (tmp_path / "a.ogg").stat()
    assert (found[0].size, found[0].mtime_ns) == (info.st_size, info.st_mtime_ns)


def test_passes_over_hidden_system_and_other_files(tmp_path: Path) -> None:
    for name in (".hidden.mp3", "cover.jpg", "notes.txt", "._track.mp3"):
        (tmp_path / name).write_bytes(b"x" * 5000)
    for folder in (".git", "@eaDir", "$RECYCLE.BIN", "lost+found"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.mp3").write_bytes(b"x")
    (tmp_path / "folder.mp3").mkdir()
    assert names(tmp_path) == []


def test_recognises_content_without_a_known_suffix(tmp_path: Path) -> None:
    make_audio(tmp_path / "a.flac", seconds=2).rename(tmp_path / "no suffix")
    make_audio(tmp_path / "a.mp3", seconds=2).rename(tmp_path / "x.mp3.bak")
    (tmp_path / "other").write_bytes(b"nothing to hear" * 1000)
    frames = make_audio(tmp_path / "b.mp3", seconds=2).read_bytes()
    (tmp_path / "b.mp3").unlink()
    (tmp_path / "texture.dds").write_bytes(b"DDS " + bytes(5000) + frames)
    assert names(tmp_path) == ["no suffix", "x.mp3.bak"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX objects")
def test_odd_objects_are_not_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.mp3")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.mp3"))
        (tmp_path / "zero.mp3").symlink_to("/dev/zero")
        (tmp_path / "dangling.mp3").symlink_to(tmp_path / "nowhere")
        assert names(tmp_path) == []
        assert names(tmp_path, follow_links=True) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX links")
def test_links_to_folders_only_if_asked_and_loops_end(tmp_path: Path) -> None:
    real, elsewhere = tmp_path / "music", tmp_path / "elsewhere"
    real.mkdir()
    elsewhere.mkdir()
    (elsewhere / "far.mp3").write_bytes(b"x")
    (real / "near.mp3").write_bytes(b"x")
    (real / "link").symlink_to(elsewhere)
    (real / "loop").symlink_to(real)
    assert names(real) == ["near.mp3"]
    assert names(real, follow_links=True) == ["near.mp3", "far.mp3"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_names_that_are_not_utf8_survive(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9 \n.mp3"
    with open(raw, "wb") as file:  # noqa: PTH123
        file.write(b"x")
    (found,) = find_audio(tmp_path)
    assert isinstance(found, FoundFile)
    assert os.fsencode(found.path) == raw


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_folder_is_reported_and_passed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0)
    (tmp_path / "b.mp3").write_bytes(b"x")
    results = list(find_audio(tmp_path))
    assert any(isinstance(r, ScanError) for r in results)
    assert any(isinstance(r, FoundFile) for r in results)


def test_a_missing_folder_is_an_error_with_a_reason(tmp_path: Path) -> None:
    (error,) = find_audio(tmp_path / "nowhere")
    assert isinstance(error, ScanError)
    assert "No such file" in error.reason


def test_deep_folders_do_not_exhaust_the_stack(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(60):
        deep /= "d" * 20
    deep.mkdir(parents=True)
    (deep / "x.mp3").write_bytes(b"x")
    assert names(tmp_path) == ["x.mp3"]


def test_content_hash(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"x")
    assert content_hash(tmp_path / "a.mp3").startswith("2d711642b726b044")
