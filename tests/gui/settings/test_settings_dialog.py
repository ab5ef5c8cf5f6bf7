"""The settings as a user changes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.priority import Priority
from tagger_gui.settings.settings_dialog import SettingsDialog
from tagger_gui.settings.values import Settings, Theme
from tests.gui.desk import FakeDialogs

_FOLDERS = {Path("/music"): True, Path("/usb"): False}


def dialog(qtbot: QtBot, values: Settings, dialogs: FakeDialogs) -> SettingsDialog:
    made = SettingsDialog(values, _FOLDERS, Path("/data/library.sqlite"), dialogs)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    "values",
    [
        Settings(),
        Settings(profile="library", theme=Theme.DARK, windows=9, priority=Priority.LOWEST),
        Settings(profile="dj", policies={"comment": "replace"}, library="/x.sqlite"),
    ],
)
def test_what_is_not_touched_stays(qtbot: QtBot, values: Settings) -> None:
    assert dialog(qtbot, values, FakeDialogs()).values() == values


def test_changes_arrive(qtbot: QtBot) -> None:
    shown = dialog(qtbot, Settings(), FakeDialogs())
    shown.theme.setCurrentIndex(shown.theme.findData(Theme.CONTRAST))
    shown.windows.setValue(5)
    tab = shown.writing
    tab.profile.setCurrentIndex(tab.profile.findData("apple"))
    assert set(tab.policies) == {"comment", "genre", "bpm", "short description"}
    tab.policies["comment"].setCurrentIndex(tab.policies["comment"].findData("append"))
    assert shown.values() == replace(
        Settings(),
        theme=Theme.CONTRAST,
        windows=5,
        profile="apple",
        policies={"comment": "append"},
    )


def test_profiles_go_out_and_come_in(qtbot: QtBot, tmp_path: Path) -> None:
    dialogs = FakeDialogs()
    dialogs.file = tmp_path / "mine.json"
    mine = Settings(profile="server", policies={"mood": "never"})
    first = dialog(qtbot, mine, dialogs)
    first.writing.save()
    other = dialog(qtbot, Settings(), dialogs)
    other.writing.load()
    assert other.values() == mine
    dialogs.file.write_text("no profile")
    other.writing.load()
    assert "not a profile" in other.writing._note.text()
    assert other.values() == mine
