"""The Activity page as a user drives it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from engine.errors import AudioError, ScanError
from engine.priority import Priority
from engine.track import TrackState
from tagger_gui.activity.board import JobState
from tagger_gui.activity.failures import Column, failures_of, report
from tagger_gui.activity.pace import Pace
from tagger_gui.program import Program
from tagger_gui.tasks import Phase, Step, Throttle
from tests.gui.desk import Desk, FakePool, analysis, music


def failing(path: Path) -> Any:
    """Hears every second file."""
    if int(path.stem) % 2:
        return AudioError(path, "it breaks off" if path.stem == "01" else "no sound in it")
    return analysis(path.stem, "Sound.")


def shown(program: Program) -> list[str]:
    table = program.activity.failures.table
    return [table.index(row, Column.CAUSE).data() for row in range(table.rowCount())]


def at_activity(desk: Desk, *folders: Path) -> Program:
    program = desk.open(*folders)
    program.activity.called.emit()
    return program


def test_failures_are_listed_with_their_cause_and_counted(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(failing)
    program = at_activity(desk, music(tmp_path / "music", 6))
    desk.until(lambda: shown(program) == ["it breaks off", "no sound in it", "no sound in it"])
    failures = program.activity.failures
    assert failures._heading.text() == "Failed (3)"
    assert [failures.causes.itemText(i) for i in range(3)] == [
        "All causes",
        "no sound in it (2)",
        "it breaks off (1)",
    ]
    failures.causes.setCurrentIndex(2)
    assert shown(program) == ["it breaks off"]
    spoken = failures.table.index(0, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "File: 01.mp3, Not described"
    assert desk.dialogs.questions == desk.dialogs.bugs == []


def test_failed_tracks_are_tried_again(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(failing)
    program = at_activity(desk, music(tmp_path / "music", 4))
    desk.until(lambda: len(shown(program)) == 2 and not program.listening.busy)
    desk.pool = FakePool(lambda path: analysis(path.stem, "Sound."))
    view = program.activity.failures.view
    view.selectRow(0)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_R)
    desk.until(lambda: desk.state(1) == "described")
    assert desk.state(3) == "failed"
    desk.until(lambda: len(shown(program)) == 1)
    view.clearSelection()
    program.activity.failures.retry()
    desk.until(lambda: shown(program) == [] and desk.state(3) == "described")


def test_the_report_tells_causes_and_files(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(failing)
    program = at_activity(desk, music(tmp_path / "music", 6))
    desk.until(lambda: len(shown(program)) == 3)
    program.activity.failures.copy_report()
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0] == "     2  no sound in it"
    assert f"{tmp_path / 'music' / '01.mp3'}: it breaks off" in text.splitlines()


def test_a_job_shows_how_far_it_is_and_can_be_held_and_stopped(desk: Desk, tmp_path: Path) -> None:
    desk.pool = FakePool(lambda p: analysis(p.stem, "Sound."), seconds=0.05)
    program = at_activity(desk, music(tmp_path / "music", 50))
    desk.until(lambda: desk.library.count().get(TrackState.DESCRIBED, 0) >= 2)
    (job,) = program.board.running()
    row = program.activity._rows[job]
    assert row._title.text() == "Music in music"
    assert "/ 50" in row._figures.text()
    row._pause.click()
    assert row._state.text() == "Paused"
    desk.until(lambda: desk.pool.paused)
    row._pause.click()
    desk.until(lambda: not desk.pool.paused)
    row._stop.click()
    desk.until(lambda: job.over)
    assert row._state.text() == "Stopped"
    assert not row._stop.isVisible()
    desk.until(lambda: not program.window.job_bar.isVisible())


def test_fewer_cores_at_once_and_another_priority_with_new_workers(
    desk: Desk, tmp_path: Path
) -> None:
    asked: list[tuple[int, Priority]] = []

    def open_pool(windows: int, priority: Priority, _manner: object) -> FakePool:
        asked.append((windows, priority))
        return desk.pool

    object.__setattr__(desk.services, "open_pool", open_pool)
    desk.pool = FakePool(lambda p: analysis(p.stem, "Sound."), seconds=0.05)
    program = at_activity(desk, music(tmp_path / "music", 50))
    desk.until(lambda: program.board.jobs[0].step.phase is Phase.LISTENING)
    desk.settings.change(cores=1)
    desk.until(lambda: desk.pool.cores == 1)
    assert asked == [(3, Priority.LOW)]
    priority = program.activity._effort.priority
    priority.setCurrentIndex(priority.findData(Priority.LOWEST))
    priority.activated.emit(priority.currentIndex())
    desk.until(lambda: asked[1:] == [(3, Priority.LOWEST)])
    desk.until(lambda: program.board.jobs[0].over)
    assert [job.state for job in program.board.jobs] == [JobState.DONE]  # one job all the way
    assert program.board.jobs[0].step.done == program.board.jobs[0].step.total == 50
    assert desk.settings.values.priority is Priority.LOWEST


def test_a_job_that_breaks_off_says_so(desk: Desk) -> None:
    def steps(_: Throttle) -> Iterator[Step]:
        yield Step(Phase.WRITING, 1, 3)
        raise RuntimeError("a bug")

    program = at_activity(desk)
    job = program.board.start("A job", Phase.WRITING, steps)
    desk.until(lambda: job.over)
    assert program.activity._rows[job]._state.text() == "Broke off"


def test_a_later_look_replaces_what_an_earlier_one_met(desk: Desk) -> None:
    program = at_activity(desk)

    def looks(*troubles: str) -> list[str]:
        steps = [
            Step(Phase.LOOKING, 0, error=ScanError(Path(t), "it is not there")) for t in troubles
        ]
        job = program.board.start("A job", Phase.LOOKING, lambda _: iter(steps))
        desk.until(lambda: job.over)
        return [failure.path for failure in failures_of([], program.board.jobs)]

    assert looks("/a", "/b") == ["/a", "/b"]
    assert looks("/b") == ["/b"]
    assert "/b: it is not there" in report(failures_of([], program.board.jobs))


def test_only_the_newest_jobs_are_kept(desk: Desk) -> None:
    program = at_activity(desk)
    for _ in range(60):
        job = program.board.start("A job", Phase.WRITING, lambda _: iter(()))
        desk.until(lambda: job.over)  # noqa: B023
    assert len(program.board.jobs) <= 51
    assert len(program.activity._rows) == len(program.board.jobs)


def test_pace_and_time_left_by_a_clock() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.seconds_left(10) is None
    for second in range(100):
        now[0] = second
        pace.note(second * 2)
    assert pace.per_second() == 2.0
    assert pace.seconds_left(10) == 5.0
    pace.restart()
    assert pace.per_second() == 0.0
