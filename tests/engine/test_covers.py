"""The picture in a file, whatever the format."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3
from mutagen.mp4 import MP4, MP4Cover
from mutagen.oggvorbis import OggVorbis

from engine.errors import TagError
from engine.tags import read_cover
from tests.audio_files import make_audio

FRONT, BACK = b"\x89PNG front", b"\x89PNG back"


def picture(kind: int, data: bytes) -> Picture:
    made = Picture()
    made.type, made.data, made.mime = kind, data, "image/png"
    return made


def put_in(path: Path) -> None:
    """A back cover, and behind it, where the format knows the difference, a front cover."""
    match path.suffix:
        case ".mp3":
            tags = ID3(path)
            tags.add(APIC(mime="image/png", type=4, desc="b", data=BACK))
            tags.add(APIC(mime="image/png", type=3, desc="f", data=FRONT))
            tags.save(path)
        case ".flac":
            flac = FLAC(path)
            flac.add_picture(picture(4, BACK))
            flac.add_picture(picture(3, FRONT))
            flac.save()
        case ".ogg":
            ogg = OggVorbis(path)
            both = (picture(4, BACK), picture(3, FRONT))
            ogg["metadata_block_picture"] = [
                "damaged",
                *(base64.b64encode(each.write()).decode() for each in both),
            ]
            ogg.save()
        case ".m4a":
            mp4 = MP4(path)
            mp4["covr"] = [MP4Cover(FRONT, MP4Cover.FORMAT_PNG)]
            mp4.save()


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg", ".m4a"])
def test_the_front_cover_comes_first(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    make_audio(path, seconds=1, tags={"title": "One"})
    assert read_cover(path) == b""
    put_in(path)
    assert read_cover(path) == FRONT


def test_no_music_no_cover(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(TagError):
        read_cover(path)
