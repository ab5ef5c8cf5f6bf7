"""The settings as a user changes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.priority import Priority
from tagger_gui.settings.settings_dialog import SettingsDialog
from tagger_gui.settings.values import Settings, Theme
from tests.gui.desk import Desk


def dialog(desk: Desk, values: Settings) -> SettingsDialog:
    made = SettingsDialog(values, desk.open().keeping, desk.dialogs)
    desk.qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    "values",
    [
        Settings(),
        Settings(profile="library", theme=Theme.DARK, windows=9, priority=Priority.LOWEST),
        Settings(profile="dj", policies={"comment": "replace"}, library="/x.sqlite"),
    ],
)
def test_what_is_not_touched_stays(desk: Desk, values: Settings) -> None:
    shown = dialog(desk, values)
    assert shown.values() == values
    assert not shown.vocabulary.changed()


def test_changes_arrive(desk: Desk) -> None:
    shown = dialog(desk, Settings())
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


def test_profiles_go_out_and_come_in(desk: Desk, tmp_path: Path) -> None:
    desk.dialogs.file = tmp_path / "mine.json"
    mine = Settings(profile="server", policies={"mood": "never"})
    first = dialog(desk, mine)
    first.writing.save()
    other = SettingsDialog(Settings(), first.folders._keeping, desk.dialogs)
    desk.qtbot.addWidget(other)
    other.writing.load()
    assert other.values() == mine
    desk.dialogs.file.write_text("no profile")
    other.writing.load()
    assert "not a profile" in other.writing._note.text()
    assert other.values() == mine
