"""engine.tags.raw: our own eyes see what a tag library drops or repairs when it reads."""

from __future__ import annotations

from pathlib import Path

import mutagen
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3, TIT2

from engine.errors import TagError
from engine.tags.raw import raw_entries
from engine.tags.raw_id3 import id3_entries
from engine.tags.raw_ogg import vorbis_entries
from tests.audio_files import make_audio
from tests.engine.writing.test_tag_file import second_reader, track_of, write_description


def frame(name: bytes, content: bytes, *, flags: int = 0, major: int = 4) -> bytes:
    size = len(content)
    four = size.to_bytes(4, "big")
    if major == 4:
        four = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return name + four + bytes([0, flags]) + content


def tag(*frames: bytes, major: int = 4) -> bytes:
    body = b"".join(frames)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes([major, 0, 0]) + size + body


def mp3_with(path: Path, *frames: bytes, major: int = 4) -> Path:
    sound = make_audio(path, seconds=4, id3_version=0).read_bytes()
    path.write_bytes(tag(*frames, major=major) + sound)
    return path


def flac_with(path: Path, *comments: bytes) -> Path:
    """A flac whose comment block is written by hand."""
    data = make_audio(path, seconds=4).read_bytes()
    block = (3).to_bytes(4, "little") + b"enc" + len(comments).to_bytes(4, "little")
    block += b"".join(len(c).to_bytes(4, "little") + c for c in comments)
    at, rest, found = 4, b"", False
    while not found:
        size, found = int.from_bytes(data[at + 1 : at + 4], "big"), bool(data[at] & 0x80)
        if data[at] & 0x7F not in (1, 4):
            rest += bytes([data[at] & 0x7F]) + data[at + 1 : at + 4 + size]
        at += 4 + size
    path.write_bytes(
        data[:4] + rest + bytes([0x84]) + len(block).to_bytes(3, "big") + block + data[at:]
    )
    return path


LOSSY = {
    "two lyrics of one language": (4, frame(b"USLT", b"\0eng\0ONE"), frame(b"USLT", b"\0eng\0TWO")),
    "two objects of one name": (3, frame(b"GEOB", b"\0a/b\0f\0d\0ONE", major=3),
                                frame(b"GEOB", b"\0a/b\0f\0d\0TWO", major=3)),
    "text that is not UTF-8": (4, frame(b"TIT2", b"\x03caf\xe9")),
    "a grouped frame": (4, frame(b"TIT2", b"\x07\x03title", flags=0x40)),
    "a date with words": (4, frame(b"TDRC", b"\x031969 (remaster 2009)")),
    "a damaged compressed frame": (4, frame(b"TIT2", bytes(4) + b"no zlib", flags=0x09)),
    "an empty comment of another language": (4, frame(b"COMM", b"\0deu\0")),
    "a comment cut short": (4, frame(b"COMM", b"\0de")),
    "people without an end": (3, frame(b"IPLS", b"\0producer\0Bob", major=3)),
    "a role without a person": (3, frame(b"IPLS", b"\0producer", major=3)),
}  # fmt: skip


@pytest.mark.parametrize("case", LOSSY)
def test_what_the_writer_would_lose_is_refused(tmp_path: Path, case: str) -> None:
    major, *frames = LOSSY[case]
    path = mp3_with(tmp_path / "a.mp3", *frames, major=major)  # type: ignore[arg-type]
    before = path.read_bytes()
    with pytest.raises(TagError):
        write_description(track_of(path))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_what_would_be_lost_is_named(tmp_path: Path) -> None:
    path = mp3_with(tmp_path / "a.mp3", frame(b"IPLS", b"\0producer\0Bob", major=3), major=3)
    with pytest.raises(TagError, match=r"not ours \(IPLS\)"):
        write_description(track_of(path))


def test_an_empty_comment_of_ours_is_filled_and_people_stay(tmp_path: Path) -> None:
    people = frame(b"IPLS", b"\0producer\0Bob\0", major=3)
    path = mp3_with(tmp_path / "a.mp3", people, frame(b"COMM", b"\0eng\0", major=3), major=3)
    write_description(track_of(path))
    assert raw_entries(path)["IPLS", b"\0producer\0Bob\0"] == 1
    assert second_reader(path)["COMMENT"]


