"""Nothing is written without a yes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QObject

from engine.tags import read_tags
from engine.track import TrackState
from tagger_gui.main_window import MainWindow
from tests.gui.desk import Desk, FakePlayer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "music"
    made.mkdir()
    for i in range(3):
        sound = np.sin(np.arange(8000) * (0.05 + i / 100)).astype(np.float32)
        soundfile.write(made / f"{i:02}.flac", sound, 8000)
    return made


def reviewed(desk: Desk, folder: Path) -> MainWindow:
    """The window with three described tracks, two of them accepted."""
    window = desk.open(folder)
    desk.until(lambda: not window.listening.busy)
    window.view.selectRow(0)
    window.accept()
    window.accept()
    desk.until(lambda: desk.state(1) == "accepted")
    return window


def test_a_refusal_writes_nothing(desk: Desk, folder: Path) -> None:
    window = reviewed(desk, folder)
    before = [path.read_bytes() for path in sorted(folder.iterdir())]
    desk.answer = False
    window.writing.begin()
    desk.until(lambda: bool(desk.questions) and not window.writing.busy)
    assert "into 2 files" in desk.questions[0]
    assert "description: 2" in desk.questions[0]
    assert [path.read_bytes() for path in sorted(folder.iterdir())] == before
    assert desk.state(0) == "accepted"


def test_a_yes_writes_what_was_accepted(desk: Desk, folder: Path) -> None:
    window = reviewed(desk, folder)
    window.writing.begin()
    desk.until(lambda: desk.state(1) == "tagged" and not window.writing.busy)
    paths = sorted(folder.iterdir())
    descriptions = [read_tags(path).description for path in paths]
    assert descriptions == ["The sound of 00.", "The sound of 01.", ""]
    assert "written: 2" in window.message_bar.text()
    assert window.table.index(0, 0).data() == "Written"
    assert len(desk.questions) == 1


def test_what_is_accepted_after_the_question_is_not_written(desk: Desk, folder: Path) -> None:
    window = reviewed(desk, folder)

    def confirm(question: str, details: str, yes: str) -> bool:
        desk.library.set_state([desk.library.tracks()[2]], TrackState.ACCEPTED)
        return True

    window.confirm = confirm  # type: ignore[method-assign]
    window.writing.begin()
    desk.until(lambda: desk.state(1) == "tagged" and not window.writing.busy)
    assert desk.state(2) == "accepted"
    assert read_tags(folder / "02.flac").description == ""


def test_a_file_that_may_not_be_written_says_so_in_its_row(desk: Desk, folder: Path) -> None:
    window = reviewed(desk, folder)
    (folder / "00.flac").write_bytes(b"replaced meanwhile")
    window.writing.begin()
    desk.until(lambda: desk.state(1) == "tagged" and not window.writing.busy)
    assert "into 1 file?" in desk.questions[0]
    row = window.table.row(window.table.id_at(0) or 0)
    assert row is not None
    assert "changed since" in row.trouble
    assert "Not written" in window.message_bar.text()


def test_nothing_accepted_is_told(desk: Desk, folder: Path) -> None:
    window = desk.open(folder)
    desk.until(lambda: not window.listening.busy)
    window.writing.begin()
    desk.until(lambda: "Nothing to write" in window.message_bar.text())
    assert desk.questions == []


def test_the_player_lets_go_while_files_are_written(desk: Desk, folder: Path) -> None:
    players: list[FakePlayer] = []

    def player(parent: QObject) -> Any:
        players.append(FakePlayer(parent))
        return players[0]

    desk.player = player
    window = reviewed(desk, folder)
    desk.until(lambda: bool(players))
    window.view.selectRow(0)
    window.play_selected()
    players[0].at = 4321
    assert players[0].playing
    window.writing.begin()
    desk.until(lambda: desk.state(1) == "tagged" and not window.writing.busy)
    names = [url.fileName() for url in players[0].sources]
    assert names == ["00.flac", "", "00.flac"]
    assert players[0].at == 4321
    assert not players[0].playing
