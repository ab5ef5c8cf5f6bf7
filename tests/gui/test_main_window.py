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
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTableView,
    QToolBar,
)
from pytestqt.qtbot import QtBot

from engine.track import TrackState
from tagger_gui.dialogs import shortcut_sheet
from tagger_gui.library.columns import Column
from tagger_gui.main_window import MainWindow
from tagger_gui.page import Place
from tagger_gui.tasks import Phase
from tests.gui.desk import Desk, FakeDialogs, FakePool, analysis, cells, music, press


def test_a_dropped_folder_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    program = desk.open()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(music(tmp_path / "music", 2)))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    no_key = Qt.KeyboardModifier.NoModifier
    program.window.dropEvent(QDropEvent(QPointF(9, 9), action, data, button, no_key))
    desk.until(lambda: cells(program.library, Column.STATE) == ["To review"] * 2)


def test_a_dropped_playlist_is_imported(desk: Desk, tmp_path: Path) -> None:
    desk.put("One.", "Two.")
    program = desk.open()
    playlist = tmp_path / "Mine.m3u8"
    playlist.write_text("#EXTM3U\n/music/01.flac\n/music/gone.flac\n")
    program.window.dropped.emit([playlist])
    desk.until(lambda: [each.name for each in desk.library.playlists.all()] == ["Mine"])
    assert not program.listening.busy


def test_a_folder_without_music_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.put("One.")
    program = desk.open()
    program.window.dropped.emit([tmp_path])
    desk.until(lambda: program.window.message_bar.text().endswith("no music was found in it"))


def test_a_folder_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    program = desk.open(tmp_path / "nowhere")
    desk.until(lambda: "it is not there" in program.window.message_bar.text())


def test_what_was_left_is_offered_and_resumed(desk: Desk, tmp_path: Path) -> None:
    desk.put("", "", "", folder=music(tmp_path / "music", 0), heard=False)
    program = desk.open()
    desk.until(lambda: "3 tracks are waiting" in program.window.message_bar.text())
    program.window.message_bar.act()
    desk.until(lambda: cells(program.library, Column.STATE) == ["To review"] * 3)
    assert program.window.message_bar.text() == ""


def test_pause_holds_and_goes_on(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda p: analysis(p.stem, "Sound."), seconds=0.1)
    program = desk.open(music(tmp_path / "music", 3))
    desk.until(lambda: cells(program.library, Column.STATE).count("To review") == 1)
    program.window.job_bar._pause.click()
    desk.until(lambda: desk.pool.paused)
    assert "paused" in program.window.job_bar.text()
    program.window.job_bar._pause.click()
    desk.until(lambda: cells(program.library, Column.STATE) == ["To review"] * 3)


def test_cancel_acts_at_once_and_keeps_what_is_done(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda p: analysis(p.stem, "Sound."), seconds=0.1)
    program = desk.open(music(tmp_path / "music", 50))
    desk.until(lambda: cells(program.library, Column.STATE).count("To review") >= 1)
    asked = time.monotonic()
    program.window.job_bar._cancel.click()
    desk.until(lambda: not program.listening.busy)
    assert time.monotonic() - asked < 0.5
    assert desk.pool.closed_in != []
    assert desk.pool.exited.is_set()
    counts = desk.library.count()
    assert counts[TrackState.DESCRIBED] + counts[TrackState.FOUND] == 50


def test_a_bug_in_a_job_is_told_and_the_window_goes_on(desk: Desk, tmp_path: Path) -> None:
    def broken(_: Path) -> None:
        raise RuntimeError("a bug")

    desk.pool = FakePool(broken)
    program = desk.open(music(tmp_path / "music", 2))
    desk.until(lambda: not program.listening.busy and bool(desk.dialogs.bugs))
    assert [str(bug) for bug in desk.dialogs.bugs] == ["a bug"]
    desk.until(lambda: program.library.table.rowCount() == 2)


def test_closing_during_work_asks_once(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda p: analysis(p.stem, "Sound."), seconds=0.1)
    program = desk.open(music(tmp_path / "music", 50))
    desk.until(lambda: cells(program.library, Column.STATE).count("To review") >= 1)
    desk.dialogs.answer = False
    assert not program.window.close()
    assert program.window.isVisible()
    assert len(desk.dialogs.questions) == 1
    desk.dialogs.answer = True
    asked = time.monotonic()
    assert program.window.close()
    assert desk.threads.wait(500)
    assert time.monotonic() - asked < 0.5
    assert len(desk.dialogs.questions) == 2
    assert desk.pool.exited.is_set()


def test_what_closing_has_interrupted_goes_on_next_time(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda p: analysis(p.stem, "Sound."), seconds=0.05)
    first = desk.open(music(tmp_path / "music", 8))
    desk.until(lambda: cells(first.library, Column.STATE).count("To review") >= 1)
    assert first.window.close()
    assert desk.threads.wait(30_000)
    desk.pool = FakePool(lambda p: analysis(p.stem, "Sound."))
    second = desk.open()
    desk.until(lambda: cells(second.library, Column.STATE) == ["To review"] * 8)
    assert second.window.message_bar.text() == ""


def test_after_a_crash_it_is_offered_to_resume(desk: Desk, tmp_path: Path) -> None:
    desk.put("", "", folder=music(tmp_path / "music", 0), heard=False)
    desk.settings.keep("run", b"running")
    program = desk.open()
    desk.until(lambda: "ended unexpectedly; nothing was lost" in program.window.message_bar.text())
    program.window.message_bar.act()
    desk.until(lambda: cells(program.library, Column.STATE) == ["To review"] * 2)