def test_id3v22_says_that_it_is_too_old(tmp_path: Path) -> None:
    frames = b"TT2" + (6).to_bytes(3, "big") + b"\0Title"
    path = mp3_with(tmp_path / "a.mp3", frames, major=2)
    before = path.read_bytes()
    with pytest.raises(TagError, match=r"ID3v2\.2"):
        write_description(track_of(path))
    assert path.read_bytes() == before


def test_a_genre_number_in_mp4_is_not_turned_into_a_word(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.m4a", seconds=4, tags={"genre": "ab"})
    data = path.read_bytes()
    at = data.index(b"\xa9gen") - 4
    number = (18).to_bytes(4, "big") + b"data" + bytes(8) + b"\0\x12"
    path.write_bytes(data[:at] + (26).to_bytes(4, "big") + b"gnre" + number + data[at + 26 :])
    before = path.read_bytes()
    with pytest.raises(TagError, match=r"not ours \(gnre\)"):
        write_description(track_of(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "comment",
    [b"TITLE=caf\xe9", b"no equals sign", b"A~B=x", b"T\xc3\xa4nzer=x", b"=x", b"A\x01=x"],
)
def test_odd_vorbis_comments_are_kept_or_refused(tmp_path: Path, comment: bytes) -> None:
    path = flac_with(tmp_path / "a.flac", comment, b"ALBUM=kept")
    before = path.read_bytes()
    try:
        write_description(track_of(path))
    except TagError:
        assert path.read_bytes() == before
    else:
        assert comment in path.read_bytes()


def test_harmless_oddities_are_no_reason_to_refuse(tmp_path: Path) -> None:
    utf8_in_v23 = frame(b"TALB", b"\x03caf\xc3\xa9", major=3)
    padded = frame(b"TIT2", b"\0Title\0\0", major=3)
    path = mp3_with(tmp_path / "a.mp3", utf8_in_v23, padded, major=3)
    write_description(track_of(path))
    assert second_reader(path)["ALBUM"] == "café"
    lone_v1 = make_audio(tmp_path / "v1.mp3", seconds=4, id3_version=1, tags={"title": "Old"})
    write_description(track_of(lone_v1))
    assert second_reader(lone_v1)["TITLE"] == "Old"
    plain = flac_with(tmp_path / "b.flac")
    write_description(track_of(plain))
    assert second_reader(plain)["MUSIC_DESCRIPTION"]


def test_text_is_compared_as_text_and_the_rest_as_bytes() -> None:
    latin = dict(id3_entries(tag(frame(b"TIT2", b"\0caf\xe9\0"))))
    utf16 = dict(id3_entries(tag(frame(b"TIT2", b"\x01" + "café".encode("utf-16")))))
    assert latin == utf16 == {"TIT2": "café".encode()}
    assert dict(id3_entries(tag(frame(b"TXXX", b"\x03mood\0x")))) == {"TXXX:MOOD": b"x"}
    assert dict(id3_entries(tag(frame(b"COMM", b"\x03eng\0x")))) == {"COMM::eng": b"x"}
    assert dict(id3_entries(tag(frame(b"PRIV", b"me\0\1")))) == {"PRIV": b"me\0\1"}


def test_it_agrees_with_mutagen_on_a_plain_file(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.mp3", seconds=4, id3_version=0)
    frames = ID3()
    frames.add(TIT2(encoding=1, text=["Größe"]))
    frames.save(path)
    assert raw_entries(path)["TIT2", "Größe".encode()] == 1
    flac = make_audio(tmp_path / "b.flac", seconds=4, tags={"title": "T"})
    assert raw_entries(flac)["TITLE", b"T"] == 1
    m4a = make_audio(tmp_path / "c.m4a", seconds=4, tags={"title": "T"})
    assert "©nam" in {name for name, _ in raw_entries(m4a)}
    wv = make_audio(tmp_path / "d.wv", seconds=4)
    opened = mutagen.File(wv)
    opened["Mood"] = "calm"
    opened.save()
    assert raw_entries(wv)["mood", b"calm"] == 1


@given(
    st.binary(max_size=400), st.sampled_from([b"", tag(), tag(major=3), b"ID3\x02\0\0\0\0\0\x09"])
)
def test_no_bytes_make_the_frame_reader_stumble(data: bytes, head: bytes) -> None:
    list(id3_entries(head + data))


@given(st.binary(max_size=300))
def test_broken_comments_are_value_errors(data: bytes) -> None:
    try:
        list(vorbis_entries(data))
    except ValueError as error:
        assert "beyond" in str(error)
