"""CoverGrid: the library's tracks as covers; of a million, only those in sight are looked at."""

from __future__ import annotations

from zlib import crc32

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from tagger_gui.library.columns import Column
from tagger_gui.library.cover_shelf import CoverShelf
from tagger_gui.library.library_table import LibraryTable
from tagger_gui.tasks import Row
from tagger_gui.text import one_line
from tagger_gui.theme import icon

_Index = QModelIndex | QPersistentModelIndex
_SIDE = 132  # pixels of a cover
_GAP = 12
_SHOWN = 80  # characters of a title that may have to be laid out


class CoverGrid(QAbstractItemView):
    """Covers with title and artist, in as many columns as there is room for.

    Signals:
        play_asked(int): the track of this number is to be played.
    """

    play_asked = Signal(int)

    def __init__(
        self, table: LibraryTable, shelf: CoverShelf, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._table, self._shelf = table, shelf
        self.setModel(table)
        self.setAccessibleName(self.tr("Covers"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._act)
        shelf.arrived.connect(self.viewport().update)
        self.draw_icons()

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._placeholder = icon("music").pixmap(48, 48)

    # --- where everything is --------------------------------------------------------------------

    def _columns(self) -> int:
        return max(1, (self.viewport().width() - _GAP) // (_SIDE + _GAP))

    def _gap(self) -> int:
        """Between two columns, so that they fill the width."""
        columns = self._columns()
        return (self.viewport().width() - columns * _SIDE) // (columns + 1)

    def _height(self) -> int:
        return _SIDE + 2 * self.fontMetrics().height() + _GAP + 8

    def _count(self) -> int:
        return self._table.rowCount()

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: _Index) -> bool:
        return False

    def visualRect(self, index: _Index) -> QRect:
        row, column = divmod(index.row(), self._columns())
        left = self._gap() + column * (_SIDE + self._gap())
        if self.isRightToLeft():
            left = self.viewport().width() - left - _SIDE
        top = _GAP + row * self._height() - self.verticalOffset()
        return QRect(left, top, _SIDE, self._height() - _GAP)

    def indexAt(self, point: QPoint) -> QModelIndex:
        across = point.x()
        if self.isRightToLeft():
            across = self.viewport().width() - across
        column = (across - self._gap()) // (_SIDE + self._gap())
        row = (point.y() + self.verticalOffset() - _GAP) // self._height()
        if 0 <= column < self._columns() and row >= 0:
            at = row * self._columns() + column
            index = self._table.index(at, Column.TITLE) if at < self._count() else QModelIndex()
            if index.isValid() and self.visualRect(index).contains(point):
                return index
        return QModelIndex()

    def scrollTo(
        self,
        index: _Index,
        _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        area, bar = self.visualRect(index), self.verticalScrollBar()
        if area.top() < 0:
            bar.setValue(bar.value() + area.top() - _GAP)
        elif area.bottom() > self.viewport().height():
            bar.setValue(bar.value() + area.bottom() - self.viewport().height() + _GAP)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        move, columns = QAbstractItemView.CursorAction, self._columns()
        page = max(1, self.viewport().height() // self._height()) * columns
        last = self._count() - 1
        here = max(self.currentIndex().row(), 0)
        forward = -1 if self.isRightToLeft() else 1
        to = {
            move.MoveLeft: here - forward,
            move.MoveRight: here + forward,
            move.MovePrevious: here - 1,
            move.MoveNext: here + 1,
            move.MoveUp: here - columns,
            move.MoveDown: here + columns,
            move.MovePageUp: here - page,
            move.MovePageDown: here + page,
            move.MoveHome: 0,
            move.MoveEnd: last,
        }[action]
        return self._table.index(min(max(to, 0), last), Column.TITLE)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """What a rubber band, or a click, covers: one range for each row of covers."""
        chosen = QItemSelection()
        area, columns = rect.normalized(), self._columns()
        first = max(0, (area.top() + self.verticalOffset() - _GAP) // self._height())
        last = (area.bottom() + self.verticalOffset() - _GAP) // self._height()
        for at in range(first * columns, min((last + 1) * columns, self._count())):
            index = self._table.index(at, Column.TITLE)
            if self.visualRect(index).intersects(area):
                chosen.append(QItemSelectionRange(index))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, command | flags.Rows)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())  # it is painted in one go

    def updateGeometries(self) -> None:
        rows = -(-self._count() // self._columns())
        room = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, rows * self._height() + _GAP - room))
        bar.setPageStep(room)
        bar.setSingleStep(self._height() // 2)
        super().updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        columns = self._columns()
        first = max(0, self.verticalOffset() - _GAP) // self._height() * columns
        shown = (self.viewport().height() // self._height() + 2) * columns
        for at in range(first, min(first + shown, self._count())):
            index = self._table.index(at, Column.TITLE)
            self._paint(painter, index)
        painter.end()

    def _paint(self, painter: QPainter, index: QModelIndex) -> None:
        area = self.visualRect(index)
        id_ = self._table.id_at(index.row())
        palette, role = self.palette(), QPalette.ColorRole
        selected = self.selectionModel().isSelected(index)
        if selected:
            painter.fillRect(area.adjusted(-5, -5, 5, 3), palette.color(role.Highlight))
        if index == self.currentIndex() and self.hasFocus():
            painter.setPen(palette.color(role.Text))
            painter.drawRect(area.adjusted(-6, -6, 5, 3))
        if not id_:
            painter.setPen(palette.color(role.PlaceholderText))
            centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, centre, self._table.line_words())
            return
        row = self._table.row_at(index.row())
        if row is None:
            return
        self._paint_cover(
            painter, QRect(area.topLeft(), area.topLeft() + QPoint(_SIDE, _SIDE)), row
        )
        colour = role.HighlightedText if selected else role.Text
        quiet = role.HighlightedText if selected else role.PlaceholderText
        line = self.fontMetrics().height()
        top = area.top() + _SIDE + 4
        for words, ink in ((row.name, colour), (row.artist or self._table.state_of(row), quiet)):
            painter.setPen(palette.color(ink))
            text = self.fontMetrics().elidedText(
                one_line(words, _SHOWN), Qt.TextElideMode.ElideRight, _SIDE
            )
            painter.drawText(QRect(area.left(), top, _SIDE, line), 0, text)
            top += line

    def _paint_cover(self, painter: QPainter, area: QRect, row: Row) -> None:
        pixmap = self._shelf.cover(row)
        if pixmap is None or pixmap.isNull():
            # A quiet colour of its own for each album, so that the eye finds its place again.
            name = row.album or row.artist or row.name
            hue = crc32(name.encode("utf-8", "replace")) % 360
            dark = self.palette().color(QPalette.ColorRole.Base).lightness() < 128
            painter.fillRect(area, QColor.fromHsl(hue, 60, 70 if dark else 205))
            pixmap = self._placeholder
            place = QRect(QPoint(), pixmap.deviceIndependentSize().toSize())
            place.moveCenter(area.center())
            painter.setOpacity(0.45)
            painter.drawPixmap(place, pixmap)
        else:
            painter.setOpacity(0.5 if self._table.is_offline(row) else 1.0)
            painter.drawPixmap(_fitted(pixmap, area), pixmap)
        painter.setOpacity(1.0)

    # --- what the user does ---------------------------------------------------------------------

    def _act(self, index: _Index) -> None:
        if id_ := self._table.id_at(index.row()):
            self.play_asked.emit(id_)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are left to the shortcuts instead of jumping about."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._act(self.currentIndex())
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()  # the area around it has the menu, for the table as well


def _fitted(pixmap: QPixmap, area: QRect) -> QRect:
    """The largest place within the area that has the picture's proportions."""
    size = pixmap.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(QPoint(), size)
    place.moveCenter(area.center())
    return place
