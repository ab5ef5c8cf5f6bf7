"""engine.tags.unsafe: what cannot be written safely is found as a box, in a bounded time."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import TagError
from engine.tags import refuse_unsafe


def box(name: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + name + content


def movie(sample: bytes, inside: bytes = b"") -> bytes:
    """An MP4 whose one track is described by `sample`."""
    content = box(b"stsd", bytes(7) + b"\1" + box(sample, bytes(28)))
    for name in (b"stbl", b"minf", b"mdia", b"trak"):
        content = box(name, content)
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", inside + content)


def refused(path: Path, content: bytes, reason: str) -> None:
    path.write_bytes(content)
    with pytest.raises(TagError, match=reason):
        refuse_unsafe(path)


@pytest.mark.parametrize("sample", [b"drms", b"enca"])
def test_protected_mp4(tmp_path: Path, sample: bytes) -> None:
    refused(tmp_path / "a.m4p", movie(sample), "copy-protected")


def test_fragmented_mp4(tmp_path: Path) -> None:
    path = tmp_path / "a.m4a"
    refused(path, movie(b"mp4a", box(b"mvex", b"")), "fragmented")
    refused(path, movie(b"mp4a") + box(b"moof", b""), "fragmented")


@pytest.mark.parametrize("word", [b"mvex", b"moof", b"drms", b"stsd" + bytes(12) + b"enca"])
def test_a_word_in_a_title_is_no_box(tmp_path: Path, word: bytes) -> None:
    path = tmp_path / "a.m4a"
    path.write_bytes(movie(b"mp4a", box(b"udta", box(b"name", word))))
    refuse_unsafe(path)


def test_endlessly_many_boxes_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.m4a"
    refused(path, movie(b"mp4a") + box(b"free", b"") * 200_000, "too many boxes")
    refused(path, movie(b"mp4a", box(b"free", b"") * 200_000), "too many boxes")
    refused(path, movie(b"mp4a") + b"\xff\xff\xff\xffmdat", "beyond each other")


def test_protected_wma(tmp_path: Path) -> None:
    protection = bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e")
    header = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + (100).to_bytes(8, "little")
    refused(tmp_path / "a.wma", header + bytes(20) + protection + bytes(40), "copy-protected")