def test_settings_that_could_not_be_read_are_told(desk: Desk) -> None:
    desk.settings.unreadable = ("cores",)
    assert "as they were at first: cores" in desk.open().window.message_bar.text()


def test_another_start_brings_the_window_forward(desk: Desk, tmp_path: Path) -> None:
    program = desk.open()
    program.window.showMinimized()
    program.come_forward([music(tmp_path / "music", 2)])
    assert not program.window.isMinimized()
    desk.until(lambda: cells(program.library, Column.STATE) == ["To review"] * 2)


def test_closing_keeps_the_last_decision(desk: Desk) -> None:
    desk.put("One.")
    program = desk.open()
    press(program.library, Qt.Key.Key_A)
    assert program.window.close()
    assert desk.state(0) == "accepted"
    assert desk.dialogs.questions == []


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
    program = desk.open()
    program.window.grab()
    assert time.monotonic() - began < 3
    assert len(program.review.editor.words()) <= 2000
    if kind == "markup":
        assert program.review.editor.words() == words
        assert words in program.review.editor._title.text()
        assert cells(program.library, Column.TITLE) == [words]
    assert "\u202e" not in "".join(
        [*cells(program.library, Column.TITLE), program.review.editor._title.text()]
    )


def test_every_control_has_a_name(desk: Desk) -> None:
    desk.put("One.")
    program = desk.open()
    program.window.message_bar.tell("Something", "Do it", lambda: None)
    program.board.start("A job", Phase.LISTENING, lambda _: iter(()))
    kinds = (QAbstractButton, QComboBox, QLineEdit, QSlider, QPlainTextEdit, QTableView)
    for control in (c for kind in kinds for c in program.window.findChildren(kind)):
        inner = isinstance(control.parent(), QLineEdit | QTableView | QToolBar)
        if control.isVisible() and not inner:
            assert control.accessibleName() or control.text(), control


def test_the_pages_have_keys_and_the_sidebar_shows_where_we_are(desk: Desk) -> None:
    desk.put("One.", "Two.")
    program = desk.open()
    window = program.window
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page() is program.review
    button = window.rail._pages.checkedButton()
    assert button is not None
    assert button.accessibleName() == "Review, 2"
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page() is program.library
    program.library.box.begin()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.current_page() is program.review
    desk.until(program.review.view.hasFocus)  # its keys can be used at once


def test_a_page_that_a_key_shows_has_the_focus(desk: Desk) -> None:
    desk.put("One.", "Two.")
    program = desk.open()
    view = program.library.area.current_view()
    desk.until(lambda: program.library.table.rowCount() == 2 and view.hasFocus())
    program.window.rail.focus_first()
    QTest.keyClick(program.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert program.window.current_page() is program.review
    assert program.review.view.hasFocus()


def test_search_is_one_key_away_from_every_page(desk: Desk) -> None:
    program = desk.open()
    program.window.show_page(Place.HISTORY)
    QTest.keyClick(program.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert program.window.current_page() is program.library
    QTest.keyClicks(program.library.box.edit, "calm")
    assert program.library.box.edit.text() == "calm"
    assert program.library.box.edit.hasFocus()


def test_the_sheet_of_keys_fits_on_a_small_screen(qtbot: QtBot) -> None:
    window = MainWindow(FakeDialogs())
    qtbot.addWidget(window)
    sheet = [(f"Page {page}", [("Ctrl+A", "Does something long")] * 7) for page in range(9)]
    sheet.append(("Much", [("A", "Does something long")] * 21))
    dialog = shortcut_sheet(window, sheet)
    assert dialog.sizeHint().width() < 1366
    words = [each.text() for each in dialog.findChildren(QLabel)]
    assert all(name in words for name, _ in sheet)


def test_the_frame_alone_shows_where_we_are_and_closes(qtbot: QtBot) -> None:
    window = MainWindow(FakeDialogs())
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_F6, Qt.Key.Key_O):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    button = window.rail._pages.checkedButton()
    assert button is not None
    assert button.accessibleName() == "Map"
    assert [words.text() for words in window.findChildren(QLabel) if words.isVisible()] == [
        "Opening your library…"
    ]
    assert window.close()


def test_f6_goes_round_the_panes_and_shift_back(desk: Desk) -> None:
    desk.put("One.")
    program = desk.open()
    window = program.window
    window.activateWindow()
    desk.until(lambda: QApplication.focusWidget() is not None)
    desk.until(lambda: program.library.evidence.shown_id() == 1)

    def names(key: Qt.KeyboardModifier) -> list[str]:
        found = []
        for _ in range(6):
            QTest.keyClick(window, Qt.Key.Key_F6, key)
            focus = QApplication.focusWidget()
            found.append(focus.accessibleName() if focus else "")
        return found

    back = names(Qt.KeyboardModifier.ShiftModifier)
    facets = "Filter the list of playlists and facets"
    assert sorted(back) == ["Description", facets, "Library", "Previous track", "Search", "Tracks"]
    # Last without Shift: Qt would take it for held down in what follows.
    assert names(Qt.KeyboardModifier.NoModifier) == [*back[-2::-1], back[-1]]
