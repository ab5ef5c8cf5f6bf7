"""Browsing: what the Library page shows, asked for in the background; late answers are dropped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from engine.library import Playlist
from engine.query import Node
from tagger_gui.library.facets import entries
from tagger_gui.library.shown import Shown, Wanted, shown
from tagger_gui.services import Services
from tagger_gui.tasks import rows_of
from tagger_gui.work import Errands, Threads

_LATER_MS = 700  # between two looks at a library that is changing
_SHARE = 5  # of the time, at most a fifth is spent on that


class Browsing(QObject):
    """Asks the library and the search; tells when the answers are there.

    Signals:
        shown(Shown): what is to be shown now.
        rows_read(list): Rows that were asked for by `read_rows`.
        counted(dict): how many tracks are in each TrackState.
        listed(tuple): Entries of the sidebar.
        failed(BaseException): the library cannot be read, or our bug.
    """

    shown = Signal(object)
    rows_read = Signal(object)
    counted = Signal(object)
    listed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        services: Services,
        threads: Threads,
        keep: Callable[[], tuple[int, ...]],
        parent: QObject | None = None,
    ) -> None:
        """`keep`: the tracks whose places in an answer are wanted, because they are selected."""
        super().__init__(parent)
        self._services = services
        self._keep = keep
        self.wanted = Wanted()
        self._nodes: tuple[Node, ...] = ()
        self._asked_s = 0.0
        self._lists, self._pages, self._counts, self._facets = (
            Errands(threads, self) for _ in range(4)
        )
        for errands in (self._lists, self._pages, self._counts, self._facets):
            errands.failed.connect(self.failed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self.renew)

    # --- what is wanted -------------------------------------------------------------------------

    def search(self, query: str, nodes: Iterable[Node], *, quick: bool = False) -> None:
        """Shows what a query finds, the best first; "" shows everything."""
        self._nodes = tuple(nodes)
        wanted = self.wanted
        if query != wanted.query or wanted.playlist is not None:
            wanted = Wanted(query)
        self._ask(replace(wanted, quick=quick))

    def open(self, playlist: Playlist) -> None:
        """Shows a playlist, in its order."""
        self._nodes = ()
        self._ask(Wanted(playlist=playlist))

    def sort(self, order: str, *, descending: bool) -> None:
        """Shows the same in another order."""
        if (order, descending) != (self.wanted.order, self.wanted.descending):
            self._ask(replace(self.wanted, order=order, descending=descending))

    def turn_weaker(self) -> None:
        """Shows weaker matches as well, or no longer."""
        self._ask(replace(self.wanted, everything=not self.wanted.everything))

    def turn_versions(self) -> None:
        """Shows every file of a recording in a row of its own, or all in one again."""
        self._ask(replace(self.wanted, unfolded=not self.wanted.unfolded))

    def renew(self) -> None:
        """Looks again: the library is another one now."""
        self._ask(self.wanted)
        library = self._services.library
        self._counts.ask(library.count, self.counted.emit)

    def renew_later(self) -> None:
        """The same, soon: once for all that happens in the meantime."""
        if not self._later.isActive():
            self._later.start()

    def read_rows(self, ids: list[int]) -> None:
        """Rows for these tracks."""
        library = self._services.library
        self._pages.run(lambda: rows_of(library, ids), self.rows_read.emit)

    def shut(self) -> None:
        """Asks for nothing any more."""
        self._later.stop()
        for errands in (self._lists, self._pages, self._counts, self._facets):
            errands.drop()

    # --- how ------------------------------------------------------------------------------------

    def _ask(self, wanted: Wanted) -> None:
        self.wanted = wanted
        services, asked = self._services, replace(wanted, keep=self._keep())
        self._asked_s = time.monotonic()
        self._lists.ask(lambda: shown(services, asked), self._take)

    def _take(self, answer: Shown) -> None:
        took_ms = round(1000 * (time.monotonic() - self._asked_s))
        self._later.setInterval(max(_LATER_MS, _SHARE * took_ms))
        self.shown.emit(answer)
        if not answer.wanted.quick:
            services, nodes = self._services, self._nodes
            query = answer.wanted.query
            self._facets.ask(lambda: entries(services, query, nodes), self.listed.emit)
