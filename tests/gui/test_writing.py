"""Nothing is written without a yes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from engine.tags import read_tags
from engine.track import TrackState
from tagger_gui.program import Program
from tests.gui.desk import Desk, FakePlayer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "music"
    made.mkdir()
    for i in range(3):
        sound = np.sin(np.arange(8000) * (0.05 + i / 100)).astype(np.float32)
        soundfile.write(made / f"{i:02}.flac", sound, 8000)
    return made


def reviewed(desk: Desk, folder: Path) -> Program:
    """The window with three described tracks, two of them accepted."""
    program = desk.open(folder)
    desk.until(lambda: not program.listening.busy and program.library.table.rowCount() == 3)
    program.library.view.selectRow(0)
    program.library.doing.accept()
    program.library.doing.accept()
    desk.until(lambda: desk.state(1) == "accepted")
    return program


def test_a_refusal_writes_nothing(desk: Desk, folder: Path) -> None:
    program = reviewed(desk, folder)
    before = [path.read_bytes() for path in sorted(folder.iterdir())]
    desk.dialogs.answer = False
    program.writing.begin()
    desk.until(lambda: bool(desk.dialogs.questions) and not program.writing.busy)
    assert "in 2 files will be written" in desk.dialogs.questions[0]
    assert [path.read_bytes() for path in sorted(folder.iterdir())] == before
    assert desk.state(0) == "accepted"


def test_a_yes_writes_what_was_accepted(desk: Desk, folder: Path) -> None:
    program = reviewed(desk, folder)
    program.writing.begin()
    desk.until(lambda: desk.state(1) == "tagged" and not program.writing.busy)
    paths = sorted(folder.iterdir())
    descriptions = [read_tags(path).description for path in paths]
    assert descriptions == ["The sound of 00.", "The sound of 01.", ""]
    assert "2 descriptions written" in program.window.message_bar.text()
    assert program.library.table.index(0, 0).data() == "Written"
    assert len(desk.dialogs.questions) == 1


def test_what_is_accepted_after_the_question_is_not_written(desk: Desk, folder: Path) -> None:
    program = reviewed(desk, folder)

    def confirm(dialog: QDialog) -> None:
        desk.library.set_state([desk.library.tracks()[2]], TrackState.ACCEPTED)
        dialog.accept()

    desk.dialogs.open = confirm  # type: ignore[method-assign]
    program.writing.begin()
    desk.until(lambda: desk.state(1) == "tagged" and not program.writing.busy)
    assert desk.state(2) == "accepted"
    assert read_tags(folder / "02.flac").description == ""


def test_a_file_that_may_not_be_written_says_so_in_its_row(desk: Desk, folder: Path) -> None:
    program = reviewed(desk, folder)
    (folder / "00.flac").write_bytes(b"replaced meanwhile")
    program.writing.begin()
    desk.until(lambda: desk.state(1) == "tagged" and not program.writing.busy)
    assert "in 1 file will be written" in desk.dialogs.questions[0]
    row = program.library.table.row(program.library.table.id_at(0) or 0)
    assert row is not None
    assert "changed since" in row.trouble
    assert "Not written" in program.window.message_bar.text()


def test_nothing_accepted_is_told(desk: Desk, folder: Path) -> None:
    program = desk.open(folder)
    desk.until(lambda: not program.listening.busy)
    program.writing.begin()
    desk.until(lambda: "Nothing to write" in program.window.message_bar.text())
    assert desk.dialogs.questions == []


def playing(desk: Desk, folder: Path, row: int) -> tuple[Program, FakePlayer]:
    """Two of three tracks are accepted; one plays."""
    players: list[FakePlayer] = []

    def player(parent: QObject) -> Any:
        players.append(FakePlayer(parent))
        return players[0]

    desk.player = player
    program = reviewed(desk, folder)
    program.library.view.selectRow(row)
    program.library.doing.play()
    players[0].at = 4321
    assert players[0].playing
    return program, players[0]


def test_the_player_lets_go_while_its_file_is_written_and_no_longer(
    desk: Desk, folder: Path
) -> None:
    program, player = playing(desk, folder, 0)
    program.writing.begin()
    desk.until(lambda: desk.state(1) == "tagged" and not program.writing.busy)
    assert [url.fileName() for url in player.sources] == ["00.flac", "", "00.flac"]
    assert player.at == 4321
    assert player.playing
    program.undoing.begin("Undo", None)
    desk.until(lambda: not program.undoing.busy)
    assert [url.fileName() for url in player.sources][3:] == ["", "00.flac"]


def test_the_player_plays_on_while_other_files_are_written(desk: Desk, folder: Path) -> None:
    program, player = playing(desk, folder, 2)
    program.writing.begin()
    desk.until(lambda: desk.state(1) == "tagged" and not program.writing.busy)
    assert [url.fileName() for url in player.sources] == ["02.flac"]
    assert player.playing


def test_library_only_writes_nothing_and_says_why(desk: Desk, folder: Path) -> None:
    program = reviewed(desk, folder)
    desk.settings.change(profile="library")
    program.writing.begin()
    assert "Library only" in program.window.message_bar.text()
    assert not program.writing.busy


def test_a_policy_of_the_user_is_obeyed(desk: Desk, folder: Path) -> None:
    program = reviewed(desk, folder)
    desk.settings.change(policies={"comment": "never"})
    program.writing.begin()
    desk.until(lambda: desk.state(1) == "tagged" and not program.writing.busy)
    tags = read_tags(folder / "00.flac")
    assert (tags.description, tags.comment) == ("The sound of 00.", "")


def test_a_profile_that_is_not_known_is_told(desk: Desk, folder: Path) -> None:
    program = reviewed(desk, folder)
    desk.settings.change(profile="made by a newer version")
    program.writing.begin()
    desk.until(lambda: "not known here" in program.window.message_bar.text())
    assert desk.dialogs.bugs == []
    assert desk.state(0) == "accepted"
