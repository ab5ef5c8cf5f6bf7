"""MainWindow: the frame around the pages: sidebar, menus, messages, status line, closing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.errors import LinernotesError
from engine.track import WRITABLE, TrackState
from tagger_gui.activity.board import JobBoard
from tagger_gui.bars import JobBar, MessageBar
from tagger_gui.commands import Command, Commands, Menu
from tagger_gui.dialogs import Dialogs, show_about, show_shortcuts
from tagger_gui.listening import Listening
from tagger_gui.page import Notice, Page
from tagger_gui.player_bar import PlayerBar
from tagger_gui.rail import Rail
from tagger_gui.reasons import error_words
from tagger_gui.text import number, one_line, tooltip
from tagger_gui.writing import Writing

_TOLD_MS = 8000  # how long the status bar keeps a message
_P = TypeVar("_P", bound=Page)


class MainWindow(QMainWindow):
    """The window.

    Signals:
        settings_asked(): the user wants to see the settings.
        closing(): the user has agreed to close it; everybody keeps what must be kept.
    """

    closing = Signal()
    settings_asked = Signal()

    def __init__(
        self,
        *,
        pages: Sequence[Page],
        listening: Listening,
        writing: Writing,
        player_bar: PlayerBar,
        board: JobBoard,
        dialogs: Dialogs,
    ) -> None:
        super().__init__()
        self._pages = list(pages)
        self._dialogs = dialogs
        self._board = board
        self.listening = listening
        self.writing = writing
        self.player_bar = player_bar
        self.message_bar = MessageBar()
        self.job_bar = JobBar(board)
        self.rail = Rail()
        self._stack = QStackedWidget()
        self._commands = Commands(self.menuBar(), self)
        self._lay_out()
        for at, page in enumerate(self._pages):
            self._add_page(at, page)
        self._add_commands()
        self.rail.chosen.connect(self.show_page)
        self._redraws: list[Callable[[], None]] = [
            self._commands.draw_icons,
            self.rail.draw_icons,
            self.message_bar.draw_icons,
            player_bar.draw_icons,
            self.job_bar.draw_icons,
            *(page.draw_icons for page in self._pages),
        ]
        self.show_page(0)
        self.show_waiting({})
        self.setAcceptDrops(True)
        self.setWindowTitle("Linernotes")
        self.resize(1200, 780)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.player_bar)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)
        self.statusBar().addPermanentWidget(self.job_bar)

    def _add_page(self, number: int, page: Page) -> None:
        self._stack.addWidget(page)
        self.rail.add_page(page.title, page.icon_name, f"{page.title} (Ctrl+{number + 1})")
        page.told.connect(self.tell)
        page.noticed.connect(self.notice)
        page.failed.connect(self.tell_failure)
        page.called.connect(lambda: self.show_page(number))
        page.counted.connect(lambda count: self.rail.show_count(number, count))
        self._commands.add(page.title, page.shortcuts(), page)

    def _add_commands(self) -> None:
        file, view, help_ = Menu.FILE, Menu.VIEW, Menu.HELP
        add = Command(self.tr("&Open Folder…"), self.choose_and_open, ("Ctrl+O",), file, "open")
        write = Command(
            self.tr("&Write Descriptions…"), self.writing.begin, ("Ctrl+S",), file, "write"
        )
        settings = Command(
            self.tr("&Settings…"), self.settings_asked.emit, ("Ctrl+,",), Menu.EDIT, "settings"
        )
        leave = Command(self.tr("&Quit"), self.close, ("Ctrl+Q",), file, separated=True)
        frame = [add, write, leave, settings]
        frame += [
            Command(page.title, self._opener(number), (f"Ctrl+{number + 1}",), view, page.icon_name)
            for number, page in enumerate(self._pages)
        ]
        frame += [
            Command(
                self.tr("Play N&ext Track"), self._stepper(1), ("Alt+Right",), Menu.TRACK, "next"
            ),
            Command(
                self.tr("Play Pre&vious Track"),
                self._stepper(-1),
                ("Alt+Left",),
                Menu.TRACK,
                "previous",
            ),
            Command(self.tr("&Next Pane"), self.next_pane, ("F6",), view, separated=True),
            Command(self.tr("&Previous Pane"), self.previous_pane, ("Shift+F6",), view),
            Command(self.tr("&Keyboard Shortcuts"), self.show_shortcuts, ("?", "F1"), help_),
            Command(self.tr("&About Linernotes"), lambda: show_about(self), (), help_),
        ]
        self._commands.add("", frame, self)
        self.rail.add_action(self._commands.action(add), self.tr("Add folder"), "open")
        self.rail.add_action(self._commands.action(settings), self.tr("Settings"), "settings")
        self._write = self._commands.action(write)
        self._write_button = self.rail.add_action(self._write, self.tr("Write"), "write")

    def _opener(self, number: int) -> Callable[[], None]:
        return lambda: self.show_page(number)

    def _stepper(self, step: int) -> Callable[[], None]:
        return lambda: self.player_bar.step_asked.emit(step)

    # --- what the user can do -------------------------------------------------------------------

    def show_page(self, number: int) -> None:
        """Shows the page of this number, the first is 0."""
        page = self._pages[number]
        had_focus = self._stack.isAncestorOf(QApplication.focusWidget() or self)
        self._stack.setCurrentWidget(page)
        self.rail.show_current(number)
        self._commands.show_group(page.title)
        if had_focus:
            page.focus_first()

    def cover(self, page: Page) -> None:
        """Shows a page that is not in the sidebar, and nothing else, until `uncover`."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            self._redraws.append(page.draw_icons)
        self._stack.setCurrentWidget(page)
        self._show_around(False)
        page.focus_first()

    def uncover(self) -> None:
        """Shows the first page of the sidebar, and all around it."""
        self._show_around(True)
        self.show_page(0)

    def _show_around(self, shown: bool) -> None:
        for part in (self.rail, self.player_bar, self.menuBar()):
            part.setVisible(shown)

    def page(self, kind: type[_P]) -> _P:
        """The page of this kind."""
        return next(page for page in self._pages if isinstance(page, kind))

    def current_page(self) -> Page:
        """The page that is shown."""
        return self._pages[self._stack.currentIndex()]

    def choose_and_open(self) -> None:
        """Lets the user choose a folder and takes it in."""
        if folder := self._dialogs.choose_folder(self.tr("Open a Music Folder")):
            self.listening.open([folder])

    def next_pane(self) -> None:
        """Brings the focus to the next part of the window."""
        self._go_round(1)

    def previous_pane(self) -> None:
        """Brings the focus to the part of the window before."""
        self._go_round(-1)

    def show_shortcuts(self) -> None:
        """Shows the sheet of keys."""
        show_shortcuts(self, self._commands.sheet())

    # --- what the parts say ---------------------------------------------------------------------

    def tell(self, words: str) -> None:
        """Shows a passing remark in the status bar."""
        self.statusBar().showMessage(one_line(words), _TOLD_MS)

    def notice(self, notice: Notice) -> None:
        """Shows something that should be read."""
        self.message_bar.tell(notice.words, notice.action, notice.do)

    def tell_failure(self, error: BaseException) -> None:
        """Shows, in words, what the user can do something about, and our bugs as bugs."""
        if isinstance(error, LinernotesError):
            self.message_bar.tell(one_line(error_words(error)))
        else:
            self._dialogs.tell_bug(error)

    def show_waiting(self, counts: dict[TrackState, int]) -> None:
        """How many tracks are in each state: those that wait to be written are told."""
        waiting = sum(counts.get(state, 0) for state in WRITABLE)
        self._write.setEnabled(waiting > 0)
        self._write_button.setEnabled(waiting > 0)
        self._write_button.show_count(number(waiting) if waiting else "")
        tip = self.tr("Write %Ln accepted descriptions into their files (Ctrl+S)", "", waiting)
        self._write_button.setToolTip(tooltip(tip))

    def _go_round(self, step: int) -> None:
        panes = [self.rail, *self.current_page().panes(), self.player_bar]
        shown = [pane for pane in panes if pane.isVisible() and pane.isEnabled()]
        focus = QApplication.focusWidget()
        here = next((i for i, p in enumerate(shown) if focus and _holds(p, focus)), -step)
        for away in range(1, len(shown) + 1):
            if _focus_in(shown[(here + step * away) % len(shown)]):
                return

    # --- what Qt says ---------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for redraw in self._redraws:
                redraw()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.listening.open([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks once if something would be lost; work is cancelled and ends in its threads."""
        reasons = [words for page in self._pages if (words := page.unsaved())]
        if self._board.busy:
            going_on = self.tr("Work is going on. What is done is kept; the rest comes next time.")
            reasons.insert(0, going_on)
        agreed = not reasons or self._dialogs.ask(
            self.tr("Quit now?"), "\n".join(reasons), self.tr("Quit")
        )
        if not agreed:
            event.ignore()
            return
        self.closing.emit()
        event.accept()


def _holds(pane: QWidget, focus: QWidget) -> bool:
    return pane is focus or pane.isAncestorOf(focus)


def _focus_in(pane: QWidget) -> bool:
    """Whether the pane, or the first widget in it that can, has taken the focus."""
    if isinstance(pane, Rail):
        pane.focus_first()
        return True
    for widget in (pane, *pane.findChildren(QWidget)):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False
