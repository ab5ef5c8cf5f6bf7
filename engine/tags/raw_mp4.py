"""What an MP4 file carries: its boxes, read without any library (ISO 14496-12)."""

from __future__ import annotations

import os
import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from engine.tags.carried import SOUND, Entry, Span

_MOST_BOXES = 100_000  # in one box: a file made of empty ones would keep us for hours
_MOST_BYTES = 64 * 1024 * 1024  # of a box that is read whole
# Boxes that hold boxes, by the box that they must be in; "" is the file itself.
_INSIDE = {
    b"moov": b"",
    b"trak": b"moov",
    b"mdia": b"trak",
    b"minf": b"mdia",
    b"stbl": b"minf",
    b"stsd": b"stbl",
    b"mvex": b"moov",
}
_PADDING = (b"free", b"skip")
_CHUNK_OFFSETS = {b"stco": (">I", 4), b"co64": (">Q", 8)}  # an offset and its bytes


class Box(NamedTuple):
    """A box and the box that it is in."""

    parent: bytes
    name: bytes
    start: int  # of its content
    end: int


def boxes(file: BinaryIO, at: int, end: int, parent: bytes = b"") -> Iterator[Box]:
    """The boxes between two places; raises ValueError when they do not fit, or are too many."""
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        file.seek(at)
        head = file.read(16)
        size, name, inside = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, inside = int.from_bytes(head[8:16], "big"), 16
        size = end - at if size == 0 else size
        if size < inside or at + size > end:
            raise ValueError("its boxes run beyond each other")
        yield Box(parent, name, at + inside, at + size)
        at += size
    raise ValueError("it has too many boxes")


def every_box(file: BinaryIO) -> Iterator[Box]:
    """All boxes of the file; those that hold others before what they hold, down to codecs."""
    waiting = list(boxes(file, 0, file.seek(0, os.SEEK_END)))[::-1]
    while waiting:
        box = waiting.pop()
        yield box
        if _INSIDE.get(box.name) == box.parent:
            skip = 8 if box.name == b"stsd" else 0  # version, flags and count
            inner = boxes(file, box.start + skip, box.end, box.name)
            waiting += list(inner)[::-1]


def mp4_parts(file: BinaryIO) -> Iterator[Entry | Span]:
    """Items of the tags and all other boxes but padding.

    A decoder is given what the tables in moov say, and the bytes at the chunk offsets. Where the
    tables and the media boxes are equal, and each chunk lies at the same place in the same media
    box, it is given the same; the offsets alone change when the tags in front of them grow.
    """
    every = [box for box in every_box(file) if box.name not in _PADDING]
    media = [box for box in every if box.parent == b"" and box.name == b"mdat"]
    all_inside = True
    for box in every:
        if (_INSIDE.get(box.name) == box.parent and box.name != b"stsd") or box.parent == b"stsd":
            continue
        if box.parent == b"moov" and box.name == b"udta":
            yield from _user_data(file, box)
        elif box.parent == b"stbl" and box.name in _CHUNK_OFFSETS:
            places = list(_places(file, box, media))
            all_inside &= None not in places
            yield "chunk offsets", repr(places).encode()
        elif box not in media:
            yield Span(f"box {box.name!r}", box.start, box.end)
    for box in media:
        yield Span(SOUND if all_inside else "media", box.start, box.end)


def _places(file: BinaryIO, box: Box, media: Sequence[Box]) -> Iterator[tuple[int, int] | None]:
    """(number of the media box, place in it) of each chunk; None if it lies elsewhere."""
    code, width = _CHUNK_OFFSETS[box.name]
    data = _read(file, box.start + 8, box.end)  # behind version, flags and count
    starts = [one.start for one in media]
    for (offset,) in struct.iter_unpack(code, data[: len(data) // width * width]):
        index = bisect_right(starts, offset) - 1
        is_inside = index >= 0 and offset < media[index].end
        yield (index, offset - starts[index]) if is_inside else None


def _read(file: BinaryIO, start: int, end: int) -> bytes:
    if end - start > _MOST_BYTES:
        raise ValueError("one of its boxes is too large")
    file.seek(start)
    return file.read(end - start)


def _user_data(file: BinaryIO, udta: Box) -> Iterator[Entry]:
    """The items of meta.ilst, and what is beside them."""
    for box in boxes(file, udta.start, udta.end):
        inner = [box]
        if box.name == b"meta":
            inner = list(boxes(file, box.start + 4, box.end, b"meta"))  # version and flags
        for one in inner:
            if one.parent == b"meta" and one.name == b"ilst":
                for item in boxes(file, one.start, one.end):
                    yield _item(item.name, _read(file, item.start, item.end))
            elif one.name not in _PADDING:
                yield f"user data {one.name!r}", _read(file, one.start, one.end)


def _item(name: bytes, data: bytes) -> Entry:
    key = name.decode("mac-roman" if name[0] == 0xA9 else "latin-1").replace("\u00a9", "©")
    if name in (b"trkn", b"disk"):  # numbers, with or without zeros behind them
        data = data[4:].rstrip(b"\0")
    return (_freeform_name(data) if name == b"----" else key), data


def _freeform_name(data: bytes) -> str:
    """ "----:mean:name" of a freeform item."""
    parts, at = list[str](), 0
    while len(parts) < 2 and at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] not in (b"mean", b"name") or size < 12:
            break
        parts.append(data[at + 12 : at + size].decode("utf-8", "backslashreplace"))
        at += size
    return ":".join(["----", *parts])
