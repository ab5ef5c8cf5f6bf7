"""BatchEditor: what several tracks are to have in common, with keep and blank for each field."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from tagger_gui.deciding import Wish
from tagger_gui.text import label, one_line

_KEEP, _BLANK = 0, 1


class BatchEditor(QDialog):
    """One row per field: <keep> leaves it as it is in each track, <blank> takes it away."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Edit %Ln Tracks", "", count))
        self.words = self._box(self.tr("Description"))
        edit = QLineEdit()
        edit.setPlaceholderText(self.words.itemText(_KEEP))
        self.words.setLineEdit(edit)
        self.words.setCurrentIndex(-1)  # keep; what is typed stands alone
        self.kinds = {
            "genre": self._box(self.tr("Genre")),
            "mood": self._box(self.tr("Mood")),
            "instrument": self._box(self.tr("Instruments")),
        }
        explained = label(
            self.tr(
                "<keep> leaves the field of each track as it is. <blank>: Linernotes has nothing "
                "to say there, and writes nothing; what is in the files stays. Of your own words, "
                "the same are given to every track."
            )
        )
        explained.setWordWrap(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(explained)
        for box in (self.words, *self.kinds.values()):
            form.addRow(box.accessibleName(), box)
        form.addRow(self._buttons)
        self.resize(560, self.sizeHint().height())

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.addItems([self.tr("<keep>"), self.tr("<blank>")])
        box.setAccessibleName(name)
        return box

    def wish(self) -> Wish:
        """What the user wants."""
        typed = one_line(self.words.currentText())
        keep, blank = self.words.itemText(_KEEP), self.words.itemText(_BLANK)
        words = {keep: None, blank: "", "": None}.get(typed, typed)
        gone = {kind for kind, box in self.kinds.items() if box.currentIndex() == _BLANK}
        return Wish(words, frozenset(gone))
