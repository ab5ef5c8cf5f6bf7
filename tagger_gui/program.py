"""The composition root: makes the parts of the window and gives each what it works with.

A new page is made in `Program`, handed only what it needs, and put into the row of pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from tagger_gui import tasks
from tagger_gui.activity.activity_page import ActivityPage
from tagger_gui.activity.board import JobBoard
from tagger_gui.decisions import Decisions
from tagger_gui.dialogs import Dialogs
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
from tagger_gui.settings.store import SettingsStore
from tagger_gui.settings.values import Settings
from tagger_gui.sound import open_player
from tagger_gui.work import Errands, Threads
from tagger_gui.writing import Writing

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer


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
        self.board = JobBoard(threads, self)
        self.news = News(self)
        self.loading = Loading(services.library, threads, self)
        self.decisions = Decisions(services, threads, self)
        self.listening = Listening(services, self.board, self)
        self.writing = Writing(services.library, self.board, dialogs, self)
        self.player_bar = PlayerBar(services, threads, player)
        self._questions = Errands(threads, self)
        self.library = LibraryPage(
            services,
            threads,
            loading=self.loading,
            news=self.news,
            decisions=self.decisions,
            player=self.player_bar,
        )
        self.review = ReviewPage(
            loading=self.loading,
            news=self.news,
            decisions=self.decisions,
            player=self.player_bar,
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
        self.pages: tuple[Page, ...] = (self.library, self.review, self.map, self.activity)
        self.window = MainWindow(
            pages=self.pages,
            listening=self.listening,
            writing=self.writing,
            player_bar=self.player_bar,
            board=self.board,
            dialogs=dialogs,
        )
        self._connect_news()
        self._connect_window()
        settings.changed.connect(self._obey)
        self._obey(settings.values)

    def start(self, folders: Sequence[Path] = ()) -> None:
        """Reads the library; takes in the folders, or offers to go on where it stopped."""
        self.loading.begin()
        QTimer.singleShot(0, self.player_bar.open)
        if folders:
            self.listening.open(folders)
        else:
            library = self._services.library
            self._questions.run(lambda: tasks.count_waiting(library), self._offer_to_resume)

    def _connect_news(self) -> None:
        news = self.news
        news.changed.connect(self.loading.pass_over)
        news.found.connect(self.loading.begin)
        for source in (self.listening.heard, self.decisions.changed, self.writing.changed):
            source.connect(news.changed)
        self.listening.found.connect(news.found)
        self.listening.begun.connect(lambda: self.library.show_busy(True))
        self.listening.ended.connect(lambda: self.library.show_busy(False))
        self.decisions.heard_again.connect(self.listening.resume)
        self.writing.writing.connect(self.player_bar.release)
        self.writing.written.connect(self.player_bar.restore)

    def _connect_window(self) -> None:
        window = self.window
        self.library.open_asked.connect(window.choose_and_open)
        self.map.library_asked.connect(self.library.show_tracks)
        self.news.counted.connect(window.show_waiting)
        self.player_bar.troubled.connect(window.tell)
        self.player_bar.step_asked.connect(lambda step: window.current_page().play_step(step))
        self.listening.begun.connect(window.message_bar.hide)
        for work in (self.listening, self.writing):
            work.told.connect(window.message_bar.tell)
            window.closing.connect(work.cancel)
        for part in (
            self.loading,
            self.decisions,
            self.listening,
            self.writing,
            self.player_bar,
            self._questions,
        ):
            part.failed.connect(window.tell_failure)
        for page in self.pages:
            window.closing.connect(page.shut)
        window.job_bar.asked.connect(self.activity.called)
        window.closing.connect(self.loading.cancel)
        window.closing.connect(self.player_bar.release)
        window.closing.connect(self.decisions.finish)

    def _obey(self, settings: Settings) -> None:
        throttle = self.listening.throttle
        before = throttle.priority, throttle.windows
        throttle.cores, throttle.priority = settings.cores, settings.priority
        throttle.windows = settings.windows
        if before != (throttle.priority, throttle.windows):  # workers have them from their start
            self.listening.restart()

    def _offer_to_resume(self, waiting: int) -> None:
        if not waiting or self.listening.busy:
            return
        words = self.tr("1 track is waiting to be listened to.")
        if waiting > 1:
            words = self.tr("{0} tracks are waiting to be listened to.").format(f"{waiting:,}")
        self.window.notice(Notice(words, self.tr("Resume"), self.listening.resume))
