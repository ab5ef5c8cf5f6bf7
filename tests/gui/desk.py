"""The window's surroundings in a test: a real library; only model and loudspeaker are fakes."""

# ruff: noqa: N802, N815 - the fake player has Qt's names

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any, Self

import numpy as np
from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from engine.library import Library
from engine.model import Vocabulary
from engine.scan import FoundFile
from engine.search import Searcher
from engine.track import Analysis, Description, Tags, Track
from tagger_gui.changes.changes_dialog import ChangesDialog
from tagger_gui.dialogs import Dialogs
from tagger_gui.library.library_page import LibraryPage
from tagger_gui.main_window import MainWindow
from tagger_gui.program import Program
from tagger_gui.review.review_page import ReviewPage
from tagger_gui.services import Services
from tagger_gui.settings.store import SettingsStore
from tagger_gui.sound import NoSoundError
from tagger_gui.work import Threads


def analysis(title: str, text: str, artist: str = "Somebody") -> Analysis:
    """What a worker would have heard."""
    description = Description(text, "" if text else "not music", model="fake-1")
    return Analysis(Tags(title, artist), 61.0, f"hash of {title}", description)


class FakePool:
    """Hears `heard[file name]`; each track takes `seconds`, and every 20 ms nothing happens."""

    def __init__(self, heard: Callable[[Path], Any], seconds: float = 0.0) -> None:
        self._heard = heard
        self._seconds = seconds
        self.closed_in: list[int] = []  # threads in which the generator was closed
        self.paused = False
        self.cores = 0
        self.exited = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.exited.set()

    def use(self, cores: int) -> None:
        self.cores = cores

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    def describe(self, paths: Iterable[Path]) -> Generator[Any]:
        try:
            for path in paths:
                ready = time.monotonic() + self._seconds
                while time.monotonic() < ready or self.paused:
                    time.sleep(0.02)
                    yield None
                yield path, self._heard(path)
        finally:
            self.closed_in.append(threading.get_ident())


class FakeEncoder:
    """Every text means the same."""

    dimension = 4

    def encode(self, text: str) -> np.ndarray[Any, np.dtype[np.float32]]:
        return np.zeros(4, np.float32)


