"""What the states of a track are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.track import TrackState

translate = QCoreApplication.translate


def state_names() -> dict[TrackState, str]:
    """The names, in the user's language."""
    return {
        TrackState.FOUND: translate("States", "Waiting"),
        TrackState.DESCRIBED: translate("States", "To review"),
        TrackState.ACCEPTED: translate("States", "Accepted"),
        TrackState.EDITED: translate("States", "Own words"),
        TrackState.TAGGED: translate("States", "Written"),
        TrackState.SKIPPED: translate("States", "Skipped"),
        TrackState.FAILED: translate("States", "Not described"),
    }
