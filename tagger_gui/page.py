"""Page: what the window's frame knows of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from tagger_gui.commands import Command

translate = QCoreApplication.translate


class Place(IntEnum):
    """The pages in the sidebar, from above; each has a drawing of its name in resources/icons."""

    LIBRARY = 0
    REVIEW = 1
    MAP = 2
    ACTIVITY = 3
    HISTORY = 4

    @property
    def title(self) -> str:
        """What the page is called: the frame shows it before there is a page."""
        return {
            Place.LIBRARY: translate("Page", "Library"),
            Place.REVIEW: translate("Page", "Review"),
            Place.MAP: translate("Page", "Map"),
            Place.ACTIVITY: translate("Page", "Activity"),
            Place.HISTORY: translate("Page", "History"),
        }[self]

    @property
    def icon(self) -> str:
        """The name of its drawing."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be read above the page, with at most one thing to do about it."""

    words: str
    action: str = ""  # what the button says
    do: Callable[[], object] | None = None


class Page(QWidget):
    """One of the window's pages: what it is called, its keys, and where its focus goes.

    Signals:
        told(str): a passing remark, for the status bar.
        noticed(Notice): something the user should read.
        failed(BaseException): something broke off; a LinernotesError is shown in words, anything
            else is our bug.
        counted(str): what stands beside the page's name in the sidebar; "" for nothing.
        shown(): the user has come to the page.
        called(): something brings the user here: the frame shows this page.
    """

    told = Signal(str)
    noticed = Signal(object)
    failed = Signal(object)
    counted = Signal(str)
    shown = Signal()
    called = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.setAccessibleName(title)

    def shortcuts(self) -> Sequence[Command]:
        """The page's commands: its part of the menus, of the keys and of the sheet of keys."""
        return ()

    def panes(self) -> Sequence[QWidget]:
        """The widgets among which F6 goes round, in reading order."""
        return (self,)

    def focus_first(self) -> None:
        """Puts the focus where work on this page begins."""
        self.panes()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""

    def play_step(self, step: int) -> None:
        """Plays the track after (1) or before (-1) the one that plays, where there is an order."""

    def unsaved(self) -> str:
        """What would be lost if the window were closed now, in words; "" for nothing."""
        return ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def shut(self) -> None:
        """The window closes: keeps what was decided, cancels what can be done again."""
