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
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

BLOCK = 512  # bytes
MOST_BYTES = 256 * 1024 * 1024  # of differences, before compression: more is no tag writer's work
_CHUNK = 512 * BLOCK  # bytes worked on at a time
_MARK = b"LNDELTA1"
_HEAD = struct.Struct("<8sQQQ")
_DIFFERS = 2


def displaced(old: Path, new: Path) -> bytes:
    """The delta from `new` back to `old`; raises OSError, ValueError when it is too large."""
    sources: list[NDArray[np.int64]] = []
    differences = bytearray()
    with old.open("rb") as before, new.open("rb") as after:
        sizes = before.seek(0, 2), after.seek(0, 2)
        for at in range(0, sizes[0], _CHUNK):
            chunk, difference = _compare(before, after, at, sizes)
            sources.append(chunk)
            differences += difference
            if len(differences) > MOST_BYTES:
                raise ValueError("too much of the file would have to be kept for undo")
    every = np.concatenate(sources) if sources else np.zeros(0, np.int64)
    starts = np.flatnonzero(np.diff(every, prepend=-1))
    runs = np.stack([np.diff(starts, append=len(every)), every[starts]], axis=1)
    head = _HEAD.pack(_MARK, *sizes, len(runs))
    return zlib.compress(head + runs.astype("<u8").tobytes() + differences, 6)


def restore(new: Path, delta: bytes) -> Iterator[bytes]:
    """The bytes of the old file, piece by piece; raises ValueError when the two do not fit."""
    try:
        plain = zlib.decompress(delta)
        mark, old_size, new_size, count = _HEAD.unpack_from(plain)
    except (zlib.error, struct.error) as error:
        raise ValueError("what was kept of the old file is damaged") from error
    if mark != _MARK or new.stat().st_size != new_size:
        raise ValueError("what was kept belongs to another file")
    runs = np.frombuffer(plain, "<u8", 2 * count, _HEAD.size).reshape(-1, 2)
    stored = _HEAD.size + runs.nbytes
    at = 0
    with new.open("rb") as file:
        for blocks, source in runs.tolist():
            end = min(old_size, at + blocks * BLOCK)
            shift = new_size - old_size if source & 1 else 0
            while at < end:
                size = min(_CHUNK, end - at)
                piece = _read(file, at + shift, size)
                if source & _DIFFERS:
                    difference = np.frombuffer(plain, np.uint8, size, stored)
                    piece = (np.frombuffer(piece, np.uint8) ^ difference).tobytes()
                    stored += size
                yield piece
                at += size


def _compare(
    before: BinaryIO, after: BinaryIO, at: int, sizes: tuple[int, int]
) -> tuple[NDArray[np.int64], bytes]:
    """(source of each block of the chunk at `at`, the differences one behind the other)."""
    length = min(_CHUNK, sizes[0] - at)
    old = _read(before, at, length)
    found = []
    for source, shift in enumerate((0, sizes[1] - sizes[0])):
        new = _read(after, at + shift, length)
        if new == old:  # mostly all of it is there
            return np.full(-(-length // BLOCK), source, np.int64), b""
        found.append(np.frombuffer(new, np.uint8) ^ np.frombuffer(old, np.uint8))
    # (n_blocks, BLOCK) each; the last block is filled up with equal bytes.
    blocks = [np.pad(d, (0, -length % BLOCK)).reshape(-1, BLOCK) for d in found]
    counts = np.stack([np.count_nonzero(b, axis=1) for b in blocks])  # (2, n_blocks)
    source = (counts[1] < counts[0]).astype(np.int64)
    differs = counts.min(axis=0) > 0
    chosen = np.where(source[:, None] == 0, *blocks)[differs].tobytes()
    if length % BLOCK and differs[-1]:
        chosen = chosen[: length % BLOCK - BLOCK]
    return source + _DIFFERS * differs, chosen


def _read(file: BinaryIO, at: int, size: int) -> bytes:
    """`size` bytes from `at` on, zeros where the file has none."""
    begin, end = max(at, 0), max(at + size, 0)
    file.seek(begin)
    data = file.read(end - begin)
    return (bytes(begin - at if end else 0) + data).ljust(size, b"\0")
