"""WordsEdit: the box for the words of a description, with completion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QPlainTextEdit

_FROM = 2  # letters
_SHOWN = 8  # completions at once
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WordsEdit(QPlainTextEdit):
    """One line of words, however it is wrapped.

    Signals:
        confirmed(): Enter.
        abandoned(): Esc.
    """

    confirmed = Signal()
    abandoned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known = QStringListModel(self)
        self.completer = QCompleter(self._known, self)
        self.completer.setWidget(self)
        self.popup = cast(QAbstractItemView, self.completer.popup())
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setMaxVisibleItems(_SHOWN)
        self.completer.activated.connect(self._complete)

    def know(self, words: Sequence[str]) -> None:
        """Words and names that can be completed."""
        self._known.setStringList(list(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self.popup
        choosing = popup.isVisible() and popup.currentIndex().isValid()
        if choosing and event.key() in (*_ENTER, Qt.Key.Key_Tab):
            event.ignore()  # the list takes it
        elif event.key() in _ENTER:
            popup.hide()
            self.confirmed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if popup.isVisible():
                popup.hide()
            else:
                self.abandoned.emit()
        else:
            super().keyPressEvent(event)
            if event.text():
                self._offer()

    def _begun(self) -> str:
        """The word before the cursor, as far as it is written."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = re.search(r"[\w'-]+$", before)
        return found.group() if found else ""

    def _offer(self) -> None:
        begun = self._begun()
        self.completer.setCompletionPrefix(begun)
        popup, count = self.popup, self.completer.completionCount()
        whole = count == 1 and self.completer.currentCompletion().casefold() == begun.casefold()
        if len(begun) < _FROM or not count or whole:
            popup.hide()
            return
        popup.setCurrentIndex(self.completer.completionModel().index(-1, 0))
        place = self.cursorRect()
        width = popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width() + 8
        place.setWidth(width)
        self.completer.complete(place)

    def _complete(self, word: str) -> None:
        begun, cursor = self._begun(), self.textCursor()
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(begun)
        )
        cursor.insertText(word[:1].upper() + word[1:] if begun[:1].isupper() else word)
        self.setTextCursor(cursor)
