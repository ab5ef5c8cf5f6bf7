"""What is dragged out of the library: files for other programs, numbers for our own playlists."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData

from tagger_gui.tasks import Row
from tagger_gui.urls import file_url

TRACKS = "application/x-linernotes-tracks"
"""JSON with the tracks' numbers and their places in the list."""


def dragged(ids: Sequence[int], places: Sequence[int], rows: Iterable[Row]) -> QMimeData:
    """Tracks as data that can be dropped; `places` are theirs in the list."""
    data = QMimeData()
    data.setUrls([file_url(row.path) for row in rows])
    data.setData(TRACKS, json.dumps({"ids": list(ids), "places": list(places)}).encode())
    return data


def dropped_ids(data: QMimeData) -> list[int]:
    """The numbers of the tracks that are dropped."""
    return _read(data)["ids"]


def dropped_places(data: QMimeData) -> list[int]:
    """Where they were in the list that they were dragged out of."""
    return _read(data)["places"]


def _read(data: QMimeData) -> dict[str, list[int]]:
    found: dict[str, list[int]] = json.loads(bytes(data.data(TRACKS).data()))
    return found
