"""The History page as a user drives it, on real files and a real journal."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.tags import read_tags
from tagger_gui.history.tables import size
from tagger_gui.program import Program
from tests.gui.desk import Desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "music"
    made.mkdir()
    for i in range(3):
        sound = np.sin(np.arange(8000) * (0.05 + i / 100)).astype(np.float32)
        soundfile.write(made / f"{i:02}.flac", sound, 8000)
    return made


def written(desk: Desk, folder: Path) -> Program:
    """The program at its history, with three files written in one batch."""
    program = desk.open(folder)
    desk.until(lambda: not program.listening.busy)
    desk.until(lambda: program.library.table.rowCount() > 0)
    program.library.view.selectAll()
    program.library.doing.accept()
    desk.until(lambda: desk.state(2) == "accepted")
    program.writing.begin()
    desk.until(lambda: desk.state(2) == "tagged" and not program.writing.busy)
    desk.dialogs.questions.clear()
    program.history.called.emit()
    desk.until(lambda: len(program.history.files.rows) == 3)
    return program


def states(program: Program) -> list[str]:
    table = program.history.files
    return [table.index(row, 1).data() for row in range(table.rowCount())]


def descriptions(folder: Path) -> list[str]:
    return [read_tags(path).description for path in sorted(folder.iterdir())]


def test_without_a_journal_there_is_nothing_and_no_file_is_made(desk: Desk) -> None:
    program = desk.open()
    program.history.called.emit()
    desk.until(lambda: not program.history._errands.busy)
    assert program.history.batches.rowCount() == 0
    assert "Nothing was written" in program.history._heading.text()
    assert not list(desk.library.path.parent.glob("*.journal*"))


def test_what_is_written_meanwhile_appears(desk: Desk, folder: Path) -> None:
    program = desk.open(folder)
    desk.until(lambda: not program.listening.busy and program.library.table.rowCount() == 3)
    program.library.view.selectAll()
    program.library.doing.accept()
    desk.until(lambda: desk.state(2) == "accepted")
    program.history.called.emit()
    desk.until(lambda: program.history.isVisible() and not program.history._errands.busy)
    program.writing.begin()
    desk.until(lambda: len(program.history.batches.rows) == 1)


def test_a_batch_is_undone_and_redone_to_the_byte(desk: Desk, folder: Path) -> None:
    before = [path.read_bytes() for path in sorted(folder.iterdir())]
    program = written(desk, folder)
    after = [path.read_bytes() for path in sorted(folder.iterdir())]
    assert states(program) == ["In effect"] * 3
    view = program.history.batch_view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.dialogs.questions[0].startswith("Undo what was written to 3 files?")
    desk.until(lambda: program.history.batches.rowCount() == 2)
    assert [path.read_bytes() for path in sorted(folder.iterdir())] == before
    assert "3 files made what they were" in program.window.message_bar.text()
    assert desk.state(0) == "skipped"
    view.selectRow(0)
    assert program.history.batches.index(0, 0).data() == "Undo, 3 files"
    program.history.undo_batch()
    desk.until(lambda: desk.state(2) == "tagged" and not program.undoing.busy)
    assert [path.read_bytes() for path in sorted(folder.iterdir())] == after
    assert desk.dialogs.questions[1].startswith("Undo the undo of 3 files?")


def test_typing_undoes_nothing_and_a_no_neither(desk: Desk, folder: Path) -> None:
    program = written(desk, folder)
    after = [path.read_bytes() for path in sorted(folder.iterdir())]
    for view in (program.history.batch_view, program.history.file_view):
        view.setFocus()
        QTest.keyClicks(view, "unusual guitar, under 90 BPM\r")
    assert desk.dialogs.questions == []
    desk.dialogs.answer = False
    program.history.undo_batch()
    program.history.file_view.selectAll()
    program.history.undo_selected()
    assert len(desk.dialogs.questions) == 2
    assert not program.undoing.busy
    assert [path.read_bytes() for path in sorted(folder.iterdir())] == after


def test_what_is_undone_is_not_undone_again_and_it_says_why(desk: Desk, folder: Path) -> None:
    program = written(desk, folder)
    page = program.history
    assert page._undo.isEnabled()
    assert page._why_not.text() == ""
    page.undo_batch()
    desk.until(lambda: page.batches.rowCount() == 2 and not program.undoing.busy)
    page.batch_view.selectRow(1)
    desk.until(lambda: states(program) == ["Undone"] * 3)
    assert not page._undo.isEnabled()
    assert "Undone already" in page._why_not.text()
    page.file_view.selectAll()
    assert not page._undo_files.isEnabled()
    asked = len(desk.dialogs.questions)
    page.undo_batch()
    page.undo_selected()
    assert len(desk.dialogs.questions) == asked
    page.batch_view.selectRow(0)
    assert page._undo.isEnabled()


def test_single_files_are_undone(desk: Desk, folder: Path) -> None:
    program = written(desk, folder)
    program.history.file_view.selectRow(1)
    program.history.undo_selected()
    desk.until(lambda: states(program) == ["In effect", "Undone", "In effect"])
    assert descriptions(folder) == ["The sound of 00.", "", "The sound of 02."]
    assert program.history.batches.index(1, 2).data() == "1 undone"


def test_everything_is_undone_only_after_a_yes(desk: Desk, folder: Path) -> None:
    program = written(desk, folder)
    desk.dialogs.answer = False
    program.history.undo_all()
    assert len(desk.dialogs.questions) == 1
    assert not program.undoing.busy
    desk.dialogs.answer = True
    program.history.undo_all()
    desk.until(lambda: not program.undoing.busy)
    assert descriptions(folder) == ["", "", ""]


def test_what_somebody_has_changed_is_left_and_told(desk: Desk, folder: Path) -> None:
    program = written(desk, folder)
    changed = folder / "01.flac"
    changed.write_bytes(changed.read_bytes() + b"\0")
    program.history.undo_batch()
    desk.until(lambda: not program.undoing.busy)
    assert descriptions(folder) == ["", "The sound of 01.", ""]
    assert "2 files made what they were. 1 file left as it is" in program.window.message_bar.text()


def test_pruning_warns_and_frees(desk: Desk, folder: Path) -> None:
    program = written(desk, folder)
    program.history.prune(30)
    assert desk.dialogs.questions == []  # nothing is that old
    desk.dialogs.answer = False
    program.history.prune(0)
    assert "undo 3 written files" in desk.dialogs.questions[0]
    assert program.history.batches.rowCount() == 1
    desk.dialogs.answer = True
    program.history.prune(0)
    desk.until(lambda: program.history.batches.rowCount() == 0)
    assert descriptions(folder)[0] == "The sound of 00."


def test_cells_are_spoken_with_their_column(desk: Desk, folder: Path) -> None:
    program = written(desk, folder)
    table = program.history.files
    spoken = [table.index(0, c).data(Qt.ItemDataRole.AccessibleTextRole) for c in range(2)]
    assert spoken == ["File: 00.flac", "State: In effect"]


def test_sizes_are_short() -> None:
    assert size(0) == "0 bytes"
    assert "1.2" in size(1_258_291)
