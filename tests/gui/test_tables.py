"""How every table is painted."""

# ruff: noqa: N802 - Qt has its own names

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPixmap
from pytestqt.qtbot import QtBot

from tagger_gui.tables import NUMBERS, HeadedTable, Index, runs, table_view

_ROLES = Qt.ItemDataRole


def cell(row: int, column: int, role: int) -> Any:
    """A table in which every role is answered somewhere, and none everywhere."""
    if role == _ROLES.DisplayRole:
        return f"{row} × {column}" if column else None
    if role == _ROLES.DecorationRole and column == 0:
        picture = QPixmap(16, 16)
        picture.fill(QColor("green"))
        return QIcon(picture)
    bold = QFont()
    bold.setBold(True)
    answers = {
        (_ROLES.ForegroundRole, 1): QColor("red"),
        (_ROLES.BackgroundRole, 2): QColor("yellow"),
        (_ROLES.TextAlignmentRole, 3): NUMBERS,
        (_ROLES.FontRole, row): bold,
        (_ROLES.CheckStateRole, 2): Qt.CheckState.Checked,
    }
    return answers.get((_ROLES(role), column))


class Ours(HeadedTable):
    """It answers for a cell at once."""

    headers = ("A", "B", "C", "D")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> Any:
        return cell(index.row(), index.column(), role)


class Qts(QAbstractTableModel):
    """The same, asked for each role as Qt does."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, _: Qt.Orientation, role: int = 0) -> Any:
        return "ABCD"[section : section + 1] if role == _ROLES.DisplayRole else None

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> Any:
        return cell(index.row(), index.column(), role)


def picture(qtbot: QtBot, model: QAbstractTableModel) -> QImage:
    view = table_view(model, "Cells", {0: 10, 1: 10, 2: 10})
    qtbot.addWidget(view)
    view.resize(400, 200)
    return view.grab().toImage()


def test_cells_look_as_if_each_role_had_been_asked_for(qtbot: QtBot) -> None:
    ours, theirs = picture(qtbot, Ours()), picture(qtbot, Qts())
    colours = {ours.pixelColor(x, y).name() for x in range(400) for y in range(200)}
    assert {"#008000", "#ffff00"} <= colours
    assert ours == theirs


def test_runs_are_of_numbers_that_follow_each_other() -> None:
    assert runs([]) == []
    assert runs([3, 4, 5, 8, 10, 11]) == [(3, 5), (8, 8), (10, 11)]
