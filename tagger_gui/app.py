"""The program around the window: what comes before its first paint, and the event loop.

Here is imported only what the frame needs; `opening` loads the rest while that is seen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QApplication

from engine.paths import data_folder, default_library
from tagger_gui import languages, theme
from tagger_gui.dialogs import Dialogs
from tagger_gui.instance import Instance
from tagger_gui.main_window import MainWindow
from tagger_gui.opening import Opening
from tagger_gui.palettes import Colours
from tagger_gui.settings.store import SettingsStore
from tagger_gui.work import Threads

_GEOMETRY = "window"  # what the settings' file keeps of where the window was
_LAST_WORK_MS = 30_000  # a file that is being written is finished; workers are stopped


def run(library_path: Path | None, folders: Sequence[Path] = ()) -> int:
    """Shows the window on the library, takes the folders in, and returns the exit code."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("linernotes")
    app.setApplicationDisplayName("Linernotes")
    app.setDesktopFileName("linernotes")
    app.setWindowIcon(theme.program_icon())
    settings = SettingsStore(data_folder() / "settings.ini", app)
    languages.speak(app, settings.values.language)
    if library_path is None:
        library_path = Path(settings.values.library or default_library())
    instance = Instance(library_path, app)
    if instance.hand_over(folders):
        return 0
    instance.listen()
    colours = Colours(app)
    colours.show_theme(settings.values.theme)
    settings.changed.connect(lambda values: colours.show_theme(values.theme))
    threads = Threads()
    window = MainWindow(Dialogs())
    window.restoreGeometry(QByteArray(settings.kept(_GEOMETRY)))
    window.closing.connect(lambda: settings.keep(_GEOMETRY, bytes(window.saveGeometry().data())))
    window.show()
    opening = Opening(window, library_path, settings, threads)
    instance.asked.connect(opening.come_forward)
    QTimer.singleShot(0, lambda: opening.begin(folders))  # when the window is painted
    code = app.exec()
    threads.wait(_LAST_WORK_MS)
    opening.close()
    return code
