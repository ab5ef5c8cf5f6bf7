"""The Library page as a user drives it."""

from __future__ import annotations

import json
import shutil
from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtTest import QTest

from engine.errors import AudioError
from engine.library import PlaylistKind
from engine.scan import FoundFile
from engine.track import Track, TrackState
from tagger_gui.library.columns import Column
from tagger_gui.library.dragging import TRACKS
from tagger_gui.library.shown import LINE, Found, best_from
from tagger_gui.program import Program
from tests.gui.desk import Desk, FakePool, analysis, music

PIANO = ("A calm piano piece.", "A loud rock song.", "Piano and strings.")


def cells(program: Program, column: Column) -> list[str]:
    """What the table shows in a column; of the line nothing."""
    table = program.library.table
    return [
        table.index(row, column).data() or ""
        for row in range(table.rowCount())
        if table.id_at(row) != LINE
    ]


def press(program: Program, key: Qt.Key, *keys: Qt.KeyboardModifier) -> None:
    """A key, pressed in the table."""
    program.library.view.setFocus()
    QTest.keyClick(program.library.view, key, *keys)


def search(desk: Desk, program: Program, query: str) -> None:
    """Types a search and waits for its answer in full."""
    box, browsing = program.library.box, program.library.browsing
    box.begin()
    with desk.qtbot.waitSignal(
        browsing.shown, check_params_cb=lambda s: s.wanted.query == query and not s.wanted.quick
    ):
        QTest.keyClicks(box.edit, query)


def test_an_empty_library_asks_for_a_folder(desk: Desk) -> None:
    program = desk.open()
    assert program.library.welcome.isVisible()
    assert not program.library.view.isVisible()


def test_tracks_appear_as_they_are_described(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda p: analysis(p.stem, f"Sound {p.stem}."), seconds=0.15)
    program = desk.open()
    desk.dialogs.folder = music(tmp_path / "music", 4)
    program.choose_and_open()
    desk.until(lambda: cells(program, Column.STATE).count("To review") == 1)
    assert cells(program, Column.STATE).count("Waiting") == 3
    assert "Listening 1 / 4" in program.window.job_bar.text()
    desk.until(lambda: not program.listening.busy)
    assert cells(program, Column.DESCRIPTION) == [f"Sound {i:02}." for i in range(4)]
    desk.until(program.library.view.isVisible)
    assert program.library.summary.words.text() == "4 tracks"


def test_a_failure_is_shown_in_its_row(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda path: AudioError(path, "no sound in it"))
    program = desk.open(music(tmp_path / "music", 2))
    desk.until(lambda: cells(program, Column.STATE) == ["Not described"] * 2)
    assert "no sound in it" in program.library.table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert desk.dialogs.questions == desk.dialogs.bugs == []


def test_accept_skip_and_undo_move_through_the_table(desk: Desk, tmp_path: Path) -> None:
    desk.put("One.", "Two.", "Three.", "Four.", folder=tmp_path)
    program = desk.open()
    press(program, Qt.Key.Key_A)
    press(program, Qt.Key.Key_X)
    press(program, Qt.Key.Key_A)
    desk.until(lambda: desk.state(2) == "accepted")
    assert [desk.state(i) for i in range(4)] == ["accepted", "skipped", "accepted", "described"]
    assert program.library.view.currentIndex().row() == 3
    desk.until(lambda: cells(program, Column.STATE)[2] == "Accepted")
    program.library.view.selectRow(1)
    press(program, Qt.Key.Key_U)
    desk.until(lambda: desk.state(1) == "described")


def test_many_are_accepted_at_once_and_stay_selected(desk: Desk) -> None:
    desk.put("One.", "Two.", "", "Four.")
    program = desk.open()
    program.library.view.selectAll()
    assert list(program.library.area.selected_ids()) == [1, 2, 3, 4]
    with desk.qtbot.waitSignal(
        program.news.counted, check_params_cb=lambda c: c.get(TrackState.ACCEPTED) == 3
    ):
        press(program, Qt.Key.Key_A)
    assert desk.state(2) == "failed"


# --- searching ----------------------------------------------------------------------------------


