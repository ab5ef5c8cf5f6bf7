"""The composition root: makes the parts of the window and gives each what it works with.

A new page is made in `pages.py`, which hands it only what it needs, and put into the row of pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engine.track import TrackState
from tagger_gui import pages, tasks
from tagger_gui.activity.board import JobBoard
from tagger_gui.decisions import Decisions
from tagger_gui.dialogs import Dialogs
from tagger_gui.history.undoing import Undoing
from tagger_gui.job_bar import JobBar
from tagger_gui.library.playlist_desk import is_playlist
from tagger_gui.listening import Listening
from tagger_gui.loading import Loading
from tagger_gui.main_window import MainWindow
from tagger_gui.news import News
from tagger_gui.page import Notice, Place
from tagger_gui.player_bar import PlayerBar
from tagger_gui.services import Services
from tagger_gui.settings.keeping import Keeping
from tagger_gui.settings.store import SettingsStore
from tagger_gui.settings.values import Settings
from tagger_gui.sound import open_player
from tagger_gui.text import number
from tagger_gui.work import Errands, Threads
from tagger_gui.writing import Writing

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer

    from tagger_gui.activity.activity_page import ActivityPage
    from tagger_gui.first_run.first_run_page import FirstRunPage
    from tagger_gui.history.history_page import HistoryPage
    from tagger_gui.library.library_page import LibraryPage
    from tagger_gui.map.map_page import MapPage
    from tagger_gui.review.review_page import ReviewPage

# What the settings' file has about the last run of the program.
_RUN = "run"
_RUNNING, _INTERRUPTED, _ENDED = b"running", b"interrupted", b"ended"


class Program(QObject):
    """The window's parts and what one says to the others.

    Signals:
        complete(): everything that the window will have is made.
    """

    complete = Signal()

    def __init__(
        self,
        services: Services,
        threads: Threads,
        dialogs: Dialogs,
        settings: SettingsStore,
        player: Callable[[QObject], QMediaPlayer] = open_player,
        *,
        window: MainWindow | None = None,
    ) -> None:
        """`window`: a frame that is shown already; without one it gets its own."""
        super().__init__()
        self.services = services
        self.threads = threads
        self.settings = settings
        self.dialogs = dialogs
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
        self.window = window or MainWindow(dialogs)
        self.setParent(self.window)  # jobs that end after it have nobody left to tell
        self._connect_news()
        self._connect_window()
        self._furnish()
        settings.changed.connect(self._obey)
        self._obey(settings.values)

    def _furnish(self) -> None:
        makers = {
            Place.LIBRARY: lambda: self.library,
            Place.REVIEW: lambda: self.review,
            Place.MAP: lambda: self.map,
            Place.ACTIVITY: lambda: self.activity,
            Place.HISTORY: lambda: self.history,
        }
        self.window.furnish(makers, self.player_bar, JobBar(self.board))
        self.window.job_bar.asked.connect(lambda: self.window.show_page(Place.ACTIVITY))

    # --- the pages, each made when it is first wanted -------------------------------------------

    @cached_property
    def library(self) -> LibraryPage:
        """All tracks; what the window begins with."""
        return pages.library(self)

    @cached_property
    def review(self) -> ReviewPage:
        """What waits for the user."""
        return pages.review(self)

    @cached_property
    def map(self) -> MapPage:
        """The library as a picture."""
        return pages.map_(self)

    @cached_property
    def activity(self) -> ActivityPage:
        """Jobs and failures."""
        return pages.activity(self)

    @cached_property
    def history(self) -> HistoryPage:
        """What was written."""
        return pages.history(self)

    @cached_property
    def first_run(self) -> FirstRunPage:
        """Shown instead of all others, once."""
        return pages.first_run(self)

    def _make_pages(self) -> None:
        """Makes the pages that nobody has asked for yet, one each time the window is idle.

        So none keeps the user waiting when it is first shown, and the window answers between.
        """
        if self.window.make_next():
            QTimer.singleShot(0, self._make_pages)
        else:
            self.complete.emit()

    # --- what the user can do -------------------------------------------------------------------

    def start(self, folders: Sequence[Path] = ()) -> None:
        """Reads the library; takes in the folders, or goes on where it stopped."""
        self._left = self.settings.kept(_RUN)
        self.settings.keep(_RUN, _RUNNING)
        if self.settings.unreadable:
            words = self.tr("Some settings could not be read and are as they were at first: {0}.")
            self.window.notice(Notice(words.format(", ".join(self.settings.unreadable))))
        self.library.browsing.listed.connect(
            lambda: self._questions.run(pages.load, lambda _: self._make_pages()),
            Qt.ConnectionType.SingleShotConnection,
        )
        self.library.begin()
        if not self.services.library.is_empty():
            self.keeping.back_up()
        if folders:
            self.listening.open(folders)
        elif not self.settings.values.welcomed and self.services.library.is_empty():
            self.window.cover(self.first_run)
        else:
            library = self.services.library
            self._questions.run(lambda: tasks.count_waiting(library), self._offer_to_resume)

    def come_forward(self, folders: Sequence[Path]) -> None:
        """Shows the window above others and takes the folders in: the program was started again."""
        self.window.come_forward()
        self.listening.open(folders)

    def begin_search(self) -> None:
        """Shows the library with the cursor in its search box."""
        self.window.show_page(Place.LIBRARY)
        self.library.box.begin()

    def show_settings(self) -> None:
        """Shows the settings and takes over what the user has made of them."""
        from tagger_gui.settings.settings_dialog import SettingsDialog  # it loads the tag library

        dialog = SettingsDialog(self.settings.values, self.keeping, self.dialogs, self.window)
        dialog.open_asked.connect(self.choose_and_open)
        if dialog.exec():
            self.settings.put(dialog.values())
            if dialog.vocabulary.changed():
                self.keeping.save_vocabulary(dialog.vocabulary.manner())
        dialog.deleteLater()

    def choose_and_open(self) -> None:
        """Lets the user choose a folder and takes it in."""
        if folder := self.dialogs.choose_folder(self.tr("Open a Music Folder")):
            self.listening.open([folder])

    def take_in(self, paths: Sequence[Path]) -> None:
        """Makes playlists of playlist files, and looks for music in the others."""
        for path in filter(is_playlist, paths):
            self.library.desk.take_in(path)
        self.listening.open([path for path in paths if not is_playlist(path)])

    # --- what one part says to the others -------------------------------------------------------

    def _connect_news(self) -> None:
        news = self.news
        news.changed.connect(self.loading.pass_over)
        news.found.connect(self.loading.renew)
        self.listening.heard.connect(news.changed)
        self.decisions.changed.connect(news.changed)
        self.writing.reported.connect(self._report_written)
        for writer in (self.writing, self.undoing):
            writer.changed.connect(news.changed)
            writer.writing.connect(self.player_bar.release)
            writer.changed.connect(self.player_bar.restore_written)
            writer.written.connect(self.player_bar.restore)
        self.listening.found.connect(news.found)
        self.keeping.found.connect(news.found)
        self.keeping.changed.connect(news.changed)
        self.decisions.heard_again.connect(self.listening.resume)

    def _connect_window(self) -> None:
        window = self.window
        window.search_asked.connect(self.begin_search)
        window.settings_asked.connect(self.show_settings)
        window.open_asked.connect(self.choose_and_open)
        window.dropped.connect(self.take_in)
        window.write_asked.connect(self.writing.begin)
        self.news.counted.connect(window.show_waiting)
        self.news.counted.connect(self._count_review)
        self.player_bar.troubled.connect(window.tell)
        self.player_bar.step_asked.connect(window.play_step)
        self.listening.begun.connect(window.message_bar.hide)
        self.keeping.offered.connect(window.notice)
        window.closing.connect(self._shut)
        works = (self.listening, self.writing, self.undoing, self.keeping)
        for work in works:
            work.told.connect(window.message_bar.tell)
        parts = (*works, self.loading, self.decisions, self.player_bar, self._questions)
        for part in parts:
            part.failed.connect(window.tell_failure)

    def _count_review(self, counts: dict[TrackState, int]) -> None:
        waiting = counts.get(TrackState.DESCRIBED, 0)
        self.window.rail.show_count(Place.REVIEW, number(waiting) if waiting else "")

    def _obey(self, settings: Settings) -> None:
        throttle = self.listening.throttle
        throttle.cores, throttle.priority = settings.cores, settings.priority
        throttle.windows = settings.windows

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
        words = self.tr("%Ln tracks are waiting to be listened to.", "", waiting)
        if self._left == _RUNNING:
            words = self.tr("Linernotes ended unexpectedly; nothing was lost. {0}").format(words)
        self.window.notice(Notice(words, self.tr("Resume"), self.listening.resume))

    def _shut(self) -> None:
        """The window closes: how this run ends is kept for the next one, before it is ended."""
        self.settings.keep(_RUN, _INTERRUPTED if self.listening.busy else _ENDED)
        self.keeping.shut()
        self.listening.cancel()  # before all others: nothing is to come after it
        self.board.cancel()
        self._questions.drop()
        for page in self.window.pages():
            page.shut()
        self.loading.cancel()
        self.player_bar.release()
        self.decisions.finish()
