"""PagedRows: the rows of the tracks that were shown lately; others are asked for by the page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from engine.library import Ids
from tagger_gui.library.shown import LINE
from tagger_gui.tasks import Row

_PAGE = 128  # rows that are read at once
_KEPT = 8192  # rows in memory
_WAITING = 4  # pages asked for; of more, whoever scrolls has long passed the oldest


class PagedRows(QObject):
    """Some of the rows of a long list of tracks.

    Signals:
        wanted(list): numbers of tracks whose rows are to be given to `answer`.
    """

    wanted = Signal(object)

    def __init__(self, ids: Ids[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = ids
        self._rows: OrderedDict[int, Row] = OrderedDict()  # the least lately shown first
        self._pages: list[int] = []  # wanted, the latest last
        self._reading = False
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._ask_page)

    def begin(self, ids: Ids[int]) -> None:
        """The list is another one; nothing of the old one is wanted any more."""
        self._ids = ids
        self._pages.clear()

    def row(self, id_: int) -> Row | None:
        """The track of this number, if it was read lately."""
        return self._rows.get(id_)

    def want(self, position: int) -> None:
        """Asks for the track that is there in the list, and those around it."""
        page = position // _PAGE
        if page not in self._pages:
            self._pages = [*self._pages[1 - _WAITING :], page]
            if not self._reading:
                self._ask.start()

    def answer(self, rows: Iterable[Row]) -> None:
        """The rows that were asked for."""
        self._reading = False
        self.read(rows)
        if self._pages:
            self._ask.start()

    def read(self, rows: Iterable[Row]) -> None:
        """Rows from the library, which does not keep why a track was not written."""
        for row in rows:
            before = self._rows.get(row.id)
            same = before is not None and before.trouble and before.state is row.state
            self.put([replace(row, trouble=before.trouble) if before and same else row])

    def put(self, rows: Iterable[Row]) -> None:
        """What has become of tracks."""
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)

    def _ask_page(self) -> None:
        if self._reading or not self._pages:
            return
        begin = self._pages.pop() * _PAGE
        ids = [id_ for id_ in self._ids[begin : begin + _PAGE] if id_ != LINE]
        self._reading = True
        self.wanted.emit(ids)
