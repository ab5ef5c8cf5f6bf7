"""The player: there or not, it never crashes."""

from __future__ import annotations

import builtins
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer
from PySide6.QtTest import QTest

from engine.errors import LinernotesError
from engine.scan import FoundFile
from engine.track import TrackState
from tagger_gui.player_bar import PlayerBar
from tagger_gui.sound import NoSoundError, open_player
from tagger_gui.tasks import Row, row_of
from tagger_gui.waveform import EVIDENCE
from tests.audio_files import make_audio
from tests.gui.desk import Desk, FakePlayer, analysis, no_sound


def a_row(path: str, id_: int = 1) -> Row:
    return Row(id_, path, TrackState.DESCRIBED, "Wave", "Jobim", "", 60.0)


def a_bar(desk: Desk, player: Any = FakePlayer) -> PlayerBar:
    bar = PlayerBar(desk.services, desk.threads, player)
    desk.qtbot.addWidget(bar)
    bar.resize(900, 70)
    return bar


def mute_player(parent: QObject) -> QMediaPlayer:
    """The real one, which needs no loudspeaker."""
    return QMediaPlayer(parent)


def a_track(desk: Desk, folder: Path, seconds: float = 20.0, suffix: str = ".flac") -> Row:
    """A real file in the library."""
    path = folder / f"one{suffix}"
    make_audio(path, seconds=seconds)
    root = desk.library.add_root(folder)
    desk.library.add_files(root, [FoundFile(path, path.stat().st_size, path.stat().st_mtime_ns)])
    track = desk.library.get(path)
    heard = replace(analysis("One", "A wave."), duration_s=seconds, audio_hash="3x10:abc")
    return row_of(desk.library.save_analysis(track, heard))


def shown_colours(bar: PlayerBar) -> set[str]:
    picture = bar.waveform.grab().toImage()
    return {
        QColor(picture.pixel(x, y)).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }


def test_without_a_device_it_says_why_and_tries_again(desk: Desk, tmp_path: Path) -> None:
    players: list[Any] = [no_sound, FakePlayer]

    def open_next(parent: QObject) -> Any:
        return players.pop(0)(parent)

    bar = a_bar(desk, open_next)
    assert bar.isEnabled()
    row = a_track(desk, tmp_path)
    with desk.qtbot.waitSignal(bar.troubled) as told:
        bar.play(row)
    assert told.args == ["No sound device"]
    desk.until(lambda: bar.waveform._peaks is not None)  # it can be looked at all the same
    bar.play(row)  # headphones were plugged in
    assert bar.findChild(FakePlayer).playing


