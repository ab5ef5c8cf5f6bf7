"""The window as a user drives it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTableView,
    QToolBar,
)

from engine.errors import AudioError, ModelError
from engine.scan import FoundFile
from engine.track import Description, Track, TrackState
from tagger_gui.main_window import MainWindow
from tagger_gui.tasks import Phase
from tagger_gui.track_table import Column
from tests.gui.desk import Desk, FakePool, analysis


def music(folder: Path, count: int) -> Path:
    """A folder of files that the scan takes for music."""
    folder.mkdir()
    for i in range(count):
        (folder / f"{i:02}.mp3").write_bytes(b"ID3" + bytes(64))
    return folder


def cells(window: MainWindow, column: Column) -> list[str]:
    table = window.table
    return [table.index(row, column).data() for row in range(table.rowCount())]


def press(window: MainWindow, key: Qt.Key) -> None:
    window.view.setFocus()
    QTest.keyClick(window.view, key)


def test_an_empty_library_asks_for_a_folder(desk: Desk) -> None:
    window = desk.open()
    assert window.welcome.isVisible()
    assert not window.view.isVisible()


def test_tracks_appear_as_they_are_described(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda p: analysis(p.stem, f"Sound {p.stem}."), seconds=0.15)
    window = desk.open()
    window.choose_folder = lambda: music(tmp_path / "music", 4)  # type: ignore[method-assign]
    window.choose_and_open()
    desk.until(lambda: cells(window, Column.STATE).count("To review") == 1)
    assert cells(window, Column.STATE).count("Waiting") == 3
    assert window.view.isVisible()
    assert "Listening 1 / 4" in window.listening._bar.text()
    desk.until(lambda: not window.listening.busy)
    assert cells(window, Column.DESCRIPTION) == [f"Sound {i:02}." for i in range(4)]
    assert window.search_bar.states.itemText(0) == "All tracks (4)"


def test_a_dropped_folder_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    window = desk.open()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(music(tmp_path / "music", 2)))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    no_key = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), action, data, button, no_key))
    desk.until(lambda: cells(window, Column.STATE) == ["To review"] * 2)


def test_a_failure_is_shown_in_its_row(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda path: AudioError(path, "no sound in it"))
    window = desk.open(music(tmp_path / "music", 2))
    desk.until(lambda: cells(window, Column.STATE) == ["Failed"] * 2)
    assert window.search_bar.states.findText("Failed (2)") > 0
    assert "no sound in it" in window.table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert desk.questions == desk.bugs == []


def test_a_folder_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    window = desk.open(tmp_path / "nowhere")
    desk.until(lambda: "it is not there" in window.message_bar.text())


def test_what_was_left_is_offered_and_resumed(desk: Desk, tmp_path: Path) -> None:
    desk.put("", "", "", folder=music(tmp_path / "music", 0), heard=False)
    window = desk.open()
    desk.until(lambda: "3 tracks are waiting" in window.message_bar.text())
    window.message_bar.act()
    desk.until(lambda: cells(window, Column.STATE) == ["To review"] * 3)
    assert window.message_bar.text() == ""


def test_accept_skip_and_undo_move_through_the_table(desk: Desk) -> None:
    desk.put("One.", "Two.", "Three.", "Four.")
    window = desk.open()
    press(window, Qt.Key.Key_A)
    press(window, Qt.Key.Key_X)
    press(window, Qt.Key.Key_A)
    desk.until(lambda: desk.state(2) == "accepted")
    assert [desk.state(i) for i in range(4)] == ["accepted", "skipped", "accepted", "described"]
    assert window.view.currentIndex().row() == 3
    desk.until(lambda: cells(window, Column.STATE)[2] == "Accepted")
    window.view.selectRow(1)
    press(window, Qt.Key.Key_U)
    desk.until(lambda: desk.state(1) == "described")


def test_many_are_accepted_at_once(desk: Desk) -> None:
    desk.put("One.", "Two.", "", "Four.")
    window = desk.open()
    window.view.selectAll()
    assert len(window.view.selected_ids()) == 4
    press(window, Qt.Key.Key_A)
    desk.until(lambda: window.table.counts()[TrackState.ACCEPTED] == 3)
    assert desk.state(2) == "failed"


def test_accepting_in_a_filtered_table_goes_on_too(desk: Desk) -> None:
    desk.put("One.", "Two.", "Three.")
    window = desk.open()
    states = window.search_bar.states
    states.setCurrentIndex(states.findData(TrackState.DESCRIBED))
    window.view.selectRow(0)
    press(window, Qt.Key.Key_A)
    desk.until(lambda: window.table.rowCount() == 2)
    assert window.editor.words() == "Two."
    press(window, Qt.Key.Key_A)
    desk.until(lambda: window.table.rowCount() == 1)
    assert window.editor.words() == "Three."


def test_own_words_are_saved(desk: Desk) -> None:
    desk.put("One.", "Two.")
    window = desk.open()
    press(window, Qt.Key.Key_E)
    desk.until(window.editor._words.hasFocus)
    QTest.keyClicks(window.editor._words, "Axe, my own")  # A and X are only letters here
    QTest.keyClick(window.editor._words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.state(0) == "edited")
    described = desk.library.tracks()[0].description
    assert described is not None
    assert described.text == "Axe, my own"
    desk.until(lambda: cells(window, Column.DESCRIPTION)[0] == "Axe, my own")
    assert window.editor.drafts() == 0


def test_unsaved_words_are_kept_while_others_are_shown(desk: Desk) -> None:
    desk.put("One.", "Two.")
    window = desk.open()
    window.editor._words.setPlainText("A draft")
    window.view.selectRow(1)
    assert window.editor.words() == "Two."
    window.view.selectRow(0)
    assert window.editor.words() == "A draft"
    desk.answer = False
    assert not window.close()
    assert "not saved: 1" in desk.questions[0]


def test_words_survive_when_they_cannot_be_saved(desk: Desk) -> None:
    def no_model() -> None:
        raise ModelError(Path("model"), "it is missing")

    object.__setattr__(desk.services, "encoder", no_model)
    desk.put("One.")
    window = desk.open()
    window.editor._words.setPlainText("Precious")
    window.editor.save()
    desk.until(lambda: "it is missing" in window.message_bar.text())
    assert window.editor.drafts() == 1
    assert window.editor.words() == "Precious"


def test_the_search_box_filters(desk: Desk) -> None:
    desk.put("A calm piano piece.", "A loud rock song.", "Piano and strings.")
    window = desk.open()
    window.search_bar.begin()
    QTest.keyClicks(window.search_bar.box, "piano")
    desk.until(lambda: window.table.rowCount() == 2)
    assert not window.view.isColumnHidden(Column.WHY)
    assert "piano" in window.table.index(0, Column.WHY).data()
    QTest.keyClick(window.search_bar.box, Qt.Key.Key_Escape)
    desk.until(lambda: window.table.rowCount() == 3)
    assert window.view.isColumnHidden(Column.WHY)


@pytest.mark.parametrize("query", ["R.E.M.", 'AC/DC "', "Sunn O)))", "C#", "a OR", "\0'; --", "*"])
def test_no_search_breaks(desk: Desk, query: str) -> None:
    desk.put("A calm piano piece.")
    window = desk.open()
    window.search_bar.box.setText(query)
    desk.until(lambda: not window.view.isColumnHidden(Column.WHY))
    assert desk.bugs == []


def test_pause_holds_and_goes_on(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda p: analysis(p.stem, "Sound."), seconds=0.1)
    window = desk.open(music(tmp_path / "music", 3))
    desk.until(lambda: cells(window, Column.STATE).count("To review") == 1)
    window.listening._bar._pause.click()
    desk.until(lambda: desk.pool.paused)
    assert "paused" in window.listening._bar.text()
    window.listening._bar._pause.click()
    desk.until(lambda: cells(window, Column.STATE) == ["To review"] * 3)


def test_cancel_acts_at_once_and_keeps_what_is_done(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda p: analysis(p.stem, "Sound."), seconds=0.1)
    window = desk.open(music(tmp_path / "music", 50))
    desk.until(lambda: cells(window, Column.STATE).count("To review") >= 1)
    asked = time.monotonic()
    window.listening._bar._cancel.click()
    desk.until(lambda: not window.listening.busy)
    assert time.monotonic() - asked < 0.5
    assert desk.pool.closed_in != []
    assert desk.pool.exited.is_set()
    counts = desk.library.count()
    assert counts[TrackState.DESCRIBED] + counts[TrackState.FOUND] == 50


def test_a_bug_in_a_job_is_told_and_the_window_goes_on(desk: Desk, tmp_path: Path) -> None:
    def broken(_: Path) -> None:
        raise RuntimeError("a bug")

    desk.pool = FakePool(broken)
    window = desk.open(music(tmp_path / "music", 2))
    desk.until(lambda: not window.listening.busy and bool(desk.bugs))
    assert [str(bug) for bug in desk.bugs] == ["a bug"]
    desk.until(lambda: window.table.rowCount() == 2)


def test_closing_during_work_asks_once(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda p: analysis(p.stem, "Sound."), seconds=0.1)
    window = desk.open(music(tmp_path / "music", 50))
    desk.until(lambda: cells(window, Column.STATE).count("To review") >= 1)
    desk.answer = False
    assert not window.close()
    assert window.isVisible()
    assert len(desk.questions) == 1
    desk.answer = True
    asked = time.monotonic()
    assert window.close()
    assert desk.threads.wait(500)
    assert time.monotonic() - asked < 0.5
    assert len(desk.questions) == 2
    assert desk.pool.exited.is_set()


def test_closing_keeps_the_last_decision(desk: Desk) -> None:
    desk.put("One.")
    window = desk.open()
    press(window, Qt.Key.Key_A)
    assert window.close()
    assert desk.state(0) == "accepted"
    assert desk.questions == []


_HOSTILE = {
    "markup": '<img src="file:///dev/zero" height="99999999"><b>x</b>',
    "long": "word " * 200_000,
    "right to left": "لما بدا يتثنى \u202e gnorw",
    "controls": "a\0b\x1b[31m\r\n\tc",
}


@pytest.mark.parametrize("kind", _HOSTILE)
def test_hostile_words_are_only_words(desk: Desk, kind: str) -> None:
    words = _HOSTILE[kind]
    (track,) = desk.put("", heard=False)
    desk.library.save_analysis(track, analysis(words, words, artist=words))
    began = time.monotonic()
    window = desk.open()
    window.grab()
    assert time.monotonic() - began < 3
    assert len(window.editor.words()) <= 2000
    if kind == "markup":
        assert window.editor.words() == words
        assert words in window.editor._title.text()
        assert cells(window, Column.TITLE) == [words]
    assert "\u202e" not in "".join([*cells(window, Column.TITLE), window.editor._title.text()])


def test_fifty_thousand_tracks(desk: Desk) -> None:
    root = desk.library.add_root(Path("/music"))
    files = [FoundFile(Path(f"/music/{i:05}.flac"), i, i) for i in range(50_000)]
    desk.library.add_files(root, files)
    window = desk.open()
    assert window.table.rowCount() == 50_000
    window.view.scrollToBottom()
    window.grab()
    assert window.table.index(49_999, Column.TITLE).data() == "49999.flac"


def test_every_control_has_a_name(desk: Desk) -> None:
    desk.put("One.")
    window = desk.open()
    window.message_bar.tell("Something", "Do it", lambda: None)
    window.listening._bar.begin(Phase.LISTENING)
    kinds = (QAbstractButton, QComboBox, QLineEdit, QSlider, QPlainTextEdit, QTableView)
    for control in (c for kind in kinds for c in window.findChildren(kind)):
        inner = isinstance(control.parent(), QLineEdit | QTableView | QToolBar)
        if control.isVisible() and not inner:
            assert control.accessibleName() or control.text(), control


def test_a_description_without_words_is_no_trouble(desk: Desk) -> None:
    (track,) = desk.put("")
    saved: Track = desk.library.get(track.path)
    assert saved.state is TrackState.FAILED
    window = desk.open()
    assert cells(window, Column.DESCRIPTION) == ["not music"]
    assert isinstance(saved.description, Description)
