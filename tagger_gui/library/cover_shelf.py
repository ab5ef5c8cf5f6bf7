"""CoverShelf: the covers that are in sight, read one after another in the background."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from tagger_gui.library.covers import Covers
from tagger_gui.tasks import Row
from tagger_gui.work import Errands, Threads

_KEPT = 400  # pictures in memory, of some 250 kB each
_WAITING = 120  # of more, whoever scrolls has long passed the oldest


class CoverShelf(QObject):
    """Gives the cover of a track, sooner or later.

    Signals:
        arrived(): a cover that was asked for is there.
    """

    arrived = Signal()

    def __init__(self, folder: Path, threads: Threads, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._covers = Covers(folder)
        self._pixmaps: OrderedDict[str, QPixmap] = OrderedDict()  # by path; null: there is none
        self._waiting: OrderedDict[str, None] = OrderedDict()  # paths, the latest last
        self._errands = Errands(threads, self)

    def cover(self, row: Row) -> QPixmap | None:
        """The track's cover; null where there is none, None while it is not known yet."""
        pixmap = self._pixmaps.get(row.path)
        if pixmap is None:
            self._waiting[row.path] = None
            self._waiting.move_to_end(row.path)
            while len(self._waiting) > _WAITING:
                self._waiting.popitem(last=False)
            self._read_next()
        return pixmap

    def shut(self) -> None:
        """Reads no more; the program ends."""
        self._waiting.clear()
        self._errands.drop()
        self._errands.run(self._covers.close)

    def _read_next(self) -> None:
        if self._waiting and not self._errands.busy:
            path, _ = self._waiting.popitem()
            self._errands.run(
                lambda: self._covers.get(Path(path)), lambda image: self._take(path, image)
            )

    def _take(self, path: str, image: QImage) -> None:
        self._pixmaps[path] = QPixmap.fromImage(image)
        while len(self._pixmaps) > _KEPT:
            self._pixmaps.popitem(last=False)
        self.arrived.emit()
        self._read_next()
