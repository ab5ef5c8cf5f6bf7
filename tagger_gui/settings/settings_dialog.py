"""SettingsDialog: everything that can be set, on a few tabs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.priority import Priority
from engine.words import printable
from tagger_gui.dialogs import Dialogs
from tagger_gui.settings.backups_tab import BackupsTab
from tagger_gui.settings.folders_tab import FoldersTab
from tagger_gui.settings.keeping import Keeping
from tagger_gui.settings.values import MOST_WINDOWS, Settings, Theme
from tagger_gui.settings.vocabulary_tab import VocabularyTab
from tagger_gui.settings.writing_tab import WritingTab
from tagger_gui.text import Look, label, one_line


class SettingsDialog(QDialog):
    """Shows the settings; `values()` is what the user has made of them.

    Signals:
        open_asked(): the user wants to add a folder of music.
    """

    open_asked = Signal()

    def __init__(
        self,
        values: Settings,
        keeping: Keeping,
        dialogs: Dialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._before = values
        self._dialogs = dialogs
        self.setWindowTitle(self.tr("Settings"))
        self.tabs = QTabWidget()
        self.writing = WritingTab(values, dialogs)
        self.vocabulary = VocabularyTab(keeping, dialogs)
        self.folders = FoldersTab(keeping)
        self.folders.open_asked.connect(self.open_asked)
        self.backups = BackupsTab(keeping, dialogs)
        self.tabs.addTab(self._look_tab(values), self.tr("Look"))
        self.tabs.addTab(self.folders, self.tr("Folders"))
        self.tabs.addTab(self._listening_tab(values), self.tr("Listening"))
        self.tabs.addTab(self.vocabulary, self.tr("Vocabulary"))
        self.tabs.addTab(self.writing, self.tr("Writing"))
        self.tabs.addTab(self._library_tab(values, keeping.library.path), self.tr("Library"))
        self.tabs.addTab(self.backups, self.tr("Backups"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs)
        column.addWidget(buttons)
        self.resize(720, 520)

    def accept(self) -> None:
        """Closes the dialog, unless the vocabulary cannot be kept as it is: that is shown."""
        if self.vocabulary.fit():
            super().accept()
        else:
            self.tabs.setCurrentWidget(self.vocabulary)

    def values(self) -> Settings:
        """The settings as they are shown."""
        shown = replace(
            self._before,
            theme=Theme(self.theme.currentData()),
            windows=self.windows.value(),
            cores=self.cores.currentData(),
            priority=Priority(self.priority.currentData()),
            library=self.library.text().strip(),
        )
        return self.writing.changed(shown)

    def _look_tab(self, values: Settings) -> QWidget:
        self.theme = _choice(
            self.tr("Colours"),
            [
                (self.tr("Like the system"), Theme.SYSTEM),
                (self.tr("Light"), Theme.LIGHT),
                (self.tr("Dark"), Theme.DARK),
                (self.tr("High contrast"), Theme.CONTRAST),
            ],
            values.theme,
        )
        return _form([self.theme], "")

    def _listening_tab(self, values: Settings) -> QWidget:
        self.windows = QSpinBox()
        self.windows.setAccessibleName(self.tr("Parts of ten seconds heard per track"))
        self.windows.setRange(1, MOST_WINDOWS)
        self.windows.setValue(values.windows)
        count = os.cpu_count() or 1
        cores = [(str(n), n) for n in range(1, count)]
        self.cores = _choice(
            self.tr("Cores for listening"), [(self.tr("All"), 0), *cores], values.cores
        )
        self.priority = _choice(
            self.tr("Priority of listening"),
            [
                (self.tr("Only when nothing else runs"), Priority.LOWEST),
                (self.tr("Give way to other programs"), Priority.LOW),
                (self.tr("Like any other program"), Priority.NORMAL),
            ],
            values.priority,
        )
        return _form(
            [self.windows, self.cores, self.priority],
            self.tr("More parts take longer and miss less in tracks that change."),
        )

    def _library_tab(self, values: Settings, library: Path) -> QWidget:
        self.library = QLineEdit(values.library)
        self.library.setAccessibleName(self.tr("Library file"))
        self.library.setPlaceholderText(one_line(printable(library), 400))
        choose = QPushButton(self.tr("Choose…"))
        choose.clicked.connect(self._choose_library)
        row = QHBoxLayout()
        row.addWidget(self.library, 1)
        row.addWidget(choose)
        tab = _form([], self.tr("Another library is opened at the next start."))
        box = tab.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(0, label(self.tr("Where the library is kept"), Look.STRONG))
            box.insertLayout(1, row)
        return tab

    def _choose_library(self) -> None:
        title, suggested = self.tr("Library File"), Path(self.library.placeholderText())
        if path := self._dialogs.choose_new_file(title, suggested, "SQLite (*.sqlite)"):
            self.library.setText(str(path))


def _choice(name: str, options: Sequence[tuple[str, object]], current: object) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for words, value in options:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(current)))
    return box


def _form(controls: Sequence[QWidget], note: str) -> QWidget:
    """The controls, each beside its accessible name, with a note below."""
    tab = QWidget()
    form = QFormLayout()
    for control in controls:
        name = label(control.accessibleName())
        name.setBuddy(control)
        form.addRow(name, control)
    told = label(note, Look.QUIET)
    told.setWordWrap(True)
    column = QVBoxLayout(tab)
    column.setSpacing(10)
    column.addLayout(form)
    column.addWidget(told)
    column.addStretch(1)
    return tab
