"""FoldersTab: the folders of the library, to be added and removed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.words import printable
from tagger_gui.settings.keeping import Keeping
from tagger_gui.text import Look, label, one_line, plain


class FoldersTab(QWidget):
    """The folders, and whether they are there now.

    Signals:
        open_asked(): the user wants to add a folder of music.
    """

    open_asked = Signal()

    def __init__(self, keeping: Keeping, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self.shown = QListWidget()
        self.shown.setAccessibleName(self.tr("Folders"))
        self.shown.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.add = QPushButton(self.tr("Add a Folder…"))
        self.remove = QPushButton(self.tr("Remove…"))
        self.note = label("", Look.QUIET)
        self.note.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(label(self.tr("Folders of the library"), Look.STRONG))
        column.addWidget(self.shown)
        column.addLayout(row)
        column.addWidget(self.note)
        self.add.clicked.connect(self.open_asked)
        self.remove.clicked.connect(self._remove)
        self.shown.currentRowChanged.connect(self._show_chosen)
        keeping.moved.connect(self.read)
        keeping.told.connect(lambda words: self.note.setText(plain(words)))
        self.read()

    def read(self) -> None:
        """Shows the folders as they are in the library now."""
        away = self.tr("{0} (not there now; its tracks are kept)")
        self.shown.clear()
        for folder, there in self._keeping.library.roots().items():
            name = one_line(printable(folder), 400)
            item = QListWidgetItem(name if there else away.format(name))
            item.setData(Qt.ItemDataRole.UserRole, folder)
            self.shown.addItem(item)
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.remove.setEnabled(self.shown.currentRow() >= 0)

    def _remove(self) -> None:
        if item := self.shown.currentItem():
            self._keeping.remove(item.data(Qt.ItemDataRole.UserRole))
