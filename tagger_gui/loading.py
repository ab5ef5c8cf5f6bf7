"""Loading: reads the library's tracks in the background, page by page."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from engine.library import Library
from tagger_gui import tasks
from tagger_gui.tasks import Row
from tagger_gui.work import Job, Threads


class Loading(QObject):
    """Reads all tracks, as often as it is asked to but never twice at the same time.

    Signals:
        arrived(list): Rows that were just read.
        settled(list): the numbers of all tracks, in the library's order; everything was read.
        failed(BaseException): the library cannot be read.
    """

    arrived = Signal(object)
    settled = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, threads: Threads, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._threads = threads
        self._job: Job | None = None
        self._needed = False
        self._again = False
        self._broke = False
        self._ids: list[int] = []
        self._newer: set[int] = set()  # tracks that have changed since reading began

    @property
    def needed(self) -> bool:
        """Whether anybody wants all tracks."""
        return self._needed

    def need(self) -> None:
        """Somebody wants all tracks from now on: reads them, if that was not done yet."""
        if not self._needed:
            self._needed = True
            self.begin()

    def renew(self) -> None:
        """Reads everything once more, if anybody wants it."""
        if self._needed:
            self.begin()

    def begin(self) -> None:
        """Reads everything, or everything once more when the running job has ended."""
        if self._job is not None:
            self._again = True
            return
        self._ids, self._newer, self._broke = [], set(), False
        job = self._job = Job(tasks.load_rows(self._library), self._threads, self)
        job.progressed.connect(self._take)
        job.failed.connect(self._break_off)
        job.finished.connect(self._end)
        job.start()

    def pass_over(self, rows: Iterable[Row]) -> None:
        """These are newer than what was, perhaps, already read of them."""
        self._newer.update(row.id for row in rows)

    def cancel(self) -> None:
        """Stops reading."""
        self._again = False
        if self._job is not None:
            self._job.cancel()

    def _take(self, pages: list[list[Row]]) -> None:
        rows = [row for page in pages for row in page]
        self._ids += [row.id for row in rows]
        self.arrived.emit([row for row in rows if row.id not in self._newer])

    def _break_off(self, error: BaseException) -> None:
        self._broke = True
        self.failed.emit(error)

    def _end(self) -> None:
        job, self._job = self._job, None
        if job is None:
            return
        job.deleteLater()
        if not (self._broke or job.cancelled):
            self.settled.emit(self._ids)
        if self._again:
            self._again = False
            self.begin()
