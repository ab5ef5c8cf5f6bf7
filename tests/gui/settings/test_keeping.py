"""Vocabulary, backups and folders in the real dialog of the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QTableView

from engine.errors import LibraryError
from engine.library import backups, words_file
from engine.manner import checked, load_manner, read_manner, save_manner, write_manner
from engine.model import TextEncoder, Vocabulary
from engine.track import TrackState
from tagger_gui.activity.board import JobState
from tagger_gui.program import Program
from tagger_gui.settings.settings_dialog import SettingsDialog
from tagger_gui.settings.vocabulary_tab import VocabularyTab
from tests.gui.desk import Desk, FakePool, analysis, music


@pytest.fixture
def real(desk: Desk, text_encoder: TextEncoder, vocabulary: Vocabulary) -> Desk:
    """The desk with the real vocabulary and the real encoder."""
    desk.services = replace(
        desk.services, encoder=lambda: text_encoder, vocabulary=lambda: vocabulary
    )
    return desk


def opened(desk: Desk, program: Program) -> SettingsDialog:
    dialog = SettingsDialog(desk.settings.values, program.keeping, desk.dialogs, program.window)
    desk.qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def vocabulary_of(desk: Desk) -> VocabularyTab:
    """The tab, shown, when it has learned the model's vocabulary."""
    dialog = opened(desk, desk.open())
    dialog.tabs.setCurrentWidget(dialog.vocabulary)
    desk.until(lambda: dialog.vocabulary._known.rowCount() > 100)
    return dialog.vocabulary


def view_of(tab: VocabularyTab, name: str) -> QTableView:
    (view,) = (v for v in tab.findChildren(QTableView) if v.accessibleName() == name)
    return view


def type_into(view: QTableView, row: int, column: int, words: str) -> None:
    """Types a cell as a user does: the first key opens the box, Enter closes it."""
    view.setCurrentIndex(view.model().index(row, column))
    view.setFocus()
    view.edit(view.currentIndex())
    *_, box = view.viewport().findChildren(QLineEdit)  # boxes before it are gone soon
    box.clear()
    QTest.keyClicks(box, words)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.sendPostedEvents()  # the table takes the words over after the key


def button(parent: QObject, words: str) -> QPushButton:
    (found,) = (b for b in parent.findChildren(QPushButton) if b.text() == words)
    return found


def settings_changed_by(
    monkeypatch: pytest.MonkeyPatch, program: Program, change: Callable[[SettingsDialog], None]
) -> None:
    """Opens the settings by the window's own way, changes them and presses OK."""

    def answer(dialog: SettingsDialog) -> int:
        change(dialog)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(SettingsDialog, "exec", answer)
    program.window.settings_asked.emit()


# --- vocabulary ---------------------------------------------------------------------------------


def test_words_are_typed_and_checked(real: Desk) -> None:
    tab = vocabulary_of(real)
    banned = view_of(tab, "Words you never want to read")
    type_into(banned, 0, 0, "Sexy")
    assert "“Sexy” is listened for (mood)" in tab.note.text()
    assert tab.banned.rowCount() == 2  # a new empty row waits
    preferred = view_of(tab, "Words you prefer to others")
    type_into(preferred, 0, 0, "calm")
    assert "stands beside" in tab.note.text()
    assert not tab.fit()
    type_into(preferred, 0, 1, "easy" * 20)
    assert "1 to 60 characters" in tab.note.text()
    type_into(preferred, 0, 1, "easy")
    assert tab.fit()
    type_into(preferred, 1, 0, "CALM")
    type_into(preferred, 1, 1, "mild")
    assert "stands there twice" in tab.note.text()
    type_into(preferred, 1, 0, "")
    type_into(preferred, 1, 1, "")  # an empty row is none
    assert tab.manner() == checked(["Sexy"], {"calm": "easy"})
    assert tab.changed()
    assert tab.isVisible()  # Enter has closed boxes, not the dialog
    spoken = preferred.model().index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Say, easy"


