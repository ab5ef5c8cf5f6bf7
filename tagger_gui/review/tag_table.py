"""TagTable: what is in a file now and what would be written, side by side, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPointF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tagger_gui.review.diff import Span, changed_words
from tagger_gui.tables import HeadedTable, Index, table_view
from tagger_gui.text import one_line
from tagger_gui.ticks import TickDelegate

_CELL = 600  # characters that a cell may have to lay out
_MARGIN = 5  # pixels around the text of a cell
_SPANS = Qt.ItemDataRole.UserRole
_NAME, _NOW, _THEN, _WHAT = range(4)


class Fate(Enum):
    """What becomes of a field."""

    STAYS = auto()
    KEPT = auto()  # what is there is left as it is, though there may be something to say
    FILL = auto()
    APPEND = auto()
    REPLACE = auto()


@dataclass(frozen=True, slots=True)
class TagLine:
    """One field of a file."""

    name: str
    now: str
    then: str
    fate: Fate
    field: str = ""  # the name in the engine
    wanted: bool = True  # the user has not taken it out


FATES = {"fill": Fate.FILL, "append": Fate.APPEND, "replace": Fate.REPLACE}  # by engine's Policy


class TagTable(HeadedTable):
    """The fields of one file.

    Signals:
        marked(str, bool): the user has taken a field in (or out).
    """

    marked = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[TagLine] = []
        self._checkable = False
        self._spans: list[tuple[list[Span], list[Span]]] = []
        self.headers = [
            self.tr("Tag"),
            self.tr("In the file"),
            self.tr("After writing"),
            self.tr("Change"),
        ]
        self._fates = {
            Fate.STAYS: "",
            Fate.KEPT: self.tr("kept"),
            Fate.FILL: self.tr("new"),
            Fate.APPEND: self.tr("adds"),
            Fate.REPLACE: self.tr("replaces"),
        }

    def make_checkable(self) -> None:
        """Lets the user take fields out."""
        self._checkable = True

    def show_lines(self, lines: Sequence[TagLine]) -> None:
        """Shows these fields."""
        self.beginResetModel()
        self._lines = [
            replace(line, now=one_line(line.now, _CELL), then=one_line(line.then, _CELL))
            for line in lines
        ]
        self._spans = [changed_words(line.now, line.then) for line in self._lines]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        able = self._checkable and index.column() == _NAME
        return super().flags(index) | (
            Qt.ItemFlag.ItemIsUserCheckable if able else Qt.ItemFlag.NoItemFlags
        )

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._checkable:
            return False
        wanted = Qt.CheckState(value) is Qt.CheckState.Checked
        self.marked.emit(self._lines[index.row()].field, wanted)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self._lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.name, line.now, line.then, self._fates[line.fate])[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self.data(index) or "–"
            return ", ".join(
                filter(None, (self.headers[column], line.name, cell, self._fates[line.fate]))
            )
        if role == Qt.ItemDataRole.CheckStateRole and self._checkable and column == _NAME:
            return Qt.CheckState.Checked if line.wanted else Qt.CheckState.Unchecked
        if role == _SPANS and column in (_NOW, _THEN):
            return self._spans[index.row()][column - _NOW]
        return None


class _DiffDelegate(QStyledItemDelegate):
    """Draws words that are gone red and struck out, new ones green and underlined."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        opt = QStyleOptionViewItem(option)
        self.initStyleOption(opt, index)
        text, opt.text = opt.text, ""
        self._view.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, opt, painter, self._view
        )
        selected = bool(opt.state & QStyle.StateFlag.State_Selected)
        colours = opt.palette
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        formats = self._formats(index, colours, plain=selected)
        layout = _laid_out(text, opt, opt.rect.width(), formats)
        painter.save()
        painter.setClipRect(opt.rect)
        painter.setPen(colours.color(role))
        layout.draw(painter, QPointF(opt.rect.left() + _MARGIN, opt.rect.top() + _MARGIN))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.columnWidth(index.column())
        text = str(index.data() or "")
        height = _laid_out(text, option, width, []).boundingRect().height()
        return QSize(width, round(height) + 2 * _MARGIN)

    def _formats(
        self, index: Index, palette: QPalette, *, plain: bool
    ) -> list[QTextLayout.FormatRange]:
        spans: list[Span] = index.data(_SPANS) or []
        dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
        gone = index.column() == _NOW
        colour = ("#ff9a8f" if gone else "#79dd93") if dark else ("#b3261e" if gone else "#12702f")
        made = []
        for start, length in spans:
            words = QTextLayout.FormatRange()
            words.start, words.length = start, length
            how = QTextCharFormat()
            if not plain:
                how.setForeground(QColor(colour))
            how.setFontStrikeOut(gone)
            how.setFontUnderline(not gone)
            words.format = how
            made.append(words)
        return made


def _laid_out(
    text: str, option: QStyleOptionViewItem, width: int, formats: list[QTextLayout.FormatRange]
) -> QTextLayout:
    """The plain text in lines that fit into the width, pixels."""
    layout = QTextLayout(text, option.font)
    wrapping = QTextOption()
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    wrapping.setTextDirection(option.direction)
    layout.setTextOption(wrapping)
    layout.setFormats(formats)
    layout.beginLayout()
    at = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(20, width - 2 * _MARGIN))
        line.setPosition(QPointF(0, at))
        at += line.height()
    layout.endLayout()
    return layout


def tag_view(table: TagTable, name: str, parent: QWidget | None = None) -> QTableView:
    """A view of the table whose rows are as high as their words need."""
    view = table_view(table, name, {})
    view.setParent(parent)
    view.setItemDelegateForColumn(_NAME, TickDelegate(view))
    for column in (_NOW, _THEN):
        view.setItemDelegateForColumn(column, _DiffDelegate(view))
    view.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the keys of the review
    header = view.horizontalHeader()
    header.setStretchLastSection(False)
    for column in (_NOW, _THEN):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    for column in (_NAME, _WHAT):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.sectionResized.connect(view.resizeRowsToContents)
    return view
