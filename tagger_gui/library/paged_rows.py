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
        self._seen: set[int] = set()  # places in the list that were looked at
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
        self._seen.clear()

    def at(self, position: int) -> Row | None:
        """The track that is there in the list; if it was not read lately, it is asked for."""
        self._seen.add(position)
        row = self._rows.get(self._ids[position])
        if row is None:
            self.want(position)
        return row

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

    def answer(self, rows: Iterable[Row]) -> list[int]:
        """The rows that were asked for; gives what `put` gives."""
        self._reading = False
        if self._pages:
            self._ask.start()
        return self.read(rows)

    def read(self, rows: Iterable[Row]) -> list[int]:
        """Rows from the library, which does not keep why a track was not written; as `put`."""
        return self.put(self._with_trouble(row) for row in rows)

    def put(self, rows: Iterable[Row]) -> list[int]:
        """What has become of tracks; gives the places where another row is to be seen now."""
        changed = set()
        for row in rows:
            if self._rows.get(row.id) != row:
                changed.add(row.id)
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        return self._places_of(changed)

    def _places_of(self, changed: set[int]) -> list[int]:
        """Where these tracks were looked at, in order."""
        if not changed:
            return []
        if len(self._seen) > _KEPT:  # too many to go through; most are out of sight by now
            seen, self._seen = self._seen, set()
            return sorted(seen)
        return sorted(place for place in self._seen if self._ids[place] in changed)

    def _with_trouble(self, row: Row) -> Row:
        before = self._rows.get(row.id)
        same = before is not None and before.trouble and before.state is row.state
        return replace(row, trouble=before.trouble) if before and same else row

    def _ask_page(self) -> None:
        if self._reading or not self._pages:
            return
        begin = self._pages.pop() * _PAGE
        ids = [id_ for id_ in self._ids[begin : begin + _PAGE] if id_ != LINE]
        self._reading = True
        self.wanted.emit(ids)
