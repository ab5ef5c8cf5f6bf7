"""One table makes the menus, the keys and the sheet of keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from tagger_gui.commands import Command, Commands, Menu
from tests.gui.desk import Desk


def test_the_same_key_does_what_the_shown_page_says(qtbot: QtBot) -> None:
    done: list[str] = []
    window, here = QMainWindow(), QWidget()
    qtbot.addWidget(window)
    window.setCentralWidget(here)
    here.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    commands = Commands(window.menuBar(), window)
    for page in ("one", "two"):
        command = Command(page, lambda page=page: done.append(page), ("A",), Menu.TRACK)
        commands.add(page, [command], here)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    here.setFocus()
    for page in ("one", "two", "one"):
        commands.show_group(page)
        QTest.keyClick(here, Qt.Key.Key_A)
    assert done == ["one", "two", "one"]


def test_the_sheet_tells_every_key_of_every_menu(desk: Desk) -> None:
    window = desk.open().window
    told = {keys for _, group in window._commands.sheet() for keys, _ in group}
    native = QKeySequence.SequenceFormat.NativeText
    for menu in window.menuBar().actions():
        for action in menu.menu().actions():  # type: ignore[attr-defined]
            keys = ", ".join(key.toString(native) for key in action.shortcuts())
            assert not keys or keys in told, action.text()


def test_menus_end_as_everywhere_else(desk: Desk) -> None:
    window = desk.open().window
    told = {}
    for menu in window.menuBar().actions():
        shown = [a for a in menu.menu().actions() if a.isVisible()]  # type: ignore[attr-defined]
        told[menu.text()] = [a.text().replace("&", "") or "-" for a in shown]
    assert told["&File"] == [
        "Open Folder…",
        "Write Descriptions…",
        "Export Shown Tracks…",
        "-",
        "Quit",
    ]
    assert told["&Edit"][-4:] == ["-", "Search", "-", "Settings…"]
    assert told["&View"][-3:] == ["-", "Next Pane", "Previous Pane"]


def test_a_menu_without_commands_is_not_there(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    commands = Commands(window.menuBar(), window)
    commands.add("one", [Command("do", bool, (), Menu.TRACK)], window)
    commands.show_group("one")
    assert [a.isVisible() for a in window.menuBar().actions()] == [False, False, True, False, False]
    commands.show_group("two")
    assert not any(a.isVisible() for a in window.menuBar().actions())


def test_no_key_means_two_things_on_one_page(desk: Desk) -> None:
    window = desk.open().window
    groups = dict(window._commands.sheet())
    everywhere = [key for keys, _ in groups.pop("") for key in keys.split(", ")]
    for keys in groups.values():
        own = [key for spelled, _ in keys for key in spelled.split(", ")]
        assert len(set(own + everywhere)) == len(own) + len(everywhere)
