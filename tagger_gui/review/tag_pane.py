"""TagPane: the current track's tags as they are in the file and as they would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.errors import LinernotesError
from engine.library import Library
from tagger_gui.reasons import reason_words
from tagger_gui.review.looking import Previews
from tagger_gui.review.tag_names import tag_names
from tagger_gui.review.tag_table import FATES, Fate, TagLine, TagTable, tag_view
from tagger_gui.settings.store import SettingsStore
from tagger_gui.settings.values import LIBRARY_ONLY, Settings
from tagger_gui.tasks import Row
from tagger_gui.text import ElidedLabel, Look, one_line
from tagger_gui.work import Errands, Threads

if TYPE_CHECKING:  # it loads the tag library, which the first paint must not wait for
    from engine.jobs import Preview

_OFFERED = frozenset({"comment", "genre", "mood", "bpm", "key", "instruments"})
_QUIET_MS = 120  # the user rests on a track


class TagPane(QWidget):
    """Three columns: the tag, what is in the file, what would be there after a write."""

    def __init__(
        self,
        library: Library,
        threads: Threads,
        settings: SettingsStore,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._previews = Previews(library)
        self._row: Row | None = None
        self.errands = Errands(threads, self)
        self.table = TagTable(self)
        self.view = tag_view(self.table, self.tr("Tags of the file"))
        self._heading = ElidedLabel(look=Look.QUIET)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_QUIET_MS)
        self._soon.timeout.connect(self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 10, 8)
        column.addWidget(self._heading)
        column.addWidget(self.view, 1)
        settings.changed.connect(lambda _: self._soon.start())

    def show_row(self, row: Row | None) -> None:
        """Shows the tags of this track as soon as they are read."""
        self._row = row
        self._soon.start()
        if row is None:
            self.table.show_lines([])
            self._heading.show_text("")

    def shut(self) -> None:
        """Ends the child process that reads tags."""
        self._soon.stop()
        self.errands.drop()
        self.errands.run(self._previews.close)
        self.errands.finish()

    def text(self) -> str:
        """What stands above the table."""
        return self._heading.text()

    def _look(self) -> None:
        if self._row is None or not self.isVisible():
            return
        id_, settings = self._row.id, self._settings.values
        if settings.profile == LIBRARY_ONLY:
            self.table.show_lines([])
            self._heading.show_text(self.tr("Nothing is written: the profile is “Library only”."))
            return
        self.errands.ask(lambda: self._asked(id_, settings), self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def _asked(self, id_: int, settings: Settings) -> Preview | LinernotesError | None:
        try:
            return self._previews.of(id_, settings)
        except LinernotesError as error:
            return error

    def _show(self, seen: Preview | LinernotesError | None) -> None:
        trouble = seen if isinstance(seen, LinernotesError) else seen.error if seen else None
        if seen is None or trouble or isinstance(seen, LinernotesError):
            words = self.tr("Its tags cannot be shown: {0}") if trouble else ""
            reason = reason_words(trouble.reason) if trouble else ""
            self._heading.show_text(words.format(one_line(reason, 300)))
            self.table.show_lines([])
            return
        self.table.show_lines(lines_of(seen, tag_names()))
        count = len(seen.changes)
        heading = self.tr("%Ln fields would change (profile “{0}”)", "", count)
        nothing = self.tr("Nothing would change in the file")
        profile = self._settings.values.profile
        self._heading.show_text(heading.format(profile) if count else nothing)


def lines_of(seen: Preview, names: dict[str, str]) -> list[TagLine]:
    """One line for each field that the file has or would have; changed ones among the rest."""
    changes = {change.field.name: change for change in seen.changes}
    lines = []
    for name, shown in names.items():
        now = "; ".join(seen.before.get(name, ()))
        if change := changes.get(name):
            lines.append(TagLine(shown, now, "; ".join(change.after), FATES[change.kind.value]))
        elif now:
            lines.append(TagLine(shown, now, now, Fate.KEPT if name in _OFFERED else Fate.STAYS))
    return lines
