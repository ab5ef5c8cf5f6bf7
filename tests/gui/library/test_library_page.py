"""The Library page as a user drives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.errors import AudioError
from engine.scan import FoundFile
from engine.track import Description, Track, TrackState
from tagger_gui.track_table import Column
from tests.gui.desk import Desk, FakePool, analysis, cells, music, press


def test_an_empty_library_asks_for_a_folder(desk: Desk) -> None:
    program = desk.open()
    assert program.library.welcome.isVisible()
    assert not program.library.view.isVisible()


def test_tracks_appear_as_they_are_described(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda p: analysis(p.stem, f"Sound {p.stem}."), seconds=0.15)
    program = desk.open()
    desk.dialogs.folder = music(tmp_path / "music", 4)
    program.window.choose_and_open()
    desk.until(lambda: cells(program.library, Column.STATE).count("To review") == 1)
    assert cells(program.library, Column.STATE).count("Waiting") == 3
    assert program.library.view.isVisible()
    assert "Listening 1 / 4" in program.window.job_bar.text()
    desk.until(lambda: not program.listening.busy)
    assert cells(program.library, Column.DESCRIPTION) == [f"Sound {i:02}." for i in range(4)]
    assert program.library.search_bar.states.itemText(0) == "All tracks (4)"


def test_a_failure_is_shown_in_its_row(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda path: AudioError(path, "no sound in it"))
    program = desk.open(music(tmp_path / "music", 2))
    desk.until(lambda: cells(program.library, Column.STATE) == ["Failed"] * 2)
    assert program.library.search_bar.states.findText("Failed (2)") > 0
    assert "no sound in it" in program.library.table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert desk.dialogs.questions == desk.dialogs.bugs == []


def test_accept_skip_and_undo_move_through_the_table(desk: Desk) -> None:
    desk.put("One.", "Two.", "Three.", "Four.")
    program = desk.open()
    press(program.library, Qt.Key.Key_A)
    press(program.library, Qt.Key.Key_X)
    press(program.library, Qt.Key.Key_A)
    desk.until(lambda: desk.state(2) == "accepted")
    assert [desk.state(i) for i in range(4)] == ["accepted", "skipped", "accepted", "described"]
    assert program.library.view.currentIndex().row() == 3
    desk.until(lambda: cells(program.library, Column.STATE)[2] == "Accepted")
    program.library.view.selectRow(1)
    press(program.library, Qt.Key.Key_U)
    desk.until(lambda: desk.state(1) == "described")


def test_many_are_accepted_at_once(desk: Desk) -> None:
    desk.put("One.", "Two.", "", "Four.")
    program = desk.open()
    program.library.view.selectAll()
    assert len(program.library.view.selected_ids()) == 4
    press(program.library, Qt.Key.Key_A)
    desk.until(lambda: program.library.table.counts()[TrackState.ACCEPTED] == 3)
    assert desk.state(2) == "failed"


def test_the_search_box_filters(desk: Desk) -> None:
    desk.put("A calm piano piece.", "A loud rock song.", "Piano and strings.")
    program = desk.open()
    program.library.search_bar.begin()
    QTest.keyClicks(program.library.search_bar.box, "piano")
    desk.until(lambda: program.library.table.rowCount() == 2)
    assert not program.library.view.isColumnHidden(Column.WHY)
    assert "piano" in program.library.table.index(0, Column.WHY).data()
    QTest.keyClick(program.library.search_bar.box, Qt.Key.Key_Escape)
    desk.until(lambda: program.library.table.rowCount() == 3)
    assert program.library.view.isColumnHidden(Column.WHY)


@pytest.mark.parametrize("query", ["R.E.M.", 'AC/DC "', "Sunn O)))", "C#", "a OR", "\0'; --", "*"])
def test_no_search_breaks(desk: Desk, query: str) -> None:
    desk.put("A calm piano piece.")
    program = desk.open()
    program.library.search_bar.box.setText(query)
    desk.until(lambda: not program.library.view.isColumnHidden(Column.WHY))
    assert desk.dialogs.bugs == []


def test_fifty_thousand_tracks(desk: Desk) -> None:
    root = desk.library.add_root(Path("/music"))
    files = [FoundFile(Path(f"/music/{i:05}.flac"), i, i) for i in range(50_000)]
    desk.library.add_files(root, files)
    program = desk.open()
    assert program.library.table.rowCount() == 50_000
    program.library.view.scrollToBottom()
    program.window.grab()
    assert program.library.table.index(49_999, Column.TITLE).data() == "49999.flac"


def test_a_description_without_words_is_no_trouble(desk: Desk) -> None:
    (track,) = desk.put("")
    saved: Track = desk.library.get(track.path)
    assert saved.state is TrackState.FAILED
    program = desk.open()
    assert cells(program.library, Column.DESCRIPTION) == ["not music"]
    assert isinstance(saved.description, Description)
