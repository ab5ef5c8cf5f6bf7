"""ReviewPage: tracks in the order in which a look at them helps most, and their words and tags."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from engine.manner import Manner, load_manner
from engine.track import TrackState
from tagger_gui.activity.board import JobBoard
from tagger_gui.commands import Command, Menu
from tagger_gui.decisions import Decisions
from tagger_gui.listening import Listening
from tagger_gui.loading import Loading
from tagger_gui.news import News
from tagger_gui.page import Place
from tagger_gui.player_bar import PlayerBar
from tagger_gui.review.batch_editor import BatchEditor
from tagger_gui.review.description_editor import DescriptionEditor
from tagger_gui.review.looking import Looking
from tagger_gui.review.offer_bar import OfferBar
from tagger_gui.review.queue_bar import QueueBar
from tagger_gui.review.retelling import Retelling
from tagger_gui.review.tag_pane import TagPane
from tagger_gui.services import Services
from tagger_gui.settings.store import SettingsStore
from tagger_gui.tasks import Row
from tagger_gui.text import number
from tagger_gui.track_page import TrackPage
from tagger_gui.track_table import Column
from tagger_gui.work import Errands, Threads

if TYPE_CHECKING:  # it loads the model's library, which the first paint must not wait for
    from engine.review import Queue

_LOOK_AGAIN_MS = 1500  # while tracks arrive, the queue is ordered at most so often


class ReviewPage(TrackPage):
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
        super().__init__(
            Place.REVIEW.title,
            loading=loading,
            news=news,
            decisions=decisions,
            player=player,
            parent=parent,
        )
        self._services = services
        self._looking = Looking(services)
        self._places: dict[int, tuple[int, float]] = {}  # of a track: its group, its doubt
        self._sizes: dict[int, int] = {}  # of a group
        self._began_at = 0  # the track that was shown before there was an order
        self._orders, self._offers, self._words = (Errands(threads, self) for _ in range(3))
        self._retelling = Retelling(services, board, listening.throttle, self)
        self.bar = QueueBar(self.table.state_names)
        self.offer = OfferBar()
        self.editor = DescriptionEditor(self.table.state_names)
        self.tags = TagPane(services.library, threads, settings)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_AGAIN_MS)
        self._connect()
        self.view.setColumnHidden(Column.DURATION, True)
        self.table.show_state(self.bar.state())
        self._lay_out()

    def _connect(self) -> None:
        for errands in (self._orders, self._offers, self._words, self.tags.errands):
            errands.failed.connect(self.failed)
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
        self._soon.timeout.connect(self._order)

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
        taken = {"R", "U"}  # they mean something else on this page
        common = [c for c in super().shortcuts() if not taken & set(c.keys)]
        return (
            *common,
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
        self._order()
        self._words.ask(self._known_words, lambda known: self.editor.know(*known))

    def draw_icons(self) -> None:
        super().draw_icons()
        self.editor.draw_icons()

    def unsaved(self) -> str:
        drafts = self.editor.drafts()
        return self.tr("Words that you typed are not saved: {0}.").format(drafts) if drafts else ""

    def shut(self) -> None:
        for errands in (self._orders, self._offers, self._words):
            errands.drop()
        self.tags.shut()

    # --- what the user can do -------------------------------------------------------------------

    def accept(self) -> None:
        """Accepts the selected tracks, moves on, and offers the look-alikes of a single one."""
        rows = [row for row in self.view.selected_rows() if row.state is TrackState.DESCRIBED]
        super().accept()
        if len(rows) == 1:
            self._look_for_alikes(rows[0])

    def skip(self) -> None:
        """Rejects the selected tracks' descriptions and moves on."""
        self.offer.hide()
        super().skip()

    def undo(self) -> None:
        """Takes the last decision back; the track is here again."""
        self.offer.hide()
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
        self.view.select_next()
        self.offer.hide()
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
        dialog.accepted.connect(lambda: self._decisions.wish(ids, dialog.wish()))
        dialog.open()

    def reword(self) -> None:
        """Asks for another wording of the selected tracks' descriptions."""
        waiting = [r for r in self.view.selected_rows() if r.state is TrackState.DESCRIBED]
        if waiting:
            self._retelling.ask([row.id for row in waiting])
        else:
            self.told.emit(self.tr("Only what is to be reviewed can be worded anew"))

    def _save(self, id_: int, words: str) -> None:
        self._decisions.edit(id_, words)
        if self.view.current_id() == id_:
            self.view.select_next()
        self.view.setFocus()

    # --- what is shown --------------------------------------------------------------------------

    def _settle(self, ids: list[int]) -> None:
        super()._settle(ids)
        self._select_first()
        self._began_at = self._began_at or self.view.current_id()
        self._order()

    def _show_rows(self, rows: list[Row]) -> None:
        super()._show_rows(rows)
        for row in rows:
            self.editor.refresh(row)
        if any(row.id == self.view.current_id() for row in rows):
            self._show_tags(self.view.current_id())
        fresh = (r.id not in self._places for r in rows if r.state is TrackState.DESCRIBED)
        if any(fresh) and not self._soon.isActive():
            self._soon.start()

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
        self._show_group(id_)

    def _show_tags(self, id_: int) -> None:
        row = self.table.row(id_)
        self.tags.show_row(row if row and row.state is not TrackState.FAILED else None)

    def _show_group(self, id_: int) -> None:
        group, doubt = self._places.get(id_, (-1, 0.0))
        size = self._sizes.get(group, 0)
        if not size:
            self.bar.show_group("")
            return
        alike = self.tr("sounds like %Ln others in the queue", "", size - 1)
        sure = self.tr("doubt {0}").format(f"{doubt:.0%}")
        self.bar.show_group(f"{alike} · {sure}" if size > 1 else sure)

    def _waiting(self) -> list[Row]:
        return [row for row in self.table.every() if row.state is TrackState.DESCRIBED]

    def _order(self) -> None:
        ids = [row.id for row in self._waiting()]
        self._orders.ask(partial(self._looking.queue, ids), self._show_order)

    def _show_order(self, queue: Queue) -> None:
        ids, groups = queue.ids.tolist(), queue.groups.tolist()
        self._places = dict(zip(ids, zip(groups, queue.doubt.tolist(), strict=True), strict=True))
        self._sizes = {}
        for group in groups:
            self._sizes[group] = self._sizes.get(group, 0) + 1
        self.table.show_order(ids)
        if self.view.current_id() == self._began_at and (first := self.table.id_at(0)):
            self.view.select(first)  # unless the user has begun elsewhere meanwhile
        self._began_at = -1
        self._show_group(self.view.current_id())

    def _look_for_alikes(self, row: Row) -> None:
        self.offer.hide()
        waiting = [other.id for other in self._waiting() if other.id != row.id]

        def show(alike: list[int]) -> None:
            rows = [r for i in alike if (r := self.table.row(i))]
            self.offer.offer(row.name, [r for r in rows if r.state is TrackState.DESCRIBED])

        self._offers.ask(partial(self._looking.look_alikes, row.id, waiting), show)

    def _known_words(self) -> tuple[list[str], Manner]:
        return self._looking.words(), load_manner(self._services.library.path)
