"""News: what has become of tracks, told to every page that shows them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class News(QObject):
    """Decisions and jobs tell here; pages listen.

    Signals:
        changed(list): Rows, as they are now in the library.
        found(): folders were looked through; the library may have tracks that it had not before.
        counted(dict): how many tracks are in each TrackState.
    """

    changed = Signal(object)
    found = Signal()
    counted = Signal(object)
