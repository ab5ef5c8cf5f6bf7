"""engine.containers: what a file is, told by its bytes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.containers import CONTAINERS, has_vbr_header, id3_size, identify, is_audio_name
from tests.audio_files import make_audio, vbr_mp3_without_xing

EXPECTED = {
    "mp3": "mp3",
    "flac": "flac",
    "ogg": "ogg vorbis",
    "oggflac": "ogg flac",
    "opus": "opus",
    "m4a": "mp4",
    "alac": "mp4",
    "wav": "wav",
    "aiff": "aiff",
    "wma": "asf",
    "wavpack": "wavpack",
    "tta": "true audio",
    "mp2": "mp2",
    "ac3": "ac3",
    "aac": "aac",
    "caf": "caf",
    "au": "au",
}


@pytest.mark.parametrize(("kind", "container"), EXPECTED.items())
def test_a_file_is_recognised_under_a_wrong_name(tmp_path: Path, kind: str, container: str) -> None:
    from tests.audio_files import FORMATS

    path = make_audio(tmp_path / f"a{FORMATS[kind].suffix}", kind=kind, seconds=2)
    renamed = path.rename(tmp_path / "something.else")
    with renamed.open("rb") as file:
        found = identify(file)
    assert found is CONTAINERS[container]


def test_an_id3_tag_in_front_does_not_hide_the_file(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.flac", seconds=2)
    tag = b"ID3\x04\x00\x00\x00\x00\x4e\x20" + bytes(10016)
    path.write_bytes(tag + path.read_bytes())
    with path.open("rb") as file:
        assert identify(file) is CONTAINERS["flac"]


def test_id3_size_counts_header_and_footer() -> None:
    assert id3_size(b"ID3\x04\x00\x00\x00\x00\x02\x01") == 10 + 257
    assert id3_size(b"ID3\x04\x00\x10\x00\x00\x02\x01") == 20 + 257


@pytest.mark.parametrize("content", [b"", b"x", b"Hello, this is text." * 500, bytes(9000)])
def test_what_is_not_audio_is_not_recognised(content: bytes) -> None:
    assert identify(io.BytesIO(content)) is None


@given(st.binary(max_size=3000), st.sampled_from([b"", b"ID3\x04\0\0\0\0\0\x20", b"\xff\xfb"]))
def test_no_bytes_make_it_stumble(content: bytes, start: bytes) -> None:
    identify(io.BytesIO(start + content))
    has_vbr_header(io.BytesIO(start + content))


def test_the_vbr_header_is_seen_or_missed(tmp_path: Path) -> None:
    with make_audio(tmp_path / "with.mp3", seconds=2).open("rb") as file:
        assert has_vbr_header(file)
    with vbr_mp3_without_xing(tmp_path / "without.mp3", seconds=5).open("rb") as file:
        assert not has_vbr_header(file)


def test_names() -> None:
    assert is_audio_name("A.MP3")
    assert is_audio_name("b.flac")
    assert not is_audio_name("cover.jpg")
    assert not is_audio_name("mp3")
