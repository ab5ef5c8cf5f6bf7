"""The menus, the tool bar and the keys of the main window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QWidget

from tagger_gui.theme import icon


class Menus(QObject):
    """Every command of the window, in its menu, with its key.

    Signals: one per command, without arguments, named after it.
    """

    open_folder = Signal()
    write = Signal()
    quit = Signal()
    search = Signal()
    accept = Signal()
    edit = Signal()
    skip = Signal()
    undo = Signal()
    hear_again = Signal()
    play = Signal()
    shortcuts = Signal()
    about = Signal()

    def __init__(self, window: QMainWindow, tracks: QWidget, search_bar: QWidget) -> None:
        """`tracks` is the widget that must have the focus for the keys of a review."""
        super().__init__(window)
        self._icons: dict[QAction, str] = {}
        file = self._menu(window, self.tr("&File"))
        open_folder = self._add(
            file, self.tr("&Open Folder…"), ["Ctrl+O"], self.open_folder, "open"
        )
        self._write = self._add(
            file, self.tr("&Write Descriptions…"), ["Ctrl+S"], self.write, "write"
        )
        file.addSeparator()
        self._add(file, self.tr("&Quit"), ["Ctrl+Q"], self.quit)
        edit = self._menu(window, self.tr("&Edit"))
        self._add(edit, self.tr("&Search"), ["Ctrl+F"], self.search, "search")
        self._fill_track_menu(self._menu(window, self.tr("&Track")), tracks)
        help_ = self._menu(window, self.tr("&Help"))
        self._add(help_, self.tr("&Keyboard Shortcuts"), ["?"], self.shortcuts)
        self._add(help_, self.tr("&About Linernotes"), [], self.about)
        bar = QToolBar(self.tr("Main tools"), window)
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.addActions([open_folder, self._write])
        bar.addWidget(search_bar)
        window.addToolBar(bar)
        self._write.setIconText(self.tr("Write"))
        open_folder.setIconText(self.tr("Open Folder"))
        self.draw_icons()

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        for action, name in self._icons.items():
            action.setIcon(icon(name))

    def show_waiting(self, count: int) -> None:
        """So many descriptions are accepted and wait to be written."""
        words = self.tr("Write ({0})").format(f"{count:,}") if count else self.tr("Write")
        self._write.setIconText(words)
        self._write.setToolTip(
            self.tr("Write {0} accepted descriptions into their files (Ctrl+S)").format(
                f"{count:,}"
            )
        )
        self._write.setEnabled(count > 0)

    def _menu(self, window: QMainWindow, title: str) -> QMenu:
        menu = QMenu(title, window)
        window.menuBar().addMenu(menu)
        return menu

    def _fill_track_menu(self, menu: QMenu, tracks: QWidget) -> None:
        of_tracks = [
            self._add(menu, self.tr("&Play or Pause"), ["Space"], self.play, "play"),
            self._add(menu, self.tr("&Accept"), ["A"], self.accept, "accept"),
            self._add(menu, self.tr("&Edit Description"), ["E", "F2"], self.edit, "edit"),
            self._add(menu, self.tr("S&kip"), ["X"], self.skip, "skip"),
            self._add(menu, self.tr("&Undo Accept or Skip"), ["U"], self.undo, "undo"),
            self._add(menu, self.tr("&Listen Again"), ["R"], self.hear_again, "again"),
        ]
        for action in of_tracks:  # single letters must not fire while words are typed
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        tracks.addActions(of_tracks)

    def _add(
        self,
        menu: QMenu,
        words: str,
        keys: Sequence[str],
        signal: SignalInstance,
        icon_name: str = "",
    ) -> QAction:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked: signal.emit())
        if icon_name:
            self._icons[action] = icon_name
        menu.addAction(action)
        return action
