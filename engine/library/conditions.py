"""Conditions of queries that several of the library's questions share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import or_

from engine.library import rows
from engine.library.schema import tracks
from engine.track import TrackState


def unheard_in(folders: Sequence[Path]) -> Any:
    """Tracks to be listened to, in these folders or anywhere."""
    wanted = (~tracks.c.heard) & (~tracks.c.missing)
    wanted &= tracks.c.state != TrackState.SKIPPED.value
    return wanted & or_(*(is_below(folder) for folder in folders)) if folders else wanted


def is_below(folder: Path) -> Any:
    """Paths in `folder` or under it: a range, so that the index on path serves."""
    prefix = rows.path_bytes(folder).rstrip(b"/\\") + rows.SEPARATOR
    return (tracks.c.path > prefix) & (tracks.c.path < prefix[:-1] + bytes([prefix[-1] + 1]))
