"""The bytes that a write displaced: what is needed to make the old file out of the new one.

A tag writer moves most of a file or leaves it where it was. Each block of the old file is
therefore looked up in the new one, at the same place and at the place counted from the end. A
block that is not found as it is is stored as the difference (exclusive or) to the more similar of
the two, compressed: of an Ogg page that was only renumbered, a few bytes remain.

    delta   = zlib( "<8sQQQ" mark, old size, new size, number of runs · runs · differences )
    run     = "<QQ" blocks, source      source: 0 same place, 1 from the end; +2 with difference
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.disk import LEAF, Hash, open_regular

BLOCK = 512  # bytes
MOST_BYTES = 256 * 1024 * 1024  # of differences, before compression: more is no tag writer's work
_CHUNK = LEAF  # bytes worked on at a time, whole blocks
_MARK = b"LNDELTA1"
_HEAD = struct.Struct("<8sQQQ")
_DIFFERS = 2


Stretch = tuple[int, int, int]  # start and end in the old file; how much further in the new one


@dataclass(frozen=True, slots=True)
class Delta:
    """What came out when two files were compared, every byte of both."""

    kept: bytes  # the delta itself
    old_hash: str
    new_hash: str
    rest: str  # see rest_of
    same: tuple[Stretch, ...]  # where the old file's bytes are in the new one as they were


def compare(old: Path, new: Path, like: str = "") -> Delta:
    """What leads from `new` back to `old`, each read once; their hashes are of the kind of `like`.

    Raises OSError, also when one of them is cut meanwhile, and ValueError when too much differs.
    """
    sources: list[NDArray[np.int64]] = []
    differences = bytearray()
    hash_old, hash_new = Hash(like), Hash(like)
    with open_regular(old) as before, open_regular(new) as after:
        sizes = before.seek(0, 2), after.seek(0, 2)
        for at in range(0, max(sizes), _CHUNK):
            mine, theirs = _chunk(before, at, sizes[0]), _chunk(after, at, sizes[1])
            hash_old.update(mine)
            if mine == theirs:  # mostly
                hash_new.follow(hash_old, theirs)
                sources.append(_in_place(len(mine)))
                continue
            hash_new.update(theirs)
            if mine:
                chunk, difference = _looked_up(mine, theirs, after, at, sizes[1] - sizes[0])
                sources.append(chunk)
                differences += difference
            if len(differences) > MOST_BYTES:
                raise ValueError("too much of the file would have to be kept for undo")
    every = np.concatenate(sources) if sources else np.zeros(0, np.int64)
    starts = np.flatnonzero(np.diff(every, prepend=-1))
    runs = np.stack([np.diff(starts, append=len(every)), every[starts]], axis=1)
    head = _HEAD.pack(_MARK, *sizes, len(runs))
    kept = zlib.compress(head + runs.astype("<u8").tobytes() + differences, 6)
    plain = _Plain(kept)
    return Delta(kept, str(hash_old), str(hash_new), rest_of(new, kept), tuple(plain.same()))


def restore(new: Path, delta: bytes) -> Iterator[bytes]:
    """The bytes of the old file, piece by piece; raises ValueError when the two do not fit."""
    plain = _Plain(delta)
    stored = plain.stored
    with _fitting(new, plain) as file:
        for start, end, move, differs in plain.runs():
            for at in range(start, end, _CHUNK):
                size = min(_CHUNK, end - at)
                piece = _read(file, at + move, size)
                if differs:
                    difference = np.frombuffer(plain.bytes, np.uint8, size, stored)
                    piece = (np.frombuffer(piece, np.uint8) ^ difference).tobytes()
                    stored += size
                yield piece


def rest_of(new: Path, delta: bytes) -> str:
    """The Hash of the new file's own bytes, which `restore` has no use for.

    What `restore` gives and this together tell every byte of the new file. Raises OSError, and
    ValueError as `restore` does.
    """
    plain = _Plain(delta)
    found, done = Hash(), 0
    used = sorted((start + move, end + move) for start, end, move, _ in plain.runs())
    with _fitting(new, plain) as file:
        for start, end in [*used, (plain.new_size, plain.new_size)]:
            for at in range(done, min(start, plain.new_size), _CHUNK):
                found.update(_chunk(file, at, min(start, plain.new_size)))
            done = max(done, end)
    return str(found)


class _Plain:
    """A delta, unpacked; raises ValueError when it is damaged."""

    def __init__(self, delta: bytes) -> None:
        try:
            self.bytes = zlib.decompress(delta)
            mark, self.old_size, self.new_size, count = _HEAD.unpack_from(self.bytes)
            self._runs = np.frombuffer(self.bytes, "<u8", 2 * count, _HEAD.size).reshape(-1, 2)
        except (zlib.error, struct.error, ValueError) as error:
            raise ValueError("what was kept of the old file is damaged") from error
        if mark != _MARK:
            raise ValueError("what was kept belongs to another file")
        self.stored = _HEAD.size + self._runs.nbytes  # where the differences begin

    def runs(self) -> Iterator[tuple[int, int, int, bool]]:
        """(start, end in the old file, how much further on in the new one, whether they differ)."""
        start = 0
        for blocks, source in self._runs.tolist():
            end = min(self.old_size, start + blocks * BLOCK)
            move = self.new_size - self.old_size if source & 1 else 0
            yield start, end, move, bool(source & _DIFFERS)
            start = end

    def same(self) -> Iterator[Stretch]:
        """What both files hold; not the zeros that are thought where the new file has no bytes."""
        for start, end, move, differs in self.runs():
            first, last = max(start, -move), min(end, self.new_size - move)
            if first < last and not differs:
                yield first, last, move


def _in_place(length: int) -> NDArray[np.int64]:
    """The source of each block of so many bytes: all are at the same place."""
    return np.zeros(-(-length // BLOCK), np.int64)


def _fitting(new: Path, plain: _Plain) -> FileIO:
    file = open_regular(new)
    if file.seek(0, 2) != plain.new_size:
        file.close()
        raise ValueError("what was kept belongs to another file")
    return file


def _looked_up(
    old: bytes, same_place: bytes, new: FileIO, at: int, shift: int
) -> tuple[NDArray[np.int64], bytes]:
    """(source of each block of the chunk `old`, the differences one behind the other)."""
    length = len(old)
    places = [same_place[:length].ljust(length, b"\0")]
    if shift and places[0] != old:
        places.append(_read(new, at + shift, length))
    if old in places:
        return _in_place(length) + places.index(old), b""
    found = [np.frombuffer(place, np.uint8) ^ np.frombuffer(old, np.uint8) for place in places]
    # (n_blocks, BLOCK) each; the last block is filled up with equal bytes.
    blocks = np.stack([np.pad(d, (0, -length % BLOCK)).reshape(-1, BLOCK) for d in found])
    counts = np.count_nonzero(blocks, axis=2)  # (places, n_blocks)
    source = counts.argmin(axis=0)
    differs = counts.min(axis=0) > 0
    chosen = blocks[source, np.arange(len(source))][differs].tobytes()
    if length % BLOCK and differs[-1]:
        chosen = chosen[: length % BLOCK - BLOCK]
    return source + _DIFFERS * differs, chosen


def _chunk(file: FileIO, at: int, end: int) -> bytes:
    """Up to _CHUNK bytes from `at` on, none behind `end`; raises OSError if they are not there."""
    size = max(0, min(_CHUNK, end - at))
    file.seek(at)
    if len(data := file.read(size)) < size:
        raise OSError("it was cut while it was read")
    return data


def _read(file: FileIO, at: int, size: int) -> bytes:
    """`size` bytes from `at` on, zeros where the file has none."""
    begin, end = max(at, 0), max(at + size, 0)
    file.seek(begin)
    data = file.read(end - begin)
    return (bytes(begin - at if end else 0) + data).ljust(size, b"\0")
