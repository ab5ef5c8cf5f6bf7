"""engine.library.playlists: what a person has put together stays together."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.schema import CreateIndex, CreateTable

from engine.errors import LibraryError, PlaylistError
from engine.library import Library, Playlist, PlaylistKind, PlaylistOrder, schema
from engine.track import Track, TrackState
from tests.engine.test_library import ROOT, add, heard


@pytest.fixture
def ids(library: Library) -> list[int]:
    """The numbers of ten tracks, 0.mp3 to 9.mp3."""
    return [add(library, f"{number}.mp3").id for number in range(10)]


def listed(library: Library, playlist: Playlist) -> str:
    """The names of the tracks, which are one figure each."""
    return "".join(track.path.stem for track in library.playlists.tracks(playlist))


def test_a_playlist_comes_back_as_it_was_made(library: Library, ids: list[int]) -> None:
    made = library.playlists.create("  Road\ntrip ", [ids[3], ids[1], ids[3]])
    assert (made.name, made.kind, made.length) == ("Road trip", PlaylistKind.LIST, 3)
    assert made.created == made.changed > 1e9
    smart = library.playlists.create("Calm", query="calm piano", order=PlaylistOrder.SMOOTH)
    assert (smart.kind, smart.query, smart.length) == (PlaylistKind.SMART, "calm piano", 0)
    with Library(library.path) as again:
        assert again.playlists.all() == [smart, made]
        assert listed(again, made) == "313"


def test_names_are_unique_whatever_their_case(library: Library) -> None:
    made = library.playlists.create("Größe")
    for same in ("GRÖSSE", "gro\u0308ße", " größe "):
        assert library.playlists.get(same) == made
        with pytest.raises(PlaylistError, match="there is a playlist “Größe” already"):
            library.playlists.create(same)
    other = library.playlists.create("Other")
    with pytest.raises(PlaylistError, match="already"):
        library.playlists.rename(other, "größe")
    assert library.playlists.rename(made, "GRÖSSE").name == "GRÖSSE"
    for bad in ("", " \n", "x" * 201):
        with pytest.raises(PlaylistError, match="between 1 and 200"):
            library.playlists.create(bad)
    with pytest.raises(PlaylistError, match="no playlist “nowhere”"):
        library.playlists.get("nowhere")


def test_tracks_are_put_in_taken_out_and_moved(library: Library, ids: list[int]) -> None:
    playlists = library.playlists
    made = playlists.create("x", ids[:4])
    playlists.add(made, [ids[8], ids[9]])
    playlists.add(made, [ids[7]], at=1)
    assert listed(library, made) == "0712389"
    playlists.remove(made, [0, 2, 99])
    assert listed(library, made) == "72389"
    playlists.move(made, [0, 3], to=3)
    assert listed(library, made) == "23789"
    playlists.move(made, [4], to=0)
    assert listed(library, made) == "92378"
    playlists.replace(made, [ids[5], ids[2]])
    assert listed(library, made) == "52"
    playlists.delete(made)
    assert playlists.all() == []
    assert len(library.tracks()) == 10
    with pytest.raises(PlaylistError, match="is gone"):
        playlists.add(made, ids)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_edits_do_what_lists_do(library: Library, ids: list[int], data: st.DataObject) -> None:
    places = st.integers(0, 12)
    for old in library.playlists.all():
        library.playlists.delete(old)
    expected = data.draw(st.lists(st.sampled_from(ids), max_size=12))
    made = library.playlists.create("x", expected)
    for _ in range(4):
        at = data.draw(places)
        chosen = data.draw(st.sets(places, max_size=4))
        match data.draw(st.sampled_from("add remove move".split())):
            case "add":
                new = data.draw(st.lists(st.sampled_from(ids), max_size=3))
                library.playlists.add(made, new, at)
                expected[at:at] = new
            case "remove":
                library.playlists.remove(made, chosen)
                expected = [id_ for n, id_ in enumerate(expected) if n not in chosen]
            case "move":
                library.playlists.move(made, chosen, at)
                rest = [(n, id_) for n, id_ in enumerate(expected) if n not in chosen]
                before = [id_ for n, id_ in rest if n < at]
                moved = [id_ for n, id_ in enumerate(expected) if n in chosen]
                expected = before + moved + [id_ for n, id_ in rest if n >= at]
        assert [track.id for track in library.playlists.tracks(made)] == expected


def test_a_search_is_no_list_and_a_list_no_search(library: Library, ids: list[int]) -> None:
    smart = library.playlists.create("s", query="piano")
    with pytest.raises(PlaylistError, match="is a search"):
        library.playlists.add(smart, ids)
    assert library.playlists.ask(smart, "flute").query == "flute"
    assert library.playlists.arrange(smart, PlaylistOrder.SMOOTH).order is PlaylistOrder.SMOOTH
    with pytest.raises(PlaylistError, match="is a list"):
        library.playlists.ask(library.playlists.create("l"), "flute")


def test_a_missing_track_stays_listed_and_is_followed(library: Library) -> None:
    old = library.save_analysis(add(library, "old.mp3"), heard(sound="3x10:a"))
    other = library.save_analysis(add(library, "other.mp3"), heard(sound="3x10:b"))
    for accepted in (False, True):  # a track whose words are kept is merged into the new one
        made = library.playlists.create(f"x{accepted}", [old.id, other.id, old.id])
        if accepted:
            library.set_state([old], TrackState.ACCEPTED)
        library.mark_missing([old.path])
        tracks = library.playlists.tracks(made)
        assert [track.missing for track in tracks] == [True, False, True]
        name = f"new {accepted}.mp3"
        old = library.save_analysis(add(library, name), heard(sound="3x10:a"))
        expected = [ROOT / name, other.path, ROOT / name]
        assert [track.path for track in library.playlists.tracks(made)] == expected
    assert old.state is TrackState.ACCEPTED


def test_a_refused_change_changes_nothing(library: Library, ids: list[int]) -> None:
    made = library.playlists.create("x", ids[:3])
    with pytest.raises(LibraryError):
        library.playlists.add(made, [ids[4], 9999], at=0)
    assert listed(library, made) == "012"
    assert library.playlists.get("x") == made


def test_an_older_library_is_given_playlists(tmp_path: Path) -> None:
    """Made with the first tables only; its tracks stay."""
    path = tmp_path / "old.sqlite"
    with Library(path) as library:
        kept: Track = add(library, "a.mp3")
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE playlist_tracks")
        connection.execute("DROP TABLE playlists")
        connection.execute("DELETE FROM migrations WHERE name LIKE '003%'")
    connection.close()
    with Library(path) as library:
        made = library.playlists.create("x", [kept.id])
        assert library.playlists.tracks(made) == [kept]


@pytest.mark.parametrize("table", [schema.playlists, schema.playlist_tracks], ids=str)
def test_the_migration_makes_the_tables_that_the_program_expects(
    library: Library, tmp_path: Path, table: schema.Table
) -> None:
    migrated = sqlite3.connect(library.path)
    expected = sqlite3.connect(tmp_path / "expected.sqlite")
    expected.execute(str(CreateTable(table)))
    for index in table.indexes:
        expected.execute(str(CreateIndex(index)))
    for pragma in ("table_info", "foreign_key_list", "index_list"):
        question = f"PRAGMA {pragma}({table.name})"
        assert migrated.execute(question).fetchall() == expected.execute(question).fetchall()
    migrated.close()
    expected.close()
