"""SettingsStore: the settings as they are now, and where they are kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from tagger_gui.settings.values import Settings, from_json

_VALUES = "settings"


class SettingsStore(QObject):
    """Keeps the settings in a file of the user's; what cannot be read there is as at first.

    Signals:
        changed(Settings): the user has set something.
    """

    changed = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = QSettings(str(path), QSettings.Format.IniFormat)
        self.unreadable: tuple[str, ...] = ()
        self.values = Settings()
        kept = self._file.value(_VALUES)
        if kept is not None or self._file.status() is not QSettings.Status.NoError:
            self.values, self.unreadable = from_json(kept if isinstance(kept, str) else "")

    def change(self, **changes: Any) -> None:
        """Sets fields of the Settings, and keeps them."""
        self.put(replace(self.values, **changes))

    def put(self, values: Settings) -> None:
        """Sets everything, and keeps it."""
        if values == self.values:
            return
        self.values = values
        self._file.setValue(_VALUES, values.as_json())
        self._file.sync()
        self.changed.emit(values)

    def keep_layout(self, name: str, state: QByteArray) -> None:
        """Keeps how the user has arranged a part of the window."""
        self._file.setValue(f"layout/{name}", state)

    def layout(self, name: str) -> QByteArray:
        """What `keep_layout` was given; nothing if there is none."""
        state = self._file.value(f"layout/{name}")
        return state if isinstance(state, QByteArray) else QByteArray()
