"""How every table of the program looks and behaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
"""How numbers stand below each other."""

_STEPS_S = {Qt.Key.Key_Left: -5, Qt.Key.Key_Right: 5}


class HeadedTable(QAbstractTableModel):
    """A table whose columns have names: `headers`, which whoever inherits puts there."""

    headers: Sequence[str] = ()

    def multiData(self, index: Index, roles: Any) -> None:
        """Answers for all roles of a cell at once.

        With each call from Qt other threads may take the interpreter: asked role by role, a table
        was painted in three times the time while folders were scanned. `roles` is a
        QModelRoleDataSpan, whose length and items its stub does not know.
        """
        for at in range(len(roles)):
            asked = roles[at]
            value = self.data(index, asked.role())
            if value is None:
                asked.clearData()
            else:
                asked.setData(value)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headers[section]
        return None


class RowDelegate(QStyledItemDelegate):
    """Draws a selected row alike in all its cells: the style would veil the current one."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            option.state = state & ~QStyle.StateFlag.State_HasFocus


class TrackView(QTableView):
    """A table of tracks: its keys are those of the page, not those of a list.

    Signals:
        play_asked(int): the track of this number is to be played.
        seek_asked(int): seconds to go forward, or back.
    """

    play_asked = Signal(int)
    seek_asked = Signal(int)

    def __init__(self, table: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, table, self.tr("Tracks"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right seek; letters are left to the shortcuts instead of jumping about."""
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in _STEPS_S:
            self.seek_asked.emit(_STEPS_S[Qt.Key(event.key())])
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)


def dress(view: QTableView, model: QAbstractItemModel, name: str) -> None:
    """Whole rows of one height that are only read; `name` is what screen readers say."""
    view.setModel(model)
    view.setItemDelegate(RowDelegate(view))
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setAlternatingRowColors(True)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    rows = view.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # never measured row by row
    rows.setDefaultSectionSize(view.fontMetrics().height() + 12)
    rows.hide()
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)


def table_view(model: QAbstractItemModel, name: str, widths: Mapping[int, int]) -> QTableView:
    """A table of whole rows that are only read; `widths` of columns in average characters.

    The last column takes what room is left. `name` is what screen readers say.
    """
    view = QTableView()
    dress(view, model, name)
    view.setFrameShape(QFrame.Shape.StyledPanel)
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    for column, width in widths.items():
        view.setColumnWidth(column, width * view.fontMetrics().averageCharWidth())
    view.horizontalHeader().setStretchLastSection(True)
    return view


def selected_rows(view: QTableView) -> list[int]:
    """The numbers of the selected rows, from top to bottom."""
    # By ranges: one index for each of a hundred thousand rows would take seconds.
    ranges = view.selectionModel().selection().toList()
    return sorted({row for r in ranges for row in range(r.top(), r.bottom() + 1)})


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Runs (first, last) of numbers that ascend and follow each other.

    To be told or selected as ranges: one range for each of a hundred thousand rows takes seconds.
    """
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
