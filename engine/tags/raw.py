"""What a file carries besides its sound, read by our own eyes, byte for byte.

The proof that a write lost nothing must not be read by the library that wrote: what mutagen drops
or repairs when it reads looks the same before and after. Here every frame, comment, atom, item,
block and chunk is an Entry; two files carry the same if their entries, less ours, are the same.
Text is compared as text, so that another encoding of the same words is no difference; everything
else is compared as bytes, and what cannot be understood becomes an entry of its own.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from engine.containers import id3_size, identify
from engine.tags.raw_id3 import id3_entries

Entry = tuple[str, bytes]  # where it stands, under the name our fields go by; what it holds
SOUND = "rest"  # the entry for all bytes behind the tags, which are the sound and what follows it
_BLOCK = 1024 * 1024


def raw_entries(path: Path) -> Counter[Entry]:
    """Everything the file carries; raises OSError, or ValueError when its structure is broken."""
    with path.open("rb") as file:
        container = identify(file)
        reader = _READERS.get(container.name if container else "")
        return Counter(reader(file) if reader else ())


def _rest(file: BinaryIO, at: int, name: str = SOUND) -> Entry:
    """A hash of all bytes from `at` on."""
    file.seek(at)
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    return name, digest.digest()


def _leading_id3(file: BinaryIO) -> tuple[bytes, int]:
    """The ID3v2 tag at the start and where it ends; (b"", 0) without one."""
    file.seek(0)
    header = file.read(10)
    if header[:3] != b"ID3" or len(header) < 10:
        return b"", 0
    file.seek(0)
    tag = file.read(id3_size(header))
    return tag, len(tag)


def _mpeg(file: BinaryIO) -> Iterator[Entry]:
    """mp3, mp2, tta: an ID3v2 tag, then bytes that no write may touch (sound, APE, ID3v1)."""
    tag, end = _leading_id3(file)
    yield from id3_entries(tag)
    yield _rest(file, end)


def _chunks(file: BinaryIO) -> Iterator[Entry]:
    """wav, aiff: chunks; the one named "id3 " holds an ID3v2 tag."""
    file.seek(0)
    header = file.read(12)
    order = "big" if header[:4] == b"FORM" else "little"
    end = file.seek(0, os.SEEK_END)
    at = 12
    while at + 8 <= end:
        file.seek(at)
        head = file.read(8)
        size = int.from_bytes(head[4:], order)  # type: ignore[arg-type]
        data = file.read(min(size, end - at - 8))
        if head[:4].lower() == b"id3 ":
            yield from id3_entries(data)
        else:
            yield f"chunk {head[:4]!r}", hashlib.sha256(data).digest()
        at += 8 + size + size % 2


def _flac(file: BinaryIO) -> Iterator[Entry]:
    _, at = _leading_id3(file)
    yield "id3 in front", _hash_of(file, 0, at)
    at += 4  # "fLaC"
    last = False
    while not last:
        file.seek(at)
        head = file.read(4)
        if len(head) < 4:
            raise ValueError("its blocks run beyond its end")
        last, kind, size = bool(head[0] & 0x80), head[0] & 0x7F, int.from_bytes(head[1:], "big")
        data = file.read(size)
        if kind == 4:
            yield from vorbis_entries(data)
        elif kind != 1:  # padding
            yield f"block {kind}", data
        at += 4 + size
    yield _rest(file, at)


def _hash_of(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    return hashlib.sha256(file.read(end - start)).digest()


def vorbis_entries(data: bytes) -> Iterator[Entry]:
    """A Vorbis comment block: vendor and comments, without framing (Vorbis I, section 5.2.1)."""
    at = 0

    def take() -> bytes:
        nonlocal at
        size = int.from_bytes(data[at : at + 4], "little")
        if at + 4 + size > len(data):
            raise ValueError("its comments run beyond their block")
        at += 4 + size
        return data[at - size : at]

    yield "vendor", take()
    count = int.from_bytes(data[at : at + 4], "little")
    at += 4
    for _ in range(min(count, len(data))):
        key, equals, value = take().partition(b"=")
        name = key.decode("ascii", "backslashreplace").upper()
        yield (name if equals else f"{name} without value"), value
    yield "behind the comments", data[at:].rstrip(b"\0")


def _ogg(file: BinaryIO) -> Iterator[Entry]:
    """Header packets of the first stream; the sound itself is compared decoded."""
    packets = _ogg_packets(file)
    first = next(packets)
    yield "header", first
    if first.startswith(b"\x7fFLAC"):
        for packet in packets:
            if packet[0] & 0x7F == 4:
                yield from vorbis_entries(packet[4:])
            elif packet[0] & 0x7F != 1:
                yield f"block {packet[0] & 0x7F}", packet[4:]
            if packet[0] & 0x80:
                return
        return
    comments = next(packets)
    for prefix in (b"\x03vorbis", b"OpusTags"):
        if comments.startswith(prefix):
            comments = comments[len(prefix) :]
    if first.startswith(b"\x01vorbis"):
        yield "setup", hashlib.sha256(next(packets)).digest()
    yield from vorbis_entries(comments)


def _ogg_packets(file: BinaryIO) -> Iterator[bytes]:
    """Packets of the first logical stream (RFC 3533)."""
    file.seek(0)
    serial, packet = b"", b""
    while len(head := file.read(27)) == 27 and head[:4] == b"OggS":
        sizes = file.read(head[26])
        data = file.read(sum(sizes))
        serial = serial or head[14:18]
        if head[14:18] != serial:
            continue
        at = 0
        for size in sizes:
            packet += data[at : at + size]
            at += size
            if size < 255:
                yield packet
                packet = b""
    raise ValueError("its header packets are not complete")


def _mp4(file: BinaryIO) -> Iterator[Entry]:
    """The items of moov.udta.meta.ilst."""
    at, end = 0, file.seek(0, os.SEEK_END)
    for name in (b"moov", b"udta", b"meta", b"ilst"):
        found = next((box for box in _boxes(file, at, end) if box[0] == name), None)
        if found is None:
            return
        _, at, end = found
        at += 4 if name == b"meta" else 0  # version and flags
    for name, start, stop in _boxes(file, at, end):
        file.seek(start)
        data = file.read(stop - start)
        key = name.decode("mac-roman" if name[0] == 0xA9 else "latin-1").replace("\u00a9", "©")
        if name in (b"trkn", b"disk"):  # numbers, with or without zeros behind them
            data = data[4:].rstrip(b"\0")
        yield (_freeform_name(data) if name == b"----" else key), data


def _boxes(file: BinaryIO, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(name, start and end of the content) of the boxes between two places (ISO 14496-12)."""
    while at + 8 <= end:
        file.seek(at)
        head = file.read(16)
        size, name, inside = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, inside = int.from_bytes(head[8:16], "big"), 16
        size = end - at if size == 0 else size
        if size < inside or at + size > end:
            raise ValueError("its boxes run beyond each other")
        yield name, at + inside, at + size
        at += size


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


