"""The few dialogs there are, all in plain text."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from engine.paths import music_folder
from engine.version import version
from tagger_gui.text import Look, label, plain
from tagger_gui.theme import program_icon

translate = QCoreApplication.translate

_NAME_WIDTH = 400  # pixels


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
        # In one text: what Qt calls informative is folded into a narrow column.
        words = f"{question}\n\n{details}"
        box = _box(_window(), QMessageBox.Icon.Question, "Linernotes", words)
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
        dialog = QInputDialog(_window())
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("Name:"))
        dialog.setTextValue(suggested)
        dialog.resize(_NAME_WIDTH, dialog.sizeHint().height())
        given = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.textValue().strip() if given else ""

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


def shortcut_sheet(
    parent: QWidget, sheet: Sequence[tuple[str, Sequence[tuple[str, str]]]]
) -> QDialog:
    """The sheet of keys, short groups below each other.

    `sheet`: for each page, or "" for all of them, its keys and words.
    """
    dialog = QDialog(parent)
    dialog.setWindowTitle(translate("Dialogs", "Keyboard Shortcuts"))
    columns = QHBoxLayout()
    columns.setSpacing(36)
    longest = max((len(keys) for _, keys in sheet), default=0) + 2  # a heading, and air
    form, lines = QFormLayout(), longest + 1
    for title, keys in sheet:
        if lines + len(keys) > longest:
            form, lines = QFormLayout(), 0
            form.setHorizontalSpacing(20)
            form.setVerticalSpacing(8)
            columns.addLayout(form)
        lines += len(keys) + 2
        form.addRow(label(title or translate("Dialogs", "Everywhere"), Look.HEADING))
        for key, what in keys:
            form.addRow(label(key, Look.STRONG), label(what))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addLayout(columns)
    column.addWidget(buttons)
    return dialog
