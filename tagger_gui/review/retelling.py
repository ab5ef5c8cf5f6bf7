"""Retelling: other wordings of descriptions, one job after another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from tagger_gui.activity.board import BoardJob, JobBoard
from tagger_gui.review import looking
from tagger_gui.services import Services
from tagger_gui.tasks import Phase, Step, Throttle


class Retelling(QObject):
    """Asks for another wording as often as the user wants one.

    Signals:
        reworded(list): Rows with their new words.
        busy_with(set): numbers of the tracks that are being worded anew.
        told(str): a passing remark.
        failed(BaseException): the job broke off.
    """

    reworded = Signal(object)
    busy_with = Signal(object)
    told = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        services: Services,
        board: JobBoard,
        settings: Throttle,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._board = board
        self._settings = settings
        self._turns: dict[int, int] = {}  # of a track: the wording that it has now
        self._waiting: list[int] = []
        self._job: BoardJob | None = None
        self._busy: set[int] = set()

    def ask(self, ids: Sequence[int]) -> None:
        """Words these tracks anew, now or after those that are being worded."""
        self._waiting += [id_ for id_ in ids if id_ not in self._busy]
        self._busy |= set(ids)
        self.busy_with.emit(self._busy)
        self._begin()

    def _begin(self) -> None:
        if self._job is not None or not self._waiting:
            return
        ids, self._waiting = self._waiting, []
        turn = 1 + max(self._turns.get(id_, 0) for id_ in ids)
        self._turns |= dict.fromkeys(ids, turn)
        title = self.tr("Another wording for %Ln tracks", "", len(ids))
        if len(ids) == 1:
            title = self.tr("Another wording")
        steps = partial(looking.retell, self._services, ids, turn, self._settings)
        job = self._job = self._board.start(title, Phase.LISTENING, steps)
        job.stepped.connect(self._show)
        job.broke.connect(self.failed)
        job.ended.connect(lambda: self._end(ids))

    def _show(self, steps: list[Step]) -> None:
        if rows := [step.row for step in steps if step.row]:
            self.reworded.emit(rows)
        for step in steps:
            if step.error:
                self.told.emit(str(step.error))

    def _end(self, ids: Sequence[int]) -> None:
        self._job = None
        self._busy -= set(ids)
        self._busy |= set(self._waiting)
        self.busy_with.emit(self._busy)
        self._begin()
