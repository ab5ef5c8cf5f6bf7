"""The composition root: makes the parts of the window and gives each what it works with.

A new page is made in `Program`, handed only what it needs, and put into the row of pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from engine.track import TrackState
from tagger_gui import tasks
from tagger_gui.activity.activity_page import ActivityPage
from tagger_gui.activity.board import JobBoard
from tagger_gui.decisions import Decisions
from tagger_gui.dialogs import Dialogs
from tagger_gui.first_run.first_run_page import FirstRunPage
from tagger_gui.history.history_page import HistoryPage
from tagger_gui.history.undoing import Undoing
from tagger_gui.library.library_page import LibraryPage
from tagger_gui.listening import Listening
from tagger_gui.loading import Loading
from tagger_gui.main_window import MainWindow
from tagger_gui.map.map_page import MapPage
from tagger_gui.news import News
from tagger_gui.page import Notice, Page
from tagger_gui.player_bar import PlayerBar
from tagger_gui.review.review_page import ReviewPage
from tagger_gui.services import Services
from tagger_gui.settings.keeping import Keeping
from tagger_gui.settings.store import SettingsStore
from tagger_gui.settings.values import Settings
from tagger_gui.sound import open_player
from tagger_gui.work import Errands, Threads
from tagger_gui.writing import Writing

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer

# What the settings' file has about the last run of the program.
_RUN = "run"
_RUNNING, _INTERRUPTED, _ENDED = b"running", b"interrupted", b"ended"


class Program(QObject):
    """The window's parts and what one says to the others."""

    def __init__(
        self,
        services: Services,
        threads: Threads,
        dialogs: Dialogs,
        settings: SettingsStore,
        player: Callable[[QObject], QMediaPlayer] = open_player,
    ) -> None:
        super().__init__()
        self._services = services
        self._settings = settings
        self._dialogs = dialogs
        self._left = b""  # how the last run ended
        self.board = JobBoard(threads, self)
        self.news = News(self)
        self.loading = Loading(services.library, threads, self)
        self.decisions = Decisions(services, threads, self)
        self.listening = Listening(services, self.board, self)
        self.writing = Writing(services.library, self.board, settings, dialogs, self)
        self.undoing = Undoing(services.library, self.board, self)
        self.keeping = Keeping(
            services, self.board, threads, listening=self.listening, dialogs=dialogs, parent=self
        )
        self.player_bar = PlayerBar(services, threads, player)
        self._questions = Errands(threads, self)
        self.library = LibraryPage(
            services,
            threads,
            news=self.news,
            decisions=self.decisions,
            player=self.player_bar,
            settings=settings,
            dialogs=dialogs,
        )
        self.review = ReviewPage(
            services,
            threads,
            loading=self.loading,
            news=self.news,
            decisions=self.decisions,
            player=self.player_bar,
            board=self.board,
            listening=self.listening,
            settings=settings,
        )
        self.map = MapPage(services, threads, news=self.news, player=self.player_bar)
        self.activity = ActivityPage(
            services,
            threads,
            board=self.board,
            news=self.news,
            decisions=self.decisions,
            writing=self.writing,
            settings=settings,
        )
        self.history = HistoryPage(services.library, threads, undoing=self.undoing, dialogs=dialogs)
        self.first_run = FirstRunPage(
            services,
            threads,
            listening=self.listening,
            settings=settings,
            dialogs=dialogs,
        )
        self.pages: tuple[Page, ...] = (
            self.library,
            self.review,
            self.map,
            self.activity,
            self.history,
        )
        self.window = MainWindow(
            pages=self.pages,
            listening=self.listening,
            writing=self.writing,
            player_bar=self.player_bar,
            board=self.board,
            dialogs=dialogs,
        )
        self.setParent(self.window)  # jobs that end after it have nobody left to tell
        self._connect_news()
        self._connect_window()
        settings.changed.connect(self._obey)
        self._obey(settings.values)

    def start(self, folders: Sequence[Path] = ()) -> None:
        """Reads the library; takes in the folders, or goes on where it stopped."""
        self._left = self._settings.kept(_RUN)
        self._settings.keep(_RUN, _RUNNING)
        if self._settings.unreadable:
            words = self.tr("Some settings could not be read and are as they were at first: {0}.")
            self.window.notice(Notice(words.format(", ".join(self._settings.unreadable))))
        self.library.begin()
        QTimer.singleShot(0, self.player_bar.open)
        if not self._services.library.is_empty():
            self.keeping.back_up()
        if folders:
            self.listening.open(folders)
        elif not self._settings.values.welcomed and self._services.library.is_empty():
            self.window.cover(self.first_run)
        else:
            library = self._services.library
            self._questions.run(lambda: tasks.count_waiting(library), self._offer_to_resume)

    def come_forward(self, folders: Sequence[Path]) -> None:
        """Shows the window above others and takes the folders in: the program was started again."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()
        self.listening.open(folders)

    def show_settings(self) -> None:
        """Shows the settings and takes over what the user has made of them."""
        from tagger_gui.settings.settings_dialog import SettingsDialog  # it loads the tag library

        dialog = SettingsDialog(self._settings.values, self.keeping, self._dialogs, self.window)
        dialog.open_asked.connect(self.window.choose_and_open)
        if dialog.exec():
            self._settings.put(dialog.values())
            if dialog.vocabulary.changed():
                self.keeping.save_vocabulary(dialog.vocabulary.manner())
        dialog.deleteLater()

    def _connect_news(self) -> None:
        news = self.news
        news.changed.connect(self.loading.pass_over)
        news.found.connect(self.loading.renew)
        self.review.shown.connect(self.loading.need)
        self.listening.heard.connect(news.changed)
        self.decisions.changed.connect(news.changed)
        self.review.reworded.connect(news.changed)
        self.writing.reported.connect(self._report_written)
        for writer in (self.writing, self.undoing):
            writer.changed.connect(news.changed)
            writer.writing.connect(self.player_bar.release)
            writer.written.connect(self.player_bar.restore)
        self.listening.found.connect(news.found)
        self.keeping.found.connect(news.found)
        self.keeping.changed.connect(news.changed)
        self.listening.begun.connect(lambda: self.library.show_busy(True))
        self.listening.ended.connect(lambda: self.library.show_busy(False))
        self.decisions.heard_again.connect(self.listening.resume)

    def _connect_window(self) -> None:
        window = self.window
        window.settings_asked.connect(self.show_settings)
        self.library.open_asked.connect(window.choose_and_open)
        self.map.library_asked.connect(self.library.show_tracks)
        self.map.playlist_asked.connect(self.library.save_as_playlist)
        self.news.counted.connect(window.show_waiting)
        self.news.counted.connect(self._count_review)
        self.player_bar.troubled.connect(window.tell)
        self.player_bar.step_asked.connect(lambda step: window.current_page().play_step(step))
        self.listening.begun.connect(window.message_bar.hide)
        window.closing.connect(self._keep_run)  # before anything is cancelled
        self.keeping.offered.connect(window.notice)
        window.closing.connect(self.keeping.shut)
        works = (self.listening, self.writing, self.undoing, self.keeping)
        for work in works:
            work.told.connect(window.message_bar.tell)
        parts = (*works, self.loading, self.decisions, self.player_bar, self._questions)
        for part in parts:
            part.failed.connect(window.tell_failure)
        window.closing.connect(self.listening.cancel)  # first: nothing is to come after it
        window.closing.connect(self.board.cancel)
        self.first_run.done.connect(window.uncover)
        self.first_run.failed.connect(window.tell_failure)
        window.closing.connect(self.first_run.shut)
        for page in self.pages:
            window.closing.connect(page.shut)
        window.job_bar.asked.connect(self.activity.called)
        window.closing.connect(self.loading.cancel)
        window.closing.connect(self.player_bar.release)
        window.closing.connect(self.decisions.finish)

    def _count_review(self, counts: dict[TrackState, int]) -> None:
        waiting = counts.get(TrackState.DESCRIBED, 0)
        self.review.counted.emit(f"{waiting:,}" if waiting else "")

    def _obey(self, settings: Settings) -> None:
        throttle = self.listening.throttle
        before = throttle.priority, throttle.windows
        throttle.cores, throttle.priority = settings.cores, settings.priority
        throttle.windows = settings.windows
        if before != (throttle.priority, throttle.windows):  # workers have them from their start
            self.listening.restart()

    def _report_written(self, words: str, batch: int) -> None:
        def undo() -> None:
            self.undoing.begin(self.tr("Taking the last write back"), batch)

        self.window.notice(Notice(words, self.tr("Undo") if batch else "", undo if batch else None))

    def _offer_to_resume(self, waiting: int) -> None:
        if not waiting or self.listening.busy:
            return
        if self._left == _INTERRUPTED:  # the user closed the window and was told so
            self.listening.resume()
            return
        words = self.tr("1 track is waiting to be listened to.")
        if waiting > 1:
            words = self.tr("{0} tracks are waiting to be listened to.").format(f"{waiting:,}")
        if self._left == _RUNNING:
            words = self.tr("Linernotes ended unexpectedly; nothing was lost. {0}").format(words)
        self.window.notice(Notice(words, self.tr("Resume"), self.listening.resume))

    def _keep_run(self) -> None:
        """How this run ends, for the next one."""
        self._settings.keep(_RUN, _INTERRUPTED if self.listening.busy else _ENDED)
