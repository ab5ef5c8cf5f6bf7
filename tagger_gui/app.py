"""The program around the window: the library, the model, the threads, the event loop."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from engine.errors import LibraryError, ModelError
from engine.library import Library
from engine.manner import Manner
from engine.paths import cache_folder, data_folder, default_library, resource
from engine.priority import Priority
from tagger_gui import dialogs, languages, theme
from tagger_gui.instance import Instance
from tagger_gui.palettes import Colours
from tagger_gui.program import Program
from tagger_gui.reasons import error_words
from tagger_gui.services import Once, Services
from tagger_gui.settings.store import SettingsStore
from tagger_gui.work import Threads

if TYPE_CHECKING:  # loaded when first used, in a worker thread
    from engine.model import TextEncoder, Vocabulary
    from engine.pool import DescriberPool
    from engine.search import Searcher

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
    try:
        library = Library(library_path)
    except LibraryError as error:
        dialogs.tell_trouble(None, error_words(error))
        return 1
    with library:
        threads = Threads()
        program = Program(real_services(library), threads, dialogs.Dialogs(), settings)
        instance.asked.connect(program.come_forward)
        program.window.show()
        QTimer.singleShot(0, lambda: program.start(folders))
        code = app.exec()
        threads.wait(_LAST_WORK_MS)
    return code


def real_services(library: Library) -> Services:
    """The library with the shipped model."""
    encoder, vocabulary = Once(_load_encoder), Once(_load_vocabulary)
    return Services(
        library=library,
        open_pool=_open_pool,
        searcher=Once(lambda: _load_searcher(library, encoder(), vocabulary())),
        encoder=encoder,
        vocabulary=vocabulary,
        cache=cache_folder(),
    )


def _model_folder() -> Path:
    try:
        return resource("model")
    except FileNotFoundError as error:
        raise ModelError(Path("resources/model"), "this installation has no model") from error


def _open_pool(
    windows: int, priority: Priority, manner: Manner, jobs: int | None = None
) -> AbstractContextManager[DescriberPool]:
    from engine.model.manifest import load_manifest
    from engine.pool import DescriberPool

    folder = _model_folder()
    load_manifest(folder)  # says at once, and in words, what every worker would stumble over
    return DescriberPool(folder, jobs=jobs, windows=windows, priority=priority, manner=manner)


def _load_encoder() -> TextEncoder:
    from engine.model import TextEncoder

    return TextEncoder(_model_folder())


def _load_vocabulary() -> Vocabulary:
    from engine.model import load_vocabulary

    return load_vocabulary(_model_folder())


def _load_searcher(library: Library, encoder: TextEncoder, vocabulary: Vocabulary) -> Searcher:
    from engine.search import Searcher

    return Searcher(library, encoder, vocabulary)
