"""QueueBar: which tracks the Review page shows, and how many are left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from engine.track import TrackState
from tagger_gui.states import state_names
from tagger_gui.text import ElidedLabel, Look, label, number

_SHOWN = (
    TrackState.DESCRIBED,
    TrackState.ACCEPTED,
    TrackState.EDITED,
    TrackState.SKIPPED,
    TrackState.FAILED,
)


class QueueBar(QWidget):
    """A filter by state with counts, and a word about the queue.

    Signals:
        state_chosen(TrackState): only tracks in this state are wanted.
    """

    state_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = state_names()
        self.states = QComboBox()
        self.states.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.states.setAccessibleName(self.tr("Show tracks that are"))
        for state in _SHOWN:
            self.states.addItem(self._names[state], state)
        self.states.currentIndexChanged.connect(
            lambda _: self.state_chosen.emit(self.states.currentData())
        )
        self._left = label("", Look.STRONG)
        self._group = ElidedLabel(look=Look.QUIET)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(12)
        row.addWidget(self.states)
        row.addWidget(self._left)
        row.addWidget(self._group, 1)

    def state(self) -> TrackState:
        """The state whose tracks are wanted."""
        state: TrackState = self.states.currentData()
        return state

    def show_counts(self, counts: dict[TrackState, int]) -> None:
        """How many tracks are in each state."""
        for place, state in enumerate(_SHOWN):
            self.states.setItemText(place, f"{self._names[state]} ({number(counts[state])})")
        left = counts[TrackState.DESCRIBED]
        words = self.tr("%Ln left to review", "", left)
        self._left.setText(words if left else self.tr("Nothing to review"))

    def show_group(self, words: str) -> None:
        """Something about the tracks that sound like the current one."""
        self._group.show_text(words)

    def text(self) -> str:
        """What is said about the queue."""
        return f"{self._left.text()} {self._group.text()}".strip()
