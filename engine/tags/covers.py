"""The picture in a file's tags, as the families of tags store it."""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Iterator
from contextlib import suppress

from mutagen import FileType, MutagenError
from mutagen.apev2 import APEBinaryValue
from mutagen.flac import Picture
from mutagen.id3 import ID3
from mutagen.mp4 import MP4Tags

_FRONT = 3  # ID3's number for the front cover, which all others have taken over
_APE = {"cover art (front)": _FRONT, "cover art (back)": 4}
_ASF_HEAD = struct.Struct("<BI")  # kind, bytes of the picture


def front_cover(opened: FileType) -> bytes:
    """The front cover, or any other picture, as it is in the file; nothing if there is none."""
    found = sorted(_pictures(opened), key=lambda picture: picture[0] != _FRONT)
    return found[0][1] if found else b""


def _pictures(opened: FileType) -> Iterator[tuple[int, bytes]]:
    """Kind and bytes of every picture."""
    tags = opened.tags
    for picture in getattr(opened, "pictures", ()):  # flac's blocks
        yield picture.type, picture.data
    if isinstance(tags, ID3):
        for frame in tags.getall("APIC"):
            yield int(frame.type), frame.data
    elif isinstance(tags, MP4Tags):
        for data in tags.get("covr", ()):
            yield _FRONT, bytes(data)
    elif tags is not None:
        yield from _in_comments(tags)


def _in_comments(tags: FileType) -> Iterator[tuple[int, bytes]]:
    """Vorbis comments, APEv2, ASF: told apart by what their keys are."""
    for key, value in tags.items():
        name = key.lower()
        if name == "metadata_block_picture":
            for text in value:
                with suppress(binascii.Error, MutagenError, struct.error, ValueError):
                    picture = Picture(base64.b64decode(text))
                    yield picture.type, picture.data
        elif name in _APE and isinstance(value, APEBinaryValue):
            yield _APE[name], bytes(value).partition(b"\0")[2]  # behind the file's name
        elif name == "wm/picture":
            with suppress(struct.error, IndexError):
                yield _asf(value[0].value)


def _asf(data: bytes) -> tuple[int, bytes]:
    """Behind kind and size: MIME type and description, in UTF-16 with a zero at the end."""
    kind, size = _ASF_HEAD.unpack_from(data)
    return kind, data[-size:] if size else b""