def test_without_multimedia_it_says_why(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "PySide6.QtMultimedia":
            raise ImportError("libpulse.so.0: cannot open shared object file")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    bar = a_bar(desk, open_player)
    with desk.qtbot.waitSignal(bar.troubled) as told:
        bar.play(a_row("/m/1.mp3"))
    assert "libpulse" in told.args[0]
    with pytest.raises(NoSoundError, match="libpulse"):
        open_player(bar)


def test_it_plays_pauses_and_seeks(desk: Desk) -> None:
    bar = a_bar(desk)
    bar.sound.open()
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
    QTest.mouseClick(bar.waveform, Qt.MouseButton.LeftButton, pos=bar.waveform.rect().center())
    assert player.at == pytest.approx(30_000, abs=200)
    QTest.keyClick(bar.waveform, Qt.Key.Key_Right)
    assert player.at == pytest.approx(35_000, abs=200)
    bar.play(a_row("/m/1.mp3"))
    assert not player.playing


def test_a_written_file_plays_on_while_others_are_still_to_be_written(desk: Desk) -> None:
    bar = a_bar(desk)
    mine, other = replace(a_row("/m/1.mp3"), id=1), replace(a_row("/m/2.mp3"), id=2)
    bar.play(mine)
    player = bar.findChild(FakePlayer)
    bar.release((2, 3))  # others
    assert player.playing
    bar.release((1, 2))
    assert not player.sources[-1].toLocalFile()
    bar.restore_written([other])
    assert not player.sources[-1].toLocalFile()
    bar.restore_written([mine])
    assert player.sources[-1].toLocalFile() == "/m/1.mp3"
    assert player.playing
    bar.restore()  # when all is written
    assert len(player.sources) == 3


def test_volume_and_mute(desk: Desk) -> None:
    def open_it(parent: QObject) -> QMediaPlayer:
        player = QMediaPlayer(parent)
        player.setAudioOutput(QAudioOutput(player))
        return player

    bar = a_bar(desk, open_it)
    bar.sound.open()
    output = bar.findChild(QMediaPlayer).audioOutput()
    bar._volume.setValue(50)
    assert output.volume() == pytest.approx(0.125)
    bar._mute.click()
    assert output.volume() == 0
    bar._mute.click()
    assert output.volume() == pytest.approx(0.125)


def test_evidence_is_played_and_marked(desk: Desk) -> None:
    bar = a_bar(desk)
    bar.sound.open()
    player = bar.findChild(FakePlayer)
    row, spans = a_row("/m/1.mp3"), ((12.5, 22.5), (40.0, 50.0))
    bar.play_evidence(row, ())
    assert player.sources == []
    bar.play_evidence(row, spans)
    assert player.playing and player.at == 12_500
    assert QColor(EVIDENCE).name() in shown_colours(bar)
    bar.play_evidence(row, spans)
    assert player.at == 40_000  # asked again: the next seconds that support it
    bar.play_evidence(row, spans)
    assert player.at == 12_500
    bar.play(a_row("/m/2.mp3", 2))
    assert QColor(EVIDENCE).name() not in shown_colours(bar)


def test_errors_are_told_in_words(desk: Desk) -> None:
    bar = a_bar(desk)
    bar.play(a_row("/m/1.mp3"))
    with desk.qtbot.waitSignal(bar.troubled) as told:
        bar.findChild(FakePlayer).errorOccurred.emit(None, "unknown format")
    assert told.args == ["1.mp3 cannot be played: unknown format"]
    with desk.qtbot.waitSignal(bar.troubled) as told:
        bar.findChild(FakePlayer).errorOccurred.emit(QMediaPlayer.Error.ResourceError, "x")
    assert told.args == ["1.mp3 cannot be played: the file cannot be opened"]
    with desk.qtbot.waitSignal(bar.troubled):
        bar.play(a_row("/m/\udcff.mp3"))


def test_a_device_that_is_gone_is_told_and_the_next_one_plays_on(desk: Desk) -> None:
    bar = a_bar(desk)
    bar.play(a_row("/m/1.mp3"))
    first = bar.findChild(FakePlayer)
    with desk.qtbot.waitSignal(bar.troubled) as told:
        for at in (3_000, 4_000, *[5_000] * 10):  # it goes on for a while, and stands still
            first.at = at
            if bar.sound.watch.isActive():
                bar.sound.watch.timeout.emit()
    assert told.args == ["1.mp3 cannot be played: it stands still; is the sound device gone?"]
    assert not first.playing and not bar.sound.plays() and not bar.sound.watch.isActive()
    bar.toggle()
    player = bar.findChildren(FakePlayer)[-1]
    assert player is not first
    assert player.playing and player.at == 5_000
    assert bar.sound.watch.isActive()
    bar.toggle()
    assert not bar.sound.watch.isActive()


def test_it_lets_go_of_a_file_and_takes_it_up_again(desk: Desk) -> None:
    bar = a_bar(desk)
    bar.sound.open()
    player = bar.findChild(FakePlayer)
    bar.release()
    bar.restore()
    assert player.sources == []
    bar.play(a_row("/m/1.mp3"))
    player.at = 7_000
    bar.release()
    assert player.sources[-1].isEmpty() and not player.playing
    bar.restore()
    assert player.sources[-1].toLocalFile() == "/m/1.mp3"
    assert player.at == 7_000 and player.playing


def test_the_real_player_on_a_real_file(desk: Desk, tmp_path: Path) -> None:
    bar = a_bar(desk, mute_player)
    failures: list[LinernotesError] = []
    bar.failed.connect(failures.append)
    row = a_track(desk, tmp_path, suffix=".ogg")
    bar.play_evidence(row, ((10.0, 15.0),))
    desk.until(lambda: bar.sound.plays() and bar.waveform.value() > 10_000)
    desk.until(lambda: bar.waveform._peaks is not None)
    assert bar.waveform._windows == ((0.0, 10.0), (10.0, 20.0))
    assert abs(bar.waveform.maximum() - 20_000) < 200
    bar.release()
    assert bar.findChild(QMediaPlayer).source().isEmpty()
    bar.restore()
    desk.until(lambda: bar.waveform.value() > 10_000 and bar.sound.plays())
    bar.release()
    assert failures == []


def test_the_waveform_is_measured_once(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = a_track(desk, tmp_path)
    bar = a_bar(desk)
    bar.play(row)
    desk.until(lambda: bar.waveform._peaks is not None and not bar._questions.busy)
    desk.until(lambda: len(list((desk.services.cache / "peaks").glob("*"))) == 1)
    Path(row.path).unlink()
    again = a_bar(desk)
    again.play(row)
    desk.until(lambda: again.waveform._peaks is not None)
    assert len(again.waveform._peaks.low) == 1000  # type: ignore[union-attr]