def test_words_are_completed_and_removed(real: Desk) -> None:
    tab = vocabulary_of(real)
    view = view_of(tab, "Words you never want to read")
    view.setCurrentIndex(tab.banned.index(0, 0))
    view.edit(view.currentIndex())
    (box,) = view.viewport().findChildren(QLineEdit)
    QTest.keyClicks(box, "melanch")
    completions = box.completer().completionModel()
    offered = [completions.index(i, 0).data() for i in range(completions.rowCount())]
    assert "melancholic" in offered
    box.setText("melancholic")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.sendPostedEvents()
    assert tab.banned.rows() == [("melancholic",)]
    view.setCurrentIndex(tab.banned.index(0, 0))
    for remove in (
        lambda: QTest.keyClick(view, Qt.Key.Key_Delete),
        next(b for b in tab.findChildren(QPushButton) if b.text() == "Remove").click,
    ):
        tab.banned.put([["melancholic"], ["rock"]])
        view.setCurrentIndex(tab.banned.index(0, 0))
        view.setFocus()
        remove()
        assert tab.banned.rows() == [("rock",)]


def test_what_waits_follows_the_vocabulary(real: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    calm, sexy, *_ = real.put("A calm piece.", "A sexy song.", "A loud tune.")
    program = real.open()
    settings_changed_by(
        monkeypatch,
        program,
        lambda dialog: (
            dialog.vocabulary.banned.put([["sexy"]]),
            dialog.vocabulary.preferred.put([["calm", "easy"]]),
        )[0],
    )
    assert load_manner(real.library.path) == checked(["sexy"], {"calm": "easy"})
    bar = program.window.message_bar
    real.until(lambda: "Your vocabulary is kept" in bar.text())
    bar.act()
    (job,) = program.board.jobs
    real.until(lambda: job.over)
    assert job.state is JobState.DONE
    assert (job.step.done, job.step.total) == (3, 3)
    told = real.library.get(calm.path).description
    assert told
    assert told.text == "An easy piece."
    assert not real.library.get(sexy.path).heard  # it is told anew when its file is there
    real.until(lambda: not program.board.busy)


def test_unfit_words_keep_the_dialog_open(real: Desk) -> None:
    dialog = opened(real, real.open())
    dialog.vocabulary.preferred.put([["calm", ""]])
    dialog.accept()
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert dialog.isVisible()
    assert dialog.tabs.currentWidget() is dialog.vocabulary
    dialog.vocabulary.reset()
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_vocabulary_goes_out_and_comes_in(real: Desk, tmp_path: Path) -> None:
    mine = checked(["sexy"], {"calm": "easy"})
    save_manner(real.library.path, mine)
    tab = opened(real, real.open()).vocabulary
    assert tab.manner() == mine
    real.dialogs.file = tmp_path / "mine.json"
    button(tab, "Export…").click()
    assert read_manner(tmp_path / "mine.json") == mine
    button(tab, "Reset").click()
    assert tab.manner() == checked([], {})
    write_manner(tmp_path / "mine.json", checked(["rock"], {}))
    button(tab, "Import…").click()
    assert tab.banned.rows() == [("rock",)]
    real.dialogs.file.write_text("no words")
    button(tab, "Import…").click()
    assert "cannot be understood" in tab.note.text()
    assert tab.banned.rows() == [("rock",)]


def test_a_damaged_vocabulary_is_told_and_left_alone(real: Desk) -> None:
    file = real.library.path.with_name("library.vocabulary.json")
    file.write_text("{")
    dialog = opened(real, real.open())
    assert "cannot be understood" in dialog.vocabulary.note.text()
    assert not dialog.vocabulary.changed()
    with pytest.raises(LibraryError):
        load_manner(real.library.path)


# --- backups ------------------------------------------------------------------------------------


def test_the_day_has_its_backup_and_another_when_asked(desk: Desk) -> None:
    desk.put("A calm piece.")
    program = desk.open()
    desk.until(lambda: backups.kept(desk.library.path).count == 1)
    tab = opened(desk, program).backups
    desk.until(tab.back_up.isEnabled)
    assert "Backups: 1" in tab.newest.text()
    first = backups.kept(desk.library.path)
    desk.put("One.", "Two.", folder=Path("/more"))
    tab.back_up.click()
    assert not tab.back_up.isEnabled()
    desk.until(tab.back_up.isEnabled)
    again = backups.kept(desk.library.path)
    assert (again.count, again.newest_s != first.newest_s) == (1, True)
    tab.open_folder.click()
    assert desk.dialogs.folder == again.folder


def test_no_room_for_a_backup_is_told(desk: Desk) -> None:
    desk.put("A calm piece.")
    backups.folder_of(desk.library.path).write_text("a file in its place")
    program = desk.open()
    desk.until(lambda: "no backup of it could be made" in program.window.message_bar.text())


def test_words_travel(real: Desk, tmp_path: Path) -> None:
    first, second = real.put("A calm piece.", "A loud tune.")
    real.library.set_text(first, "Words of mine.", b"")
    program = real.open()
    tab = opened(real, program).backups
    real.dialogs.file = tmp_path / "words.jsonl"
    tab.export_words.click()
    real.until(lambda: "1 of your descriptions" in tab.note.text())
    (kept,) = words_file.read(tmp_path / "words.jsonl").words
    theirs = replace(kept, audio_hash="hash of 01", path=second.path, text="Theirs.")
    unheard = replace(kept, audio_hash="3x10:elsewhere", path=Path("/elsewhere.mp3"))
    words_file.write(tmp_path / "words.jsonl", [theirs, unheard])
    tab.import_words.click()
    real.until(lambda: "1 description has found its music. 1 waits" in tab.note.text())
    told = real.library.get(second.path)
    assert told.state is TrackState.EDITED
    assert told.description
    assert told.description.text == "Theirs."


# --- folders ------------------------------------------------------------------------------------


def test_a_folder_leaves_and_its_words_come_back(desk: Desk, tmp_path: Path) -> None:
    folder = music(tmp_path / "music", 3)
    program = desk.open(folder)
    desk.until(lambda: desk.library.count() == {TrackState.DESCRIBED: 3} and not program.board.busy)
    desk.library.set_text(desk.library.tracks()[0], "Words of mine.", b"")
    tab = opened(desk, program).folders
    assert not tab.remove.isEnabled()
    tab.shown.setCurrentRow(0)
    desk.dialogs.answer = False
    tab.remove.click()
    desk.until(lambda: len(desk.dialogs.questions) == 1)
    assert "3 tracks leave" in desk.dialogs.questions[0]
    assert "1 of them have words or decisions of yours" in desk.dialogs.questions[0]
    assert "playlists" not in desk.dialogs.questions[0]
    desk.dialogs.answer = True
    tab.shown.setCurrentRow(0)
    tab.remove.click()
    desk.until(lambda: tab.shown.count() == 0)
    assert desk.library.is_empty()
    desk.until(lambda: program.library.table.rowCount() == 0)
    assert sorted(p.name for p in folder.iterdir()) == ["00.mp3", "01.mp3", "02.mp3"]
    program.listening.open([folder])
    desk.until(lambda: len(desk.library.tracks(states=[TrackState.EDITED])) == 1)
    desk.until(lambda: tab.shown.count() == 1 and not program.board.busy)


def test_listening_gives_way_to_a_folder_that_leaves(desk: Desk, tmp_path: Path) -> None:
    away, stays = music(tmp_path / "away", 40), music(tmp_path / "stays", 3)
    desk.library.add_root(stays)
    desk.pool = FakePool(lambda p: analysis(f"{p.parent.name} {p.stem}", "Sound."), seconds=0.1)
    program = desk.open(away, stays)
    desk.until(lambda: any(t.state is TrackState.DESCRIBED for t in desk.library.tracks()))
    program.keeping.remove(away)
    desk.until(lambda: list(desk.library.roots()) == [stays])
    desk.pool._seconds = 0
    desk.until(lambda: desk.library.count() == {TrackState.DESCRIBED: 3})
    desk.until(lambda: not program.board.busy)
    assert desk.dialogs.bugs == []
