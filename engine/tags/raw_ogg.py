"""What an Ogg file carries: header packets and pages, read without any library (RFC 3533)."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from engine.tags.carried import SOUND, Entry, Span

_HEADER_GRANULES = (bytes(8), b"\xff" * 8)  # 0, or no packet ends in the page
_HEAD = 27  # bytes of a page before its table of sizes
# Ogg's checksum takes the bits of each byte in the other order than zlib's.
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True, slots=True)
class _Page:
    head: bytes
    sizes: bytes
    data: bytes

    @property
    def serial(self) -> bytes:
        return self.head[14:18]

    @property
    def number(self) -> int:
        return int.from_bytes(self.head[18:22], "little")

    @property
    def is_whole(self) -> bool:
        """Whether its checksum is right: decoders pass over it otherwise."""
        plain = self.head[:22] + bytes(4) + self.head[26:] + self.sizes
        # zlib inverts the sum at its start and at its end, Ogg does not.
        crc = zlib.crc32(plain.translate(_REVERSED), 0xFFFFFFFF)
        crc = ~zlib.crc32(self.data.translate(_REVERSED), crc) & 0xFFFFFFFF
        return crc.to_bytes(4, "big").translate(_REVERSED) == self.head[22:26]


@dataclass(slots=True)
class _Headers:
    """The header packets of the first stream."""

    serial: bytes
    packets: list[bytes]
    rest: bytes = b""  # of a packet that goes on in the next page
    pages: int = 0
    in_order: bool = True  # whether no decoder would pass over one of the pages

    @property
    def complete(self) -> bool:
        first, count = self.packets[0] if self.packets else b"", len(self.packets)
        if first.startswith(b"\x7fFLAC"):  # up to the block that calls itself the last one
            return count > 1 and self.packets[-1][:1] >= b"\x80"
        if first.startswith(b"\x01vorbis"):
            return count == 3
        extra = int.from_bytes(first[68:72], "little") if first.startswith(b"Speex") else 0
        return count == 2 + extra

    def take(self, page: _Page) -> bool:
        """Adds the page's packets; whether the headers end with the page, if they end in it."""
        at = 0
        usual = page.number == self.pages and page.head[6:14] in _HEADER_GRANULES
        self.in_order &= page.is_whole and usual
        self.pages += 1
        for index, size in enumerate(page.sizes):
            self.rest += page.data[at : at + size]
            at += size
            if size < 255:
                self.packets.append(self.rest)
                self.rest = b""
            if self.complete:
                return index == len(page.sizes) - 1
        return False


def ogg_parts(file: BinaryIO) -> Iterator[Entry | Span]:
    """Header packets of the first stream, then all other pages.

    A decoder is given the packets of the pages and their granule positions, and it notices steps
    in the pages' numbers and wrong checksums. Where all these are equal, so is the sound: pages
    may have other numbers, but only if no step between them is another one.
    """
    headers, begins_page = _Headers(b"", []), False
    content, order = hashlib.sha256(), hashlib.sha256()
    first = at = 0
    for page in _pages(file):
        headers.serial = headers.serial or page.serial
        at += _HEAD + len(page.sizes) + len(page.data)
        own = page.serial == headers.serial
        if own and not headers.complete:
            begins_page = headers.take(page)
            first = page.number
            if begins_page or not headers.complete:
                continue
        content.update(page.head[5:18] + page.head[26:] + page.sizes)
        content.update(page.data)
        order.update(f"{page.number - first if own else page.number} {page.is_whole},".encode())
    if not headers.complete:
        raise ValueError("its header packets are not complete")
    yield from _header_entries(headers.packets)
    yield Span("behind the pages", at, file.seek(0, os.SEEK_END))
    if begins_page:  # otherwise the headers' last page, which may be cut anew, holds sound as well
        yield "pages", content.digest()
        if headers.in_order:  # a tag writer repairs their pages: what was silent could be heard
            yield SOUND, order.digest()


def _pages(file: BinaryIO) -> Iterator[_Page]:
    """All whole pages up to the end or to what is none."""
    file.seek(0)
    while len(head := file.read(_HEAD)) == _HEAD and head[:4] == b"OggS":
        sizes = file.read(head[26])
        data = file.read(sum(sizes))
        if len(sizes) < head[26] or len(data) < sum(sizes):
            return
        yield _Page(head, sizes, data)


def _header_entries(packets: list[bytes]) -> Iterator[Entry]:
    first, comments = packets[:2]
    yield "header", first
    if first.startswith(b"\x7fFLAC"):
        for packet in packets[1:]:
            if packet[0] & 0x7F == 4:
                yield from vorbis_entries(packet[4:])
            elif packet[0] & 0x7F != 1:
                yield f"block {packet[0] & 0x7F}", packet[4:]
        return
    for prefix in (b"\x03vorbis", b"OpusTags"):
        comments = comments.removeprefix(prefix)
    for packet in packets[2:]:
        yield "setup", packet
    yield from vorbis_entries(comments)


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