def test_what_fits_stands_above_a_line_with_its_reasons(desk: Desk) -> None:
    desk.put(*PIANO)
    program = desk.open()
    page = program.library
    search(desk, program, "piano")
    assert list(page.table.shown.ids) == [1, 3, LINE] or list(page.table.shown.ids) == [3, 1, LINE]
    assert not page.view.isColumnHidden(Column.WHY)
    assert all("piano" in why for why in cells(program, Column.WHY))
    line = page.table.index(2, 0)
    assert line.data(Qt.ItemDataRole.AccessibleTextRole) == "1 weaker match, Show them"
    assert page.summary.words.text() == "2 tracks fit — 1 weaker match"
    assert list(page.area.selected_ids()) == [page.table.id_at(0)]


def test_weaker_matches_are_shown_greyed_when_asked_for_and_hidden_again(
    desk: Desk, tmp_path: Path
) -> None:
    desk.put(*PIANO, folder=tmp_path)
    program = desk.open()
    page = program.library
    search(desk, program, "piano")
    page.view.setCurrentIndex(page.table.index(2, 0))
    press(program, Qt.Key.Key_Return)  # on the line
    desk.until(lambda: page.table.rowCount() == 4)
    assert page.table.id_at(3) == 2
    assert page.table.index(3, Column.TITLE).data(Qt.ItemDataRole.ForegroundRole) is not None
    assert page.table.index(0, Column.TITLE).data(Qt.ItemDataRole.ForegroundRole) is None
    page.view.selectAll()
    assert len(page.area.selected_ids()) == 3
    page.window().grab()
    page.view.clicked.emit(page.table.index(2, 0))
    desk.until(lambda: page.table.rowCount() == 3)


def test_weaker_matches_are_shown_among_the_covers_too(desk: Desk, tmp_path: Path) -> None:
    desk.put(*PIANO, folder=tmp_path)
    program = desk.open()
    page, grid = program.library, program.library.area.grid
    search(desk, program, "piano")
    page.turn_covers()
    line = page.table.index(2, Column.TITLE)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(line).center())
    desk.until(lambda: page.table.rowCount() == 4)
    assert page.table.line_action() == "Hide them"
    page.window().grab()
    grid.setFocus()
    grid.setCurrentIndex(page.table.index(2, Column.TITLE))
    QTest.keyClick(grid, Qt.Key.Key_Return)
    desk.until(lambda: page.table.rowCount() == 3)


def test_a_word_says_how_well_a_track_fits_and_the_figure_is_in_the_tooltip(desk: Desk) -> None:
    desk.put("A calm piano piece.", "Piano.", "Loud techno.")
    program = desk.open()
    table = program.library.table
    search(desk, program, "piano")
    found = {1: Found(0.93), 2: Found(0.7), 3: Found(0.4, strong=False)}
    table.show(replace(table.shown, ids=array("q", [1, 2, LINE, 3]), found=found, best_from=0.8))
    assert [table.index(row, Column.MATCH).data() for row in (0, 1, 3)] == [
        "Best",
        "Good",
        "Weaker",
    ]
    tip = table.index(0, Column.MATCH).data(Qt.ItemDataRole.ToolTipRole)
    assert "Best" in tip
    assert "0.93 of 1" in tip
    horizontal, role = Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    assert "compared with the others" in table.headerData(Column.MATCH, horizontal, role)
    assert "from 0 to 1" in table.headerData(Column.WHY, horizontal, role)
    assert not table.headerData(Column.TITLE, horizontal, role)


def test_only_what_stands_out_is_among_the_best() -> None:
    assert best_from([0.9, 0.8, 0.5]) == pytest.approx(0.7)
    for alike in ([0.53, 0.53, 0.53], [0.9], []):
        assert best_from(alike) == 1.0


def test_escape_shows_everything_again(desk: Desk) -> None:
    desk.put(*PIANO)
    program = desk.open()
    search(desk, program, "piano")
    QTest.keyClick(program.library.box.edit, Qt.Key.Key_Escape)
    desk.until(lambda: list(program.library.table.shown.ids) == [1, 2, 3])
    assert program.library.view.isColumnHidden(Column.WHY)


@pytest.mark.parametrize("query", ["R.E.M.", 'AC/DC "', "Sunn O)))", "C#", "a OR", "'; --", "*"])
def test_no_search_breaks(desk: Desk, query: str) -> None:
    desk.put("A calm piano piece.")
    program = desk.open()
    search(desk, program, query)
    assert desk.dialogs.bugs == []


