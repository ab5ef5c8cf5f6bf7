"""SearchBar: the search box and the choice of a state."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from engine.track import TrackState
from tagger_gui.theme import icon, state_icon

_DEBOUNCE_MS = 150


class SearchBar(QWidget):
    """Narrows the table down.

    Signals:
        search_asked(str): the words to search for; "" for everything.
        state_chosen(object): the TrackState to show, None for any.
        left(): the user wants on to the table.
    """

    search_asked = Signal(str)
    state_chosen = Signal(object)
    left = Signal()

    def __init__(self, state_names: dict[TrackState, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = state_names
        self.box = QLineEdit()
        self.box.setPlaceholderText(self.tr("Search: calm piano, no vocals"))
        self.box.setAccessibleName(self.tr("Search"))
        self.box.setToolTip(self.tr("Search by title, artist or sound (Ctrl+F)"))
        self.box.setClearButtonEnabled(True)
        self.box.setMaxLength(400)
        self.box.setMinimumWidth(220)
        self._lens = self.box.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.states = QComboBox()
        self.states.setAccessibleName(self.tr("Show tracks in state"))
        self.states.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.states.addItem(self.tr("All tracks"), None)
        for state, name in state_names.items():
            self.states.addItem(state_icon(state), name, state)
        self.states.currentIndexChanged.connect(self._choose)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DEBOUNCE_MS)
        self._pause.timeout.connect(self._ask)
        self.box.textChanged.connect(lambda _: self._pause.start())
        self.box.returnPressed.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.addWidget(self.box, 1)
        row.addWidget(self.states)

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._lens.setIcon(icon("search"))

    def show_counts(self, counts: dict[TrackState, int]) -> None:
        """How many tracks are in each state."""
        total = sum(counts.values())
        self.states.setItemText(0, self.tr("All tracks ({0})").format(f"{total:,}"))
        for at, (state, name) in enumerate(self._names.items(), 1):
            self.states.setItemText(at, f"{name} ({counts.get(state, 0):,})")

    def begin(self) -> None:
        """Puts the cursor into the search box."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the box, then leaves it."""
        if event.key() == Qt.Key.Key_Escape and self.box.text():
            self.box.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self.search_asked.emit(self.box.text().strip())

    def _choose(self, at: int) -> None:
        self.state_chosen.emit(self.states.itemData(at))
