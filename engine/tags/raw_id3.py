"""The frames of an ID3v2.3 or 2.4 tag, read without any library (id3.org, ID3v2.4.0)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_ENCODINGS = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
_MOST_BYTES = 64 * 1024 * 1024  # of an inflated frame
_V3_ODD, _V3_ZIPPED = 0x60, 0x80  # encrypted or grouped; compressed
_V4_ODD, _V4_ZIPPED, _V4_UNSYNC, _V4_LENGTH = 0x44, 0x08, 0x02, 0x01


def id3_entries(tag: bytes) -> Iterator[tuple[str, bytes]]:
    """Each frame under its name, text as UTF-8; what is no frame under a name no frame has."""
    if len(tag) < 10:
        if tag:
            yield "no frame", tag
        return
    major, flags = tag[3], tag[5]
    if tag[:3] != b"ID3" or major not in (3, 4):
        yield f"ID3v2.{major}", tag
        return
    body = tag[10 : len(tag) - 10 if flags & 0x10 else None]
    if flags & 0x80 and major == 3:
        body = _synchronised(body)
    at = _extended_header(body, major) if flags & 0x40 else 0
    while at + 10 <= len(body) and body[at] != 0:
        name, first, second = body[at : at + 4], body[at + 8], body[at + 9]
        size = _size(body[at + 4 : at + 8], major)
        content = body[at + 10 : at + 10 + size]
        if not name.isalnum() or len(content) < size:
            break
        unsync = bool(flags & 0x80) and major == 4
        yield _entry(name.decode("ascii"), content, second, major, unsync)
        if first & 0x1F:
            yield "frame flags", bytes([first])
        at += 10 + size
    if rest := body[at:].strip(b"\0"):
        yield "no frame", rest


def _size(four: bytes, major: int) -> int:
    if major == 3:
        return int.from_bytes(four, "big")
    size = 0
    for byte in four:
        size = size << 7 | byte & 0x7F
    return size


def _extended_header(body: bytes, major: int) -> int:
    size = _size(body[:4], major)
    return size + 4 if major == 3 else size


def _synchronised(data: bytes) -> bytes:
    return data.replace(b"\xff\x00", b"\xff")


def _entry(name: str, content: bytes, flags: int, major: int, unsync: bool) -> tuple[str, bytes]:
    odd, zipped = (_V3_ODD, _V3_ZIPPED) if major == 3 else (_V4_ODD, _V4_ZIPPED)
    if flags & odd:
        return f"{name} with flags {flags}", content
    if major == 4:
        if flags & _V4_UNSYNC or unsync:
            content = _synchronised(content)
        if flags & (_V4_LENGTH | _V4_ZIPPED):
            content = content[4:]
    elif flags & zipped:
        content = content[4:]
    if flags & zipped:
        try:
            content = zlib.decompressobj().decompress(content, _MOST_BYTES)
        except zlib.error:
            return f"{name} damaged", content
    return _named(name, content)


def _named(name: str, content: bytes) -> tuple[str, bytes]:
    """Text frames by their words, those that have a description under it; others as bytes."""
    is_text, has_language = name.startswith("T"), name in ("COMM", "USLT")
    if not (is_text or has_language):
        return name, content
    start = 4 if has_language else 1
    language = content[1:4].decode("latin-1") if has_language else ""
    encoding = _ENCODINGS.get(content[0] if content else 0)
    if encoding is None or len(content) < start:
        return f"{name} damaged", content
    text = _decoded(content[start:], encoding)
    if text is None:
        return f"{name} damaged", content
    if name == "TXXX" or has_language:
        described, _, text = text.partition("\0")
        described = described.upper() if name == "TXXX" else described
        name = f"{name}:{described}" + (f":{language}" if has_language else "")
    return name, text.rstrip("\0").encode("utf-8")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        if encoding == "utf-16":
            if len(data) % 2 and data.endswith(b"\0"):
                data = data[:-1]
            if not data.strip(b"\0"):
                return ""
        # Each of several strings may begin with a byte order mark.
        text = data.decode(encoding).replace("\ufeff", "")
        text.encode("utf-8")
    except UnicodeError:
        return None
    return text
