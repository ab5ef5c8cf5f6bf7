"""DescriptionEditor: the words for one track, to be accepted, rewritten or skipped."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.manner import Manner
from engine.track import TrackState
from tagger_gui.reasons import reason_words
from tagger_gui.review.words_edit import WordsEdit
from tagger_gui.states import state_names
from tagger_gui.tasks import Row
from tagger_gui.text import LONGEST, ElidedLabel, Look, isolated, one_line, plain
from tagger_gui.theme import icon

COMMENT = 250  # characters of a comment in a file


class DescriptionEditor(QWidget):
    """Shows one track's description and what can be done with it.

    Words that were typed but not saved are kept, as drafts, while other tracks are shown.

    Signals:
        accepted(), skipped(), again(): about the selected tracks; again: another wording.
        saved(int, str): the user's own words for the track of this number.
        left(): the user is done with typing and wants back to the table.
    """

    accepted = Signal()
    skipped = Signal()
    again = Signal()
    saved = Signal(int, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state_names = state_names()
        self._manner = Manner()
        self._row: Row | None = None
        self._busy: Collection[int] = ()
        self._drafts: dict[int, str] = {}
        self._saving: dict[int, str] = {}  # handed on, not yet known to be in the library
        self._title = ElidedLabel(look=Look.STRONG)
        self._note = ElidedLabel(look=Look.QUIET)
        self._words = WordsEdit()
        self._words.setAccessibleName(self.tr("Description"))
        self._words.setTabChangesFocus(True)
        font = self._words.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._words.setFont(font)
        self._words.textChanged.connect(self._keep_draft)
        self._words.confirmed.connect(self.save)
        self._words.abandoned.connect(self.revert)
        self._accept = self._button(self.tr("Accept"), self.tr("Take these words (A)"))
        self._accept.clicked.connect(self.accepted)
        self._save = self._button(
            self.tr("Save My Words"),
            self.tr("Keep the words as you have written them (Enter)"),
        )
        self._save.clicked.connect(self.save)
        self._revert = self._button(self.tr("Revert"), self.tr("Forget what you have typed (Esc)"))
        self._revert.clicked.connect(self.revert)
        self._skip = self._button(self.tr("Skip"), self.tr("No description for this track (X)"))
        self._skip.clicked.connect(self.skipped)
        self._again = self._button(self.tr("Reword"), self.tr("Another wording (R)"))
        self._again.clicked.connect(self.again)
        self._count = ElidedLabel(look=Look.QUIET)
        self._lay_out()
        self.draw_icons()
        self.show_row(None)

    def _button(self, words: str, explained: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(explained)
        button.setAccessibleDescription(explained)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self._accept, self._save, self._revert, self._again, self._skip):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addWidget(self._words, 1)
        column.addWidget(self._count)
        column.addLayout(buttons)
        self._words.setMinimumHeight(3 * self.fontMetrics().lineSpacing() + 12)

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        names = {self._accept: "accept", self._save: "edit", self._revert: "undo"}
        names |= {self._skip: "skip", self._again: "again"}
        for button, name in names.items():
            button.setIcon(icon(name))

    # --- what is shown --------------------------------------------------------------------------

    def show_row(self, row: Row | None) -> None:
        """Shows the track, with the words that were typed for it before, if any."""
        self._row = row
        words = self._drafts.get(row.id, plain(row.text)) if row else ""
        if self._words.toPlainText() != words:
            self._words.blockSignals(True)
            self._words.setPlainText(words)
            self._words.blockSignals(False)
        invitation = self.tr("No description. You can write your own words here.")
        nothing = self.tr("Select a track to read its description.")
        self._words.setPlaceholderText(invitation if row else nothing)
        self._title.show_text(self._heading(row) if row else "")
        self._note.show_text(self._remark(row) if row else "")
        self._allow()

    def refresh(self, row: Row) -> None:
        """The track has changed; what the user is typing stays, unless it was just that."""
        saved = self._saving.pop(row.id, None) if row.state is TrackState.EDITED else None
        if saved is not None and saved == self._drafts.get(row.id):
            del self._drafts[row.id]
        if self._row and row.id == self._row.id:
            self.show_row(row)

    def know(self, words: Sequence[str], manner: Manner) -> None:
        """Words that can be completed, and words that the user has banned."""
        self._words.know(words)
        self._manner = manner

    def show_busy(self, ids: Collection[int]) -> None:
        """Tracks that are being worded anew."""
        self._busy = ids
        self._allow()

    def begin(self) -> None:
        """Puts the cursor behind the words."""
        if self._words.isEnabled():
            self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._words.selectAll()

    def drafts(self) -> int:
        """For how many tracks there are words that are not saved."""
        return len(self._drafts)

    def words(self) -> str:
        """What stands in the editor."""
        return self._words.toPlainText()

    def _heading(self, row: Row) -> str:
        parts = [isolated(one_line(part, 300)) for part in (row.name, row.artist) if part]
        return " – ".join(parts)

    def _remark(self, row: Row) -> str:
        state = self._state_names[row.state]
        return f"{state}: {reason_words(row.trouble)}" if row.trouble else state

    # --- what is typed --------------------------------------------------------------------------

    def save(self) -> None:
        """Hands the user's words on."""
        if self._row and self._save.isEnabled():
            self._saving[self._row.id] = self.words()
            self.saved.emit(self._row.id, self.words())

    def revert(self) -> None:
        """Forgets what was typed for this track."""
        if self._row:
            self._drafts.pop(self._row.id, None)
            self.show_row(self._row)
        self.left.emit()

    def _keep_draft(self) -> None:
        if not self._row:
            return
        if self.words() == plain(self._row.text):
            self._drafts.pop(self._row.id, None)
        else:
            self._drafts[self._row.id] = self.words()
        self._allow()

    def _allow(self) -> None:
        row, length = self._row, len(self.words())
        typed = bool(row and row.id in self._drafts)
        self._words.setEnabled(row is not None)
        self._accept.setEnabled(bool(row and row.state is TrackState.DESCRIBED and not typed))
        self._save.setEnabled(typed and bool(self.words().strip()) and length <= LONGEST)
        self._revert.setVisible(typed)
        self._skip.setEnabled(
            bool(row and row.state not in (TrackState.SKIPPED, TrackState.TAGGED) and not typed)
        )
        open_ = bool(row and row.state is TrackState.DESCRIBED and not typed)
        self._again.setEnabled(bool(open_ and row and row.id not in self._busy))
        self._count.show_text(self._live_word(row, typed=typed) if row else "")

    def _live_word(self, row: Row, *, typed: bool) -> str:
        """What should be known about the words as they stand there now."""
        words = self.words()
        if not typed:
            busy, cut = self.tr("Finding another wording…"), self.tr("Only the beginning is shown")
            return busy if row.id in self._busy else "" if row.full else cut
        if len(words) > LONGEST:
            return self.tr("{0} of {1} characters").format(len(words), LONGEST)
        if self._manner.bans(words):
            return self.tr("There is a word in it that you have banned")
        if "\n" in words.strip():
            return self.tr("Lines will be joined into one")
        cut = self.tr("The comment in the file will hold the first {0} of {1} characters")
        keep = self.tr("Not saved: Enter keeps it, Esc forgets it")
        return cut.format(COMMENT, len(words)) if len(words) > COMMENT else keep
