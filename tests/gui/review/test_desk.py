"""The review desk with real files and the real vocabulary: queue, tags, look-alikes, rewording."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from engine.manner import checked, save_manner
from engine.model import Vocabulary
from engine.scan import FoundFile
from engine.track import Analysis, Aspect, Description, Tags, Track, TrackState
from tagger_gui.deciding import Wish
from tagger_gui.program import Program
from tagger_gui.review.batch_editor import BatchEditor
from tagger_gui.review.looking import Looking
from tagger_gui.review.offer_bar import LookAlikes
from tagger_gui.review.queue_table import Column
from tests.gui.desk import Desk, FakePool, analysis, cells, press


def heard(number: int, axis: int, vocabulary: Vocabulary, album: str = "") -> Analysis:
    """A track with piano that sounds like the others of its axis."""
    names = [entry.name for entry in vocabulary.aspects]
    likely = np.zeros(len(names), "<f2")
    likely[names.index("piano")] = 1 if axis else 0.5
    sound = np.zeros((1, 8), "<f2")
    sound[0, axis] = 1
    sound[0, 7] = number / 1000
    description = Description(
        f"Words {number}.",
        aspects=(Aspect("mood", "calm", 0.9), Aspect("instrument", "piano", 0.9)),
        embedding=sound.tobytes(),
        text_embedding=sound.tobytes(),
        probabilities=likely.tobytes(),
        model="fake-1",
    )
    return Analysis(Tags(f"T{number}", "Somebody", album), 60.0, f"hash {number}", description)


def put(desk: Desk, vocabulary: Vocabulary, folder: Path, axes: list[int]) -> list[Track]:
    """Real files of tracks that sound alike where their axis is the same."""
    object.__setattr__(desk.services, "vocabulary", lambda: vocabulary)
    folder.mkdir()
    files = []
    for number in range(len(axes)):
        path = folder / f"{number:02}.flac"
        soundfile.write(path, np.zeros(800, np.float32), 8000)
        info = path.stat()
        files.append(FoundFile(path, info.st_size, info.st_mtime_ns))
    desk.library.add_files(desk.library.add_root(folder), files)
    tracks = [desk.library.get(file.path) for file in files]
    for number, (track, axis) in enumerate(zip(tracks, axes, strict=True)):
        desk.library.save_analysis(track, heard(number, axis, vocabulary, "A" if axis else "B"))
    return desk.library.tracks()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "music"


def at_review(desk: Desk) -> Program:
    program = desk.open()
    program.window.show_page(1)
    desk.until(lambda: bool(program.review.ordering._places))
    return program


def test_the_queue_begins_with_the_largest_group_of_doubt(
    desk: Desk, vocabulary: Vocabulary, folder: Path
) -> None:
    put(desk, vocabulary, folder, [0, 1, 1, 1, 0])
    program = at_review(desk)
    words = cells(program.review, Column.DESCRIPTION)
    assert {*words[:2]} == {"Words 0.", "Words 4."}  # half heard, the others for sure
    assert program.review.editor.words() == words[0]
    assert "5 left to review" in program.review.bar.text()
    assert "sounds like 1 other in" in program.review.bar.text()


def test_states_can_be_looked_at(desk: Desk, vocabulary: Vocabulary, folder: Path) -> None:
    put(desk, vocabulary, folder, [1, 2])
    program = at_review(desk)
    press(program.review, Qt.Key.Key_X)
    desk.until(lambda: program.review.table.rowCount() == 1)
    states = program.review.bar.states
    states.setCurrentIndex(states.findData(TrackState.SKIPPED))
    assert len(cells(program.review, Column.TITLE)) == 1
    assert "(1)" in states.currentText()


def test_look_alikes_are_offered_and_accepted_only_when_wanted(
    desk: Desk, vocabulary: Vocabulary, folder: Path
) -> None:
    put(desk, vocabulary, folder, [1, 1, 1, 2])
    program = at_review(desk)
    press(program.review, Qt.Key.Key_A)
    desk.until(lambda: bool(program.review.offer.text()))
    assert "2 tracks sound like" in program.review.offer.text()
    desk.until(lambda: desk.library.count().get(TrackState.ACCEPTED) == 1)
    program.review.offer.look.click()
    dialog = program.review.offer.findChild(LookAlikes)
    assert isinstance(dialog, LookAlikes)
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    desk.until(lambda: desk.library.count()[TrackState.ACCEPTED] == 2)
    assert program.review.offer.text() == ""


def test_no_offer_comes_for_what_was_taken_back_meanwhile(
    desk: Desk, vocabulary: Vocabulary, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk, vocabulary, folder, [1, 1, 1, 2])
    program, found = at_review(desk), threading.Event()
    look = Looking.look_alikes

    def late(*asked: Any) -> list[int]:
        found.wait(10)
        return look(*asked)

    monkeypatch.setattr(Looking, "look_alikes", late)
    press(program.review, Qt.Key.Key_A)
    press(program.review, Qt.Key.Key_U)
    found.set()
    desk.until(lambda: not program.review.offer.busy)
    desk.until(lambda: desk.library.count()[TrackState.DESCRIBED] == 4)
    assert program.review.offer.text() == ""


def test_an_album_is_accepted_undone_and_redone(
    desk: Desk, vocabulary: Vocabulary, folder: Path
) -> None:
    put(desk, vocabulary, folder, [1, 1, 0, 1])
    program = at_review(desk)
    program.review.view.select(desk.library.tracks()[0].id)
    program.review.view.setFocus()
    QTest.keyClick(program.review.view, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    desk.until(lambda: desk.library.count().get(TrackState.ACCEPTED) == 3)
    desk.until(lambda: program.review.table.rowCount() == 1)
    assert [row.name for row in program.review.view.selected_rows()] == ["T2"]
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(program.review.view, Qt.Key.Key_Z, control)
    desk.until(lambda: desk.library.count()[TrackState.DESCRIBED] == 4)
    QTest.keyClick(program.review.view, Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    desk.until(lambda: desk.library.count().get(TrackState.ACCEPTED) == 3)


def test_a_track_that_is_taken_back_is_where_it_was_and_selected(
    desk: Desk, vocabulary: Vocabulary, folder: Path
) -> None:
    put(desk, vocabulary, folder, [1, 1, 0, 1])
    program = at_review(desk)
    table, view = program.review.table, program.review.view
    desk.until(lambda: program.review.ordering.words_of(table.id_at(0)) != "")
    queue = [table.id_at(at) for at in range(4)]
    view.select(queue[1])
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_A)
    QTest.keyClick(view, Qt.Key.Key_A)
    desk.until(lambda: table.rowCount() == 2)
    assert view.current_id() == queue[3]
    for taken_back in (queue[2], queue[1]):
        QTest.keyClick(view, Qt.Key.Key_U)
        desk.until(lambda taken_back=taken_back: view.current_id() == taken_back)  # type: ignore[misc]
    assert [table.id_at(at) for at in range(4)] == queue


def test_an_edit_is_taken_back_with_its_words(desk: Desk) -> None:
    desk.put("One.", "Two.")
    program = desk.open()
    program.window.show_page(1)
    before = desk.library.get(desk.library.tracks()[0].path)
    program.decisions.edit(before.id, "Mine")
    desk.until(lambda: desk.state(0) == "edited")
    program.decisions.undo_last()
    desk.until(lambda: desk.state(0) == "described")
    assert desk.library.get(before.path) == before
    program.decisions.redo()
    desk.until(lambda: desk.state(0) == "edited")
    again = desk.library.tracks()[0].description
    assert again is not None
    assert (again.text, again.model) == ("Mine", "user")


def test_the_tags_of_the_file_stand_beside_what_would_be_written(
    desk: Desk, vocabulary: Vocabulary, folder: Path
) -> None:
    put(desk, vocabulary, folder, [1])
    program = at_review(desk)
    table = program.review.tags.table
    desk.until(lambda: table.rowCount() > 0)
    shown = {
        table.index(row, 0).data(): [table.index(row, c).data() for c in (1, 2, 3)]
        for row in range(table.rowCount())
    }
    assert shown["Comment"] == ["", "Words 0.", "new"]
    assert shown["Mood"] == ["", "calm", "new"]
    assert "fields would change" in program.review.tags.text()
    assert desk.library.tracks()[0].state is TrackState.DESCRIBED


def test_r_asks_for_another_wording(desk: Desk, vocabulary: Vocabulary, folder: Path) -> None:
    put(desk, vocabulary, folder, [1, 2])
    save_manner(desk.library.path, checked(["sexy"], {}))
    asked = []

    def open_pool(_windows: int, _priority: object, manner: object, jobs: object) -> FakePool:
        asked.append((manner, jobs))
        return FakePool(lambda path: analysis(path.stem, f"Wording {len(asked)}."))

    object.__setattr__(desk.services, "open_pool", open_pool)
    program = at_review(desk)
    for turn in (1, 2):
        press(program.review, Qt.Key.Key_R)
        desk.until(lambda: program.review.editor.words() == f"Wording {turn}.")  # noqa: B023
        desk.until(lambda: not program.board.busy)
    assert [(m.turn, m.banned, jobs) for m, jobs in asked] == [  # type: ignore[attr-defined]
        (1, frozenset({"sexy"}), 1),
        (2, frozenset({"sexy"}), 1),
    ]


def test_words_are_completed(desk: Desk, vocabulary: Vocabulary, folder: Path) -> None:
    put(desk, vocabulary, folder, [1])
    program = at_review(desk)
    words = program.review.editor._words
    desk.until(lambda: bool(words._known.stringList()))
    press(program.review, Qt.Key.Key_E)
    desk.until(words.hasFocus)
    QTest.keyClicks(words, "A harpsi")
    desk.until(words.popup.isVisible)
    words.completer.activated.emit("harpsichord")
    assert program.review.editor.words() == "A harpsichord"
    words.popup.hide()
    QTest.keyClick(words, Qt.Key.Key_Return)
    desk.until(lambda: desk.state(0) == "edited")


def test_below_the_last_of_the_queue_its_rest_is_next(
    desk: Desk, vocabulary: Vocabulary, folder: Path
) -> None:
    put(desk, vocabulary, folder, [1, 2, 3])
    program = at_review(desk)
    program.review.view.select(program.review.table.id_at(2))
    for left in (2, 1, 0):
        press(program.review, Qt.Key.Key_A)
        desk.until(lambda: program.review.table.rowCount() == left)  # noqa: B023


def test_words_for_several_tracks_are_typed_at_once_and_lead_on(
    desk: Desk, vocabulary: Vocabulary, folder: Path
) -> None:
    put(desk, vocabulary, folder, [1, 2, 3])
    program = at_review(desk)
    view = program.review.view
    first, second, third = (program.review.table.id_at(row) for row in range(3))
    view.select(first)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(program.review, Qt.Key.Key_E)
    dialog = program.review.findChild(BatchEditor)
    assert dialog is not None
    assert dialog.wish() == Wish()  # nothing touched, nothing changed
    edit = dialog.words.lineEdit()
    desk.until(edit.hasFocus)
    assert edit.placeholderText() == "<keep>"
    QTest.keyClicks(edit, "A brass chorale.")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    desk.until(lambda: program.review.table.rowCount() == 1)
    edited = desk.library.by_id([first, second]).values()
    assert [t.description.text for t in edited if t.description] == ["A brass chorale."] * 2
    assert [row.id for row in view.selected_rows()] == [third]


def test_several_tracks_are_edited_at_once(
    desk: Desk, vocabulary: Vocabulary, folder: Path
) -> None:
    put(desk, vocabulary, folder, [1, 2])
    program = at_review(desk)
    program.review.view.selectAll()
    program.review.edit()
    dialog = program.review.findChild(QDialog)
    assert isinstance(dialog, BatchEditor)
    dialog.kinds["mood"].setCurrentIndex(1)
    dialog.accept()
    desk.until(
        lambda: all(
            [a.kind for a in t.description.aspects] == ["instrument"]
            for t in desk.library.tracks()
            if t.description
        )
    )
    assert {t.description.text for t in desk.library.tracks() if t.description} == {
        "Words 0.",
        "Words 1.",
    }
    program.decisions.undo_last()
    desk.until(
        lambda: all(len(t.description.aspects) == 2 for t in desk.library.tracks() if t.description)
    )
