"""TrackPage: what the pages with a table of tracks have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from tagger_gui.commands import Command, Menu
from tagger_gui.decisions import Decisions
from tagger_gui.loading import Loading
from tagger_gui.news import News
from tagger_gui.page import Page
from tagger_gui.player_bar import PlayerBar
from tagger_gui.tasks import Row
from tagger_gui.track_table import TrackTable
from tagger_gui.track_view import TrackView


class TrackPage(Page):
    """A page around a table, with the decisions that can be made about its tracks."""

    def __init__(
        self,
        title: str,
        *,
        loading: Loading,
        news: News,
        decisions: Decisions,
        player: PlayerBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._decisions = decisions
        self._player = player
        self.table = TrackTable(self)
        self.view = TrackView(self.table)
        self.view.play_asked.connect(self._play)
        self.view.seek_asked.connect(player.seek)
        loading.arrived.connect(self._show_rows)
        loading.settled.connect(self._settle)
        news.changed.connect(lambda rows: self._show_rows(rows) if loading.needed else None)

    def shortcuts(self) -> Sequence[Command]:
        menu, view = Menu.TRACK, self.view
        return (
            Command(self.tr("&Play or Pause"), self.play, ("Space",), menu, "play", view),
            Command(self.tr("Five seconds back, forward"), None, ("Left", "Right")),
            Command(self.tr("&Accept"), self.accept, ("A",), menu, "accept", view),
            Command(self.tr("S&kip"), self.skip, ("X",), menu, "skip", view),
            Command(self.tr("&Undo Accept or Skip"), self.undo, ("U",), menu, "undo", view),
            Command(self.tr("&Listen Again"), self.hear_again, ("R",), menu, "again", view),
        )

    def focus_first(self) -> None:
        self.view.setFocus()

    def draw_icons(self) -> None:
        self.table.draw_icons()

    # --- what the user can do -------------------------------------------------------------------

    def accept(self) -> None:
        """Accepts the selected tracks' descriptions and moves on."""
        self._decide(self._decisions.accept)

    def skip(self) -> None:
        """Skips the selected tracks and moves on."""
        self._decide(self._decisions.skip)

    def undo(self) -> None:
        """Takes accept or skip of the selected tracks back."""
        self._decisions.undo(self.view.selected_rows())

    def hear_again(self) -> None:
        """Listens to the selected tracks once more."""
        self._decisions.hear_again(self.view.selected_rows())

    def play(self) -> None:
        """Plays or pauses the current track."""
        self._play(self.view.current_id())

    def play_step(self, step: int) -> None:
        """Plays the track below (1) or above (-1) the one that plays, or else the current one."""
        id_ = self._player.playing_id or self.view.current_id()
        index = self.table.index_of(id_)
        if index.isValid() and (following := self.table.id_at(index.row() + step)):
            self.view.select(following)
            self._play(following)

    def _decide(self, decision: Callable[[list[Row]], None]) -> None:
        rows = self.view.selected_rows()
        self.view.select_next()  # at once: the next key press is meant for the next track
        decision(rows)

    def _play(self, id_: int) -> None:
        if row := self.table.row(id_):
            self._player.play(row)

    # --- what is shown --------------------------------------------------------------------------

    def _show_rows(self, rows: list[Row]) -> None:
        self.table.put(rows)
        self._show_counts()

    def _settle(self, ids: list[int]) -> None:
        self.table.settle(ids)
        self._show_counts()

    def _show_counts(self) -> None:
        raise NotImplementedError

    def _select_first(self) -> None:
        if not self.view.current_id() and (first := self.table.id_at(0)):
            self.view.select(first)