def _ape(file: BinaryIO) -> Iterator[Entry]:
    """The APEv2 tag at the end, before an ID3v1 tag."""
    end = file.seek(0, os.SEEK_END)
    tail_at = max(0, end - 128)
    file.seek(tail_at)
    tail = file.read()
    if tail[:3] == b"TAG" and len(tail) == 128:
        yield "id3v1", tail
        end = tail_at
    file.seek(max(0, end - 32))
    footer = file.read(32)
    if footer[:8] != b"APETAGEX":
        return
    size, count = (int.from_bytes(footer[i : i + 4], "little") for i in (12, 16))
    file.seek(max(0, end - size))
    data, at = file.read(size - 32), 0
    for _ in range(min(count, len(data))):
        length = int.from_bytes(data[at : at + 4], "little")
        flags, name_end = data[at + 4 : at + 8], data.find(b"\0", at + 8)
        if name_end < 0 or name_end + 1 + length > len(data):
            raise ValueError("its APE items run beyond the tag")
        name = data[at + 8 : name_end].decode("latin-1").lower()
        kind = (flags[0] >> 1) & 3  # text, binary, link
        yield f"{name}{' (not text)' if kind else ''}", data[name_end + 1 : name_end + 1 + length]
        at = name_end + 1 + length
    yield "behind the items", data[at:]


_READERS: dict[str, Callable[[BinaryIO], Iterator[Entry]]] = {
    "mp3": _mpeg,
    "mp2": _mpeg,
    "true audio": _mpeg,
    "wav": _chunks,
    "aiff": _chunks,
    "flac": _flac,
    "ogg vorbis": _ogg,
    "ogg flac": _ogg,
    "opus": _ogg,
    "speex": _ogg,
    "mp4": _mp4,
    "wavpack": _ape,
    "monkey's audio": _ape,
}
