"""What is agreed to before a write is what is written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt

from engine.tags import DESCRIPTION, FIELDS, read_fields
from engine.track import TrackState
from tagger_gui.changes.changes_dialog import ChangesDialog
from tagger_gui.program import Program
from tests.gui.desk import Desk

_CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "music"
    made.mkdir()
    for i in range(3):
        soundfile.write(made / f"{i}.flac", np.full(800, i / 10, np.float32), 8000)
    return made


def reviewing(desk: Desk, folder: Path) -> tuple[Program, ChangesDialog]:
    """Three accepted tracks and the open dialog about them."""
    program = desk.open(folder)
    desk.until(lambda: not program.listening.busy)
    desk.library.set_state(desk.library.tracks(), TrackState.ACCEPTED)
    desk.dialogs.answer = None
    program.writing.begin()
    desk.until(lambda: bool(desk.dialogs.opened))
    dialog = desk.dialogs.opened[0]
    assert isinstance(dialog, ChangesDialog)
    return program, dialog


def uncheck(table: object, row: int) -> None:
    index = table.index(row, 0)  # type: ignore[attr-defined]
    table.setData(index, Qt.CheckState.Unchecked, _CHECK)  # type: ignore[attr-defined]


def test_files_and_fields_can_be_left_out(desk: Desk, folder: Path) -> None:
    program, dialog = reviewing(desk, folder)
    assert "9 fields in 3 files" in dialog.text()
    rows = range(dialog.fields.rowCount())
    fields = {dialog.fields.field(row): row for row in rows}
    assert [dialog.fields.cell(fields["comment"], c) for c in range(4)] == [
        "Comment",
        "3",
        "–",
        "–",
    ]
    uncheck(dialog.files, 0)  # the whole file
    dialog.file_view.selectRow(1)
    single = next(
        r for r in range(dialog.tags.rowCount()) if dialog.tags.index(r, 0).data() == "Comment"
    )
    uncheck(dialog.tags, single)  # the comment of one file
    assert "5 fields in 2 files" in dialog.text()
    dialog.accept()
    desk.until(lambda: desk.state(2) == "tagged" and not program.writing.busy)
    held = [read_fields(path) for path in sorted(folder.iterdir())]
    comment = FIELDS["comment"]
    assert [DESCRIPTION in fields for fields in held] == [False, True, True]
    assert [comment in fields for fields in held] == [False, False, True]
    assert desk.state(0) == "accepted"


def test_a_field_left_out_is_left_out_everywhere(desk: Desk, folder: Path) -> None:
    program, dialog = reviewing(desk, folder)
    comment = next(
        r for r in range(dialog.fields.rowCount()) if dialog.fields.field(r) == "comment"
    )
    uncheck(dialog.fields, comment)
    assert "6 fields in 3 files" in dialog.text()
    dialog.accept()
    desk.until(lambda: desk.state(2) == "tagged" and not program.writing.busy)
    assert all(FIELDS["comment"] not in read_fields(path) for path in folder.iterdir())


def test_nothing_left_is_nothing_to_write(desk: Desk, folder: Path) -> None:
    program, dialog = reviewing(desk, folder)
    for row in range(3):
        uncheck(dialog.files, row)
    assert not dialog.write.isEnabled()
    dialog.reject()
    desk.until(lambda: not program.writing.busy)
    assert desk.library.count() == {TrackState.ACCEPTED: 3}


def test_another_profile_is_looked_at_before_it_is_used(desk: Desk, folder: Path) -> None:
    program, dialog = reviewing(desk, folder)
    before = [path.read_bytes() for path in sorted(folder.iterdir())]
    assert dialog.profiles.findData("library") == -1  # it writes nothing
    dialog.profiles.setCurrentIndex(dialog.profiles.findData("dj"))
    assert not dialog.write.isEnabled()
    desk.until(dialog.write.isEnabled)
    assert "same fields" in dialog.text()
    assert [path.read_bytes() for path in sorted(folder.iterdir())] == before
    assert desk.settings.values.profile == "standard"
    dialog.reject()
    desk.until(lambda: not program.writing.busy)


def test_a_write_can_be_taken_back_at_once(desk: Desk, folder: Path) -> None:
    program, dialog = reviewing(desk, folder)
    before = [path.read_bytes() for path in sorted(folder.iterdir())]
    dialog.accept()
    desk.until(lambda: "3 descriptions written" in program.window.message_bar.text())
    assert [path.read_bytes() for path in sorted(folder.iterdir())] != before
    program.window.message_bar.act()
    desk.until(lambda: desk.library.count() == {TrackState.SKIPPED: 3})
    assert [path.read_bytes() for path in sorted(folder.iterdir())] == before
