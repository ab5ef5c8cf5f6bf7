"""engine.disk: locks that die with their holder, attributes to the last one, honest copies."""

from __future__ import annotations

import errno
import hashlib
import multiprocessing
import os
import sys
import time
from pathlib import Path

import pytest
from blake3 import blake3
from hypothesis import given
from hypothesis import strategies as st

from engine import disk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX")


def hold(path: Path, taken: Path) -> None:
    with disk.Lock(path):
        taken.touch()
        time.sleep(60)


def test_a_lock_dies_with_its_holder(tmp_path: Path) -> None:
    lock, taken = tmp_path / "lock", tmp_path / "taken"
    child = multiprocessing.get_context("fork").Process(target=hold, args=(lock, taken))
    child.start()
    while not taken.exists():
        time.sleep(0.01)
    with pytest.raises(TimeoutError, match="another copy"), disk.Lock(lock, wait_s=0.05):
        pass
    child.kill()
    child.join()
    with disk.Lock(lock, wait_s=5):
        pass


def test_two_locks_in_one_process_exclude_each_other(tmp_path: Path) -> None:
    with (
        disk.Lock(tmp_path / "lock"),
        pytest.raises(TimeoutError),
        disk.Lock(tmp_path / "lock", wait_s=0),
    ):
        pass


def test_attributes_are_put_to_the_last_one(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        path.write_bytes(b"x")
    one.chmod(0o640)
    os.utime(one, ns=(10**18, 2 * 10**18))
    try:
        os.setxattr(one, "user.rating", b"\0\xff")
        os.setxattr(other, "user.inherited", b"rights that the original never had")
    except (OSError, AttributeError):
        pytest.skip("no extended attributes on this file system")
    wanted = disk.attributes_of(one)
    disk.put_attributes(other, wanted)
    assert disk.attributes_of(other) == wanted


def test_a_copy_is_new_and_private(tmp_path: Path) -> None:
    source, copy = tmp_path / "source", tmp_path / "copy"
    source.write_bytes(os.urandom(3_000_000))
    disk.copy_bytes(source, copy)
    assert copy.read_bytes() == source.read_bytes()
    assert disk.hash_of(source) == disk.hash_of(copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        disk.copy_bytes(source, copy)


@pytest.mark.skipif(sys.platform != "linux", reason="between files only there")
@pytest.mark.parametrize("sent", [0, 1_000_000])
def test_a_kernel_that_copies_nothing_is_helped_and_one_that_fails_is_believed(
    sent: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, copy = tmp_path / "source", tmp_path / "copy"
    source.write_bytes(os.urandom(3_000_000))
    real = os.sendfile

    def full(target: int, file: int, at: int, _: int) -> int:
        if at >= sent:
            raise OSError(errno.ENOSPC, "the disk is full")
        return real(target, file, at, sent)

    monkeypatch.setattr(os, "sendfile", full)
    monkeypatch.setattr("engine.disk.files._cloned", lambda *_: False)
    if sent:
        with pytest.raises(OSError, match="full"):
            disk.copy_bytes(source, copy)
    else:
        disk.copy_bytes(source, copy)
        assert copy.read_bytes() == source.read_bytes()


def test_hashes_of_earlier_journals_are_still_made(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    sha256 = hashlib.sha256(b"abc").hexdigest()
    assert disk.hash_of(path, sha256) == sha256
    whole = disk.hash_of(path, "blake3:")
    assert whole.startswith("blake3:6437b3ac38465133")  # of the reference implementation
    assert disk.hash_of(path, whole) == whole
    ours = disk.hash_of(path)
    assert ours == "leaves:" + blake3(blake3(b"abc").digest()).hexdigest()
    assert disk.hash_of(path, ours) == ours


@given(st.lists(st.integers(0, 3 * disk.LEAF), max_size=4), st.integers(0, 255))
def test_a_hash_is_of_the_bytes_in_whatever_pieces_they_come(sizes: list[int], fill: int) -> None:
    data = b"".join(bytes([(fill + i) % 256]) * size for i, size in enumerate(sizes))
    whole, parts = disk.Hash(), disk.Hash()
    for at in range(0, len(data), disk.LEAF):
        whole.update(data[at : at + disk.LEAF])
    for i, size in enumerate(sizes):
        parts.update(bytes([(fill + i) % 256]) * size)
    assert str(parts) == str(whole)


@pytest.mark.parametrize("like", ["", "blake3:", "0" * 64])
def test_what_two_files_share_may_be_hashed_once(like: str) -> None:
    shared, mine, theirs, end = (bytes([i]) * disk.LEAF for i in range(3)), b"m", b"t", b"end"
    alone, one, other = disk.Hash(like), disk.Hash(like), disk.Hash(like)
    for piece in shared:
        one.update(piece)
        other.follow(one, piece)
        alone.update(piece)
    assert str(one) == str(other) == str(alone)
    for found, piece in ((one, mine), (other, theirs), (alone, theirs)):
        found.update(piece)
    assert str(one) != str(other) == str(alone)
    for found in (one, alone):
        found.update(end)
    other.follow(one, end)
    assert str(other) == str(alone)


@pytest.mark.skipif(sys.platform != "linux", reason="leases")
def test_who_writes_is_seen_and_who_reads_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    assert not disk.has_writers(path)
    with path.open("rb"):
        assert not disk.has_writers(path)
    with path.open("r+b"):
        assert disk.has_writers(path)


@pytest.mark.skipif(sys.platform == "win32", reason="FIFOs")
def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path(os.devnull)):
        with pytest.raises(OSError, match=r"regular file|directory"):
            disk.hash_of(path)
    with pytest.raises(OSError, match="regular file"):
        disk.copy_bytes(tmp_path / "pipe", tmp_path / "copy")


def test_bytes_are_put_under_a_free_name_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, link = tmp_path / "there", tmp_path / "link"
    disk.put(there, b"one", overwrite=False)
    link.symlink_to("nowhere")
    for linkable in (True, False):
        if not linkable:  # as on FAT
            monkeypatch.setattr(Path, "hardlink_to", refuse)
        for taken in (there, link):
            with pytest.raises(FileExistsError):
                disk.put(taken, b"two", overwrite=False)
        disk.put(tmp_path / f"free {linkable}", b"two", overwrite=False)
    assert there.read_bytes() == b"one"
    disk.put(there, b"three", overwrite=True)
    assert there.read_bytes() == b"three"
    with pytest.raises(FileNotFoundError):
        disk.put(tmp_path / "nowhere" / "x", b"", overwrite=True)
    left = {path.name: path.is_symlink() or path.read_bytes() for path in tmp_path.iterdir()}
    assert left == {"there": b"three", "link": True, "free True": b"two", "free False": b"two"}


def test_bytes_that_cannot_be_flushed_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_bytes(b"one")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(PermissionError):
        disk.put(tmp_path / "x", b"two", overwrite=True)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("x", b"one")]


def refuse(*_: object) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")
