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

    def keep(self, name: str, state: bytes) -> None:
        """Keeps something that is no setting, like how a part of the window is arranged."""
        self._file.setValue(f"state/{name}", QByteArray(state))
        self._file.sync()

    def kept(self, name: str) -> bytes:
        """What `keep` was given; nothing if there is none."""
        state = self._file.value(f"state/{name}")
        return bytes(state.data()) if isinstance(state, QByteArray) else b""
