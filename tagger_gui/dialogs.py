"""The few dialogs there are, all in plain text."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.paths import music_folder
from engine.version import version
from tagger_gui.text import Look, label, plain
from tagger_gui.theme import program_icon

translate = QCoreApplication.translate


def _window() -> QWidget | None:
    return QApplication.activeWindow()


def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, words: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setText(plain(words))
    return box


class Dialogs(QObject):
    """The questions that parts of the program may put to the user, over the window that is there.

    A test gives the parts one that answers by itself.
    """

    def ask(self, question: str, details: str, yes: str) -> bool:
        """Whether the user says `yes` and not Cancel."""
        box = _box(_window(), QMessageBox.Icon.Question, "Linernotes", question)
        box.setInformativeText(plain(details))
        agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(agreed)
        box.exec()
        return box.clickedButton() is agreed

    def window(self) -> QWidget | None:
        """The window that a dialog belongs to."""
        return _window()

    def open(self, dialog: QDialog) -> None:
        """Shows a dialog over its window and goes on: it tells itself how it ended."""
        dialog.open()

    def choose_folder(self, title: str) -> Path | None:
        """The folder that the user has chosen."""
        chosen = QFileDialog.getExistingDirectory(_window(), title, str(music_folder()))
        return Path(chosen) if chosen else None

    def choose_file(self, title: str, kinds: str) -> Path | None:
        """The file that the user has chosen; `kinds` as Qt writes filters: "JSON (*.json)"."""
        chosen, _ = QFileDialog.getOpenFileName(_window(), title, "", kinds)
        return Path(chosen) if chosen else None

    def choose_new_file(self, title: str, suggested: Path, kinds: str) -> Path | None:
        """Where the user wants a file to be made."""
        chosen, _ = QFileDialog.getSaveFileName(_window(), title, str(suggested), kinds)
        return Path(chosen) if chosen else None

    def ask_name(self, title: str, suggested: str) -> str:
        """The name that the user has given; "" if they have not."""
        name, given = QInputDialog.getText(
            _window() or QWidget(), title, self.tr("Name:"), QLineEdit.EchoMode.Normal, suggested
        )
        return name.strip() if given else ""

    def open_folder(self, folder: Path) -> None:
        """Shows a folder in the system's file browser."""
        QDesktopServices.openUrl(QUrl.fromEncoded(folder.as_uri().encode()))

    def tell_bug(self, error: BaseException) -> None:
        """Shows an error that is our fault, with what we need to know to mend it."""
        words = self.tr("This should not have happened. Your music files are safe.")
        box = _box(_window(), QMessageBox.Icon.Critical, self.tr("Error"), words)
        box.setDetailedText(plain("".join(traceback.format_exception(error)), 20_000))
        box.exec()


def tell_trouble(parent: QWidget | None, words: str) -> None:
    """Something that the user can do something about."""
    _box(parent, QMessageBox.Icon.Critical, "Linernotes", words).exec()


def show_about(parent: QWidget) -> None:
    """What this program is."""
    words = translate(
        "Dialogs",
        "Linernotes {0}\n\nListens to your music and writes, in one plain sentence, what it sounds "
        "like. Everything happens on this computer.\n\nFree software under the GNU General Public "
        "License, version 3 or later.",
    ).format(version())
    box = _box(parent, QMessageBox.Icon.NoIcon, translate("Dialogs", "About Linernotes"), words)
    box.setIconPixmap(program_icon().pixmap(48, 48))
    box.exec()


# The keys of a page, or of all of them where the title is "".
Keys = tuple[str, Sequence[tuple[str, str]]]


def show_shortcuts(parent: QWidget, sheet: Sequence[Keys]) -> None:
    """Shows the sheet of keys and waits until it is closed."""
    shortcut_sheet(parent, sheet).exec()


def shortcut_sheet(parent: QWidget, sheet: Sequence[Keys]) -> QDialog:
    """The sheet of keys, no larger than the screen; short pages share a column."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(translate("Dialogs", "Keyboard Shortcuts"))
    keys = QWidget()
    columns = QHBoxLayout(keys)
    columns.setSpacing(36)
    longest, room = max(len(rows) for _, rows in sheet), 0
    for title, rows in sheet:
        if room < len(rows) + 1:
            form, room = QFormLayout(), longest + 1
            form.setHorizontalSpacing(20)
            form.setVerticalSpacing(8)
            columns.addLayout(form)
        form.addRow(label(title or translate("Dialogs", "Everywhere"), Look.HEADING))
        for key, what in rows:
            form.addRow(label(key, Look.STRONG), label(what))
        room -= len(rows) + 1
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(keys)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(area)
    column.addWidget(buttons)
    whole = keys.sizeHint() + QSize(30, 30 + buttons.sizeHint().height())
    dialog.resize(whole.boundedTo(parent.screen().availableSize() - QSize(20, 60)))
    return dialog
