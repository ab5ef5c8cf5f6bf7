"""The first run as a new user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.track import TrackState
from tagger_gui.program import Program
from tagger_gui.theme import program_icon
from tests.gui.desk import Desk, music


@pytest.fixture
def program(desk: Desk) -> Program:
    desk.settings.change(welcomed=False)
    return desk.open()


def titles(program: Program) -> str:
    return program.first_run.sample._title.text()


def test_a_sample_is_described_before_the_whole(
    desk: Desk, program: Program, tmp_path: Path
) -> None:
    assert program.first_run.isVisible()
    assert not program.window.rail.isVisible()
    choice = program.first_run.choice
    assert not choice._begin.isEnabled()
    desk.dialogs.folder = music(tmp_path / "music", 60)
    choice._choose.click()
    assert choice.library_only.isChecked()
    choice._begin.click()
    desk.until(lambda: titles(program) == "This is what Linernotes says")
    assert desk.library.count() == {TrackState.DESCRIBED: 20, TrackState.FOUND: 40}
    heard = [t.path.stem for t in desk.library.tracks(states=[TrackState.DESCRIBED])]
    assert heard == [f"{3 * i:02}" for i in range(20)]  # all over the folder
    assert len(program.first_run.sample._rows) == 20
    assert desk.settings.values.profile == "library"
    assert program.first_run.sample._all.text() == "Describe the Other 40"
    program.first_run.sample._all.click()
    desk.until(lambda: desk.library.count() == {TrackState.DESCRIBED: 60})
    assert program.library.isVisible()
    assert program.window.rail.isVisible()
    assert desk.settings.values.welcomed


def test_dropped_folders_and_leave_to_write(desk: Desk, program: Program, tmp_path: Path) -> None:
    choice = program.first_run.choice
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(music(tmp_path / name, 2))) for name in ("a", "b")])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    no_key = Qt.KeyboardModifier.NoModifier
    for _ in range(2):  # twice the same is once
        choice.dropEvent(QDropEvent(QPointF(9, 9), action, data, button, no_key))
    assert [folder.name for folder in choice.folders] == ["a", "b"]
    choice.write_tags.setChecked(True)
    choice.begin()
    desk.until(lambda: titles(program) == "This is what Linernotes says")
    assert desk.settings.values.profile == "standard"
    assert program.first_run.sample._all.text() == "Go to the Library"


def test_a_wrong_folder_is_taken_out_again_by_button_or_key(
    desk: Desk, program: Program, tmp_path: Path
) -> None:
    choice = program.first_run.choice
    assert not choice._remove.isVisible()
    choice.add([tmp_path / name for name in ("a", "b", "c")])
    choice._list.setCurrentRow(1)
    choice._remove.click()
    assert [folder.name for folder in choice.folders] == ["a", "c"]
    choice._list.setFocus()
    for _ in range(2):  # the last one is selected
        QTest.keyClick(choice._list, Qt.Key.Key_Delete)
    assert choice.folders == []
    assert not choice._remove.isVisible()
    assert not choice._begin.isEnabled()
    choice.remove()  # nothing is left to be removed
    choice.add([music(tmp_path / "music", 1)])
    choice._begin.click()
    desk.until(lambda: titles(program) == "This is what Linernotes says")


def test_the_program_shows_its_face_as_large_as_it_is_asked_for(qapp: QApplication) -> None:
    for side in (16, 56, 112):
        assert program_icon().pixmap(QSize(side, side), 1.0).width() == side


def test_only_folders_can_be_dropped(program: Program, tmp_path: Path) -> None:
    choice = program.first_run.choice
    file = tmp_path / "one.mp3"
    file.touch()
    for path, accepted in ((file, False), (tmp_path, True)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        no_key = Qt.KeyboardModifier.NoModifier
        event = QDragEnterEvent(QPoint(9, 9), copy, data, button, no_key)
        event.ignore()
        choice.dragEnterEvent(event)
        assert event.isAccepted() is accepted


def test_a_folder_without_music_says_so(desk: Desk, program: Program, tmp_path: Path) -> None:
    program.first_run.choice.add([music(tmp_path / "empty", 0)])
    program.first_run.choice.begin()
    desk.until(lambda: titles(program) == "No music was found there")


def test_who_wants_none_of_it_is_asked_again_next_time(desk: Desk, program: Program) -> None:
    program.first_run.choice._later.click()
    assert program.library.isVisible()
    assert not desk.settings.values.welcomed


def test_who_has_tracks_is_not_welcomed(desk: Desk) -> None:
    desk.settings.change(welcomed=False)
    desk.put("One.")
    assert desk.open().library.isVisible()
