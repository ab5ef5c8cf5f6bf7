"""What a file carries besides our fields, read by our own eyes, byte for byte.

The proof that a write lost nothing must not be read by the library that wrote: what mutagen drops
or repairs when it reads looks the same before and after. Here every frame, comment, atom, item
and block is an Entry, and every long run of bytes a Span; two files carry the same if their
entries, less ours, and their spans are the same. Text is compared as text, so that another
encoding of the same words is no difference; everything else is compared as bytes, and what cannot
be understood becomes an entry of its own.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from engine.containers import id3_size, identify
from engine.tags.carried import SOUND, Carried, Entry, Span
from engine.tags.raw_id3 import id3_entries
from engine.tags.raw_mp4 import mp4_parts
from engine.tags.raw_ogg import ogg_parts, vorbis_entries

_BLOCK = 1024 * 1024


def carried(path: Path) -> Carried:
    """Everything the file carries; raises OSError, or ValueError when its structure is broken."""
    with path.open("rb") as file:
        container = identify(file)
        reader = _READERS.get(container.name if container else "")
        parts = list(reader(file) if reader else ())
    entries = Counter(part for part in parts if not isinstance(part, Span))
    return Carried(entries, tuple(part for part in parts if isinstance(part, Span)))


def raw_entries(path: Path) -> Counter[Entry]:
    """The same with a SHA-256 in place of every long run of bytes, wherever that lies."""
    found = carried(path)
    with path.open("rb") as file:
        return found.entries + Counter(
            (span.name, _hash_of(file, span.start, span.end)) for span in found.spans
        )


def _hash_of(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    digest = hashlib.sha256()
    while start < end and (block := file.read(min(_BLOCK, end - start))):
        digest.update(block)
        start += len(block)
    return digest.digest()


def _leading_id3(file: BinaryIO) -> tuple[bytes, int]:
    """The ID3v2 tag at the start and where it ends; (b"", 0) without one."""
    file.seek(0)
    header = file.read(10)
    if header[:3] != b"ID3" or len(header) < 10:
        return b"", 0
    file.seek(0)
    tag = file.read(id3_size(header))
    return tag, len(tag)


def _mpeg(file: BinaryIO) -> Iterator[Entry | Span]:
    """mp3, mp2, tta: an ID3v2 tag, then bytes that no write may touch (sound, APE, ID3v1).

    A decoder passes over the tag and is given what follows: the same bytes, the same sound.
    """
    tag, end = _leading_id3(file)
    yield from id3_entries(tag)
    yield Span(SOUND, end, file.seek(0, os.SEEK_END))


def _flac(file: BinaryIO) -> Iterator[Entry | Span]:
    """Blocks, then frames. The frames and the stream's own block are all that is decoded."""
    _, at = _leading_id3(file)
    yield Span("id3 in front", 0, at)
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
    yield Span(SOUND, at, file.seek(0, os.SEEK_END))


_PLAIN_WAV = (b"\x01\0", b"\x03\0", b"\xfe\xff")  # format tags: PCM, float, "extensible"
_PLAIN = {b"RIFF": (b"fmt ", b"data"), b"FORM": (b"COMM", b"SSND")}  # set-up and sound


def _chunks(file: BinaryIO) -> Iterator[Entry | Span]:
    """wav, aiff: chunks; the one named "id3 " holds an ID3v2 tag.

    Where there is one set-up and one sound, both whole and of a size that is told, a decoder is
    given these two and nothing else. It goes astray with sizes of 0 or 2³²−1, which mean "up to
    the end": what is appended then would be played, so that such sound is not proved by bytes.
    """
    file.seek(0)
    header = file.read(12)
    order = "big" if header[:4] == b"FORM" else "little"
    end = file.seek(0, os.SEEK_END)
    told_end = 8 + int.from_bytes(header[4:8], order)  # type: ignore[arg-type]
    at, found = 12, list[tuple[bytes, Span, bool]]()
    while at + 8 <= end:
        file.seek(at)
        head = file.read(8)
        size = int.from_bytes(head[4:], order)  # type: ignore[arg-type]
        stop = min(at + 8 + size, end)
        if head[:4].lower() == b"id3 ":
            yield from id3_entries(file.read(stop - at - 8))
        else:
            is_whole = at + 8 + size <= min(end, told_end)
            span = Span(f"chunk {head[:4]!r} of {size}", at + 8, stop)
            found.append((head[:4], span, is_whole))
        at += 8 + size + size % 2
    is_plain = _is_plain(file, header, found)
    for name, span, _ in found:
        is_sound = is_plain and name in _PLAIN[header[:4]][1:]
        yield Span(SOUND, span.start, span.end) if is_sound else span
    if at < end:
        yield Span("behind the chunks", at, end)


def _is_plain(file: BinaryIO, header: bytes, found: list[tuple[bytes, Span, bool]]) -> bool:
    """Whether the chunks hold one set-up of a usual kind and one sound, both whole."""
    setup, sound = (
        [(span, is_whole) for name, span, is_whole in found if name == wanted]
        for wanted in _PLAIN.get(header[:4], (b"", b""))
    )
    if len(setup) != 1 or len(sound) != 1 or not (setup[0][1] and sound[0][1]):
        return False
    if sound[0][0].start == sound[0][0].end:
        return False
    file.seek(setup[0][0].start)
    return header[:4] == b"FORM" or file.read(2) in _PLAIN_WAV


def _ape(file: BinaryIO) -> Iterator[Entry | Span]:
    """wavpack, monkey's audio: blocks, then an APEv2 tag and perhaps an ID3v1 tag behind it."""
    end = file.seek(0, os.SEEK_END)
    tail_at = max(0, end - 128)
    file.seek(tail_at)
    tail = file.read()
    if tail[:3] == b"TAG" and len(tail) == 128:
        yield "id3v1", tail
        end = tail_at
    file.seek(max(0, end - 32))
    footer = file.read(32)
    if footer[:8] == b"APETAGEX":
        size, count = (int.from_bytes(footer[i : i + 4], "little") for i in (12, 16))
        end -= size + (32 if footer[23] & 0x80 else 0)  # a header
        if size < 32 or end < 0:
            raise ValueError("its APE tag runs beyond the file")
        file.seek(end + (32 if footer[23] & 0x80 else 0))
        yield from _ape_items(file.read(size - 32), count)
    yield Span(SOUND if _wavpack_ends_at(file, end) else "before the tag", 0, end)


def _wavpack_ends_at(file: BinaryIO, end: int) -> bool:
    """Whether WavPack blocks, one behind the other, end there: otherwise decoders read on.

    So does that of Monkey's Audio, always, behind the last frame: its sound has to be decoded.
    """
    at = 0
    while at < end:
        file.seek(at)
        head = file.read(8)
        if head[:4] != b"wvpk":
            return False
        at += 8 + int.from_bytes(head[4:], "little")
    return at == end


def _ape_items(data: bytes, count: int) -> Iterator[Entry]:
    at = 0
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


_READERS: dict[str, Callable[[BinaryIO], Iterator[Entry | Span]]] = {
    "mp3": _mpeg,
    "mp2": _mpeg,
    "true audio": _mpeg,
    "wav": _chunks,
    "aiff": _chunks,
    "flac": _flac,
    "ogg vorbis": ogg_parts,
    "ogg flac": ogg_parts,
    "opus": ogg_parts,
    "speex": ogg_parts,
    "mp4": mp4_parts,
    "wavpack": _ape,
    "monkey's audio": _ape,
}
