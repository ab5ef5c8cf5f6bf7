"""The Review page as a user drives it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.errors import ModelError
from tagger_gui.library.columns import Column as LibraryColumn
from tagger_gui.review.queue_table import Column
from tests.gui.desk import Desk, cells, press


def test_accepting_goes_on_to_the_next(desk: Desk) -> None:
    desk.put("One.", "Two.", "Three.")
    program = desk.open()
    program.window.show_page(1)
    program.review.view.selectRow(0)
    press(program.review, Qt.Key.Key_A)
    desk.until(lambda: program.review.table.rowCount() == 2)
    assert program.review.editor.words() == "Two."
    press(program.review, Qt.Key.Key_A)
    desk.until(lambda: program.review.table.rowCount() == 1)
    assert program.review.editor.words() == "Three."


def test_a_review_begins_where_a_look_helps_most(desk: Desk) -> None:
    desk.put(*(f"Sound {i}." for i in range(6)))
    program = desk.open()
    table, view = program.review.table, program.review.view
    first = view.current_id()
    program.review._show_order([6, 5, 4, 3, 2, 1])  # before somebody has come
    program.review._show_order([3, 6, 5, 4, 2, 1])
    assert view.current_id() == table.id_at(0) == 3 != first
    program.window.show_page(1)
    view.selectRow(2)
    chosen = view.current_id()
    program.review._show_order([1, 2, 3, 4, 5, 6])
    assert view.current_id() == chosen


def test_own_words_are_saved(desk: Desk) -> None:
    desk.put("One.", "Two.")
    program = desk.open()
    program.window.show_page(1)
    press(program.review, Qt.Key.Key_E)
    desk.until(program.review.editor._words.hasFocus)
    QTest.keyClicks(program.review.editor._words, "Axe, my own")  # A and X are only letters here
    QTest.keyClick(
        program.review.editor._words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    desk.until(lambda: desk.state(0) == "edited")
    described = desk.library.tracks()[0].description
    assert described is not None
    assert described.text == "Axe, my own"
    shown = program.library.table.index(0, LibraryColumn.DESCRIPTION)
    desk.until(lambda: shown.data() == "Axe, my own")
    assert cells(program.review, Column.DESCRIPTION) == ["Two."]  # what is decided is not asked
    assert program.review.editor.drafts() == 0


def test_unsaved_words_are_kept_while_others_are_shown(desk: Desk) -> None:
    desk.put("One.", "Two.")
    program = desk.open()
    program.window.show_page(1)
    program.review.editor._words.setPlainText("A draft")
    program.review.view.selectRow(1)
    assert program.review.editor.words() == "Two."
    program.review.view.selectRow(0)
    assert program.review.editor.words() == "A draft"
    desk.dialogs.answer = False
    assert not program.window.close()
    assert "not saved: 1" in desk.dialogs.questions[0]


def test_words_survive_when_they_cannot_be_saved(desk: Desk) -> None:
    def no_model() -> None:
        raise ModelError(Path("model"), "it is missing")

    object.__setattr__(desk.services, "encoder", no_model)
    desk.put("One.")
    program = desk.open()
    program.window.show_page(1)
    program.review.editor._words.setPlainText("Precious")
    program.review.editor.save()
    desk.until(lambda: "it is missing" in program.window.message_bar.text())
    assert program.review.editor.drafts() == 1
    assert program.review.editor.words() == "Precious"


def test_the_latest_decision_is_taken_back(desk: Desk) -> None:
    desk.put("One.", "Two.", "Three.")
    program = desk.open()
    program.window.show_page(1)
    press(program.review, Qt.Key.Key_A)
    press(program.review, Qt.Key.Key_X)
    desk.until(lambda: program.review.table.rowCount() == 1)
    press(program.review, Qt.Key.Key_U)
    desk.until(lambda: [desk.state(i) for i in range(2)] == ["accepted", "described"])
    press(program.review, Qt.Key.Key_U)
    desk.until(lambda: desk.state(0) == "described")
    desk.until(lambda: program.review.table.rowCount() == 3)
