"""Sample: what was said about the first few tracks, before all are described."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tagger_gui.reasons import reason_words
from tagger_gui.tasks import Row
from tagger_gui.text import ElidedLabel, Look, isolated, label, one_line


class Sample(QWidget):
    """A list of titles and sentences that fills while we look, and the question what now.

    Signals:
        agreed(): all tracks are to be described.
        passed_over(): not now.
    """

    agreed = Signal()
    passed_over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", Look.LARGE)
        self._told = label("", Look.QUIET)
        self._all = QPushButton(self.tr("Describe All"))
        self._all.setDefault(True)
        self._all.clicked.connect(self.agreed)
        self._later = QPushButton(self.tr("Not Now"))
        self._later.clicked.connect(self.passed_over)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(6)
        self._cards.addStretch(1)
        self._rows: dict[int, QWidget] = {}
        self._lay_out()
        self.begin()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setLayout(self._cards)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(self.tr("Sample of descriptions"))
        buttons = QHBoxLayout()
        buttons.addWidget(self._told, 1)
        buttons.addWidget(self._later)
        buttons.addWidget(self._all)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 32, 48, 24)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)

    def begin(self) -> None:
        """Shows that a sample is being listened to."""
        self._title.setText(self.tr("Looking for music…"))
        self._told.setText("")
        self._all.setEnabled(False)
        for card in self._rows.values():
            card.deleteLater()
        self._rows.clear()

    def show_progress(self, done: int, total: int) -> None:
        """So many tracks of the sample were listened to."""
        self._title.setText(
            self.tr("Listening to %Ln of your tracks ({0} done)…", "", total).format(done)
        )

    def add(self, rows: Iterable[Row]) -> None:
        """Shows what was said about these."""
        for row in rows:
            if row.id not in self._rows:
                card = self._rows[row.id] = _card(row)
                self._cards.insertWidget(self._cards.count() - 1, card)

    def end(self, waiting: int) -> None:
        """The sample is complete; `waiting`: how many tracks are left."""
        self._all.setEnabled(True)
        if not self._rows:
            self._title.setText(self.tr("No music was found there"))
            self._all.setText(self.tr("Go On"))
            return
        self._title.setText(self.tr("This is what Linernotes says"))
        told = self.tr("It is often right and sometimes wrong: nothing is final before you agree.")
        self._told.setText(told)
        words = self.tr("Describe the Other %Ln", "", waiting)
        self._all.setText(words if waiting else self.tr("Go to the Library"))


def _card(row: Row) -> QWidget:
    card = QFrame()
    card.setFrameShape(QFrame.Shape.StyledPanel)
    names = " – ".join(isolated(one_line(part, 200)) for part in (row.name, row.artist) if part)
    words = label(one_line(row.text or reason_words(row.trouble), 600))
    words.setWordWrap(True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 8, 14, 8)
    column.setSpacing(2)
    column.addWidget(ElidedLabel(names, Look.QUIET))
    column.addWidget(words)
    return card
