"""The search box: text, chips, and the way between them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCompleter
from pytestqt.qtbot import QtBot

from engine.query import Named, Not
from tagger_gui.library.query_box import QueryBox


class Asked:
    """What a box has asked for."""

    def __init__(self, box: QueryBox) -> None:
        self.all: list[tuple[str, bool]] = []
        box.asked.connect(lambda query, typing: self.all.append((query, typing)))


@pytest.fixture
def box(qtbot: QtBot) -> QueryBox:
    made = QueryBox()
    qtbot.addWidget(made)
    made.resize(600, 60)
    made.show()
    made.edit.setFocus()
    return made


def labels(box: QueryBox) -> list[str]:
    return [button.text() for button in box.chip_buttons()]


def test_typing_asks_at_once_and_in_full_after_a_pause(box: QueryBox, qtbot: QtBot) -> None:
    asked = Asked(box)
    QTest.keyClicks(box.edit, "calm")
    assert asked.all == [("c", True), ("ca", True), ("cal", True), ("calm", True)]
    qtbot.waitUntil(lambda: asked.all[-1] == ("calm", False))
    assert labels(box) == []


def test_enter_makes_chips_and_enter_again_goes_on(box: QueryBox, qtbot: QtBot) -> None:
    QTest.keyClicks(box.edit, "calm piano, no vocals, under 90 bpm")
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert labels(box) == ["calm piano", "no vocals", "under 90 bpm"]
    assert box.edit.text() == ""
    with qtbot.waitSignal(box.left):
        QTest.keyClick(box.edit, Qt.Key.Key_Return)


def test_a_pause_makes_chips_of_conditions_not_of_words(box: QueryBox, qtbot: QtBot) -> None:
    QTest.keyClicks(box.edit, "year:1990..1999")
    qtbot.waitUntil(lambda: labels(box) == ["from the 1990s"])
    assert box.edit.text() == ""


def test_backspace_takes_the_last_chip_away(box: QueryBox) -> None:
    box.show_query("genre:jazz, -vocals")
    asked = Asked(box)
    QTest.keyClick(box.edit, Qt.Key.Key_Backspace)
    assert labels(box) == ["genre: jazz"]
    assert asked.all == [("genre:jazz", False)]
    QTest.keyClick(box.edit, Qt.Key.Key_Backspace)
    assert box.query() == ""


def test_a_chip_is_edited_in_its_place(box: QueryBox) -> None:
    box.show_query("genre:jazz, mood:calm, piano")
    box.chip_buttons()[1].click()
    assert box.edit.text() == "mood:calm"
    assert labels(box) == ["genre: jazz", "piano"]
    box.edit.setText("mood:sad")
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    assert labels(box) == ["genre: jazz", "mood: sad", "piano"]
    assert box.query() == "genre:jazz, mood:sad, piano"


def test_escape_leaves_a_chip_as_it_was_then_the_search(box: QueryBox) -> None:
    box.show_query("genre:jazz, mood:calm, piano")
    box.chip_buttons()[1].click()
    QTest.keyClicks(box.edit, "mood:sa")
    QTest.keyClick(box.edit, Qt.Key.Key_Escape)
    assert labels(box) == ["genre: jazz", "mood: calm", "piano"]
    assert box.query() == "genre:jazz, mood:calm, piano"
    assert box.edit.text() == ""
    QTest.keyClick(box.edit, Qt.Key.Key_Escape)
    assert box.query() == ""


def test_a_chip_is_removed_by_its_cross(box: QueryBox) -> None:
    box.show_query("genre:jazz, mood:calm")
    chip = box.chip_buttons()[0]
    cross = chip.rect().center()
    cross.setX(chip.width() - 10)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=cross)
    assert labels(box) == ["mood: calm"]


def test_chips_are_reached_and_removed_by_keys(box: QueryBox) -> None:
    box.show_query("genre:jazz, mood:calm")
    QTest.keyClick(box.edit, Qt.Key.Key_Left)
    assert box.chip_buttons()[1].hasFocus()
    QTest.keyClick(box.chip_buttons()[1], Qt.Key.Key_Left)
    assert box.chip_buttons()[0].hasFocus()
    QTest.keyClick(box.chip_buttons()[0], Qt.Key.Key_Delete)
    assert labels(box) == ["mood: calm"]
    assert box.edit.hasFocus()


def test_a_condition_is_turned_on_and_off_and_round(box: QueryBox) -> None:
    jazz = Named("genre", "jazz")
    box.turn(jazz)
    assert box.nodes() == (jazz,)
    box.turn(jazz, excluded=True)
    assert box.nodes() == (Not(jazz),)
    assert not box.chip_buttons()[0].chip.wanted
    box.turn(jazz, excluded=True)
    assert box.nodes() == ()


def test_the_users_own_words_stay_until_something_changes(box: QueryBox) -> None:
    own = "under 90 bpm   and piano"
    box.show_query(own)
    assert box.query() == own
    assert len(box.chip_buttons()) == 2
    box.chip_buttons()[1].removed.emit()
    assert box.query() == "tempo:..90"


def test_values_are_offered_and_taken(box: QueryBox) -> None:
    box.offers.show_values({"genre": ("jazz", "hip hop")})
    QTest.keyClicks(box.edit, "calm, genre:h")
    view = box.findChild(QCompleter).popup()
    assert view.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert box.edit.text() == 'calm, genre:"hip hop"'
    assert labels(box) == []


def test_enter_takes_no_offer_that_nobody_chose(box: QueryBox) -> None:
    QTest.keyClicks(box.edit, "calm piano, no vocals")
    view = box.findChild(QCompleter).popup()
    assert view.isVisible()  # a field begins like the last word
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert labels(box) == ["calm piano", "no vocals"]
    assert box.edit.text() == ""
    assert not view.isVisible()


def test_many_chips_take_several_lines(box: QueryBox) -> None:
    one = box.heightForWidth(600)
    box.show_query(", ".join(f"genre:number{i}" for i in range(12)))
    assert box.heightForWidth(600) > 2 * one - 20
    box.grab()


def test_a_dropped_file_is_searched_for_and_a_folder_is_left_to_the_window(
    qtbot: QtBot, tmp_path: Path
) -> None:
    box = QueryBox()
    qtbot.addWidget(box)
    assert not box.edit.acceptDrops()  # the box has it, not the line in it
    file = tmp_path / "one.mp3"
    file.touch()
    for path, accepted in ((tmp_path, False), (file, True)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        no_key = Qt.KeyboardModifier.NoModifier
        event = QDragEnterEvent(QPoint(9, 9), copy, data, button, no_key)
        event.ignore()
        box.dragEnterEvent(event)
        assert event.isAccepted() is accepted
    with qtbot.waitSignal(box.asked) as asked:
        box.dropEvent(QDropEvent(QPointF(9, 9), copy, data, button, no_key))
    assert asked.args is not None and asked.args[0].startswith("like:")
