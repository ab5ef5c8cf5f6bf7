"""What tag fields are called on the screen, in the order in which they are shown."""

from __future__ import annotations

from PySide6.QtCore import QObject


def tag_names(asking: QObject) -> dict[str, str]:
    """By the field's name in the engine; `asking`: in whose words they are translated."""
    tr = asking.tr
    return {
        "title": tr("Title"),
        "artist": tr("Artist"),
        "album": tr("Album"),
        "comment": tr("Comment"),
        "genre": tr("Genre"),
        "mood": tr("Mood"),
        "bpm": tr("Tempo"),
        "key": tr("Key"),
        "plain key": tr("Key (plain)"),
        "short description": tr("Short description"),
        "instruments": tr("Instruments"),
        "music_description": tr("Description"),
        "music_description_source": tr("Described by"),
    }
