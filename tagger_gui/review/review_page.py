"""ReviewPage: tracks in the order in which a look at them helps most, and their words and tags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from engine.manner import Manner, load_manner
from engine.track import TrackState
from tagger_gui.activity.board import JobBoard
from tagger_gui.commands import Command, Menu
from tagger_gui.deciding import Wish
from tagger_gui.decisions import Decisions
from tagger_gui.listening import Listening
from tagger_gui.loading import Loading
from tagger_gui.news import News
from tagger_gui.page import Page, Place
from tagger_gui.player_bar import PlayerBar
from tagger_gui.review.batch_editor import BatchEditor
from tagger_gui.review.description_editor import DescriptionEditor
from tagger_gui.review.looking import Looking
from tagger_gui.review.offer_bar import OfferBar
from tagger_gui.review.ordering import Ordering
from tagger_gui.review.queue_bar import QueueBar
from tagger_gui.review.queue_table import QueueTable
from tagger_gui.review.queue_view import QueueView
from tagger_gui.review.retelling import Retelling
from tagger_gui.review.tag_pane import TagPane
from tagger_gui.services import Services
from tagger_gui.settings.store import SettingsStore
from tagger_gui.tasks import Row
from tagger_gui.text import number
from tagger_gui.work import Errands, Threads


class ReviewPage(Page):
    """Queue above; words and tags of the current track below.

    Signals:
        reworded(list): Rows that have another wording now.
    """

    reworded = Signal(object)

    def __init__(
        self,
        services: Services,
        threads: Threads,
        *,
        loading: Loading,
        news: News,
        decisions: Decisions,
        player: PlayerBar,
        board: JobBoard,
        listening: Listening,
        settings: SettingsStore,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Place.REVIEW.title, parent)
        self._services, self._decisions, self._player = services, decisions, player
        self._decisions.turned.connect(self._select_turned)
        self._looking = Looking(services)
        self._began_at = 0  # the track that was shown before somebody came and there was an order
        self._words = Errands(threads, self)
        self._retelling = Retelling(services, board, listening.throttle, self)
        self.table = QueueTable(self)
        self.view = QueueView(self.table)
        self.ordering = Ordering(self._looking, self._waiting, threads, self)
        self.bar = QueueBar()
        self.offer = OfferBar(self._looking, threads)
        self.editor = DescriptionEditor()
        self.tags = TagPane(services.library, threads, settings)
        self._connect()
        loading.arrived.connect(self._show_rows)
        loading.settled.connect(self._settle)
        news.changed.connect(lambda rows: self._show_rows(rows) if loading.needed else None)
        self.table.show_state(self.bar.state())
        self._lay_out()

    def _connect(self) -> None:
        for part in (self.ordering, self.offer, self._words, self.tags.errands):
            part.failed.connect(self.failed)
        self._retelling.failed.connect(self.failed)
        self._retelling.told.connect(self.told)
        self._retelling.busy_with.connect(self.editor.show_busy)
        self._retelling.reworded.connect(self.reworded)
        self.bar.state_chosen.connect(self._show_state)
        self.offer.accepted.connect(self._decisions.accept)
        self.editor.accepted.connect(self.accept)
        self.editor.skipped.connect(self.skip)
        self.editor.again.connect(self.reword)
        self.editor.saved.connect(self._save)
        self.editor.left.connect(self.view.setFocus)
        self.view.current_changed.connect(self._show_current)
        self.view.play_asked.connect(self._play)
        self.view.seek_asked.connect(self._player.seek)
        self.ordering.ordered.connect(self._show_order)

    def _lay_out(self) -> None:
        below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(self.editor)
        below.addWidget(self.tags)
        below.setChildrenCollapsible(False)
        below.setSizes([520, 680])
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.view)
        split.addWidget(below)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([430, 300])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.offer)
        column.addWidget(split, 1)

    def shortcuts(self) -> Sequence[Command]:
        menu, view = Menu.TRACK, self.view
        return (
            Command(self.tr("&Play or Pause"), self.play, ("Space",), menu, "play", view),
            Command(self.tr("Five seconds back, forward"), None, ("Left", "Right")),
            Command(self.tr("&Accept"), self.accept, ("A",), menu, "accept", view),
            Command(self.tr("S&kip"), self.skip, ("X",), menu, "skip", view),
            Command(self.tr("&Edit Description"), self.edit, ("E", "F2"), menu, "edit", view),
            Command(self.tr("&Reword"), self.reword, ("R",), menu, "again", view),
            Command(self.tr("&Listen Again"), self.hear_again, ("Ctrl+R",), menu, "again", view),
            Command(
                self.tr("Accept &Album"), self.accept_album, ("Shift+A",), menu, "accept", view
            ),
            Command(self.tr("&Undo Decision"), self.undo, ("U",), menu, "undo", view),
            Command(self.tr("&Undo"), self.undo, ("Ctrl+Z",), Menu.EDIT, "undo"),
            Command(self.tr("&Redo"), self._decisions.redo, ("Ctrl+Shift+Z",), Menu.EDIT),
            Command(self.tr("Save your own words"), None, ("Return",)),
            Command(self.tr("Leave the editor without saving"), None, ("Esc",)),
        )

    def panes(self) -> Sequence[QWidget]:
        return (self.bar, self.view, self.editor, self.tags)

    def focus_first(self) -> None:
        self.view.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ordering.renew()
        self._words.ask(self._known_words, lambda known: self.editor.know(*known))

    def draw_icons(self) -> None:
        self.table.draw_icons()
        self.editor.draw_icons()

    def unsaved(self) -> str:
        drafts = self.editor.drafts()
        return self.tr("Words that you typed are not saved: {0}.").format(drafts) if drafts else ""

    def shut(self) -> None:
        self._words.drop()
        self.offer.withdraw()
        self.ordering.shut()
        self.tags.shut()

    # --- what the user can do -------------------------------------------------------------------

    def accept(self) -> None:
        """Accepts the selected tracks, moves on, and offers the look-alikes of a single one."""
        rows = [row for row in self.view.selected_rows() if row.state is TrackState.DESCRIBED]
        self._decide(self._decisions.accept)
        if len(rows) == 1:
            self.offer.look_for(rows[0], self._waiting)

    def skip(self) -> None:
        """Rejects the selected tracks' descriptions and moves on."""
        self.offer.withdraw()
        self._decide(self._decisions.skip)

    def undo(self) -> None:
        """Takes the last decision back; what it was about is here again, and selected."""
        self.offer.withdraw()
        self._decisions.undo_last()

    def accept_album(self) -> None:
        """Accepts everything that waits of the current track's album: same name, same folder."""
        row = self.table.row(self.view.current_id())
        if row is None or not row.album:
            self.told.emit(self.tr("This track's tags name no album"))
            return
        folder = Path(row.path).parent
        album = [
            r for r in self._waiting() if r.album == row.album and Path(r.path).parent == folder
        ]
        self.view.select_next(leaving={r.id for r in album})
        self.offer.withdraw()
        self._decisions.accept(album)
        words = self.tr("Accepted %Ln tracks of {0}", "", len(album))
        self.told.emit(words.format(row.album))

    def edit(self) -> None:
        """Lets the user write; of several tracks, what they are to have in common."""
        rows = self.view.selected_rows()
        if len(rows) <= 1:
            self.editor.begin()
            return
        dialog = BatchEditor(len(rows), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ids = [row.id for row in rows]
        dialog.accepted.connect(lambda: self._edit_all(ids, dialog.wish()))
        dialog.open()

    def _edit_all(self, ids: list[int], wish: Wish) -> None:
        if wish.words is not None:  # then they leave the queue
            self.view.select_next()
        self._decisions.wish(ids, wish)

    def reword(self) -> None:
        """Asks for another wording of the selected tracks' descriptions."""
        waiting = [r for r in self.view.selected_rows() if r.state is TrackState.DESCRIBED]
        if waiting:
            self._retelling.ask([row.id for row in waiting])
        else:
            self.told.emit(self.tr("Only what is to be reviewed can be worded anew"))

    def hear_again(self) -> None:
        """Listens to the selected tracks once more."""
        self._decisions.hear_again(self.view.selected_rows())

    def play(self) -> None:
        """Plays or pauses the current track."""
        self._play(self.view.current_id())

    def play_step(self, step: int) -> None:
        """Plays the track below (1) or above (-1) the one that plays, or else the current one."""
        index = self.table.index_of(self._player.playing_id or self.view.current_id())
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

    def _save(self, id_: int, words: str) -> None:
        self._decisions.edit(id_, words)
        if self.view.current_id() == id_:
            self.view.select_next()
        self.view.setFocus()

    # --- what is shown --------------------------------------------------------------------------

    def _settle(self, ids: list[int]) -> None:
        self.table.settle(ids)
        self._show_counts()
        fresh = not self.view.current_id()
        self._select_first()
        if fresh and self._began_at >= 0:
            self._began_at = self.view.current_id()
        self.ordering.renew()

    def _show_rows(self, rows: list[Row]) -> None:
        self.table.put(rows)
        if not self.view.selectionModel().hasSelection():  # what was selected has left
            self.view.select(self.view.current_id())
        self._show_counts()
        for row in rows:
            self.editor.refresh(row)
        if any(row.id == self.view.current_id() for row in rows):
            self._show_tags(self.view.current_id())
        self.ordering.renew_for(rows)

    def _show_counts(self) -> None:
        counts = self.table.counts()
        waiting = counts[TrackState.DESCRIBED]
        self.counted.emit(number(waiting) if waiting else "")
        self.bar.show_counts(counts)

    def _show_state(self, state: TrackState) -> None:
        self.table.show_state(state)
        self._select_first()
        if not self.table.rowCount():
            self._show_current(0)

    def _show_current(self, id_: int) -> None:
        self.editor.show_row(self.table.row(id_))
        self._show_tags(id_)
        self.bar.show_group(self.ordering.words_of(id_))

    def _show_tags(self, id_: int) -> None:
        row = self.table.row(id_)
        self.tags.show_row(row if row and row.state is not TrackState.FAILED else None)

    def _select_turned(self, rows: list[Row]) -> None:
        if here := [row.id for row in rows if self.table.index_of(row.id).isValid()]:
            self.view.select(here[0])

    def _select_first(self) -> None:
        if not self.view.current_id():
            self.view.select(self.table.id_at(0))

    def _waiting(self) -> list[Row]:
        return [row for row in self.table.every() if row.state is TrackState.DESCRIBED]

    def _show_order(self, ids: list[int]) -> None:
        self.table.show_order(ids)
        if self.view.current_id() == self._began_at:
            self.view.select(self.table.id_at(0))  # unless the user has begun elsewhere meanwhile
        here = self.view.current_id()
        self._began_at = -1 if here and self.isVisible() else here
        self.bar.show_group(self.ordering.words_of(self.view.current_id()))

    def _known_words(self) -> tuple[list[str], Manner]:
        return self._looking.words(), load_manner(self._services.library.path)
