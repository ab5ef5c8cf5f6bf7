"""How every plain table of the program looks and behaves."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView


def table_view(model: QAbstractItemModel, name: str, widths: Mapping[int, int]) -> QTableView:
    """A table of whole rows that are only read; `widths` of columns in average characters.

    The last column takes what room is left. `name` is what screen readers say.
    """
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setAlternatingRowColors(True)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setFrameShape(QFrame.Shape.StyledPanel)
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    metrics = view.fontMetrics()
    rows = view.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # never measured row by row
    rows.setDefaultSectionSize(metrics.height() + 12)
    rows.hide()
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    for column, width in widths.items():
        view.setColumnWidth(column, width * metrics.averageCharWidth())
    header.setStretchLastSection(True)
    return view


def selected_rows(view: QTableView) -> list[int]:
    """The numbers of the selected rows, from top to bottom."""
    # By ranges: one index for each of a hundred thousand rows would take seconds.
    ranges = view.selectionModel().selection().toList()
    return sorted({row for r in ranges for row in range(r.top(), r.bottom() + 1)})
