"""Effort: how many cores listening may use, and how far it gives way to other programs."""

from __future__ import annotations

import os

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from engine.priority import Priority
from tagger_gui.settings.store import SettingsStore
from tagger_gui.text import Look, label


class Effort(QWidget):
    """Two choices that take effect at once and are kept in the settings."""

    def __init__(self, settings: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.cores = QComboBox()
        self.cores.setAccessibleName(self.tr("Cores for listening"))
        self.cores.addItem(self.tr("All cores"), 0)
        for count in range(1, os.cpu_count() or 1):
            self.cores.addItem(self.tr("%Ln cores", "", count), count)
        self.priority = QComboBox()
        self.priority.setAccessibleName(self.tr("Priority of listening"))
        for priority, words in (
            (Priority.LOWEST, self.tr("Only when nothing else runs")),
            (Priority.LOW, self.tr("Give way to other programs")),
            (Priority.NORMAL, self.tr("Like any other program")),
        ):
            self.priority.addItem(words, priority)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(self.tr("Listening uses"), Look.QUIET))
        row.addWidget(self.cores)
        row.addWidget(self.priority)
        self._show()
        settings.changed.connect(self._show)
        self.cores.activated.connect(lambda: settings.change(cores=self.cores.currentData()))
        self.priority.activated.connect(
            lambda: settings.change(priority=Priority(self.priority.currentData()))
        )

    def _show(self) -> None:
        values = self._settings.values
        self.cores.setCurrentIndex(max(0, self.cores.findData(values.cores)))
        self.priority.setCurrentIndex(self.priority.findData(values.priority))
