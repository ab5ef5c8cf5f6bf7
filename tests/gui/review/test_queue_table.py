"""The queue's rows: put, filtered, sorted, ordered."""

from __future__ import annotations

from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from engine.track import TrackState
from tagger_gui.review.queue_table import Column, QueueTable
from tagger_gui.tasks import Row


def a_row(id_: int, state: TrackState = TrackState.DESCRIBED, title: str = "", **more: str) -> Row:
    values = {"artist": "", "text": "", "trouble": ""} | more
    return Row(id_, f"/m/{id_}.mp3", state, title or f"title {id_}", duration_s=60.0, **values)


def shown(table: QueueTable) -> list[int]:
    return [table.id_at(i) for i in range(table.rowCount())]


def test_it_is_a_correct_model(qtbot: QtBot) -> None:
    table = QueueTable()
    tester = QAbstractItemModelTester(
        table, QAbstractItemModelTester.FailureReportingMode.Warning, table
    )
    with qtbot.captureExceptions() as exceptions:
        table.put([a_row(i) for i in range(20)])
        table.show_state(TrackState.DESCRIBED)
        table.put([a_row(i, TrackState.ACCEPTED) for i in range(5)])
        table.sort(Column.TITLE, Qt.SortOrder.DescendingOrder)
        table.show_order([7, 3])
        table.settle([3, 2, 1])
    assert not exceptions
    assert tester.model() is table


def test_rows_of_another_state_leave_a_filtered_table(qtbot: QtBot) -> None:
    table = QueueTable()
    table.put([a_row(i) for i in range(5)])
    table.show_state(TrackState.DESCRIBED)
    third = QPersistentModelIndex(table.index(3, 0))
    table.put([a_row(1, TrackState.ACCEPTED), a_row(9, TrackState.FAILED)])
    assert shown(table) == [0, 2, 3, 4]
    assert third.row() == 2
    assert table.counts()[TrackState.ACCEPTED] == 1
    table.show_state(None)
    assert shown(table) == [0, 1, 2, 3, 4, 9]


def test_sorting_keeps_what_is_selected(qtbot: QtBot) -> None:
    table = QueueTable()
    table.put([a_row(1, title="b"), a_row(2, title="C"), a_row(3, title="a")])
    index = QPersistentModelIndex(table.index_of(1))
    table.sort(Column.TITLE, Qt.SortOrder.AscendingOrder)
    assert shown(table) == [3, 1, 2]
    assert table.id_at(index.row()) == 1
    table.sort(-1)
    assert shown(table) == [1, 2, 3]


def test_the_order_of_the_queue_holds_while_no_column_is_sorted(qtbot: QtBot) -> None:
    table = QueueTable()
    table.put([a_row(1), a_row(2), a_row(3)])
    table.show_order([3, 1])
    assert shown(table) == [3, 1, 2]
    table.sort(Column.TITLE, Qt.SortOrder.DescendingOrder)
    assert shown(table) == [3, 2, 1]
    table.sort(-1)
    assert shown(table) == [3, 1, 2]


def test_settling_forgets_what_the_library_no_longer_has(qtbot: QtBot) -> None:
    table = QueueTable()
    table.put([a_row(1), a_row(2), a_row(3)])
    table.settle([3, 1])
    assert shown(table) == [3, 1]
    assert table.counts()[TrackState.DESCRIBED] == 2


def test_a_failure_shows_its_reason_as_plain_text(qtbot: QtBot) -> None:
    table = QueueTable()
    table.put([a_row(1, TrackState.FAILED, trouble="<b>the worker died</b>")])
    cell = table.index(0, Column.STATE)
    assert cell.data() == "Not described"
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()
    tip = cell.data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<qt>&lt;b&gt;the worker died&lt;/b&gt;</qt>"
    assert table.index(0, Column.DESCRIPTION).data() == "<b>the worker died</b>"


def test_cells_speak(qtbot: QtBot) -> None:
    table = QueueTable()
    table.put([a_row(1, title="Wave")])
    cell = table.index(0, Column.TITLE)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Title: Wave"
    assert cell.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "To review"
