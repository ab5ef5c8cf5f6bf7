"""SummaryBar: how many tracks are shown and why, between the search and the tracks."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from engine.errors import LinernotesError
from engine.message import Message
from tagger_gui.library.library_table import LibraryTable
from tagger_gui.messages import message_words
from tagger_gui.reasons import error_words
from tagger_gui.text import ElidedLabel, Look, label, one_line


class SummaryBar(QWidget):
    """One line about what is shown, above it what of the search was not understood.

    Signals:
        weaker_asked(): weaker matches are wanted, or no longer.
        all_asked(): all tracks are wanted.
    """

    weaker_asked = Signal()
    all_asked = Signal()

    def __init__(self, table: LibraryTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._own = ""  # problems that were found in what was typed
        self.words = ElidedLabel(look=Look.QUIET)
        self.problem = label("")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.weaker = QToolButton()
        self.weaker.clicked.connect(self.weaker_asked)
        self.back = QToolButton()
        self.back.setText(self.tr("Show all tracks"))
        self.back.clicked.connect(self.all_asked)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        for button in (self.weaker, self.back):
            button.setAutoRaise(True)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 8, 0)
        column.setSpacing(2)
        column.addWidget(self.problem)
        column.addLayout(row)
        self.show_state()

    def show_problem(self, words: str) -> None:
        """What of the typed search was not understood; "" for nothing."""
        self._own = words
        self._show_problems(())

    def show_state(self) -> None:
        """What the table shows now."""
        shown = self._table.shown
        self.words.show_text(self._words())
        self.words.setAccessibleName(self._words())
        self.weaker.setVisible(bool(shown.weaker))
        everything = shown.wanted.everything
        self.weaker.setText(
            self.tr("Hide weaker matches") if everything else self.tr("Show weaker matches")
        )
        self.back.setVisible(bool(shown.wanted.query) or shown.wanted.playlist is not None)
        self._show_problems(map(_words_of, shown.problems))

    def _words(self) -> str:
        shown = self._table.shown
        count = len(shown.ids)
        tracks = self.tr("%Ln tracks", "", count)
        if shown.searched:
            return self._table.line_words() if shown.weaker else self._table.fit_words()
        if shown.wanted.playlist is not None:
            return f"{one_line(shown.wanted.playlist.name)} — {tracks}"
        return tracks

    def _show_problems(self, problems: Iterable[str]) -> None:
        lines = dict.fromkeys((*self._own.splitlines(), *problems))
        self.problem.setText("\n".join(one_line(line) for line in lines))
        self.problem.setVisible(bool(lines))


def _words_of(problem: Message | LinernotesError) -> str:
    return message_words(problem) if isinstance(problem, Message) else error_words(problem)
