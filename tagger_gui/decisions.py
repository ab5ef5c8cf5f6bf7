"""Decisions: the user's decisions, carried into the library one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from engine.track import TrackState
from tagger_gui import deciding
from tagger_gui.deciding import Before, Decided, Wish
from tagger_gui.services import Services
from tagger_gui.tasks import Row
from tagger_gui.work import Errands, Threads

_UNDOABLE = 1000  # decisions
_Stack = deque[Before] | list[Before]


class Decisions(QObject):
    """Accept, skip, own words, undo and redo; shared by all pages.

    Signals:
        changed(list): Rows, as they are after a decision.
        turned(list): Rows whose decision was taken back, or made again; told after `changed`.
        heard_again(): tracks wait to be listened to once more.
        failed(BaseException): a decision could not be kept.
    """

    changed = Signal(object)
    turned = Signal(object)
    heard_again = Signal()
    failed = Signal(object)

    def __init__(self, services: Services, threads: Threads, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        # Only ever touched in the errands, which come one after another.
        self._before: dict[int, TrackState] = {}  # of a decided track, for undo of this one
        self._done: deque[Before] = deque(maxlen=_UNDOABLE)
        self._undone: list[Before] = []
        self._errands = Errands(threads, self)
        self._errands.failed.connect(self.failed)

    def accept(self, rows: Iterable[Row]) -> None:
        """The model's words for these tracks are right."""
        ids = [row.id for row in rows]
        self._decide(ids, lambda: self._remembered(deciding.accept(self._services.library, ids)))

    def skip(self, rows: Iterable[Row]) -> None:
        """These tracks get no description."""
        ids = [row.id for row in rows]
        self._decide(ids, lambda: self._remembered(deciding.skip(self._services.library, ids)))

    def undo(self, rows: Iterable[Row]) -> None:
        """Takes accept or skip of these tracks back."""
        ids = [row.id for row in rows]
        self._decide(ids, lambda: deciding.take_back(self._services.library, ids, self._before))

    def undo_last(self) -> None:
        """Takes the latest decision back that was not yet taken back."""
        self._errands.run(lambda: self._turn(self._done, self._undone), self._tell_turned)

    def redo(self) -> None:
        """Takes the latest undo back, if no decision came after it."""
        self._errands.run(lambda: self._turn(self._undone, self._done), self._tell_turned)

    def edit(self, id_: int, words: str) -> None:
        """The user's own words for a track."""
        self.wish([id_], Wish(words))

    def wish(self, ids: Sequence[int], wish: Wish) -> None:
        """What these tracks are to have in common."""
        self._decide(ids, lambda: deciding.edit(self._services, ids, wish))

    def hear_again(self, rows: Iterable[Row]) -> None:
        """The tracks are to be listened to once more."""
        ids = [row.id for row in rows]
        if ids:
            self._errands.run(
                lambda: deciding.hear_again(self._services.library, ids), self._tell_heard_again
            )

    def finish(self) -> None:
        """Carries out what was decided and not yet kept; for the end of the program."""
        self._errands.finish()

    def _decide(self, ids: Sequence[int], decision: Callable[[], Decided]) -> None:
        if ids:
            self._errands.run(lambda: self._noted(decision()), self.changed.emit)

    def _remembered(self, decided: Decided) -> Decided:
        self._before |= decided.before.states
        return decided

    def _noted(self, decided: Decided) -> list[Row]:
        if decided.before.states or decided.before.tracks:
            self._done.append(decided.before)
            self._undone.clear()
        return decided.rows

    def _turn(self, here: _Stack, there: _Stack) -> list[Row]:
        """Takes the last of `here` back; what that takes back in its turn goes `there`."""
        if not here:
            return []
        decided = deciding.put_back(self._services.library, here.pop())
        there.append(decided.before)
        return decided.rows

    def _tell_turned(self, rows: list[Row]) -> None:
        self.changed.emit(rows)
        self.turned.emit(rows)

    def _tell_heard_again(self, rows: list[Row]) -> None:
        self.changed.emit(rows)
        self.heard_again.emit()
