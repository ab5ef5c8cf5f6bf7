"""ReviewPage: the tracks whose words wait for a decision, and the words of the current one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from engine.track import TrackState
from tagger_gui.commands import Command, Menu
from tagger_gui.decisions import Decisions
from tagger_gui.loading import Loading
from tagger_gui.news import News
from tagger_gui.player_bar import PlayerBar
from tagger_gui.review.description_editor import DescriptionEditor
from tagger_gui.tasks import Row
from tagger_gui.track_page import TrackPage


class ReviewPage(TrackPage):
    """Table above, editor below."""

    def __init__(
        self,
        *,
        loading: Loading,
        news: News,
        decisions: Decisions,
        player: PlayerBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Review"),
            "review",
            loading=loading,
            news=news,
            decisions=decisions,
            player=player,
            parent=parent,
        )
        self.editor = DescriptionEditor(self.table.state_names)
        self.editor.accepted.connect(self.accept)
        self.editor.skipped.connect(self.skip)
        self.editor.saved.connect(decisions.edit)
        self.editor.left.connect(self.view.setFocus)
        self.view.current_changed.connect(self._show_current)
        self.table.show_state(TrackState.DESCRIBED)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.view)
        split.addWidget(self.editor)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([520, 190])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def shortcuts(self) -> Sequence[Command]:
        edit = Command(
            self.tr("&Edit Description"),
            self.editor.begin,
            ("E", "F2"),
            Menu.TRACK,
            "edit",
            self.view,
        )
        return (
            *super().shortcuts(),
            edit,
            Command(self.tr("Save your own words"), None, ("Ctrl+Return",)),
            Command(self.tr("Leave the editor without saving"), None, ("Esc",)),
        )

    def panes(self) -> Sequence[QWidget]:
        return (self.view, self.editor)

    def draw_icons(self) -> None:
        super().draw_icons()
        self.editor.draw_icons()

    def unsaved(self) -> str:
        drafts = self.editor.drafts()
        return self.tr("Words that you typed are not saved: {0}.").format(drafts) if drafts else ""

    def undo(self) -> None:
        """Takes the last decision back; the track is here again."""
        self._decisions.undo_last()

    def _settle(self, ids: list[int]) -> None:
        super()._settle(ids)
        self._select_first()

    def _show_rows(self, rows: list[Row]) -> None:
        super()._show_rows(rows)
        for row in rows:
            self.editor.refresh(row)

    def _show_counts(self) -> None:
        waiting = self.table.counts()[TrackState.DESCRIBED]
        self.counted.emit(f"{waiting:,}" if waiting else "")

    def _show_current(self, id_: int) -> None:
        self.editor.show_row(self.table.row(id_))
