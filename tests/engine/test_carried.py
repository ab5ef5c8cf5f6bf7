"""engine.tags.carried and its readers: equal bytes prove equal sound, and nothing less does."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from engine.audio import pcm_digest
from engine.child import Child
from engine.errors import TagError
from engine.tags import Carried
from engine.tags.carried import SOUND, Span, lost, proves_sound, same_spans
from engine.tags.raw import carried
from engine.tags.raw_mp4 import every_box
from engine.tags.raw_ogg import _Page, _pages
from tests.audio_files import FORMATS, make_audio
from tests.engine.writing.test_tag_file import track_of, write_description

PROVED = ("mp3", "flac", "ogg", "opus", "oggflac", "m4a", "alac", "wav", "wav24", "aiff",
          "wavpack", "tta", "mp2")  # fmt: skip


def pair(tmp_path: Path, kind: str) -> tuple[Path, Path]:
    """A file and its copy with our tags."""
    one = make_audio(tmp_path / f"a{FORMATS[kind].suffix}", kind=kind, seconds=4)
    (tmp_path / "tagged").mkdir()
    other = tmp_path / "tagged" / one.name
    shutil.copy2(one, other)
    write_description(track_of(other))
    return one, other


def proved(one: Path, other: Path) -> bool:
    before, after = carried(one), carried(other)
    return same_spans(one, before, other, after) and proves_sound(before, after)


@pytest.mark.parametrize("kind", PROVED)
def test_a_write_is_proved_without_decoding(tmp_path: Path, kind: str) -> None:
    one, other = pair(tmp_path, kind)
    assert proved(one, other)
    assert pcm_digest(one) == pcm_digest(other)


@pytest.mark.parametrize("kind", [k for k in PROVED if k not in ("ogg", "opus", "oggflac")])
def test_one_other_bit_of_the_sound_is_noticed(tmp_path: Path, kind: str) -> None:
    one, other = pair(tmp_path, kind)
    spans = [s for s in carried(other).spans if s.name == SOUND]
    data = bytearray(other.read_bytes())
    for at in (spans[0].start, (spans[0].start + spans[-1].end) // 2, spans[-1].end - 1):
        data[at] ^= 1
        other.write_bytes(data)
        assert not proved(one, other), at
        data[at] ^= 1
    other.write_bytes(data)
    assert proved(one, other)


def pages_of(path: Path) -> list[_Page]:
    with path.open("rb") as file:
        return list(_pages(file))


def put(path: Path, pages: list[_Page]) -> None:
    path.write_bytes(b"".join(p.head + p.sizes + p.data for p in pages))


@pytest.mark.parametrize("kind", ["ogg", "opus", "oggflac"])
@pytest.mark.parametrize("where", ["flags", "granule", "number", "checksum", "packet"])
def test_other_pages_are_other_sound(tmp_path: Path, kind: str, where: str) -> None:
    one, other = pair(tmp_path, kind)
    pages = pages_of(other)
    page = pages[-2]
    at = {"flags": 5, "granule": 7, "number": 18, "checksum": 23, "packet": 0}[where]
    head, data = bytearray(page.head), bytearray(page.data)
    (data if where == "packet" else head)[at] ^= 4
    pages[-2] = _Page(bytes(head), page.sizes, bytes(data))
    put(other, pages)
    assert not proved(one, other)
    before, after = carried(one), carried(other)
    # What only decoders can judge is left to them; other packets are a loss.
    assert bool(lost(before, after)) == (where in ("flags", "granule", "packet"))


@pytest.mark.parametrize("kind", ["ogg", "opus"])
def test_a_usual_write_leaves_the_pages_of_the_sound_alone(tmp_path: Path, kind: str) -> None:
    one, other = pair(tmp_path, kind)
    assert pages_of(one)[-1] == pages_of(other)[-1]


@pytest.mark.parametrize("kind", ["ogg", "opus", "oggflac"])
def test_a_page_that_is_gone_is_noticed(tmp_path: Path, kind: str) -> None:
    one, other = pair(tmp_path, kind)
    pages = pages_of(other)
    del pages[-2]
    put(other, pages)
    assert not proved(one, other)


@pytest.mark.parametrize("kind", ["ogg", "opus", "oggflac"])
def test_our_checksums_are_those_of_the_encoder(tmp_path: Path, kind: str) -> None:
    path = make_audio(tmp_path / f"a{FORMATS[kind].suffix}", kind=kind, seconds=4)
    assert all(page.is_whole for page in pages_of(path))


def test_a_chunk_offset_that_points_elsewhere_is_noticed(tmp_path: Path) -> None:
    one, other = pair(tmp_path, "m4a")
    with other.open("rb") as file:
        (table,) = (box for box in every_box(file) if box.name == b"stco")
    data = bytearray(other.read_bytes())
    data[table.end - 1] ^= 1
    other.write_bytes(data)
    before, after = carried(one), carried(other)
    assert {name for name, _ in lost(before, after)} == {"chunk offsets"}


@pytest.mark.parametrize("size", [bytes(4), b"\xff" * 4])
def test_a_wav_without_a_size_is_not_proved_by_bytes(tmp_path: Path, size: bytes) -> None:
    path = make_audio(tmp_path / "a.wav", seconds=4)
    assert proved(path, path)
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 4] = size
    path.write_bytes(data)
    assert not proved(path, path)


def test_a_decoder_that_reads_on_behind_a_broken_block(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.wv", kind="wavpack", seconds=4)
    assert proved(path, path)
    path.write_bytes(path.read_bytes()[:-1])
    assert not proved(path, path)


def test_a_broken_header_page_would_be_repaired(tmp_path: Path) -> None:
    """What cannot be decoded could be heard afterwards: that is another sound."""
    path = make_audio(tmp_path / "a.ogg", seconds=4)
    pages = pages_of(path)
    head = bytearray(pages[1].head)
    head[22] ^= 1
    put(path, [pages[0], _Page(bytes(head), pages[1].sizes, pages[1].data), *pages[2:]])
    before = path.read_bytes()
    with pytest.raises(TagError, match="cannot be compared"):
        write_description(track_of(path))
    assert path.read_bytes() == before


def test_what_only_a_decoder_can_tell(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.wma", seconds=4)
    assert not proved(path, path)


def length_of_sound(path: Path) -> int:
    (sound,) = (span for span in carried(path).spans if span.name == SOUND)
    return sound.end - sound.start


@pytest.mark.parametrize("kind", ["wav", "aiff"])
def test_more_than_a_gibibyte_of_sound_needs_no_memory(tmp_path: Path, kind: str) -> None:
    path = make_audio(tmp_path / f"a.{kind}", seconds=4)
    data = bytearray(path.read_bytes())
    order = "little" if kind == "wav" else "big"
    name = b"data" if kind == "wav" else b"SSND"
    at, size = data.index(name) + 4, 1_200_000_000
    data[at : at + 4] = size.to_bytes(4, order)  # type: ignore[arg-type]
    data[4:8] = (at + 4 + size - 8).to_bytes(4, order)  # type: ignore[arg-type]
    with path.open("wb") as file:
        file.write(data)
        file.truncate(at + 4 + size)
    with Child("reading", memory_bytes=200 * 1024 * 1024) as child:
        assert child.run(length_of_sound, path) == size


def test_spans_of_other_shapes_are_not_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"0123456789" * 100_000)

    def same(one: Span, other: Span) -> bool:
        values = [Carried(Counter(), (span,)) for span in (one, other)]
        return same_spans(path, values[0], path, values[1])

    assert same(Span("x", 0, 900_000), Span("x", 10, 900_010))
    assert not same(Span("x", 0, 900_000), Span("x", 1, 900_001))
    assert not same(Span("x", 0, 9), Span("y", 0, 9))
    assert not same(Span("x", 0, 9), Span("x", 0, 10))
    assert not same(Span("x", 999_990, 1_000_010), Span("x", 999_990, 1_000_010)), "beyond the end"
