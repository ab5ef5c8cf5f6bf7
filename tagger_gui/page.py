"""Page: what the window's frame knows of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from tagger_gui.commands import Command


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

    def __init__(self, title: str, icon_name: str, parent: QWidget | None = None) -> None:
        """`icon_name`: of a drawing in resources/icons."""
        super().__init__(parent)
        self.title = title
        self.icon_name = icon_name
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
