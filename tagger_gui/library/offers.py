"""Offers: what the word that is being typed into the search may become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QListView

from engine.query import complete

_MOST = 20
_BELOW = 7  # pixels between the line and its list: the frame around the line
_TEXT, _CURSOR = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class Offers(QObject):
    """A list of fields and values below a line of text.

    Signals:
        chosen(str, int): the whole text with the choice in it, and where the cursor goes.
    """

    chosen = Signal(str, int)

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._values: Mapping[str, Sequence[str]] = {}
        self._offered = QStandardItemModel(self)
        self._list = QCompleter(self._offered, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setWidget(edit)
        self._list.activated[QModelIndex].connect(self._choose)  # type: ignore[index]
        self._popup = QListView()
        self._list.setPopup(self._popup)
        self._popup.installEventFilter(self)

    def show_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """What there is in the library, by field."""
        self._values = values

    def is_open(self) -> bool:
        """Whether the user has something to choose from."""
        return self._popup.isVisible()

    def offer(self) -> None:
        """Offers what fits the text at the cursor, or nothing."""
        text, cursor = self._edit.text(), self._edit.cursorPosition()
        self._offered.clear()
        found = complete(text, cursor, self._beginning_with) if text.strip() else ()
        for each in found[:_MOST]:
            item = QStandardItem(each.text)
            item.setData(text[: each.start] + each.text + text[each.end :], _TEXT)
            item.setData(each.start + len(each.text), _CURSOR)
            self._offered.appendRow(item)
        if found:
            self._list.complete(self._edit.rect().adjusted(0, 0, 0, _BELOW))
            self._popup.setCurrentIndex(QModelIndex())  # nothing is chosen before somebody does
        else:
            self._popup.hide()

    def eventFilter(self, watched: QObject, event: object) -> bool:
        """Enter takes what was chosen from the list, and nothing else; or it is for the line."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            watched is self._popup
            and isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.KeyPress
            and event.key() in enter
        ):
            chosen = self._popup.currentIndex()
            self._popup.hide()
            if chosen.isValid():
                self._choose(chosen)
            else:
                QApplication.sendEvent(self._edit, event)
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _beginning_with(self, field: str, prefix: str) -> list[str]:
        wanted = prefix.casefold()
        return [v for v in self._values.get(field, ()) if v.casefold().startswith(wanted)]

    def _choose(self, at: QModelIndex) -> None:
        item = self._offered.item(at.row())
        self.chosen.emit(item.data(_TEXT), item.data(_CURSOR))
