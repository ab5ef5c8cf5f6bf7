"""Settings survive a round trip, and nothing that is in their file breaks the program."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from engine.priority import Priority
from tagger_gui.settings.store import SettingsStore
from tagger_gui.settings.values import Language, Settings, Theme, from_json

_SET = Settings(
    profile="dj",
    policies={"genre": "replace"},
    cores=3,
    priority=Priority.LOWEST,
    windows=5,
    library="/somewhere/else.sqlite",
    theme=Theme.CONTRAST,
    language=Language.GERMAN,
    welcomed=True,
)


def test_every_setting_survives_the_round_trip() -> None:
    for field in fields(Settings):
        assert getattr(_SET, field.name) != getattr(Settings(), field.name), field.name
    assert from_json(_SET.as_json()) == (_SET, ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cores", -1),
        ("cores", "2"),
        ("cores", True),
        ("windows", 0),
        ("priority", "realtime"),
        ("theme", None),
        ("language", "klingon"),
        ("policies", ["fill"]),
        ("policies", {"genre": 3}),
        ("library", "a\0b"),
        ("welcomed", 1),
    ],
)
def test_one_bad_value_costs_only_itself(name: str, value: Any) -> None:
    kept = {**json.loads(_SET.as_json()), name: value}
    read, unreadable = from_json(json.dumps(kept))
    assert unreadable == (name,)
    assert read == replace(_SET, **{name: getattr(Settings(), name)})


@given(st.text() | st.recursive(st.none() | st.integers(), st.lists).map(json.dumps))
def test_no_text_breaks_it(text: str) -> None:
    read, _ = from_json(text)
    assert isinstance(read, Settings)


def test_deep_nesting_is_only_unreadable() -> None:
    assert from_json("[" * 100_000)[0] == Settings()


def test_the_store_keeps_and_tells(qtbot: QtBot, tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.ini")
    assert store.values == Settings()
    assert store.unreadable == ()
    with qtbot.waitSignal(store.changed) as told:
        store.change(profile="dj", policies={"genre": "never"})
    assert told.args == [store.values]
    again = SettingsStore(tmp_path / "settings.ini")
    assert again.values == store.values
    assert again.values.profile == "dj"


@pytest.mark.parametrize("content", [b"\0\xff" * 500, b"[General]\nsettings=no json\n"])
def test_a_corrupt_file_gives_the_defaults_and_says_so(
    qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "settings.ini").write_bytes(content)
    store = SettingsStore(tmp_path / "settings.ini")
    assert store.values == Settings()
    assert store.unreadable
    store.change(cores=1)
    assert SettingsStore(tmp_path / "settings.ini").values.cores == 1
