"""What tag fields are called on the screen, in the order in which they are shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def tag_names() -> dict[str, str]:
    """By the field's name in the engine."""
    return {
        "title": translate("Tags", "Title"),
        "artist": translate("Tags", "Artist"),
        "album": translate("Tags", "Album"),
        "comment": translate("Tags", "Comment"),
        "genre": translate("Tags", "Genre"),
        "mood": translate("Tags", "Mood"),
        "bpm": translate("Tags", "Tempo"),
        "key": translate("Tags", "Key"),
        "plain key": translate("Tags", "Key (plain)"),
        "short description": translate("Tags", "Short description"),
        "instruments": translate("Tags", "Instruments"),
        "music_description": translate("Tags", "Description"),
        "music_description_source": translate("Tags", "Described by"),
    }
