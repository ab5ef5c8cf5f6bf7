"""The library's table: what it tells its views when tracks change."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QPaintEvent, QRegion
from pytestqt.qtbot import QtBot

from engine.track import TrackState
from tagger_gui.library.columns import Column
from tagger_gui.library.library_table import LibraryTable
from tagger_gui.library.library_view import LibraryView
from tagger_gui.library.paged_rows import PagedRows
from tagger_gui.library.shown import Found, Shown, Wanted
from tagger_gui.tasks import Row


def row(id_: int, state: TrackState = TrackState.FOUND) -> Row:
    return Row(id_, f"/music/{id_}.mp3", state, f"Title {id_}", "", "", 60.0)


class PaintedView(LibraryView):
    """Remembers what it has painted."""

    def __init__(self, table: LibraryTable) -> None:
        super().__init__(table)
        self.painted = QRegion()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self.painted += event.region()
        super().paintEvent(event)


@pytest.fixture
def table(qapp: object) -> LibraryTable:
    """A thousand tracks, of which the first hundred have been read."""
    table = LibraryTable()
    rows = [row(id_) for id_ in range(1, 101)]
    table.show(Shown(Wanted(), array("q", range(1, 1001)), rows=rows))
    return table


@pytest.fixture
def view(table: LibraryTable, qtbot: QtBot) -> PaintedView:
    view = PaintedView(table)
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.show()
    qtbot.waitUntil(lambda: not view.painted.isEmpty())
    return view


def painted(view: PaintedView, qtbot: QtBot, change: Callable[[], None]) -> list[int]:
    """The rows that are painted again after a change."""
    view.painted = QRegion()
    change()
    qtbot.wait(0)
    view.repaint(0, 0, 1, 1)  # whatever waits is painted with it
    tops = range(view.rowAt(0), view.rowAt(view.viewport().height() - 1) + 1)
    return [
        at
        for at in tops
        if view.painted.contains(view.visualRect(view.model().index(at, Column.TITLE)).center())
    ]


def test_only_the_rows_of_changed_tracks_are_painted_again(
    table: LibraryTable, view: PaintedView, qtbot: QtBot
) -> None:
    changed = [row(id_, TrackState.DESCRIBED) for id_ in (3, 4, 90, 700)]
    assert painted(view, qtbot, lambda: table.put(changed)) == [2, 3]
    assert painted(view, qtbot, lambda: table.put(changed)) == []


def test_rows_are_painted_when_they_arrive(
    table: LibraryTable, view: PaintedView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(table.rows_wanted) as wanted:
        view.scrollToBottom()
        view.repaint()
    ids = wanted.args[0]
    first = view.rowAt(0)
    assert table.id_at(first) in ids
    assert first in painted(view, qtbot, lambda: table.answer(map(row, ids)))


def test_an_answer_that_says_the_same_paints_nothing(
    table: LibraryTable, view: PaintedView, qtbot: QtBot
) -> None:
    later = replace(table.shown, rows=[row(1), row(2, TrackState.FAILED)])
    assert painted(view, qtbot, lambda: table.update(later)) == [1]
    assert painted(view, qtbot, lambda: table.update(later)) == []


def test_what_a_search_says_of_tracks_is_painted_in_all_rows(
    table: LibraryTable, view: PaintedView, qtbot: QtBot
) -> None:
    found = replace(table.shown, found={1: Found(0.9)})
    rows = painted(view, qtbot, lambda: table.update(found))
    assert rows == list(range(rows[-1] + 1)) and len(rows) > 3


def test_a_track_that_stands_there_twice_changes_in_both_places(qapp: object) -> None:
    rows = PagedRows(array("q", [7, 8, 7]))
    for place in range(3):
        rows.at(place)
    assert rows.put([row(7)]) == [0, 2]
    assert rows.put([row(7)]) == []


def test_places_that_nobody_has_looked_at_are_not_told(table: LibraryTable, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    table.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    table.put([row(5, TrackState.FAILED)])
    assert told == []
    assert table.index(4, Column.TITLE).data() == "Title 5"
    table.put([row(5)])
    assert told == [(4, 4)]


def test_after_a_long_way_through_the_list_all_of_it_is_told_once(qapp: object) -> None:
    rows = PagedRows(array("q", range(1, 20_001)))
    for place in range(10_000):
        rows.at(place)
    assert rows.put([row(15_000)]) == list(range(10_000))
    assert rows.put([row(15_001)]) == []
