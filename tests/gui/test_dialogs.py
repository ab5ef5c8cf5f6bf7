"""Dialogs that are more than a box with a question."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tagger_gui.dialogs import shortcut_sheet


def test_a_long_sheet_of_keys_fits_on_the_screen(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = [(f"Page {page}", [("Ctrl+Shift+A", "what it does")] * 60) for page in range(9)]
    dialog = shortcut_sheet(parent, sheet)
    room = parent.screen().availableSize()
    assert dialog.width() <= room.width() and dialog.height() <= room.height()
    told = [each.text() for each in dialog.findChildren(QLabel)]
    assert told.count("what it does") == 9 * 60 and "Page 8" in told


def test_short_pages_share_a_column(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    long, short = [("A", "does it")] * 9, [("B", "does it")] * 2
    alone = shortcut_sheet(parent, [("", long), ("One", short)])
    shared = shortcut_sheet(parent, [("", long), ("One", short), ("Two", short)])
    assert shared.width() == alone.width()
