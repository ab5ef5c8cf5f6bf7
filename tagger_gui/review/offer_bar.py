"""OfferBar: the offer to accept the look-alikes of an accepted track, with a list to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tagger_gui.review.looking import Looking
from tagger_gui.tasks import Row
from tagger_gui.text import ElidedLabel, isolated, label, one_line
from tagger_gui.ticks import TickDelegate
from tagger_gui.work import Errands, Threads


class LookAlikes(QDialog):
    """The look-alikes, each with a box to leave it out."""

    def __init__(self, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Look-Alikes"))
        self._rows = list(rows)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Tracks that sound alike"))
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setItemDelegate(TickDelegate(self.list))
        for row in self._rows:
            name = " – ".join(isolated(one_line(p, 200)) for p in (row.name, row.artist) if p)
            item = QListWidgetItem(f"{name}\n{one_line(row.text, 400)}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        words = self.tr(
            "They sound like the track that you accepted, and the same was heard in them. "
            "Take the mark away where the words do not fit."
        )
        told = label(words)
        told.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.tr("Accept Marked"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(told)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.resize(640, 480)

    def marked(self) -> list[Row]:
        """The tracks that the user has left marked."""
        checked = Qt.CheckState.Checked
        return [r for i, r in enumerate(self._rows) if self.list.item(i).checkState() is checked]


class OfferBar(QFrame):
    """One line with the offer; nothing is accepted before its button is pressed.

    Signals:
        accepted(list): Rows that the user wants accepted too.
        failed(BaseException): look-alikes could not be looked for.
    """

    accepted = Signal(object)
    failed = Signal(object)

    def __init__(self, looking: Looking, threads: Threads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looking, self._errands = looking, Errands(threads, self)
        self._errands.failed.connect(self.failed)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._rows: list[Row] = []
        self._text = ElidedLabel()
        self.take = QPushButton()
        self.look = QPushButton(self.tr("Look at Them…"))
        self.leave = QPushButton(self.tr("No, Thanks"))
        self.take.clicked.connect(lambda: self._take(self._rows))
        self.look.clicked.connect(self._show_list)
        self.leave.clicked.connect(self.withdraw)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 6, 5)
        row.addWidget(self._text, 1)
        for button in (self.take, self.look, self.leave):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether look-alikes are still looked for."""
        return self._errands.busy

    def look_for(self, row: Row, waiting: Callable[[], Sequence[Row]]) -> None:
        """Offers, once found, the look-alikes of an accepted track among those that wait then."""
        self.withdraw()
        others = [other.id for other in waiting() if other.id != row.id]

        def show(alike: list[int]) -> None:
            still = {other.id: other for other in waiting()}
            self._offer(row.name, [still[id_] for id_ in alike if id_ in still])

        self._errands.ask(partial(self._looking.look_alikes, row.id, others), show)

    def withdraw(self) -> None:
        """Offers nothing any more, nor what is still looked for."""
        self._errands.drop()
        self.hide()

    def _offer(self, name: str, rows: Sequence[Row]) -> None:
        self._rows = list(rows)
        self.setVisible(bool(rows))
        count = len(rows)
        told = self.tr("%Ln tracks sound like {0}, and the same was heard in them.", "", count)
        button = self.tr("&Accept %Ln Look-Alikes", "", count)
        self._text.show_text(told.format(isolated(one_line(name, 100))))
        self._text.setAccessibleName(self._text.text())
        self.take.setText(button)

    def text(self) -> str:
        """The offer; nothing if there is none."""
        return "" if self.isHidden() else self._text.text()

    def _take(self, rows: list[Row]) -> None:
        self.hide()
        if rows:
            self.accepted.emit(rows)

    def _show_list(self) -> None:
        dialog = LookAlikes(self._rows, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._take(dialog.marked()))
        dialog.open()
