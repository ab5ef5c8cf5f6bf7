"""The details of a track: a word or a bar leads to the seconds that support it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette, QTextCursor
from PySide6.QtTest import QTest

from engine.model import Vocabulary
from engine.scan import FoundFile
from engine.track import Analysis, Aspect, Description, Tags
from tagger_gui.evidence.evidence_view import EvidenceView
from tagger_gui.palettes import Colours, palette
from tagger_gui.program import Program
from tagger_gui.settings.values import Theme
from tests.gui.desk import Desk, FakePlayer

DRUMS = Aspect("instrument", "drums", 0.8, ((35.0, 45.0),))
FLUTE = Aspect("instrument", "flute", 0.6, ((12.5, 22.5), (57.5, 67.5)))
TEXT = "Rock 𝄞 with flute and drums."


def open_with(desk: Desk, vocabulary: Vocabulary, text: str = TEXT) -> Program:
    desk.player = FakePlayer
    desk.services = replace(desk.services, vocabulary=lambda: vocabulary)
    path = Path("/music/one.flac")
    root = desk.library.add_root(path.parent)
    desk.library.add_files(root, [FoundFile(path, 1000, 1)])
    heard = Description(text, aspects=(DRUMS, FLUTE), model="fake-1")
    desk.library.save_analysis(
        desk.library.get(path), Analysis(Tags("One", "Somebody"), 80.0, "3x10:a", heard)
    )
    program = desk.open()
    desk.until(lambda: program.library.evidence.shown_id() == 1)
    return program


def point_of(view: EvidenceView, words: str) -> QPoint:
    """The middle of the words on the screen."""
    cursor = QTextCursor(view.text.document().find(words))
    end = view.text.cursorRect(cursor).center()
    cursor.setPosition(cursor.selectionStart())
    return (view.text.cursorRect(cursor).center() + end) / 2


def player_of(program: Program) -> Any:
    program.player_bar.sound.open()
    return program.player_bar.findChild(FakePlayer)


def test_a_click_on_a_phrase_plays_what_supports_it(desk: Desk, vocabulary: Vocabulary) -> None:
    program = open_with(desk, vocabulary)
    view = program.library.evidence
    assert view.text.toPlainText() == TEXT
    desk.until(lambda: player_of(program) is not None)
    QTest.mouseClick(view.text.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, "drums"))
    assert player_of(program).playing and player_of(program).at == 35_000
    QTest.mouseClick(view.text.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, "flute"))
    assert player_of(program).at in (12_500, 57_500)
    before = player_of(program).at
    QTest.mouseClick(view.text.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, "Rock"))
    assert player_of(program).at == before  # nothing supports it


def test_phrases_can_be_reached_with_the_keys(desk: Desk, vocabulary: Vocabulary) -> None:
    program = open_with(desk, vocabulary)
    text = program.library.evidence.text
    desk.until(lambda: player_of(program) is not None)
    program.window.activateWindow()
    text.setFocus()
    assert text.accessibleDescription() == "rock: not heard"
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert player_of(program).sources == []
    QTest.keyClick(text, Qt.Key.Key_Right)
    QTest.keyClick(text, Qt.Key.Key_Right)
    assert text.accessibleDescription().startswith("drums: Enter plays")
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert player_of(program).at == 35_000
    QTest.keyClick(text, Qt.Key.Key_Right)  # around
    assert text.accessibleDescription() == "rock: not heard"


def test_aspects_are_bars_by_kind(desk: Desk, vocabulary: Vocabulary) -> None:
    program = open_with(desk, vocabulary)
    desk.until(lambda: player_of(program) is not None)
    drums, flute = program.library.evidence.bars()
    assert drums.accessibleName() == "drums, 80%, heard at 0:35–0:45"
    QTest.mouseClick(flute, Qt.MouseButton.LeftButton)
    assert player_of(program).at == 12_500
    QTest.keyClick(flute, Qt.Key.Key_Space)
    assert player_of(program).at == 57_500


@pytest.mark.parametrize("text", ["<b>drums</b> <img src='http://x/'>", "drums " * 900, "\ud800"])
def test_any_words_are_shown_as_they_are(desk: Desk, vocabulary: Vocabulary, text: str) -> None:
    program = open_with(desk, vocabulary, "A sound.")
    track = desk.library.get(Path("/music/one.flac"))
    desk.library.set_text(track, text.replace("\ud800", "\U0001d11e\t"), b"")
    program.library.evidence.show_track(1)
    shown = program.library.evidence.text
    desk.until(lambda: shown.toPlainText() != "A sound.")
    assert shown.toPlainText().startswith(text[:5].replace("\ud800", "\U0001d11e"))
    assert len(shown.toPlainText()) <= 2000


def test_links_take_on_another_theme(desk: Desk, vocabulary: Vocabulary, colours: Colours) -> None:
    text = open_with(desk, vocabulary).library.evidence.text

    def link() -> str:
        drums = text.extraSelections()[2]
        return drums.format.foreground().color().name()

    for theme in (Theme.CONTRAST, Theme.DARK, Theme.LIGHT):
        colours.show_theme(theme)
        expected = palette(theme).color(QPalette.ColorRole.Link).name()
        desk.until(lambda: link() == expected)  # noqa: B023


def test_without_a_track_it_is_empty(desk: Desk) -> None:
    program = desk.open()
    view = program.library.evidence
    assert view.shown_id() == 0 and view.bars() == []
    view.show_track(99)
    desk.until(lambda: not view._questions.busy)
    assert view.shown_id() == 0
