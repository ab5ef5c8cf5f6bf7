"""engine.child: what hangs, eats memory or crashes costs one call and not the program."""

from __future__ import annotations

import os
import signal
import sys
import time
import zlib
from pathlib import Path

import pytest

from engine.child import Child
from engine.errors import TagError, WorkerError
from engine.tags import read_fields

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


def hang(path: Path) -> None:
    time.sleep(60)


def crash(path: Path) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def eat(path: Path, size: int) -> int:
    return len(bytearray(size))


def refuse(path: Path) -> None:
    raise TagError(path, "no")


def synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def bomb(path: Path, size: int) -> Path:
    """An mp3 whose one compressed frame inflates to `size` bytes."""
    packed = zlib.compress(bytes(size), 9)
    content = synchsafe(size & 0x0FFFFFFF) + packed
    frame = b"TXXX" + synchsafe(len(content)) + b"\0\x09" + content
    path.write_bytes(b"ID3\4\0\0" + synchsafe(len(frame)) + frame + b"\xff\xfb\x90\0" * 3000)
    return path


def test_one_bad_call_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    with Child("this", timeout_s=5, memory_bytes=300 * 1024 * 1024) as child:
        assert child.run(eat, path, 1000) == 1000
        with pytest.raises(WorkerError, match="this needs too much memory"):
            child.run(eat, path, 2**30)
        with pytest.raises(WorkerError, match="a crash in a decoder"):
            child.run(crash, path)
        with pytest.raises(TagError, match="no"):
            child.run(refuse, path)
        assert child.run(eat, path, 1000) == 1000


def test_hostile_tags_cost_one_file(tmp_path: Path) -> None:
    """A zlib bomb of 512 MiB, and a length of 1 GiB: read within the limits, or refused."""
    with Child("reading its tags", timeout_s=15, memory_bytes=300 * 1024 * 1024) as child:
        with pytest.raises((TagError, WorkerError)):
            child.run(read_fields, bomb(tmp_path / "bomb.mp3", 2**29))
        liar = tmp_path / "liar.flac"
        liar.write_bytes(b"fLaC\x84\xff\xff\xff" + b"\xff\xff\xff\x3f" + bytes(100))
        with pytest.raises((TagError, WorkerError)):
            child.run(read_fields, liar)


def test_a_hanging_call_ends(tmp_path: Path) -> None:
    with Child("this", timeout_s=1) as child, pytest.raises(WorkerError, match="more than 1 s"):
        child.run(hang, tmp_path / "a.mp3")


def test_a_process_that_dies_before_it_begins_costs_the_call(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    with (
        Child("this", memory_bytes=2**70) as child,  # more than a limit can say: setting it fails
        pytest.raises(WorkerError, match="this needs a process, and none could be started"),
    ):
        child.run(eat, path, 1000)
