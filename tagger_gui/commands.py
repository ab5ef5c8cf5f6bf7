"""Every command of the window: one table makes the menus, the keys and the sheet of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from tagger_gui.theme import icon


class Menu(Enum):
    """The menus from left to right."""

    FILE = auto()
    EDIT = auto()
    TRACK = auto()
    VIEW = auto()
    HELP = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """Something the user can do."""

    words: str  # as the menu has it, with the & of its letter
    do: Callable[[], object] | None = None  # None: a widget sees to it; only told in the sheet
    keys: tuple[str, ...] = ()  # in Qt's portable names: "Ctrl+O", "A", "F2"
    menu: Menu | None = None
    icon: str = ""
    within: QWidget | None = None  # its keys count only while the focus is in there
    separated: bool = False  # from the command above it

    def name(self) -> str:
        """The words without & and …."""
        return self.words.replace("&", "").rstrip("…")


class Commands(QObject):
    """The commands of the frame and of all pages; those of pages not shown are out of reach."""

    def __init__(self, bar: QMenuBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = {
            Menu.FILE: self.tr("&File"),
            Menu.EDIT: self.tr("&Edit"),
            Menu.TRACK: self.tr("&Track"),
            Menu.VIEW: self.tr("&View"),
            Menu.HELP: self.tr("&Help"),
        }
        self._menus = {menu: QMenu(name) for menu, name in self._names.items()}
        for menu in self._menus.values():
            bar.addMenu(menu)
        self._groups: dict[str, list[tuple[Command, QAction | None]]] = {}
        self._shown = ""

    def add(self, group: str, commands: Iterable[Command], holder: QWidget) -> None:
        """Takes in commands; `group`: a page's title, or "" for what is there on every page.

        `holder` is the widget in whose window the keys count.
        """
        made = [(command, self._action(command, holder)) for command in commands]
        self._groups.setdefault(group, []).extend(made)
        self._reach(group)

    def show_group(self, group: str) -> None:
        """The page that is shown now: its commands are within reach, other pages' are not."""
        self._shown = group
        for each in self._groups:
            self._reach(each)

    def sheet(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each group's keys and what they do, to be read by the user."""
        groups = [(group, [c for c, _ in made if c.keys]) for group, made in self._groups.items()]
        return [
            (group, [(spelled(command.keys), command.name()) for command in commands])
            for group, commands in groups
            if commands
        ]

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        for command, action in self._all():
            if command.icon and action:
                action.setIcon(icon(command.icon))

    def action(self, command: Command) -> QAction:
        """What Qt has for the command."""
        return next(action for each, action in self._all() if each is command and action)

    def _all(self) -> list[tuple[Command, QAction | None]]:
        return [pair for made in self._groups.values() for pair in made]

    def _action(self, command: Command, holder: QWidget) -> QAction | None:
        do = command.do
        if do is None:
            return None
        action = QAction(command.words, self)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.triggered.connect(lambda _checked: do())
        if command.icon:
            action.setIcon(icon(command.icon))
        if command.within:  # single letters must not fire while words are typed
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            command.within.addAction(action)
        else:
            holder.addAction(action)
        if command.menu:
            menu = self._menus[command.menu]
            if command.separated:
                menu.addSeparator()
            menu.addAction(action)
        return action

    def _reach(self, group: str) -> None:
        within_reach = group in ("", self._shown)
        for _, action in self._groups.get(group, ()):
            if action:
                action.setVisible(within_reach)  # what cannot be seen has no keys either
        for menu in self._menus.values():
            menu.menuAction().setVisible(any(a.isVisible() for a in menu.actions()))


def spelled(keys: Sequence[str]) -> str:
    """The keys, as the user's system and language name them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(key).toString(native) or key for key in keys)
