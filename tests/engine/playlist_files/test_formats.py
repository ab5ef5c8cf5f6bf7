"""engine.playlist_files: what we write is what we read, and what others write is understood."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import PlaylistError
from engine.playlist_files import COLUMNS, Entry, PlaylistFormat, read, table, write
from engine.playlist_files.m3u import parse as parse_m3u
from engine.playlist_files.m3u import render as render_m3u
from engine.playlist_files.xspf import parse as parse_xspf
from engine.playlist_files.xspf import render as render_xspf
from engine.track import Description, Tags, Track, TrackState

ROOT = Path("/music") if sys.platform != "win32" else Path("C:/music")
FOLDER = ROOT / "lists"
# A file of another system may have any name of bytes; only "/" and NUL are none.
NAMES = (
    st.binary(min_size=1, max_size=20)
    .map(os.fsdecode)
    .filter(lambda n: not set(n) & set("/\0") and n not in (".", ".."))
    if sys.platform not in ("win32", "darwin")
    else st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
)


def track(path: Path = ROOT / "a.mp3", **tags: str) -> Track:
    heard = Description("A calm piano piece.", tempo_bpm=72.0, key="F#m")
    return Track(path, 1, 1, TrackState.TAGGED, Tags(**tags), 42.6, "3x10:ab", heard)


def first(entries: tuple[Entry, ...]) -> Path:
    (entry,) = entries
    return Path(os.fsdecode(entry.places[0]))


@pytest.mark.parametrize("kind", PlaylistFormat)
def test_a_written_file_is_read_back(tmp_path: Path, kind: PlaylistFormat) -> None:
    tracks = [track(ROOT / f"{n}.mp3", title=f"T {n}", artist="Á & <b>") for n in (2, 1, 2)]
    file = tmp_path / f"list.{kind}"
    write(file, "My <list>", tracks)
    listing = read(file)
    assert listing.name == ("" if kind is PlaylistFormat.CSV else "My <list>")
    assert [first((e,)) for e in listing.entries] == [t.path for t in tracks]
    assert [e.label for e in listing.entries] == [f"Á & <b> - T {n}" for n in (2, 1, 2)]
    assert listing.entries[0].length_s == pytest.approx(42.6, abs=0.5)
    hashed = kind is not PlaylistFormat.M3U8
    assert listing.entries[0].audio_hash == ("3x10:ab" if hashed else "")
    assert listing.remarks == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=3), st.booleans(), st.text(max_size=20))
def test_every_path_comes_back_from_m3u8(names: list[str], relative: bool, title: str) -> None:
    path = ROOT.joinpath(*names)
    written = render_m3u(title, [track(path, title=title)], FOLDER if relative else None)
    written.encode("utf-8")  # whatever the name is made of
    assert first(parse_m3u(written, FOLDER).entries) == path


@settings(max_examples=150, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=3), st.text(max_size=20))
def test_every_path_and_any_words_come_back_from_xspf(names: list[str], words: str) -> None:
    path = ROOT.joinpath(*names)
    listing = parse_xspf(render_xspf(words, [track(path, title=words, artist=words)]), FOLDER)
    assert first(listing.entries) == path
    assert listing.name == " ".join(listing.name.split())


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("#1 hit.mp3", "./#1 hit.mp3"),
        ("http:x.mp3", "./http:x.mp3"),
        ("a b%20c.mp3", "a b%20c.mp3"),
        ("two\nlines.mp3", f"{ROOT.as_uri()}/two%0Alines.mp3"),
        (" spaced .mp3 ", f"{ROOT.as_uri()}/%20spaced%20.mp3%20"),
        ("Ō\u2028ō.mp3", f"{ROOT.as_uri()}/%C5%8C%E2%80%A8%C5%8D.mp3"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not have")
def test_names_that_a_line_can_hardly_hold(name: str, line: str) -> None:
    written = render_m3u("", [track(ROOT / name, title="two\r\nlines")], ROOT)
    assert written.split("\n") == ["#EXTM3U", "#EXTINF:43,two lines", line, ""]
    assert first(parse_m3u(written, ROOT).entries) == ROOT / name


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_every_cell_comes_back_from_csv_and_none_is_a_formula(cells: list[str]) -> None:
    tracks = [track(title=cell, album=cell) for cell in cells]
    written = table.render(tracks, ["title", "length_s", "album"])
    expected = [{"title": c, "length_s": "42.6", "album": c} for c in cells]
    assert list(table.rows(written)) == expected
    for row in csv.reader(io.StringIO(written, newline="")):
        assert all(not cell.strip().startswith(tuple("=+-@＝＋－＠")) for cell in row)
        assert all(not cell.startswith(("\t", "\r", "\n")) for cell in row)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-Ghost-", "'-Ghost-"),
        ("'=1+1", "''=1+1"),
        ("'Round Midnight", "'Round Midnight"),
        (" @x", "' @x"),
        ("\t=x", "'\t=x"),
    ],
)
def test_cells_that_a_spreadsheet_would_run(cell: str, written: str) -> None:
    assert table.render([track(title=cell)], ["title"]) == f"title\r\n{written}\r\n"


def test_a_table_holds_the_columns_that_are_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    write(file, "", [track(title="T")], columns=["tempo_bpm", "key", "title"])
    assert file.read_bytes() == b"\xef\xbb\xbftempo_bpm,key,title\r\n72.0,F#m,T\r\n"
    write(tmp_path / "x.json", "n", [track()], columns=["key"])
    values = json.loads((tmp_path / "x.json").read_bytes())
    assert values == {"name": "n", "tracks": [{"key": "F#m"}]}
    write(tmp_path / "all.json", "n", [track()])
    assert list(json.loads((tmp_path / "all.json").read_bytes())["tracks"][0]) == list(COLUMNS)
    with pytest.raises(PlaylistError, match="there is no column nonsense"):
        write(tmp_path / "y.csv", "", [], columns=["nonsense"])


def test_a_file_that_is_there_stays_unless_it_may_go(tmp_path: Path) -> None:
    file = tmp_path / "x.m3u8"
    file.write_text("somebody's own")
    with pytest.raises(PlaylistError, match="already"):
        write(file, "", [track()])
    assert file.read_text() == "somebody's own"
    write(file, "", [track()], overwrite=True)
    assert file.read_text("utf-8").startswith("#EXTM3U")
    with pytest.raises(PlaylistError):
        write(tmp_path / "nowhere" / "x.m3u8", "", [])
    (tmp_path / "folder.csv").mkdir()
    for overwrite in (False, True):
        with pytest.raises(PlaylistError):
            write(tmp_path / "folder.csv", "", [], overwrite=overwrite)
    with pytest.raises(PlaylistError, match="none of m3u8, xspf, csv, json"):
        write(tmp_path / "x.pls", "", [])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.csv", "x.m3u8"]


def test_an_m3u_of_another_program(tmp_path: Path) -> None:
    file = tmp_path / "x.m3u"
    lines = (
        "\ufeff#EXTM3U", "#EXTINF:215 tvg-id=\"1\",AC/DC - Hells Bells", "..\\AC_DC\\Bells.mp3",
        "#EXTVLCOPT:start=1", "", "file:///m/R%C3%A9.mp3", "#EXTINF:-1,Stream",
        "http://example.org/a.mp3",
    )  # fmt: skip
    file.write_bytes("\r\n".join(lines).encode())
    one, two, three = read(file).entries
    assert (one.label, one.length_s, two.label) == ("AC/DC - Hells Bells", 215.0, "")
    assert os.fsencode(tmp_path.parent / "AC_DC" / "Bells.mp3") in one.places
    assert os.fsencode(Path("/m/Ré.mp3").absolute()) in two.places
    assert (three.said, three.length_s) == ("http://example.org/a.mp3", None)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_an_old_encoding_is_read_and_told(tmp_path: Path) -> None:
    file = tmp_path / "x.m3u"
    file.write_bytes("#EXTINF:5,Café - Ré\nCafé.mp3\n".encode("cp1252"))
    listing = read(file)
    assert "Windows-1252" in listing.remarks[0]
    (entry,) = listing.entries
    assert (entry.said, entry.label) == ("Café.mp3", "Café - Ré")
    as_bytes, as_words, *_ = entry.places
    assert as_bytes == os.fsencode(tmp_path) + b"/Caf\xe9.mp3"
    assert as_words == os.fsencode(tmp_path / "Café.mp3")
    file.write_bytes("Café.mp3\r\n".encode("utf-16"))
    assert os.fsencode(tmp_path / "Café.mp3") in read(file).entries[0].places


def test_both_ways_to_make_up_a_letter_are_tried() -> None:
    (entry,) = parse_m3u("Re\u0301.mp3", ROOT).entries
    assert {os.fsencode(ROOT / name) for name in ("Ré.mp3", "Re\u0301.mp3")} <= set(entry.places)


def test_an_xspf_of_another_program() -> None:
    xml = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
    <playlist version="1" xmlns="http://xspf.org/ns/0/"><title>N</title><trackList>
    <track><title>T\xe9</title><creator>C</creator><duration>1500</duration>
      <extension application="x"><title>not this</title></extension>
      <location>a%20b%2525.mp3</location><location>/m/raw name.mp3</location></track>
    <track/></trackList></playlist>"""
    listing = parse_xspf(xml, ROOT)
    one, two = listing.entries
    assert (listing.name, one.label, one.length_s) == ("N", "C - Té", 1.5)
    assert one.places[0] == os.fsencode(ROOT / "a b%25.mp3")
    assert os.fsencode(os.path.abspath("/m/raw name.mp3")) in one.places  # noqa: PTH100
    assert two == Entry("a track without a name")


def test_tables_of_others(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Artist;Title;File\nA, B;'Round;x.mp3\n\n;;\n")
    (entry,) = read(file).entries
    assert (entry.label, entry.places) == ("A, B - 'Round", (os.fsencode(tmp_path / "x.mp3"),))
    (tmp_path / "x.json").write_text('["a.mp3", {"path": 5, "length_s": 1e999}, null]')
    one, two, three = read(tmp_path / "x.json").entries
    assert one.places == (os.fsencode(tmp_path / "a.mp3"),)
    assert two == three == Entry("a track without path or title")


def test_everything_can_be_written(tmp_path: Path) -> None:
    """Tags with broken encodings, no length, no description."""
    odd = Track(ROOT / "a.mp3", 1, 1, tags=Tags("\udcff\0=", "\x1b[31m", "\ud800"))
    for kind in PlaylistFormat:
        write(tmp_path / f"x.{kind}", "\udcff", [odd])
        assert first(read(tmp_path / f"x.{kind}").entries) == odd.path
