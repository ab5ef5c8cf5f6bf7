"""Choice: which folders, and whether files may be written to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.words import printable
from tagger_gui.dialogs import Dialogs
from tagger_gui.drop_area import DropArea
from tagger_gui.text import Look, label, one_line, tooltip
from tagger_gui.theme import icon, program_icon
from tagger_gui.ticks import ClearRadioButton
from tagger_gui.urls import local_paths

_WIDTH = 680  # pixels


class Choice(QWidget):
    """One sheet: drop or choose folders, say what may be written, begin.

    Signals:
        begun(list, bool): the folders as Paths, and whether files may be written to.
        passed_over(): the user wants none of this now.
    """

    begun = Signal(object, bool)
    passed_over = Signal()

    def __init__(self, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self.folders: list[Path] = []
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Chosen folders"))
        self._list.setMaximumHeight(96)
        self._invitation = label(self.tr("Drop your music folders here"), Look.HEADING)
        self._choose = QPushButton(self.tr("Choose a Folder…"))
        self._choose.clicked.connect(self.choose)
        self._remove = QPushButton(self.tr("Remove"))
        self._remove.setToolTip(tooltip(self.tr("Take the selected folder out of the list (Del)")))
        self._remove.clicked.connect(self.remove)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        self.library_only = ClearRadioButton(self.tr("Library only (recommended)"))
        self.write_tags = ClearRadioButton(self.tr("Write into the files' tags"))
        self._begin = QPushButton(self.tr("Describe 20 Tracks First"))
        self._begin.setDefault(True)
        self._begin.clicked.connect(self.begin)
        self._later = QPushButton(self.tr("Not Now"))
        self._later.clicked.connect(self.passed_over)
        self._modes = QButtonGroup(self)
        for button in (self.library_only, self.write_tags):
            self._modes.addButton(button)
        self.library_only.setChecked(True)
        self._lay_out()
        self.setAcceptDrops(True)
        self.draw_icons()
        self._show()

    def _lay_out(self) -> None:
        sheet = QWidget()
        sheet.setFixedWidth(_WIDTH)
        column = QVBoxLayout(sheet)
        column.setSpacing(12)
        column.addLayout(self._welcome())
        column.addSpacing(8)
        column.addWidget(self._drop_area())
        column.addSpacing(8)
        column.addLayout(self._question())
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._later)
        buttons.addWidget(self._begin)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        middle = QHBoxLayout()  # an alignment would give lines that wrap too little height
        middle.addStretch(1)
        middle.addWidget(sheet)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)

    def _welcome(self) -> QLayout:
        picture = label()
        picture.setPixmap(program_icon().pixmap(QSize(56, 56)))
        purpose = self.tr(
            "It listens to every track and says in one plain sentence what it sounds like.\n"
            "Everything happens on this computer."
        )
        explained = label(purpose, Look.QUIET)
        explained.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout()
        for part in (picture, label(self.tr("Welcome to Linernotes"), Look.LARGE), explained):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        return column

    def _question(self) -> QLayout:
        """What may be done with the files."""
        only = self.tr("Descriptions stay in Linernotes. No music file is ever touched.")
        write = self.tr(
            "After you have accepted them and said so, descriptions go into the tags, "
            "where every player can show them. Every write can be undone."
        )
        column = QVBoxLayout()
        column.addWidget(label(self.tr("What may be done with your files?"), Look.STRONG))
        for button, words in ((self.library_only, only), (self.write_tags, write)):
            told = label(words, Look.QUIET)
            told.setWordWrap(True)
            told.setIndent(26)
            button.setAccessibleDescription(words)
            column.addWidget(button)
            column.addWidget(told)
        return column

    def _drop_area(self) -> DropArea:
        area = DropArea()
        inner = QVBoxLayout(area)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(10)
        inner.addWidget(self._invitation, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self._list)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._choose)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        return area

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._choose.setIcon(icon("open"))

    def choose(self) -> None:
        """Lets the user choose one more folder."""
        if folder := self._dialogs.choose_folder(self.tr("Choose a Music Folder")):
            self.add([folder])

    def add(self, folders: Sequence[Path]) -> None:
        """Adds folders to those that were chosen; the last one is selected."""
        self.folders += [folder for folder in folders if folder not in self.folders]
        self._show()

    def remove(self) -> None:
        """Takes the selected folder out of the list again."""
        row = self._list.currentRow()
        if row >= 0:
            del self.folders[row]
            self._show()

    def begin(self) -> None:
        """Takes what was chosen."""
        if self.folders:
            self.begun.emit(self.folders, self.write_tags.isChecked())

    def _show(self) -> None:
        self._list.clear()
        self._list.addItems([one_line(printable(folder), 300) for folder in self.folders])
        self._list.setCurrentRow(len(self.folders) - 1)
        for part in (self._list, self._remove):
            part.setVisible(bool(self.folders))
        self._begin.setEnabled(bool(self.folders))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _folders(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(_folders(event.mimeData()))
        event.acceptProposedAction()


def _folders(data: QMimeData) -> list[Path]:
    return [path for path in local_paths(data) if path.is_dir()]
