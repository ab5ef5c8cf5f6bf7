"""What went wrong with single files, and the table of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QIcon

from engine.track import TrackState
from engine.words import printable
from tagger_gui.activity.board import BoardJob
from tagger_gui.reasons import reason_words
from tagger_gui.tables import HeadedTable, Index
from tagger_gui.tasks import Phase, Row
from tagger_gui.text import isolated, one_line, tooltip
from tagger_gui.theme import icon, state_icon

_CELL = 400  # characters


class Kind(StrEnum):
    """What could not be done."""

    HEARING = "hearing"
    WRITING = "writing"
    LOOKING = "looking"
    UNDOING = "undoing"


@dataclass(frozen=True, slots=True)
class Failure:
    """One file, or folder, and why it failed."""

    kind: Kind
    path: str  # as os.fsdecode gives it
    cause: str
    row: Row | None = None  # the track; None for a folder


_KINDS = {  # of what a job meets, by the phase that it began with; listening is in the library
    Phase.LOOKING: Kind.LOOKING,
    Phase.CHECKING: Kind.WRITING,
    Phase.WRITING: Kind.WRITING,
    Phase.UNDOING: Kind.UNDOING,
}


def failures_of(rows: Iterable[Row], jobs: Iterable[BoardJob]) -> list[Failure]:
    """Tracks that the library has as failed, then what the newest job of each kind has met."""
    by_kind: dict[Kind, dict[str, Failure]] = {kind: {} for kind in Kind}
    for row in rows:
        by_kind[Kind.HEARING][row.path] = Failure(Kind.HEARING, row.path, row.trouble, row)
    for job in jobs:
        kind = _KINDS.get(job.phase)
        if kind is None:
            continue
        if job.phase is not Phase.WRITING:  # what a write meets comes on top of its check's
            by_kind[kind].clear()
        for step in job.troubles:
            if step.error and step.phase is not Phase.LISTENING:
                path = str(step.error.path)
                by_kind[kind][path] = Failure(kind, path, step.error.reason, step.row)
    return [failure for found in by_kind.values() for failure in found.values()]


def report(failures: Sequence[Failure]) -> str:
    """The failures as text for whoever mends them, in English: causes by number, then files."""
    causes = Counter(failure.cause for failure in failures)
    lines = [f"{count:>6}  {one_line(cause)}" for cause, count in causes.most_common()]
    lines.append("")
    lines += [f"{printable(Path(f.path))}: {one_line(f.cause)}" for f in failures]
    return "\n".join(lines)


class Column(IntEnum):
    """The columns from left to right."""

    KIND = 0
    NAME = 1
    CAUSE = 2
    FOLDER = 3


class FailureTable(HeadedTable):
    """The failures, all or those of one cause."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Failure] = []
        self._shown: list[Failure] = []
        self._cause = ""
        self.headers = (self.tr("What"), self.tr("File"), self.tr("Cause"), self.tr("Folder"))
        self._kinds = {
            Kind.HEARING: self.tr("Not described"),
            Kind.WRITING: self.tr("Not written"),
            Kind.LOOKING: self.tr("Not looked through"),
            Kind.UNDOING: self.tr("Not taken back"),
        }
        self._icons: dict[Kind, QIcon] = {}
        self.draw_icons()

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        failed = state_icon(TrackState.FAILED)
        others = {Kind.WRITING: "write", Kind.LOOKING: "open", Kind.UNDOING: "undo"}
        self._icons = {Kind.HEARING: failed, **{k: icon(name) for k, name in others.items()}}

    def show(self, failures: Sequence[Failure]) -> None:
        """Shows these from now on."""
        if list(failures) != self._all:
            self._all = list(failures)
            self._choose()

    def show_cause(self, cause: str) -> None:
        """Shows only those of one cause; "" for all."""
        self._cause = cause
        self._choose()

    def causes(self) -> list[tuple[str, int]]:
        """Every cause and how often there is it, the most frequent first."""
        return Counter(failure.cause for failure in self._all).most_common()

    def all(self) -> list[Failure]:
        """Every failure, shown or not."""
        return list(self._all)

    def shown(self) -> list[Failure]:
        """The failures as the table has them."""
        return list(self._shown)

    def _choose(self) -> None:
        self.beginResetModel()
        self._shown = [f for f in self._all if self._cause in ("", f.cause)]
        self.endResetModel()

    # --- what Qt asks ---------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        failure, column = self._shown[index.row()], Column(index.column())
        cell = self._cell(failure, column)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell
            case Qt.ItemDataRole.DecorationRole:
                return self._icons[failure.kind] if column is Column.KIND else None
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(cell)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.headers[column]}: {cell}, {self._kinds[failure.kind]}"
        return None

    def _cell(self, failure: Failure, column: Column) -> str:
        path = Path(failure.path)
        match column:
            case Column.KIND:
                return self._kinds[failure.kind]
            case Column.NAME:
                return one_line(failure.row.name if failure.row else printable(path.name), _CELL)
            case Column.CAUSE:
                return one_line(reason_words(failure.cause), _CELL)
            case Column.FOLDER:
                return isolated(one_line(printable(path.parent), _CELL))
