"""The player: there or not, it never crashes."""

from __future__ import annotations

import builtins
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from engine.track import TrackState
from tagger_gui.player_bar import NoSoundError, PlayerBar, open_player
from tagger_gui.tasks import Row
from tests.gui.desk import FakePlayer, no_sound


def a_row(path: str) -> Row:
    return Row(1, path, TrackState.DESCRIBED, "Wave", "Jobim", "", 60.0)


def test_without_a_device_it_is_disabled_and_says_why(qtbot: QtBot) -> None:
    bar = PlayerBar(no_sound)
    qtbot.addWidget(bar)
    bar.open()
    assert not bar.isEnabled()
    with qtbot.waitSignal(bar.troubled) as told:
        bar.play(a_row("/m/1.mp3"))
    assert told.args == ["No sound device"]


def test_without_multimedia_it_says_why(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "PySide6.QtMultimedia":
            raise ImportError("libpulse.so.0: cannot open shared object file")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    bar = PlayerBar(open_player)
    qtbot.addWidget(bar)
    bar.open()
    assert not bar.isEnabled()
    with pytest.raises(NoSoundError, match="libpulse"):
        open_player(bar)


def test_it_plays_pauses_and_seeks(qtbot: QtBot) -> None:
    bar = PlayerBar(FakePlayer)  # type: ignore[arg-type]
    qtbot.addWidget(bar)
    bar.open()
    player = bar.findChild(FakePlayer)
    bar.play(a_row("/m/1.mp3"))
    assert player.playing
    assert player.sources[-1].toLocalFile() == "/m/1.mp3"
    player.durationChanged.emit(60_000)
    player.positionChanged.emit(5_000)
    assert bar._time.text() == "0:05 / 1:00"
    player.at = 5_000
    bar.seek(5)
    assert player.at == 10_000
    bar.play(a_row("/m/1.mp3"))
    assert not player.playing


def test_errors_are_told(qtbot: QtBot) -> None:
    bar = PlayerBar(FakePlayer)  # type: ignore[arg-type]
    qtbot.addWidget(bar)
    bar.open()
    bar.play(a_row("/m/1.mp3"))
    with qtbot.waitSignal(bar.troubled) as told:
        bar.findChild(FakePlayer).errorOccurred.emit(None, "unknown format")
    assert told.args == ["1.mp3 cannot be played: unknown format"]
    with qtbot.waitSignal(bar.troubled):
        bar.play(a_row("/m/\udcff.mp3"))
