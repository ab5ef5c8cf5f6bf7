"""Opening: from the frame, which is seen at once, to the whole program."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from engine.errors import LibraryError
from tagger_gui import dialogs
from tagger_gui.main_window import MainWindow
from tagger_gui.reasons import error_words
from tagger_gui.settings.store import SettingsStore
from tagger_gui.work import Errands, Threads

if TYPE_CHECKING:  # loaded in a thread
    from engine.library import Library
    from tagger_gui.program import Program


class Opening(QObject):
    """Loads the program and opens the library in a thread, then furnishes the window.

    Loading takes several times as long as showing the frame; in a thread, so that the window
    answers meanwhile.
    """

    def __init__(
        self, window: MainWindow, path: Path, settings: SettingsStore, threads: Threads
    ) -> None:
        super().__init__(window)
        self._window, self._path = window, path
        self._settings, self._threads = settings, threads
        self._folders: list[Path] = []  # handed over in the meantime
        self._library: Library | None = None
        self._program: Program | None = None
        self._errands = Errands(threads, self)
        self._errands.failed.connect(self._give_up)

    def begin(self, folders: Sequence[Path] = ()) -> None:
        """Opens the library and takes the folders in; without it the program ends with 1."""
        self._folders += folders
        self._errands.run(self._load, self._furnish)

    def come_forward(self, folders: Sequence[Path]) -> None:
        """Shows the window above others and takes the folders in: the program was started again."""
        if self._program is None:
            self._window.come_forward()
            self._folders += folders
        else:
            self._program.come_forward(folders)

    def close(self) -> None:
        """Closes the library, when nobody works with it any more."""
        if self._library is not None:
            self._library.close()

    def _load(self) -> None:
        from engine.library import Library

        self._library = Library(self._path)
        import tagger_gui.program  # noqa: F401 - so that the window need not wait for it

    def _furnish(self, _: None) -> None:
        from tagger_gui.program import Program
        from tagger_gui.services import real_services

        if self._library is None:
            return
        # What is loaded stays to the end: the collector, for which all threads wait, need not look
        # through it again and again.
        gc.freeze()
        services = real_services(self._library)
        self._program = Program(
            services, self._threads, dialogs.Dialogs(), self._settings, window=self._window
        )
        self._program.complete.connect(gc.freeze)
        self._program.start(self._folders)

    def _give_up(self, error: BaseException) -> None:
        if isinstance(error, LibraryError):
            dialogs.tell_trouble(self._window, error_words(error))
        else:
            dialogs.Dialogs().tell_bug(error)
        QCoreApplication.exit(1)
