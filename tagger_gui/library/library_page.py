"""LibraryPage: search box and table of all tracks, or a welcome while there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from tagger_gui import tasks
from tagger_gui.commands import Command, Menu
from tagger_gui.decisions import Decisions
from tagger_gui.library.search_bar import SearchBar
from tagger_gui.library.welcome import Welcome
from tagger_gui.loading import Loading
from tagger_gui.news import News
from tagger_gui.player_bar import PlayerBar
from tagger_gui.services import Services
from tagger_gui.tasks import FoundRow
from tagger_gui.track_page import TrackPage
from tagger_gui.work import Errands, Threads


class LibraryPage(TrackPage):
    """All tracks.

    Signals:
        open_asked(): the user wants to choose a folder of music.
    """

    open_asked = Signal()

    def __init__(
        self,
        services: Services,
        threads: Threads,
        *,
        loading: Loading,
        news: News,
        decisions: Decisions,
        player: PlayerBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Library"),
            "library",
            loading=loading,
            news=news,
            decisions=decisions,
            player=player,
            parent=parent,
        )
        self._services = services
        self._news = news
        self._searches = Errands(threads, self)
        self._searches.failed.connect(self.failed)
        self.welcome = Welcome()
        self.welcome.open_asked.connect(self.open_asked)
        self.search_bar = SearchBar(self.table.state_names)
        self.search_bar.search_asked.connect(self._search)
        self.search_bar.state_chosen.connect(self.table.show_state)
        self.search_bar.left.connect(self.view.setFocus)
        self._tracks = QWidget()
        column = QVBoxLayout(self._tracks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.search_bar)
        column.addWidget(self.view, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self._tracks)

    def shortcuts(self) -> Sequence[Command]:
        search = Command(
            self.tr("&Search"), self.search_bar.begin, ("Ctrl+F",), Menu.EDIT, "search"
        )
        return (search, *super().shortcuts())

    def panes(self) -> Sequence[QWidget]:
        return (self.welcome,) if self.table.is_empty() else (self.search_bar.box, self.view)

    def focus_first(self) -> None:
        (self.welcome if self.table.is_empty() else self.view).setFocus()

    def draw_icons(self) -> None:
        super().draw_icons()
        self.search_bar.draw_icons()
        self.welcome.draw_icons()

    def shut(self) -> None:
        self._searches.drop()

    def show_busy(self, busy: bool) -> None:
        """Whether folders are being looked through just now."""
        self.welcome.show_busy(busy)

    def _settle(self, ids: list[int]) -> None:
        super()._settle(ids)
        if not self.search_bar.box.text():
            self._select_first()

    def _show_counts(self) -> None:
        counts = self.table.counts()
        self._stack.setCurrentWidget(self.welcome if self.table.is_empty() else self._tracks)
        self.search_bar.show_counts(counts)
        self._news.counted.emit(counts)

    def _search(self, words: str) -> None:
        if words:
            self._searches.ask(lambda: tasks.search(self._services, words), self._show_hits)
        else:
            self._searches.drop()
            self._show_hits(None)

    def _show_hits(self, hits: list[FoundRow] | None) -> None:
        self.view.show_hits(hits is not None)
        self.table.show_hits(hits)
        if hits is not None:
            self.view.scrollToTop()
            self._select_first()
            one, more = self.tr("1 track found"), self.tr("{0} tracks found")
            self.told.emit(one if len(hits) == 1 else more.format(len(hits)))
