"""PhraseText: a description whose phrases lead to the seconds that support them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

if TYPE_CHECKING:  # loading what decodes would hold up the window
    from engine.evidence import Phrase


_LINES = 8  # shown at most without scrolling


class PhraseText(QPlainTextEdit):
    """Plain text in which phrases are underlined, and grey where nothing supports them.

    A click or Enter asks for a phrase; the arrow keys go from one to the next.

    Signals:
        asked(Phrase): the user wants to hear what supports it.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phrases: Sequence[Phrase] = ()
        self._current = 0
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(self.tr("Description"))

    def show_text(self, text: str, phrases: Sequence[Phrase]) -> None:
        """Shows a description; `phrases` are places in it."""
        self._phrases, self._current = phrases, 0
        self.setPlainText(text)
        self._mark()
        self._tell()
        self.updateGeometry()

    def current(self) -> Phrase | None:
        """The phrase that Enter would ask for."""
        return self._phrases[self._current] if self._phrases else None

    # --- keys and mouse -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key, phrase = Qt.Key(event.key()), self.current()
        if key in steps and phrase:
            self._current = (self._current + steps[key]) % len(self._phrases)
            self._mark()
            self._tell()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and phrase:
            self._ask(phrase)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        phrase = self._phrase_at(event)
        there = phrase is not None and bool(phrase.spans)
        pointing, writing = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(pointing if there else writing)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        phrase = self._phrase_at(event)
        if phrase is not None and not self.textCursor().hasSelection():
            self._current = self._phrases.index(phrase)
            self._mark()
            self._ask(phrase)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()

    def _phrase_at(self, event: QMouseEvent) -> Phrase | None:
        point = event.position().toPoint()
        cursor = self.cursorForPosition(point)
        if not self.cursorRect(cursor).adjusted(-20, 0, 20, 0).contains(point):
            return None  # beside or below the words
        at = cursor.position()
        inside = (p for p in self._phrases if self._place(p.start) <= at < self._place(p.end))
        return next(inside, None)

    def _ask(self, phrase: Phrase) -> None:
        if phrase.spans:
            self.asked.emit(phrase)

    # --- looks ----------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()

    def _mark(self) -> None:
        marked = []
        for number, phrase in enumerate(self._phrases):
            selection = QTextEdit.ExtraSelection()
            focused = number == self._current and self.hasFocus()
            selection.format = self._format(bool(phrase.spans), focused)
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._place(phrase.start))
            cursor.setPosition(self._place(phrase.end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            marked.append(selection)
        self.setExtraSelections(marked)

    def _format(self, supported: bool, focused: bool) -> QTextCharFormat:
        made = QTextCharFormat()
        role = QPalette.ColorRole.Link if supported else QPalette.ColorRole.PlaceholderText
        made.setForeground(self.palette().color(role))
        made.setFontUnderline(supported)
        if focused:
            made.setBackground(self.palette().color(QPalette.ColorRole.Highlight))
            made.setForeground(self.palette().color(QPalette.ColorRole.HighlightedText))
        return made

    def _tell(self) -> None:
        phrase = self.current()
        words = ""
        if phrase:
            heard = self.tr("{0}: Enter plays what supports it").format(phrase.name)
            words = heard if phrase.spans else self.tr("{0}: not heard").format(phrase.name)
        self.setAccessibleDescription(words)

    def _place(self, at: int) -> int:
        """Qt counts in UTF-16."""
        return len(self.toPlainText()[:at].encode("utf-16-le", "surrogatepass")) // 2

    def sizeHint(self) -> QSize:
        lines = round(self.document().documentLayout().documentSize().height())  # of plain text
        margin = round(2 * self.document().documentMargin()) + 2
        height = min(max(1, lines), _LINES) * self.fontMetrics().lineSpacing() + margin
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lines = self.document().documentLayout().documentSize().height()
        never, needed = (
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            Qt.ScrollBarPolicy.ScrollBarAsNeeded,
        )
        self.setVerticalScrollBarPolicy(needed if lines > _LINES else never)
        self.updateGeometry()
