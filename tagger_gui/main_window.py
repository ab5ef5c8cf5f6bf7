"""MainWindow: the frame around the pages: sidebar, menus, messages, status line, closing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

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
from tagger_gui.commands import Command, Commands, Menu, spelled
from tagger_gui.dialogs import Dialogs, shortcut_sheet, show_about
from tagger_gui.message_bar import MessageBar
from tagger_gui.page import Notice, Page, Place
from tagger_gui.panes import go_round
from tagger_gui.rail import Rail
from tagger_gui.reasons import error_words
from tagger_gui.text import Look, label, number, one_line, tooltip
from tagger_gui.urls import local_paths

if TYPE_CHECKING:  # they load most of the program, and the frame is shown before that
    from tagger_gui.job_bar import JobBar
    from tagger_gui.player_bar import PlayerBar

_TOLD_MS = 8000  # how long the status bar keeps a message


class MainWindow(QMainWindow):
    """The window: a frame that can be shown at once, and what `furnish` puts into it.

    Signals:
        open_asked(): the user wants to choose a folder of music.
        dropped(list): folders and files, as Paths, that were let fall onto the window.
        write_asked(): the accepted descriptions are to be written.
        search_asked(): the user wants to search, from whatever page.
        settings_asked(): the user wants to see the settings.
        closing(): the user has agreed to close it; everybody keeps what must be kept.
    """

    open_asked = Signal()
    dropped = Signal(object)
    write_asked = Signal()
    search_asked = Signal()
    settings_asked = Signal()
    closing = Signal()

    job_bar: JobBar  # there from `furnish` on, like the player's
    player_bar: PlayerBar

    def __init__(self, dialogs: Dialogs) -> None:
        super().__init__()
        self._dialogs = dialogs
        self._makers: Mapping[Place, Callable[[], Page]] = {}  # none before it is furnished
        self._pages: dict[Place, Page] = {}  # that were made
        self._place = Place.LIBRARY  # that is shown
        self.message_bar = MessageBar()
        self.rail = Rail()
        self._stack = QStackedWidget()
        self._commands = Commands(self.menuBar(), self)
        self._lay_out()
        for place in Place:
            keys = spelled([f"Ctrl+{place + 1}"])
            self.rail.add_page(place.title, place.icon, f"{place.title} ({keys})")
        self._redraws: list[Callable[[], None]] = [
            self._commands.draw_icons,
            self.rail.draw_icons,
            self.message_bar.draw_icons,
        ]
        self._add_commands()
        self.rail.chosen.connect(self.show_page)
        self.show_page(Place.LIBRARY)
        self.setWindowTitle("Linernotes")
        self.resize(1200, 780)

    def furnish(
        self, makers: Mapping[Place, Callable[[], Page]], player_bar: PlayerBar, job_bar: JobBar
    ) -> None:
        """Puts into the frame what the library was needed for; once only.

        `makers` make the pages, each when it is first shown or `make_next` comes to it.
        """
        self._makers, self.player_bar, self.job_bar = makers, player_bar, job_bar
        self._column.addWidget(player_bar)
        self.statusBar().addPermanentWidget(job_bar)
        self._redraws += [player_bar.draw_icons, job_bar.draw_icons]
        for action in (self._open, self._settings):
            action.setEnabled(True)
        self.setAcceptDrops(True)
        self.show_page(self._place, focus=True)

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message_bar)
        column.addWidget(self._stack, 1)
        opening = label(self.tr("Opening your library…"), Look.QUIET)
        opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(opening)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)
        self.statusBar()

    def _make(self, place: Place) -> Page:
        page = self._pages[place] = self._makers[place]()
        self._stack.addWidget(page)
        self._redraws.append(page.draw_icons)
        page.told.connect(self.tell)
        page.noticed.connect(self.notice)
        page.failed.connect(self.tell_failure)
        page.called.connect(lambda: self.show_page(place))
        page.counted.connect(lambda count: self.rail.show_count(place, count))
        self._commands.add(page.title, page.shortcuts(), page)
        return page

    def _add_commands(self) -> None:
        file, edit, track, help_ = Menu.FILE, Menu.EDIT, Menu.TRACK, Menu.HELP
        add = Command(self.tr("&Open Folder…"), self.open_asked.emit, ("Ctrl+O",), file, "open")
        write = Command(
            self.tr("&Write Descriptions…"), self.write_asked.emit, ("Ctrl+S",), file, "write"
        )
        search = Command(
            self.tr("&Search"), self.search_asked.emit, ("Ctrl+F",), edit, "search", last=True
        )
        settings = Command(
            self.tr("&Settings…"),
            self.settings_asked.emit,
            ("Ctrl+,",),
            edit,
            "settings",
            separated=True,
            last=True,
        )
        leave = Command(self.tr("&Quit"), self.close, ("Ctrl+Q",), file, last=True)
        step = self._stepper
        frame = [
            *(add, write, leave, search, settings),
            *self._view_commands(),
            Command(self.tr("Play N&ext Track"), step(1), ("Alt+Right",), track, "next"),
            Command(self.tr("Play Pre&vious Track"), step(-1), ("Alt+Left",), track, "previous"),
            Command(self.tr("&Keyboard Shortcuts"), self.show_shortcuts, ("?", "F1"), help_),
            Command(self.tr("&About Linernotes"), lambda: show_about(self), (), help_),
        ]
        self._commands.add("", frame, self)
        self._put_on_rail(add, settings, write)

    def _view_commands(self) -> list[Command]:
        view = Menu.VIEW
        pages = [
            Command(place.title, self._opener(place), (f"Ctrl+{place + 1}",), view, place.icon)
            for place in Place
        ]
        return [
            *pages,
            Command(self.tr("&Next Pane"), self.next_pane, ("F6",), view, last=True),
            Command(self.tr("&Previous Pane"), self.previous_pane, ("Shift+F6",), view, last=True),
        ]

    def _put_on_rail(self, *commands: Command) -> None:
        self._open, self._settings, self._write = map(self._commands.action, commands)
        self.rail.add_action(self._open, self.tr("Add folder"), "open")
        self.rail.add_action(self._settings, self.tr("Settings"), "settings")
        self._write_button = self.rail.add_action(self._write, self.tr("Write"), "write")
        for action in (self._open, self._settings, self._write):
            action.setEnabled(False)  # until there is somebody to hear of it

    def _opener(self, place: Place) -> Callable[[], None]:
        return lambda: self.show_page(place, focus=True)

    def _stepper(self, step: int) -> Callable[[], None]:
        return lambda: self.play_step(step)

    # --- what the user can do -------------------------------------------------------------------

    def show_page(self, number: int, *, focus: bool = False) -> None:
        """Shows the page of this Place; its frame only, before the window is furnished.

        `focus`: its keys work from now on; otherwise only if those of the page before did, so
        that whoever goes through the sidebar by keys stays there.
        """
        place = self._place = Place(number)
        self.rail.show_current(place)
        self._commands.show_group(place.title)
        if not self._makers:
            return
        page = self.current_page()
        had_focus = self._stack.isAncestorOf(QApplication.focusWidget() or self)
        self._stack.setCurrentWidget(page)
        if focus or had_focus:
            page.focus_first()

    def make_next(self) -> bool:
        """Makes one page that was not shown yet; whether there are more of them."""
        missing = [place for place in self._makers if place not in self._pages]
        if missing:
            self._make(missing[0])
        return len(missing) > 1

    def play_step(self, step: int) -> None:
        """Plays the track after (1) or before (-1) the one that plays."""
        if self._makers:
            self.current_page().play_step(step)

    def come_forward(self) -> None:
        """Shows the window above others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

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

    def pages(self) -> Sequence[Page]:
        """The pages that were made."""
        return list(self._pages.values())

    def current_page(self) -> Page:
        """The page that is shown."""
        return self._pages.get(self._place) or self._make(self._place)

    def next_pane(self) -> None:
        """Brings the focus to the next part of the window."""
        self._go_round(1)

    def previous_pane(self) -> None:
        """Brings the focus to the part of the window before."""
        self._go_round(-1)

    def show_shortcuts(self) -> None:
        """Shows the sheet of keys, of all pages."""
        while self.make_next():
            pass
        shortcut_sheet(self, self._commands.sheet()).exec()

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
        self._write_button.show_count(number(waiting) if waiting else "")
        tip = self.tr("Write %Ln accepted descriptions into their files (Ctrl+S)", "", waiting)
        self._write_button.setToolTip(tooltip(tip))

    def _go_round(self, step: int) -> None:
        if self._makers:
            go_round([self.rail, *self.current_page().panes(), self.player_bar], step)

    # --- what Qt says ---------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for redraw in self._redraws:
                redraw()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is None and local_paths(event.mimeData()):  # not our own tracks
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(local_paths(event.mimeData()))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks once if something would be lost; work is cancelled and ends in its threads."""
        reasons = [words for page in self.pages() if (words := page.unsaved())]
        if self._makers and self.job_bar.busy:
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
