"""QueryBox: the search as chips, and a line of text for what is being typed."""

from __future__ import annotations

import time

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from engine.query import Like, Node, Seed, Words, chips, parse
from tagger_gui.library.chip_button import ChipButton
from tagger_gui.library.flow import Flow
from tagger_gui.library.offers import Offers
from tagger_gui.library.search_frame import SearchFrame
from tagger_gui.library.terms import Terms, conditions
from tagger_gui.messages import message_words
from tagger_gui.text import label
from tagger_gui.theme import icon

_PAUSE_MS = 200  # without typing, and the search is made in full
_CHIPS_MS = 1500  # and what was typed becomes chips, if it is more than plain words
_LONGEST = 2000  # characters of a search
_LENS = 16  # pixels


class QueryBox(SearchFrame):
    """The search box. Conditions are chips; what is typed stays text until Enter or a pause.

    Signals:
        asked(str, bool): the search as it is now; whether somebody is typing it.
        left(): the user wants on to what was found.
        problem_told(str): what could not be understood, in words; "" for nothing.
    """

    asked = Signal(str, bool)
    left = Signal()
    problem_told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._terms = Terms()  # the chips
        self._lens = label()
        self._clear = QToolButton()
        self._flow = Flow(4)
        self._pause = self._timer(_PAUSE_MS, self._ask_in_full)
        self._settle = self._timer(_CHIPS_MS, self._take_conditions)
        self.offers = Offers(self.edit)
        self._lay_out()
        self.draw_icons()
        self._arrange()

    def _timer(self, milliseconds: int, do: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(do)
        return timer

    def _lay_out(self) -> None:
        edit = self.edit
        edit.setAccessibleName(self.tr("Search"))
        edit.setToolTip(self.tr("Search by title, artist or sound (Ctrl+F)"))
        edit.setMaxLength(_LONGEST)
        edit.setMinimumWidth(170)
        edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        edit.setMinimumHeight(edit.fontMetrics().height() + 8)
        edit.textEdited.connect(self._type)
        edit.returnPressed.connect(self.take)
        self.file_dropped.connect(self._look_for_alike)
        self.offers.chosen.connect(self._complete)
        self._clear.setAutoRaise(True)
        self._clear.setAccessibleName(self.tr("Clear the search"))
        self._clear.setToolTip(self.tr("Clear the search (Esc)"))
        self._clear.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(6)
        row.addWidget(self._lens)
        row.addLayout(self._flow, 1)
        row.addWidget(self._clear)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._lens.setPixmap(icon("search").pixmap(QSize(_LENS, _LENS)))
        self._clear.setIcon(icon("close"))

    # --- the search -----------------------------------------------------------------------------

    def query(self) -> str:
        """The whole search as text: the user's own, where nothing of it was changed."""
        return self._terms.query(self.edit.text())

    def nodes(self) -> tuple[Node, ...]:
        """The conditions that are chips."""
        return tuple(self._terms.nodes)

    def show_query(self, query: str) -> None:
        """Searches for something else, the words of which are the user's own."""
        self._terms.show(query, own=True)
        self.edit.clear()
        self._change()

    def show_chips(self, query: str) -> None:
        """Shows a search, or "" for none, without asking for it."""
        self._terms.show(query)
        self.edit.clear()
        self._pause.stop()
        self._settle.stop()
        self._arrange()

    def begin_with(self, text: str) -> None:
        """Puts a search into the line for the user to go on with."""
        self._terms.show("")
        self.edit.setText(text)
        self._arrange()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.setCursorPosition(len(text))

    def turn(self, node: Node, *, excluded: bool = False) -> None:
        """Adds a condition, or its opposite; takes it away if it is there already."""
        self.take(leave=False)
        self._terms.turn(node, excluded=excluded)
        self._change()

    def clear(self) -> None:
        """Searches for nothing."""
        self.show_query("")
        self.edit.setFocus()

    def begin(self) -> None:
        """Puts the cursor into the line."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def take(self, *, leave: bool = True) -> None:
        """What is typed becomes chips."""
        if self.edit.text().strip():
            parsed = parse(self.edit.text(), now_s=time.time())
            self._terms.take(self.edit.text())
            self.edit.clear()
            self._change()
            self.problem_told.emit("\n".join(map(message_words, parsed.problems)))
        elif leave:
            self.left.emit()

    def _look_for_alike(self, path: str) -> None:
        """A file is an example: what sounds like it?"""
        self.turn(Like((Seed(path=path),)))

    # --- chips ----------------------------------------------------------------------------------

    def chip_buttons(self) -> list[ChipButton]:
        """The chips, as they are shown."""
        widgets = (self._flow.itemAt(i) for i in range(self._flow.count()))
        return [w for item in widgets if item and isinstance(w := item.widget(), ChipButton)]

    def _arrange(self) -> None:
        """Shows the chips anew, the text in its place among them."""
        for old in self.chip_buttons():
            old.hide()
            old.deleteLater()
        widgets: list[QWidget] = []
        for at, node in enumerate(self._terms.nodes):
            button = ChipButton(chips(node)[0], self)
            button.clicked.connect(lambda _=False, at=at: self._edit(at))
            button.removed.connect(lambda at=at: self._remove(at))
            button.stepped.connect(lambda step, at=at: self._step(at + step))
            widgets.append(button)
        widgets.insert(self._terms.place, self.edit)
        self._flow.put(widgets)
        for widget in widgets:
            widget.show()
        empty = not self._terms.nodes and not self.edit.text()
        self.edit.setPlaceholderText(
            self.tr("Search: calm piano, no vocals, under 90 bpm") if not self._terms.nodes else ""
        )
        self._clear.setVisible(not empty)
        self.updateGeometry()

    def _change(self) -> None:
        """The chips are others now."""
        self._pause.stop()
        self._settle.stop()
        self._arrange()
        self.problem_told.emit("")
        self.asked.emit(self.query(), False)

    def _edit(self, at: int) -> None:
        """A chip becomes text, in its place."""
        node = self._terms.nodes[at]
        if self.edit.text().strip():
            self.take(leave=False)
            at = self._terms.nodes.index(node)
        self.edit.setText(self._terms.unfold(at))
        self._arrange()
        self.edit.setFocus()
        self.edit.selectAll()

    def _remove(self, at: int) -> None:
        self._terms.remove(at)
        self._change()
        self.edit.setFocus()

    def _step(self, at: int) -> None:
        buttons = self.chip_buttons()
        if 0 <= at < len(buttons):
            buttons[at].setFocus()
        else:
            self.edit.setFocus()

    # --- typing ---------------------------------------------------------------------------------

    def _type(self, text: str) -> None:
        self._terms.touch()
        self._clear.setVisible(bool(text or self._terms.nodes))
        self.problem_told.emit("")
        self.offers.offer()
        self.asked.emit(self.query(), True)
        self._pause.start()
        self._settle.start()

    def _ask_in_full(self) -> None:
        self.asked.emit(self.query(), False)

    def _take_conditions(self) -> None:
        """After a pause: what was typed becomes chips, unless it is plain words, or unfinished."""
        typed = conditions(self.edit.text())
        busy = self.offers.is_open() or self.edit.hasSelectedText()
        at_end = self.edit.cursorPosition() == len(self.edit.text())
        if typed and at_end and not busy and not any(isinstance(n, Words) for n in typed):
            self.take(leave=False)

    def _complete(self, text: str, cursor: int) -> None:
        self.edit.setText(text)
        self.edit.setCursorPosition(cursor)
        self._type(text)

    def eventFilter(self, watched: object, event: object) -> bool:
        """Keys of the line that have to do with chips."""
        if watched is self.edit and isinstance(event, QKeyEvent) and self._is_press(event):
            at_start = self.edit.cursorPosition() == 0 and not self.edit.hasSelectedText()
            if event.key() == Qt.Key.Key_Backspace and at_start and self._terms.place:
                self._remove(self._terms.place - 1)
                return True
            if event.key() == Qt.Key.Key_Left and at_start and self._terms.place:
                self._step(self._terms.place - 1)
                return True
            if event.key() == Qt.Key.Key_Down:
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._escape()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _escape(self) -> None:
        """Back, step by step: a chip as it was, no search, the tracks."""
        if self._terms.fold():
            self.edit.clear()
            self._change()
        elif self.query():
            self.clear()
        else:
            self.left.emit()

    @staticmethod
    def _is_press(event: QKeyEvent) -> bool:
        return event.type() == QKeyEvent.Type.KeyPress
