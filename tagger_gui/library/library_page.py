"""LibraryPage: facets, search and all tracks, or a welcome while there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.library import Playlist, PlaylistKind, PlaylistOrder
from engine.track import TrackState
from tagger_gui.commands import Command, Menu
from tagger_gui.decisions import Decisions
from tagger_gui.dialogs import Dialogs
from tagger_gui.evidence.evidence_view import EvidenceView
from tagger_gui.library.browsing import Browsing
from tagger_gui.library.columns import LOOKS, Column
from tagger_gui.library.cover_shelf import CoverShelf
from tagger_gui.library.playlist_desk import PlaylistDesk
from tagger_gui.library.query_box import QueryBox
from tagger_gui.library.shown import LINE, Shown
from tagger_gui.library.sidebar import Sidebar
from tagger_gui.library.summary_bar import SummaryBar
from tagger_gui.library.track_actions import TrackActions
from tagger_gui.library.track_area import TrackArea
from tagger_gui.library.welcome import Welcome
from tagger_gui.news import News
from tagger_gui.page import Page, Place
from tagger_gui.player_bar import PlayerBar
from tagger_gui.services import Services
from tagger_gui.settings.store import SettingsStore
from tagger_gui.tasks import Row
from tagger_gui.text import tooltip
from tagger_gui.theme import icon
from tagger_gui.work import Threads

# What the settings' file keeps of how the page is arranged.
_COLUMNS, _SPLIT, _VIEW = "library-columns", "library-split", "library-view"
_COVERS = b"covers"


class LibraryPage(Page):
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
        news: News,
        decisions: Decisions,
        player: PlayerBar,
        settings: SettingsStore,
        dialogs: Dialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Place.LIBRARY.title, parent)
        self._news, self._settings, self._total = news, settings, -1
        self.welcome = Welcome()
        self._shelf = CoverShelf(services.cache / "covers", threads, self)
        self.area = TrackArea(self._shelf)
        self.table, self.view = self.area.table, self.area.view
        self.browsing = Browsing(services, threads, self.area.kept, self)
        self.desk = PlaylistDesk(services, threads, dialogs, self)
        self.box = QueryBox()
        self.sidebar = Sidebar(self.desk)
        self.evidence = EvidenceView(services, threads, player)
        self.doing = TrackActions(
            services,
            threads,
            self.area,
            self.desk,
            decisions=decisions,
            player=player,
            dialogs=dialogs,
            parent=self,
        )
        self.summary = SummaryBar(self.table)
        self._covers = QToolButton()
        self._waiting: list[int] = []  # tracks to be selected when they are shown
        self._tracks = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect(player)
        self.draw_icons()
        self._arrange()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 8, 0)
        head.addWidget(self.box, 1)
        head.addWidget(self._covers)
        self._covers.setAutoRaise(True)
        self._covers.setIconSize(QSize(20, 20))
        self._covers.setCheckable(True)
        self._covers.setToolTip(tooltip(self.tr("Covers (G)")))
        self._covers.setAccessibleName(self.tr("Covers"))
        self._covers.clicked.connect(self.turn_covers)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.summary)
        column.addWidget(self.area, 1)
        for part in (self.sidebar, middle, self.evidence):
            self._tracks.addWidget(part)
        self._tracks.setStretchFactor(1, 1)
        self._tracks.setChildrenCollapsible(False)
        self._tracks.setSizes([220, 760, 290])
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._tracks)
        self._stack.addWidget(self.welcome)

    def _connect(self, player: PlayerBar) -> None:
        area, browsing, tree = self.area, self.browsing, self.sidebar.tree
        self.welcome.open_asked.connect(self.open_asked)
        for part in (browsing, self.desk, self.doing, self.evidence):
            part.failed.connect(self.failed)
        browsing.shown.connect(self._show)
        browsing.rows_read.connect(self.table.answer)
        browsing.counted.connect(self._show_counts)
        browsing.listed.connect(tree.show_facets)
        browsing.listed.connect(lambda _: self.box.offers.show_values(tree.values()))
        self.table.rows_wanted.connect(browsing.read_rows)
        self.table.sort_asked.connect(lambda name, down: browsing.sort(name, descending=down))
        self.box.asked.connect(self._search)
        self.box.left.connect(self._focus_tracks)
        self.box.problem_told.connect(self.summary.show_problem)
        self.summary.all_asked.connect(self.show_all)
        tree.turned.connect(lambda node, excluded: self.box.turn(node, excluded=excluded))
        tree.playlist_asked.connect(self.open_playlist)
        tree.replace_asked.connect(lambda each: self.desk.ask(each, self.box.query()))
        area.current_changed.connect(self.evidence.show_track)
        self.view.play_asked.connect(self.doing.play)
        self.area.grid.play_asked.connect(self.doing.play)
        self.view.moment_asked.connect(self.doing.play_moment)
        self.view.seek_asked.connect(player.seek)
        self.view.weaker_asked.connect(browsing.turn_weaker)
        self.area.grid.weaker_asked.connect(browsing.turn_weaker)
        self.doing.search_asked.connect(self.box.show_query)
        self.doing.search_begun.connect(self.box.begin_with)
        self.table.moved.connect(self.doing.move_to)
        self.desk.listed.connect(self.doing.show_playlists)
        self.desk.made.connect(self.open_playlist)
        self.desk.changed.connect(self._show_change)
        self.desk.deleted.connect(self._forget)
        self.desk.told.connect(self.told)
        self._news.changed.connect(self._show_rows)
        self._news.found.connect(browsing.renew)

    # --- the frame's questions --------------------------------------------------------------------

    def shortcuts(self) -> Sequence[Command]:
        edit, view, area = Menu.EDIT, Menu.VIEW, self.area
        return (
            Command(
                self.tr("Save Searc&h…"), self.save_search, ("Ctrl+Shift+S",), edit, "bookmark"
            ),
            *self.doing.commands(),
            Command(
                self.tr("E&xport Shown Tracks…"), self.export_shown, ("Ctrl+Shift+E",), Menu.FILE
            ),
            Command(
                self.tr("&Weaker Matches"), self.browsing.turn_weaker, ("W",), view, "", area, True
            ),
            Command(self.tr("All Ve&rsions"), self.browsing.turn_versions, ("V",), view, "", area),
            Command(self.tr("&Covers"), self.turn_covers, ("G",), view, "grid", area),
        )

    def panes(self) -> Sequence[QWidget]:
        if self._total == 0:
            return (self.welcome,)
        return (self.sidebar, self.box.edit, self.area.current_view(), self.evidence)

    def focus_first(self) -> None:
        (self.welcome if self._total == 0 else self.area.current_view()).setFocus()

    def draw_icons(self) -> None:
        self.table.draw_icons()
        self.area.grid.draw_icons()
        self.box.draw_icons()
        self.sidebar.tree.draw_icons()
        self.welcome.draw_icons()
        self._covers.setIcon(icon("grid"))

    def shut(self) -> None:
        self.browsing.shut()
        self._shelf.shut()
        self._settings.keep(_COLUMNS, self.view.arrangement())
        self._settings.keep(_SPLIT, bytes(self._tracks.saveState().data()))
        self._settings.keep(_VIEW, _COVERS if self.area.shows_covers() else b"")

    def _arrange(self) -> None:
        """As the page was when the window was closed."""
        self.view.arrange(self._settings.kept(_COLUMNS))
        if split := self._settings.kept(_SPLIT):
            self._tracks.restoreState(QByteArray(split))
        if self._settings.kept(_VIEW) == _COVERS:
            self.turn_covers()

    # --- what the user can do -------------------------------------------------------------------

    def begin(self) -> None:
        """Reads the library."""
        self.browsing.renew()
        self.desk.read()

    def show_busy(self, busy: bool) -> None:
        """Whether folders are being looked through just now."""
        self.welcome.show_busy(busy)

    def show_all(self) -> None:
        """Shows all tracks: no search, no playlist."""
        self.box.show_query("")

    def show_tracks(self, ids: list[int]) -> None:
        """Brings the user to these tracks, all selected."""
        self._waiting = ids
        self.show_all()
        self.called.emit()

    def save_as_playlist(self, ids: Sequence[int]) -> None:
        """Asks for a name and makes a playlist of these tracks."""
        self.desk.create(ids)

    def save_search(self) -> None:
        """Keeps the present search under a name."""
        if query := self.box.query():
            self.desk.save_search(query)

    def open_playlist(self, playlist: Playlist) -> None:
        """Shows a list; a saved search is searched for."""
        if playlist.kind is PlaylistKind.SMART and playlist.order is PlaylistOrder.GIVEN:
            self.box.show_query(playlist.query)
        else:
            self.box.show_chips("")
            self.browsing.open(playlist)

    def export_shown(self) -> None:
        """Writes what is shown, in its order and with its columns, into a file."""
        shown = self.table.shown
        name = shown.wanted.playlist.name if shown.wanted.playlist else shown.wanted.query
        header = self.view.horizontalHeader()
        visual = (Column(header.logicalIndex(at)) for at in range(header.count()))
        columns = [
            LOOKS[column].export
            for column in visual
            if LOOKS[column].export and not self.view.isColumnHidden(column)
        ]
        ids = [id_ for id_ in shown.ids if id_ != LINE]
        self.desk.export_tracks(name or self.tr("Library"), ids, ["path", *columns])

    def turn_covers(self) -> None:
        """Shows covers, or the table again."""
        self.area.show_covers(not self.area.shows_covers())
        self._covers.setChecked(self.area.shows_covers())

    def play_step(self, step: int) -> None:
        """Plays the track below (1) or above (-1)."""
        self.doing.play_step(step)

    # --- what is told ---------------------------------------------------------------------------

    def _search(self, query: str, typing: bool) -> None:
        self.browsing.search(query, self.box.nodes(), quick=typing)
        self._show_chosen()

    def _show(self, shown: Shown) -> None:
        self.area.show_answer(shown)
        self.summary.show_state()
        self._show_chosen()
        header = self.view.horizontalHeader()
        if not shown.wanted.order and header.sortIndicatorSection() >= 0:
            header.blockSignals(True)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.blockSignals(False)
        if self._waiting and not shown.searched:
            self.area.select_all_of(self._waiting)
            self._waiting = []

    def _show_chosen(self) -> None:
        self.sidebar.tree.show_chosen(self.box.nodes(), self.browsing.wanted.playlist)

    def _show_counts(self, counts: dict[TrackState, int]) -> None:
        self._total = sum(counts.values())
        self._stack.setCurrentWidget(self._tracks if self._total else self.welcome)
        self._news.counted.emit(counts)

    def _show_rows(self, rows: list[Row]) -> None:
        self.table.put(rows)
        if any(row.id == self.evidence.shown_id() for row in rows):
            self.evidence.show_track(self.evidence.shown_id())
        self.browsing.renew_later()

    def _show_change(self, playlist: Playlist) -> None:
        shown = self.browsing.wanted.playlist
        if shown is not None and shown.id == playlist.id:
            self.browsing.open(playlist)

    def _forget(self, playlist: Playlist) -> None:
        shown = self.browsing.wanted.playlist
        if shown is not None and shown.id == playlist.id:
            self.show_all()

    def _focus_tracks(self) -> None:
        self.area.current_view().setFocus()