class FakePlayer(QObject):
    """A player that only remembers."""

    positionChanged = Signal(int)
    durationChanged = Signal(int)
    playbackStateChanged = Signal(object)
    mediaStatusChanged = Signal(object)
    errorOccurred = Signal(object, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sources: list[QUrl] = []
        self.playing = False
        self.at = 0

    def audioOutput(self) -> None:
        return None

    @Slot(QUrl)
    def setSource(self, url: QUrl) -> None:
        self.sources.append(url)
        self.at = 0
        self.mediaStatusChanged.emit(None)

    @Slot()
    def play(self) -> None:
        self.playing = True
        self.playbackStateChanged.emit(None)

    @Slot()
    def pause(self) -> None:
        self.playing = False
        self.playbackStateChanged.emit(None)

    @Slot()
    def stop(self) -> None:
        self.pause()

    def isPlaying(self) -> bool:
        return self.playing

    def isSeekable(self) -> bool:
        return True

    def position(self) -> int:
        return self.at

    @Slot("qlonglong")
    def setPosition(self, position: int) -> None:
        self.at = position
        self.positionChanged.emit(position)


class FakeDialogs(Dialogs):
    """Answers by itself and remembers what was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []
        self.answer: bool | None = True  # None: a dialog that is opened stays open
        self.opened: list[QDialog] = []
        self.folder: Path | None = None
        self.file: Path | None = None
        self.name = ""
        self.suggested = ""
        self.bugs: list[BaseException] = []

    def ask(self, question: str, details: str, yes: str) -> bool:
        self.questions.append(f"{question}\n{details}")
        return bool(self.answer)

    def open(self, dialog: QDialog) -> None:
        self.opened.append(dialog)
        if isinstance(dialog, ChangesDialog):
            self.questions.append(dialog.text())
        if self.answer is not None:
            (dialog.accept if self.answer else dialog.reject)()

    def choose_folder(self, title: str) -> Path | None:
        return self.folder

    def choose_file(self, title: str, kinds: str) -> Path | None:
        return self.file

    def choose_new_file(self, title: str, suggested: Path, kinds: str) -> Path | None:
        return self.file

    def ask_name(self, title: str, suggested: str) -> str:
        self.suggested = suggested
        return self.name

    def open_folder(self, folder: Path) -> None:
        self.folder = folder

    def tell_bug(self, error: BaseException) -> None:
        self.bugs.append(error)


class Desk:
    """What a test needs to drive the window."""

    def __init__(self, library: Library, threads: Threads, qtbot: QtBot) -> None:
        self.library = library
        self.threads = threads
        self.qtbot = qtbot
        self.pool = FakePool(lambda path: analysis(path.stem, f"The sound of {path.stem}."))
        self.player: Callable[[QObject], Any] = no_sound
        vocabulary = Vocabulary((), (), {}, 0, 0, 0, 0)
        self.services = Services(
            library=library,
            open_pool=lambda *_, **__: self.pool,  # type: ignore[arg-type,return-value]
            searcher=lambda: Searcher(library, FakeEncoder(), vocabulary),  # type: ignore[arg-type]
            encoder=FakeEncoder,  # type: ignore[arg-type]
            vocabulary=lambda: vocabulary,
            cache=library.path.with_name("cache"),
        )
        self.dialogs = FakeDialogs()
        self.settings = SettingsStore(library.path.with_name("settings.ini"))
        self.settings.change(welcomed=True)

    def put(self, *texts: str, folder: Path = Path("/music"), heard: bool = True) -> list[Track]:
        """Tracks named 00, 01, … with these descriptions."""
        root = self.library.add_root(folder)
        files = [FoundFile(folder / f"{i:02}.flac", 1000, i) for i in range(len(texts))]
        self.library.add_files(root, files)
        tracks = [self.library.get(file.path) for file in files]
        if heard:
            for track, text in zip(tracks, texts, strict=True):
                self.library.save_analysis(track, analysis(track.path.stem, text))
        return tracks

    def state(self, position: int) -> str:
        """The state, in the library, of the track at that place in the order of paths."""
        return self.library.tracks()[position].state.value

    def open(self, *folders: Path) -> Program:
        """The program with its window shown and filled."""
        program = Program(self.services, self.threads, self.dialogs, self.settings, self.player)
        self.qtbot.addWidget(program.window, before_close_func=self._close)
        while program.window.make_next():  # in a test they need not wait for an idle moment
            pass
        program.window.show()
        with self.qtbot.waitSignals(
            [program.loading.settled, program.library.browsing.shown, program.news.counted],
            timeout=30_000,
        ):
            program.start(folders)
            program.loading.need()
        return program

    def _close(self, window: MainWindow) -> None:
        self.dialogs.answer = True
        window.close()
        assert self.threads.wait(30_000)

    def until(self, condition: Callable[[], bool]) -> None:
        """Waits until it is so."""
        self.qtbot.waitUntil(condition, timeout=30_000)


def no_sound(_parent: QObject) -> Any:
    raise NoSoundError("No sound device")


def music(folder: Path, count: int) -> Path:
    """A folder of files that the scan takes for music."""
    folder.mkdir()
    for i in range(count):
        (folder / f"{i:02}.mp3").write_bytes(b"ID3" + bytes(64))
    return folder


def cells(page: LibraryPage | ReviewPage, column: int) -> list[str]:
    """What the page's table shows in a column."""
    return [page.table.index(row, column).data() for row in range(page.table.rowCount())]


def press(page: LibraryPage | ReviewPage, key: Qt.Key) -> None:
    """A key, pressed in the page's table."""
    page.view.setFocus()
    QTest.keyClick(page.view, key)