def test_what_is_not_understood_is_told_below_the_box(desk: Desk) -> None:
    desk.put("A calm piano piece.")
    program = desk.open()
    search(desk, program, "bpm:quick")
    assert "quick" in program.library.summary.problem.text()
    assert program.library.summary.problem.isVisible()
    program.library.show_all()
    desk.until(lambda: not program.library.summary.problem.isVisible())


def test_a_late_answer_is_dropped(desk: Desk) -> None:
    desk.put(*PIANO)
    program = desk.open()
    answers: list[str] = []
    program.library.browsing.shown.connect(lambda shown: answers.append(shown.wanted.query))
    search(desk, program, "piano strings")
    assert answers[-1] == "piano strings"
    assert "piano strings" not in answers[:-2]


def test_similar_tracks_are_asked_for_by_path(desk: Desk) -> None:
    desk.put(*PIANO)
    program = desk.open()
    press(program, Qt.Key.Key_S)
    desk.until(lambda: bool(program.library.box.chip_buttons()))
    assert program.library.box.query() == 'like:"/music/00.flac"'
    assert program.library.box.chip_buttons()[0].text() == "like 00.flac"
    program.library.show_all()
    press(program, Qt.Key.Key_B)
    desk.until(lambda: program.library.box.edit.text() == 'like:"/music/00.flac" + ')
    assert program.library.box.edit.hasFocus()


# --- the table ----------------------------------------------------------------------------------


def test_columns_sort_and_what_was_selected_stays_so(desk: Desk) -> None:
    desk.put("b", "c", "a")
    program = desk.open()
    page = program.library
    page.area.select(2)
    page.view.sortByColumn(Column.TITLE, Qt.SortOrder.DescendingOrder)
    desk.until(lambda: cells(program, Column.TITLE) == ["02", "01", "00"])
    assert page.area.current_id() == 2
    assert page.view.currentIndex().row() == 1


def test_descriptions_take_the_room_that_is_left(desk: Desk) -> None:
    desk.put("One.")
    page = desk.open().library
    view = page.view
    view.window().resize(1500, 700)
    desk.until(lambda: view.horizontalHeader().length() == view.viewport().width())
    view.choose_column(Column.ALBUM, shown=True)
    assert view.horizontalHeader().length() == view.viewport().width()
    assert view.columnWidth(Column.DESCRIPTION) > view.columnWidth(Column.TITLE)
    view.choose_column(Column.DESCRIPTION, shown=False)
    assert view.isColumnHidden(Column.DESCRIPTION)


def test_versions_of_a_recording_share_a_row_until_asked_for(desk: Desk, tmp_path: Path) -> None:
    for track in desk.put("A calm piano piece.", "A calm piano piece.", folder=tmp_path):
        same = replace(analysis("same", "A calm piano piece."), audio_hash="the same sound")
        desk.library.save_analysis(track, same)
    program = desk.open()
    program.library.box.show_query("piano")
    desk.until(lambda: len(cells(program, Column.TITLE)) == 1)
    press(program, Qt.Key.Key_V)
    desk.until(lambda: len(cells(program, Column.TITLE)) == 2)
    press(program, Qt.Key.Key_V)
    desk.until(lambda: len(cells(program, Column.TITLE)) == 1)


def test_columns_are_chosen_moved_and_kept(desk: Desk) -> None:
    desk.put("One.")
    page = desk.open().library
    view = page.view
    view.choose_column(Column.ALBUM, shown=True)
    view.choose_column(Column.KEY, shown=False)
    view.horizontalHeader().moveSection(view.horizontalHeader().visualIndex(Column.LENGTH), 1)
    view.setColumnWidth(Column.TITLE, 321)
    kept = view.arrangement()
    other = desk.open().library.view
    other.arrange(kept)
    assert not other.isColumnHidden(Column.ALBUM)
    assert other.isColumnHidden(Column.KEY)
    assert other.isColumnHidden(Column.WHY)
    assert other.horizontalHeader().visualIndex(Column.LENGTH) == 1
    assert other.columnWidth(Column.TITLE) == 321
    other.arrange(b"damaged")
    other.arrange(b"1,2;damaged")


def test_cells_speak(desk: Desk, tmp_path: Path) -> None:
    desk.put("One.", folder=tmp_path)
    index = desk.open().library.table.index(0, Column.TITLE)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Title: 00, To review"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "To review"


