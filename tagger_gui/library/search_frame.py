"""SearchFrame: a rounded frame around a line of text, onto which a file may be dropped."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from tagger_gui.urls import local_paths


class SearchFrame(QWidget):
    """Shows by its colour whether its line, `edit`, has the focus.

    Signals:
        file_dropped(str): the path of one file, as `os.fsdecode` gives it.
    """

    file_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setFrame(False)
        self.edit.setAcceptDrops(False)  # it would take a file for text
        self.edit.installEventFilter(self)
        self.setAcceptDrops(True)

    def eventFilter(self, watched: QObject, event: object) -> bool:
        """Sees the focus come and go."""
        if isinstance(event, QFocusEvent):
            self.update()
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, role = self.palette(), QPalette.ColorRole
        focus = self.edit.hasFocus()
        painter.setPen(QPen(palette.color(role.Highlight) if focus else _faint(palette), 1.5))
        painter.setBrush(palette.color(role.Base))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 7, 7)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.file_dropped.emit(_file(event.mimeData()))
        event.acceptProposedAction()


def _file(data: QMimeData) -> str:
    """The one file that is dragged; "" if it is something else, a folder perhaps."""
    paths = local_paths(data)
    return str(paths[0]) if len(paths) == 1 and paths[0].is_file() else ""


def _faint(palette: QPalette) -> QColor:
    colour = palette.color(QPalette.ColorRole.PlaceholderText)
    colour.setAlphaF(0.6)
    return colour
