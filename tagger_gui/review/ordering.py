"""Ordering: in which order to look at what waits, and which of it sounds alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.track import TrackState
from tagger_gui.review.looking import Looking
from tagger_gui.tasks import Row
from tagger_gui.work import Errands, Threads

if TYPE_CHECKING:  # it loads the model's library, which the first paint must not wait for
    from engine.review import Queue

_LOOK_AGAIN_MS = 1500  # while tracks arrive, the queue is ordered at most so often


class Ordering(QObject):
    """Orders the queue, again and again while tracks arrive.

    Signals:
        ordered(list): the numbers of the waiting tracks, in the order in which to look at them.
        failed(BaseException): there is no order.
    """

    ordered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        looking: Looking,
        waiting: Callable[[], list[Row]],
        threads: Threads,
        parent: QObject | None = None,
    ) -> None:
        """`waiting`: gives the tracks that are to be ordered now."""
        super().__init__(parent)
        self._looking, self._waiting = looking, waiting
        self._places: dict[int, tuple[int, float]] = {}  # of a track: its group, its doubt
        self._sizes: Counter[int] = Counter()  # of a group
        self._errands = Errands(threads, self)
        self._errands.failed.connect(self.failed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_AGAIN_MS)
        self._soon.timeout.connect(self.renew)

    def renew(self) -> None:
        """Orders what waits now."""
        ids = [row.id for row in self._waiting()]
        self._errands.ask(partial(self._looking.queue, ids), self._take)

    def renew_for(self, rows: Iterable[Row]) -> None:
        """Orders anew, soon, if any of these waits and has no place yet."""
        fresh = (r.id not in self._places for r in rows if r.state is TrackState.DESCRIBED)
        if any(fresh) and not self._soon.isActive():
            self._soon.start()

    def words_of(self, id_: int) -> str:
        """How many others sound like the track, and how sure the model is of it."""
        group, doubt = self._places.get(id_, (-1, 0.0))
        size = self._sizes[group]
        if not size:
            return ""
        sure = self.tr("doubt {0}").format(f"{doubt:.0%}")
        alike = self.tr("sounds like %Ln others in the queue", "", size - 1)
        return f"{alike} · {sure}" if size > 1 else sure

    def shut(self) -> None:
        """Orders nothing any more."""
        self._errands.drop()

    def _take(self, queue: Queue) -> None:
        ids, groups, doubts = queue.ids.tolist(), queue.groups.tolist(), queue.doubt.tolist()
        self._places = dict(zip(ids, zip(groups, doubts, strict=True), strict=True))
        self._sizes = Counter(groups)
        self.ordered.emit(ids)
