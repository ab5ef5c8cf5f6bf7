"""engine.writing.look: what may not be written is refused with its reason, before any parsing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from engine.errors import ChangedError, TagError
from engine.track import Track
from engine.writing.look import LARGEST, look


def track_of(path: Path) -> Track:
    info = path.lstat()
    return Track(path, info.st_size, info.st_mtime_ns)


def refused(path: Path, reason: str) -> None:
    with pytest.raises(TagError, match=reason):
        look(track_of(path))


@pytest.mark.skipif(sys.platform == "win32", reason="blocks")
def test_a_file_without_blocks_is_a_placeholder(tmp_path: Path) -> None:
    with (tmp_path / "a.mp3").open("wb") as file:
        file.truncate(100_000)
    if (tmp_path / "a.mp3").stat().st_blocks:
        pytest.skip("no holes on this file system")
    refused(tmp_path / "a.mp3", "placeholder")


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "a.mp3").open("wb") as file:
        file.write(bytes(4096))
        file.truncate(LARGEST + 1)
    refused(tmp_path / "a.mp3", "4 GiB")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.mp3")
    refused(tmp_path / "fifo.mp3", "not a regular file")
    (tmp_path / "loop.mp3").symlink_to(tmp_path / "loop.mp3")
    refused(tmp_path / "loop.mp3", "link")
    with pytest.raises(TagError, match="No such file"):
        look(Track(tmp_path / "nowhere.mp3", 0, 0))


def test_a_changed_file_is_a_conflict(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"one")
    track = track_of(tmp_path / "a.mp3")
    (tmp_path / "a.mp3").write_bytes(b"other")
    with pytest.raises(ChangedError, match="since it was scanned"):
        look(track)