def test_what_is_not_there_is_offline(desk: Desk, tmp_path: Path) -> None:
    there, gone = tmp_path / "there", tmp_path / "gone"
    there.mkdir()
    gone.mkdir()
    desk.put("One.", folder=gone)
    (track,) = desk.put("Two.", folder=there)
    desk.library.mark_missing([track.path])
    shutil.rmtree(gone)
    program = desk.open()
    assert cells(program, Column.STATE) == ["Offline", "Offline"]
    spoken = program.library.table.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "State: Offline, To review"
    index = program.library.table.index(0, Column.TITLE)
    assert index.data(Qt.ItemDataRole.ForegroundRole) is not None


def test_twenty_thousand_tracks_are_read_where_they_are_seen(desk: Desk) -> None:
    root = desk.library.add_root(Path("/music"))
    files = [FoundFile(Path(f"/music/{i:05}.flac"), i, i) for i in range(20_000)]
    desk.library.add_files(root, files)
    program = desk.open()
    table = program.library.table
    assert table.rowCount() == 20_000
    assert table.row(table.id_at(10_000)) is None
    program.library.view.scrollToBottom()
    program.window.grab()
    desk.until(lambda: table.index(19_999, Column.TITLE).data() == "19999.flac")
    assert table.row(table.id_at(10_000)) is None
    program.library.view.selectAll()
    assert len(program.library.area.selected_ids()) == 20_000


def test_a_description_without_words_is_no_trouble(desk: Desk) -> None:
    (track,) = desk.put("")
    saved: Track = desk.library.get(track.path)
    assert saved.state is TrackState.FAILED
    program = desk.open()
    assert cells(program, Column.DESCRIPTION) == ["not music"]


def test_paths_are_copied_and_folders_opened(desk: Desk) -> None:
    desk.put("One.", "Two.")
    program = desk.open()
    program.library.view.selectAll()
    program.library.doing.copy_path()
    assert QGuiApplication.clipboard().text() == "/music/00.flac\n/music/01.flac"
    program.library.doing.open_folder()
    assert desk.dialogs.folder == Path("/music")


def test_rows_are_dragged_out_as_files(desk: Desk) -> None:
    desk.put("One.", "Two.")
    table = desk.open().library.table
    data = table.mimeData([table.index(1, column) for column in Column])
    assert [url.toLocalFile() for url in data.urls()] == ["/music/01.flac"]
    assert json.loads(bytes(data.data(TRACKS).data())) == {"ids": [2], "places": [1]}


def test_other_programs_get_copies_and_the_window_gets_files(desk: Desk) -> None:
    page = desk.open().library
    view = page.view
    assert page.table.supportedDragActions() == Qt.DropAction.CopyAction
    assert view.defaultDropAction() is Qt.DropAction.CopyAction
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/music")])
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDragEnterEvent(QPoint(9, 9), copy, data, button, Qt.KeyboardModifier.NoModifier)
    view.dragEnterEvent(event)
    assert not event.isAccepted()  # what is around takes it


