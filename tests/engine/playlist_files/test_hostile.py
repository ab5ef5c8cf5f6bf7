"""Playlists made to do harm: nothing is opened but the playlist, nothing grows without bound."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import PlaylistError
from engine.library import Library
from engine.playlist_files import PlaylistFormat, files, json_list, m3u, read, table, xspf
from tests.engine.test_library import add

BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;">]><playlist><title>&c;</title></playlist>"""
EXTERNAL = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<playlist><trackList><track><title>&x;</title></track></trackList></playlist>"""
DTD = """<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><playlist/>"""
PLACES = [
    "/etc/passwd", "../../../../etc/passwd", "file:///etc/passwd", "file://host/share/a.mp3",
    "\\\\host\\share\\a.mp3", "C:\\Windows\\win.ini", "http://example.org/a.mp3",
    "concat:/etc/passwd|/etc/shadow", "self.m3u8", "a\0b", "file:///%00", "%2e%2e/etc/passwd",
    "/dev/zero", "~/.ssh/id_rsa", "$HOME/x", "x" * 5_000_000, "file://", "file:", "\ud800", "%ff%",
]  # fmt: skip


@contextmanager
def opened() -> Iterator[list[str]]:
    """Names of all files that are opened, looked at or listed meanwhile."""
    names: list[str] = []
    looks = {name: getattr(os, name) for name in ("stat", "lstat", "scandir", "readlink", "access")}
    watching = True

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in ("open", "os.listdir", "os.scandir"):
            names.append(str(arguments[0]))

    def spy(name: str) -> object:
        def look(path: object, *rest: object, **options: object) -> object:
            names.append(str(path))
            return looks[name](path, *rest, **options)

        return look

    sys.addaudithook(hear)  # cannot be taken away again, only told to be quiet
    with pytest.MonkeyPatch.context() as patch:
        for name in looks:
            patch.setattr(os, name, spy(name))
        try:
            yield names
        finally:
            watching = False


@pytest.mark.parametrize("suffix", ["m3u8", "xspf", "csv", "json"])
def test_no_file_but_the_playlist_is_looked_at(
    library: Library, tmp_path: Path, suffix: str
) -> None:
    add(library, "a.mp3")
    words = [place for place in PLACES if place.isascii()]
    file = tmp_path / f"self.{suffix}"
    if suffix == "xspf":
        tracks = "".join(f"<track><location>{p}</location></track>" for p in words if "\0" not in p)
        file.write_text(f"<playlist><trackList>{tracks}</trackList></playlist>")
    elif suffix == "json":
        file.write_text(str([w.replace("\0", "") for w in words]).replace("'", '"'))
    elif suffix == "csv":
        file.write_text("path\n" + "\n".join(words))
    else:
        file.write_text("\n".join(words))
    with opened() as names:
        listing = read(file)
        resolved = library.playlists.resolve(listing)
    assert resolved.track_ids == ()
    assert len(resolved.lost) == len(listing.entries) >= 10
    assert {n for n in names if not n.startswith(str(library.path))} == {str(file)}
    assert all(len(entry.said) <= 1000 for entry in listing.entries)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ascii(place[:30]))
def test_every_word_gives_places_or_none(place: str) -> None:
    for parsed in (m3u.parse(place, Path("/lists")), table.parse(f"path\n{place}", Path("/lists"))):
        for entry in parsed.entries:
            assert all(
                p.startswith((b"/", os.fsencode(Path("/").absolute()))) for p in entry.places
            )


@pytest.mark.parametrize("xml", [BOMB, EXTERNAL, DTD])
def test_entities_are_refused(tmp_path: Path, xml: str) -> None:
    file = tmp_path / "x.xspf"
    file.write_text(xml)
    with opened() as names, pytest.raises(PlaylistError, match="entities of its own"):
        read(file)
    assert set(names) == {str(file)}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.xspf", b""),
        ("x.xspf", b"<playlist>"),
        ("x.xspf", b"<a>" * 100_000),
        ("x.xspf", b"<?xml version='1.0' encoding='utf-32-nonsense'?><a/>"),
        ("x.json", b"[" * 100_000),
        ("x.json", b"[" + b"[]," * 3_000_000 + b"0]"),
        ("x.json", b"5"),
        ("x.json", b'{"tracks": {}}'),
        ("x.json", b"1" * 5000),
        ("x.json", b"\xff\xfe\xfd"),
        ("x.pls", b""),
    ],
)
def test_what_is_no_playlist_is_told_in_words(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PlaylistError) as told:
        read(tmp_path / name)
    assert told.value.path == tmp_path / name
    assert len(told.value.reason) < 200


def test_what_is_no_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder.m3u").mkdir()
    with pytest.raises(PlaylistError, match="not a file"):
        read(tmp_path / "folder.m3u")
    with pytest.raises(PlaylistError, match="No such file"):
        read(tmp_path / "nowhere.m3u")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "fifo.m3u")
        with pytest.raises(PlaylistError, match="not a file"):
            read(tmp_path / "fifo.m3u")
    monkeypatch.setattr(files, "_MOST_BYTES", 2**20)
    (tmp_path / "big.m3u").write_bytes(b"x" * (2**20 + 1))
    with pytest.raises(PlaylistError, match="more than 1 MiB"):
        read(tmp_path / "big.m3u")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(PlaylistFormat))
def test_no_bytes_make_it_stumble(data: bytes, kind: PlaylistFormat) -> None:
    folder = Path("/lists")
    try:
        match kind:
            case PlaylistFormat.XSPF:
                xspf.parse(data, folder)
            case PlaylistFormat.JSON:
                json_list.parse(data, folder)
            case PlaylistFormat.CSV:
                table.parse(data.decode("utf-8-sig", "surrogateescape"), folder)
            case PlaylistFormat.M3U8:
                m3u.parse(data.decode("utf-8-sig", "surrogateescape"), folder)
    except ValueError as error:
        assert str(error).startswith("it ")


def test_a_hundred_thousand_entries(tmp_path: Path) -> None:
    text = io.StringIO()
    for number in range(100_000):
        text.write(f"#EXTINF:{number % 300},Artist - Title {number}\nmusic/{number}.mp3\n")
    (tmp_path / "x.m3u8").write_text(text.getvalue())
    assert len(read(tmp_path / "x.m3u8").entries) == 100_000
