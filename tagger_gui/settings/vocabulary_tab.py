"""VocabularyTab: words that are never said, and words that are said instead of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from engine.errors import LinernotesError
from engine.manner import Manner, checked, load_manner, read_manner, write_manner
from engine.message import Message
from tagger_gui.dialogs import Dialogs
from tagger_gui.messages import message_words
from tagger_gui.reasons import error_words
from tagger_gui.settings.keeping import Keeping
from tagger_gui.settings.word_table import WordTable, word_view
from tagger_gui.tables import selected_rows
from tagger_gui.text import Look, label, plain

if TYPE_CHECKING:  # it loads onnxruntime
    from engine.model import Vocabulary

_FILTER = "JSON (*.json)"
_MOST_REMARKS = 3


class VocabularyTab(QWidget):
    """Two tables of words, with what is to be said about them below."""

    def __init__(self, keeping: Keeping, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._heard: dict[str, str] = {}  # what the model listens for, and of which kind it is
        self._known = QStringListModel(self)
        self.banned = WordTable([self.tr("Never say")])
        self.preferred = WordTable([self.tr("Instead of"), self.tr("Say")])
        self.note = label("", Look.QUIET)
        self.note.setWordWrap(True)
        self._lay_out()
        self._before = Manner()
        trouble = ""
        try:
            self._before = load_manner(keeping.library.path)
        except LinernotesError as error:
            trouble = error_words(error)
        self._show(self._before)
        for table in (self.banned, self.preferred):
            table.edited.connect(self._check)
        if trouble:
            self.note.setText(plain(trouble))
        keeping.knows.connect(self._learn)
        keeping.learn()

    def manner(self) -> Manner:
        """The words as they are shown; raises ValueError, in plain words, if they are unfit."""
        rows = [(word, said) for word, said in self.preferred.rows()]
        if not all(word and said for word, said in rows):
            raise ValueError(self.tr("Each preferred word stands beside the one it replaces."))
        often = Counter(word.casefold() for word, _ in rows)
        for word, _ in rows:
            if often[word.casefold()] > 1:
                raise ValueError(self.tr("“{0}” stands there twice.").format(word))
        return checked((word for (word,) in self.banned.rows()), dict(rows))

    def changed(self) -> bool:
        """Whether the words are others than those that are kept; they must be fit."""
        return self.manner() != self._before

    def fit(self) -> bool:
        """Whether the words can be kept; why not, is shown."""
        return not self._problem()

    def load(self) -> None:
        """Takes the words of a file; what is wrong with it is said, and nothing changes."""
        if path := self._dialogs.choose_file(self.tr("Import a Vocabulary"), _FILTER):
            try:
                self._show(read_manner(path))
            except LinernotesError as error:
                self.note.setText(plain(error_words(error)))

    def save(self) -> None:
        """Puts the words as they are shown into a file."""
        title = self.tr("Export the Vocabulary")
        if path := self._dialogs.choose_new_file(title, Path("vocabulary.json"), _FILTER):
            try:
                write_manner(path, self.manner())
            except (LinernotesError, ValueError) as error:
                self.note.setText(plain(error_words(error)))

    def reset(self) -> None:
        """No words at all, as at first."""
        self._show(Manner())

    def _lay_out(self) -> None:
        tables = QHBoxLayout()
        for table, words in (
            (self.banned, self.tr("Words you never want to read")),
            (self.preferred, self.tr("Words you prefer to others")),
        ):
            view = word_view(table, self._known, words)
            remove = QPushButton(self.tr("Remove"))
            remove.setAccessibleDescription(words)
            remove.clicked.connect(lambda _=False, v=view, t=table: _remove(v, t))
            key = QShortcut(QKeySequence.StandardKey.Delete, view)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)  # each table has its own
            key.activated.connect(lambda v=view, t=table: _remove(v, t))
            column = QVBoxLayout()
            column.addWidget(label(words, Look.STRONG))
            column.addWidget(view)
            row = QHBoxLayout()
            row.addWidget(remove)
            row.addStretch(1)
            column.addLayout(row)
            tables.addLayout(column, table.columnCount() + 1)
        buttons = QHBoxLayout()
        for words, do in (
            (self.tr("Import…"), self.load),
            (self.tr("Export…"), self.save),
            (self.tr("Reset"), self.reset),
        ):
            button = QPushButton(words)
            button.clicked.connect(do)
            buttons.addWidget(button)
        buttons.insertStretch(2)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addLayout(tables)
        box.addWidget(self.note)
        box.addLayout(buttons)

    def _show(self, manner: Manner) -> None:
        self.banned.put((word,) for word in sorted(manner.banned, key=str.casefold))
        self.preferred.put(manner.preferred)
        self._check()

    def _learn(self, vocabulary: Vocabulary) -> None:
        for entry in vocabulary.aspects:
            for name in (entry.name, entry.phrase):
                self._heard.setdefault(name.casefold(), entry.kind)
        synonyms = {name for entry in vocabulary.aspects for name in entry.synonyms}
        self._known.setStringList(sorted({name.lower() for name in synonyms} | set(self._heard)))
        if not self.note.text():
            self._check()

    def _problem(self) -> str:
        try:
            self.manner()
        except ValueError as error:
            return error_words(error)
        return ""

    def _check(self) -> None:
        """Says what is wrong, or else what follows from it."""
        self.note.setText(plain(self._problem() or "\n".join(self._remarks())))

    def _remarks(self) -> Iterable[str]:
        heard = [word for (word,) in self.banned.rows() if word.casefold() in self._heard]
        words = self.tr("“{0}” is listened for ({1}): where it is heard, it will not be told.")
        for word in heard[:_MOST_REMARKS]:
            kind = message_words(Message(self._heard[word.casefold()]))
            yield words.format(word, kind)
        if len(heard) > _MOST_REMARKS:
            yield self.tr("… and {0} more.").format(len(heard) - _MOST_REMARKS)


def _remove(view: QTableView, table: WordTable) -> None:
    table.remove(selected_rows(view))
