"""Playlists made to do harm: nothing is opened but the playlist, nothing grows without bound."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import PlaylistError
from engine.library import Library
from engine.playlist_files import PlaylistFormat, files, json_list, m3u, read, table, values, xspf
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


_watches: list[list[str]] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _watches and event in ("open", "os.listdir", "os.scandir"):
        _watches[-1].append(str(arguments[0]))


@pytest.fixture(scope="module", autouse=True)
def hook() -> None:
    """Python lets nobody take an audit hook away again: there is one, mostly idle."""
    sys.addaudithook(_hear)


@contextmanager
def opened() -> Iterator[list[str]]:
    """Names of all files that are opened, looked at or listed meanwhile."""
    names: list[str] = []

    def spy(look: Callable[..., object]) -> Callable[..., object]:
        def noted(path: object, *rest: object, **options: object) -> object:
            names.append(str(path))
            return look(path, *rest, **options)

        return noted

    with pytest.MonkeyPatch.context() as patch:
        for name in ("stat", "lstat", "readlink", "access"):
            patch.setattr(os, name, spy(getattr(os, name)))
        _watches.append(names)
        try:
            yield names
        finally:
            _watches.remove(names)


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


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.m3u", b"a\n" * 11),
        ("x.csv", b"path\n" + b"a\n" * 11),
        ("x.json", b"[" + b"0," * 10 + b"0]"),
        ("x.xspf", b"<p><trackList>" + b"<track/>" * 11 + b"</trackList></p>"),
    ],
)
def test_a_file_that_names_too_many_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    assert len(read(tmp_path / name).entries) == 11
    monkeypatch.setattr(values, "MOST_ENTRIES", 10)
    monkeypatch.setattr(xspf, "MOST_ENTRIES", 10)
    with pytest.raises(PlaylistError, match="more than 10 tracks"):
        read(tmp_path / name)


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
