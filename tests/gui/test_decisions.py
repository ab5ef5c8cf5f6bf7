"""Decisions of the user, whatever the table shows at that moment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.track import TrackState
from tagger_gui.program import Program
from tagger_gui.tasks import Row, rows_of
from tests.gui.desk import Desk, music


@pytest.fixture
def program(desk: Desk, tmp_path: Path) -> Program:
    program = desk.open(music(tmp_path / "music", 2))
    desk.until(lambda: not program.listening.busy and desk.state(1) == "described")
    return program


def shown_late(desk: Desk) -> list[Row]:
    """The tracks as a table shows them that has not read them again."""
    return [replace(row, state=TrackState.FOUND) for row in rows_of(desk.library, [1, 2])]


def test_a_row_that_is_shown_late_can_be_accepted(desk: Desk, program: Program) -> None:
    program.decisions.accept(shown_late(desk))
    desk.until(lambda: desk.state(0) == desk.state(1) == "accepted")


def test_accept_and_its_undo_may_follow_at_once(desk: Desk, program: Program) -> None:
    rows = shown_late(desk)
    program.decisions.skip(rows[:1])
    program.decisions.undo(rows[:1])
    program.decisions.accept(rows[1:])
    desk.until(lambda: desk.state(1) == "accepted")
    assert desk.state(0) == "described"


def test_deciding_the_same_again_is_nothing_to_undo(desk: Desk, program: Program) -> None:
    rows = rows_of(desk.library, [1])
    program.decisions.accept(rows)
    program.decisions.accept(rows)
    program.decisions.undo_last()
    desk.until(lambda: desk.state(0) == "described")


def test_what_is_accepted_is_not_accepted_once_more_over_a_skip(
    desk: Desk, program: Program
) -> None:
    rows = rows_of(desk.library, [1, 2])
    program.decisions.skip(rows[:1])
    program.decisions.accept(rows)  # a whole album, say
    desk.until(lambda: desk.state(1) == "accepted")
    assert desk.state(0) == "skipped"
