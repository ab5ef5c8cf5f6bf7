"""BackupsTab: the daily copies of the library, and the user's own words as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.library.backups import Kept
from engine.words import printable
from tagger_gui.dialogs import Dialogs
from tagger_gui.history.tables import size, when
from tagger_gui.reasons import error_words
from tagger_gui.settings.keeping import Keeping
from tagger_gui.text import Look, label, one_line, plain

_WORDS_FILTER = "JSON Lines (*.jsonl)"


class BackupsTab(QWidget):
    """What there is, and what can be done about it at once."""

    def __init__(self, keeping: Keeping, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._dialogs = dialogs
        self._folder: Path | None = None
        self.newest = label()
        self.place = label("", Look.QUIET)
        self.note = label("", Look.QUIET)
        self.back_up = QPushButton(self.tr("Back Up Now"))
        self.open_folder = QPushButton(self.tr("Open the Folder"))
        self.export_words = QPushButton(self.tr("Export Your Words…"))
        self.import_words = QPushButton(self.tr("Import Words…"))
        self._lay_out()
        self.back_up.clicked.connect(self._back_up)
        self.open_folder.clicked.connect(self._show_folder)
        self.export_words.clicked.connect(self._export)
        self.import_words.clicked.connect(self._import)
        keeping.backed_up.connect(self._show)
        keeping.told.connect(self._tell)
        keeping.failed.connect(self._tell_failure)
        self._wait()
        keeping.look()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(label(self.tr("Backups of the library"), Look.STRONG))
        column.addWidget(self.newest)
        column.addWidget(self.place)
        column.addLayout(_row(self.back_up, self.open_folder))
        every_day = label(
            self.tr("One is made every day when the window opens; the last five days stay."),
            Look.QUIET,
        )
        column.addWidget(every_day)
        column.addSpacing(16)
        column.addWidget(label(self.tr("Your words and decisions"), Look.STRONG))
        purpose = label(
            self.tr(
                "As a file of text they can be taken to another computer, where they find the same"
                " music under whatever name."
            )
        )
        column.addWidget(purpose)
        column.addLayout(_row(self.export_words, self.import_words))
        column.addWidget(self.note)
        column.addStretch(1)
        for told in (self.newest, self.place, every_day, purpose, self.note):
            told.setWordWrap(True)

    def _back_up(self) -> None:
        self._wait()
        self._keeping.back_up(anew=True)

    def _wait(self) -> None:
        self.back_up.setEnabled(False)
        self.newest.setText(self.tr("One moment…"))

    def _show(self, kept: Kept) -> None:
        if self._keeping.backing_up:  # this is the answer to an earlier question
            return
        self._folder = kept.folder
        self.back_up.setEnabled(True)
        self.open_folder.setEnabled(kept.count > 0)
        self.place.setText(one_line(printable(kept.folder)))
        if kept.newest_s is None:
            self.newest.setText(self.tr("There is no backup yet."))
            return
        words = self.tr("The last one was made {0}. Backups: {1}, together {2}.")
        self.newest.setText(words.format(when(kept.newest_s), kept.count, size(kept.size)))

    def _show_folder(self) -> None:
        if self._folder:
            self._dialogs.open_folder(self._folder)

    def _export(self) -> None:
        title, name = self.tr("Export Your Words"), Path("linernotes words.jsonl")
        if file := self._dialogs.choose_new_file(title, name, _WORDS_FILTER):
            self._keeping.export_words(file)

    def _import(self) -> None:
        if file := self._dialogs.choose_file(self.tr("Import Words"), _WORDS_FILTER):
            self._keeping.import_words(file)

    def _tell(self, words: str) -> None:
        self.note.setText(plain(words))

    def _tell_failure(self, error: BaseException) -> None:
        self.back_up.setEnabled(True)
        self._tell(error_words(error))


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
