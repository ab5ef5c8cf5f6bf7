"""LibraryView: the library's table on the screen, with the line between strong and weak."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QWidget,
)

from tagger_gui.library.columns import LOOKS, Column
from tagger_gui.library.library_table import LibraryTable
from tagger_gui.library.shown import LINE
from tagger_gui.states import state_names
from tagger_gui.tables import TrackView

_ICON_ROOM = 36  # pixels for an icon and the margins around
_MARGIN = 12
_LEAST = 34  # average characters of a description


class LibraryView(TrackView):
    """The table of tracks.

    Signals:
        moment_asked(int): the best moment of the track of this number is to be played.
        weaker_asked(): weaker matches are wanted, or no longer.
    """

    moment_asked = Signal(int)
    weaker_asked = Signal()

    def __init__(self, table: LibraryTable, parent: QWidget | None = None) -> None:
        super().__init__(table, parent)
        self._table = table
        self._unwanted = {column for column, look in LOOKS.items() if not look.shown}
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setDragDropOverwriteMode(False)
        self._lay_out()
        self.show_columns(searched=False)
        self.doubleClicked.connect(lambda index: self._act(index.row()))
        self.clicked.connect(self._click)

    def _lay_out(self) -> None:
        metrics, header = self.fontMetrics(), self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(metrics.averageCharWidth() * 5)
        for column, look in LOOKS.items():
            words = header.sectionSizeHint(column)
            self.setColumnWidth(column, max(words, look.width * metrics.averageCharWidth()))
        header.moveSection(Column.DESCRIPTION, Column.WHY)  # what it is, before why it was found
        header.moveSection(header.visualIndex(Column.MATCH), Column.TITLE)  # never out of sight
        names = (*state_names().values(), self.tr("Offline"))
        self.setColumnWidth(Column.STATE, max(map(metrics.horizontalAdvance, names)) + _ICON_ROOM)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)

    # --- columns --------------------------------------------------------------------------------

    def show_columns(self, *, searched: bool) -> None:
        """Shows the columns that are wanted; some only where something was searched for."""
        for column, look in LOOKS.items():
            hidden = column in self._unwanted or (look.search and not searched)
            self.setColumnHidden(column, hidden)
        self._fill()

    def _fill(self) -> None:
        """Descriptions take the room that the other columns leave."""
        header = self.horizontalHeader()
        here = self.columnWidth(Column.DESCRIPTION)
        header.setStretchLastSection(not here)
        if here:
            room = self.viewport().width() - (header.length() - here)
            least = _LEAST * self.fontMetrics().averageCharWidth()
            self.setColumnWidth(Column.DESCRIPTION, max(room, least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def choose_column(self, column: Column, *, shown: bool) -> None:
        """The user wants to see a column, or not."""
        (self._unwanted.discard if shown else self._unwanted.add)(column)
        self.show_columns(searched=self._table.shown.searched)

    def arrangement(self) -> bytes:
        """Which columns there are, where and how wide, to be kept."""
        unwanted = ",".join(str(int(column)) for column in sorted(self._unwanted))
        return unwanted.encode() + b";" + bytes(self.horizontalHeader().saveState().data())

    def arrange(self, kept: bytes) -> None:
        """As `arrangement` told it; what cannot be read is passed over."""
        unwanted, found, state = kept.partition(b";")
        header = self.horizontalHeader()
        if not found or not header.restoreState(QByteArray(state)):
            return
        numbers = [int(number) for number in unwanted.split(b",") if number.isdigit()]
        self._unwanted = {Column(number) for number in numbers if number < len(Column)}
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.show_columns(searched=self._table.shown.searched)

    def _offer_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column, name in zip(Column, self._table.headers, strict=True):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(column not in self._unwanted)
            action.setEnabled(column not in (Column.STATE, Column.TITLE))
            action.toggled.connect(
                lambda shown, column=column: self.choose_column(column, shown=shown)
            )
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    # --- the line -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        top, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        bottom = bottom if bottom >= 0 else self._table.rowCount() - 1
        for row in range(max(top, 0), bottom + 1):
            if self._table.id_at(row) == LINE:
                self._paint_line(row)

    def _paint_line(self, row: int) -> None:
        painter = QPainter(self.viewport())
        height = self.rowHeight(row)
        area = QRect(0, self.rowViewportPosition(row), self.viewport().width(), height)
        current = self.currentIndex().row() == row and self.hasFocus()
        palette, role = self.palette(), QPalette.ColorRole
        painter.fillRect(area, palette.color(role.Highlight if current else role.Window))
        words, action = self._table.line_words(), self._table.line_action()
        inner = area.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.setPen(palette.color(role.HighlightedText if current else role.WindowText))
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, centre | Qt.AlignmentFlag.AlignLeading, words)
        painter.setPen(palette.color(role.HighlightedText if current else role.Link))
        painter.drawText(inner, centre | Qt.AlignmentFlag.AlignTrailing, action)
        metrics = painter.fontMetrics()
        begin = inner.left() + metrics.horizontalAdvance(words) + _MARGIN
        end = inner.right() - metrics.horizontalAdvance(action) - _MARGIN
        painter.setPen(palette.color(role.PlaceholderText))
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight and end > begin:
            painter.drawLine(begin, area.center().y(), end, area.center().y())
        painter.end()

    # --- what the user does ---------------------------------------------------------------------

    def _click(self, index: QModelIndex) -> None:
        id_ = self._table.id_at(index.row())
        if id_ == LINE:
            self.weaker_asked.emit()
        elif index.column() == Column.MOMENT:
            self.moment_asked.emit(id_)

    def _act(self, row: int) -> None:
        if id_ := self._table.id_at(row):
            self.play_asked.emit(id_)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or row < 0:
            super().keyPressEvent(event)
        elif self._table.id_at(row) == LINE:
            self.weaker_asked.emit()
        else:
            self._act(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()  # the area around it has the menu, for the grid as well