def test_covers_share_the_selection(desk: Desk) -> None:
    desk.put(*("Sound.",) * 30)
    program = desk.open()
    area = program.library.area
    press(program, Qt.Key.Key_G)
    assert area.shows_covers()
    assert area.grid.hasFocus()
    program.window.grab()
    QTest.keyClick(area.grid, Qt.Key.Key_Right)
    assert area.current_id() == 2
    below = area.grid.visualRect(area.table.index(5, 0)).center()
    assert area.grid.indexAt(below).row() == 5
    assert not area.grid.indexAt(QPoint(1, 1)).isValid()
    QTest.mouseClick(area.grid.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert list(area.selected_ids()) == [6]
    QTest.keyClick(area.grid, Qt.Key.Key_End)
    assert area.current_id() == 30
    QTest.keyClick(area.grid, Qt.Key.Key_G)
    assert list(area.selected_ids()) == [30]
    assert area.view.hasFocus()


# --- playlists ----------------------------------------------------------------------------------


def test_a_playlist_is_made_shown_reordered_and_deleted(desk: Desk) -> None:
    desk.put("One.", "Two.", "Three.")
    program = desk.open()
    page = program.library
    desk.dialogs.name = "Mine"
    page.save_as_playlist([3, 1, 2])
    desk.until(lambda: list(page.table.shown.ids) == [3, 1, 2])
    assert page.summary.words.text() == "Mine — 3 tracks"
    data = page.table.mimeData([page.table.index(2, 0)])
    page.table.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, page.table.index(-1, -1))
    desk.until(lambda: list(page.table.shown.ids) == [2, 3, 1])
    page.area.select(2)
    press(program, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.until(lambda: list(page.table.shown.ids) == [3, 2, 1])
    page.area.select(1)
    press(program, Qt.Key.Key_Delete)
    desk.until(lambda: list(page.table.shown.ids) == [3, 2])
    page.desk.delete(desk.library.playlists.get("Mine"))
    desk.until(lambda: page.table.rowCount() == 3)
    assert desk.library.playlists.all() == []


def test_tracks_are_dropped_only_where_they_can_be(desk: Desk) -> None:
    desk.put("One.", "Two.")
    table = desk.open().library.table
    data = table.mimeData([table.index(0, 0)])
    move, nowhere = Qt.DropAction.MoveAction, table.index(-1, -1)
    assert not table.canDropMimeData(data, move, 0, 0, nowhere)  # this is no playlist
    assert not table.canDropMimeData(QMimeData(), move, 0, 0, nowhere)


def test_a_search_is_saved_in_the_users_own_words(desk: Desk) -> None:
    desk.put(*PIANO)
    program = desk.open()
    page = program.library
    search(desk, program, "some  piano please")
    desk.dialogs.name = "Keys"
    page.save_search()
    desk.until(lambda: bool(desk.library.playlists.all()))
    (saved,) = desk.library.playlists.all()
    assert (saved.kind, saved.query) == (PlaylistKind.SMART, "some  piano please")
    assert desk.dialogs.suggested == "some piano please"
    desk.until(lambda: page.box.query() == "some  piano please")
    desk.until(lambda: len(page.sidebar.tree.findItems("Keys", Qt.MatchFlag.MatchRecursive)) == 1)


def test_what_is_shown_is_exported(desk: Desk, tmp_path: Path) -> None:
    desk.put(*PIANO)
    program = desk.open()
    page = program.library
    page.view.sortByColumn(Column.TITLE, Qt.SortOrder.DescendingOrder)
    desk.until(lambda: cells(program, Column.TITLE)[0] == "02")
    desk.dialogs.file = tmp_path / "shown.csv"
    page.export_shown()
    desk.until(lambda: desk.dialogs.file is not None and desk.dialogs.file.exists())
    lines = desk.dialogs.file.read_text("utf-8-sig").splitlines()
    assert lines[0].split(",")[:4] == ["path", "state", "title", "artist"]
    assert [line.split(",")[2] for line in lines[1:]] == ["02", "01", "00"]


def test_a_playlist_goes_out_and_comes_in(desk: Desk, tmp_path: Path) -> None:
    desk.put(*PIANO)
    made = desk.library.playlists.create("Mine", [3, 1])
    page = desk.open().library
    desk.dialogs.file = tmp_path / "mine.xspf"
    with desk.qtbot.waitSignal(page.told):
        page.desk.export(made)
    with desk.qtbot.waitSignal(page.told):
        page.desk.bring_in()
    names = [each.name for each in desk.library.playlists.all()]
    assert names == ["Mine", "Mine 2"]
    second = desk.library.playlists.get("Mine 2")
    assert [track.id for track in desk.library.playlists.tracks(second)] == [3, 1]


def test_tracks_go_into_a_playlist_from_the_menu(desk: Desk) -> None:
    desk.put(*PIANO)
    made = desk.library.playlists.create("Mine & yours")
    program = desk.open()
    page = program.library
    page.area.select(2)
    desk.until(lambda: len(page.doing.offer_playlists().actions()) == 3)
    page.doing.offer_playlists().actions()[2].trigger()
    desk.until(lambda: [t.id for t in desk.library.playlists.tracks(made)] == [2])


def test_the_tracks_of_the_map_are_selected(desk: Desk) -> None:
    desk.put(*PIANO)
    program = desk.open()
    search(desk, program, "rock")
    program.library.show_tracks([1, 3])
    desk.until(lambda: list(program.library.area.selected_ids()) == [1, 3])


def test_panes_are_reached_by_keys(desk: Desk) -> None:
    desk.put("One.")
    program = desk.open()
    page = program.library
    page.box.begin()
    QTest.keyClick(page.box.edit, Qt.Key.Key_F6)
    assert page.view.hasFocus()
    QTest.keyClick(page.view, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.box.edit.hasFocus()
    QTest.keyClick(page.box.edit, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.sidebar.filter.hasFocus()
