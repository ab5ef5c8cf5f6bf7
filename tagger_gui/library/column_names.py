"""The names of the library's columns, and a word about those that need one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tagger_gui.library.columns import Column

translate = QCoreApplication.translate


def column_names() -> dict[Column, str]:
    """Each column's name in the user's language, in their order."""
    return {
        Column.STATE: translate("LibraryTable", "State"),
        Column.TITLE: translate("LibraryTable", "Title"),
        Column.ARTIST: translate("LibraryTable", "Artist"),
        Column.ALBUM: translate("LibraryTable", "Album"),
        Column.WHY: translate("LibraryTable", "Why"),
        Column.MOMENT: translate("LibraryTable", "Best moment"),
        Column.MATCH: translate("LibraryTable", "Match"),
        Column.DESCRIPTION: translate("LibraryTable", "Description"),
        Column.GENRE: translate("LibraryTable", "Genre"),
        Column.TEMPO: translate("LibraryTable", "BPM"),
        Column.KEY: translate("LibraryTable", "Key"),
        Column.YEAR: translate("LibraryTable", "Year"),
        Column.LENGTH: translate("LibraryTable", "Length"),
        Column.ADDED: translate("LibraryTable", "Added"),
    }


def column_notes() -> dict[Column, str]:
    """What a column's heading says when it is pointed at."""
    return {
        Column.WHY: translate(
            "LibraryTable",
            "What speaks for the track. Per cent: how surely it was heard. "
            "In brackets, from 0 to 1: how alike it is.",
        ),
        Column.MATCH: translate(
            "LibraryTable",
            "How well the track fits, compared with the others that this search has found.",
        ),
    }
