"""The few dialogs there are, all in plain text."""

from __future__ import annotations

import traceback

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QMessageBox, QWidget

from engine.version import version
from tagger_gui.text import Look, label, plain
from tagger_gui.theme import program_icon


def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, words: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setText(plain(words))
    return box


def ask(parent: QWidget, question: str, details: str, yes: str) -> bool:
    """Whether the user says `yes` and not Cancel."""
    box = _box(parent, QMessageBox.Icon.Question, "Linernotes", question)
    box.setInformativeText(plain(details))
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(agreed)
    box.exec()
    return box.clickedButton() is agreed


def tell_trouble(parent: QWidget | None, words: str) -> None:
    """Something that the user can do something about."""
    _box(parent, QMessageBox.Icon.Critical, "Linernotes", words).exec()


def tell_bug(parent: QWidget, error: BaseException) -> None:
    """Something that is our fault, with what we need to know to mend it."""
    words = parent.tr("This should not have happened. Your music files are safe.")
    box = _box(parent, QMessageBox.Icon.Critical, parent.tr("Error"), words)
    box.setDetailedText(plain("".join(traceback.format_exception(error)), 20_000))
    box.exec()


def about(parent: QWidget) -> None:
    """What this program is."""
    words = parent.tr(
        "Linernotes {0}\n\nListens to your music and writes, in one plain sentence, what it sounds "
        "like. Everything happens on this computer.\n\nFree software under the GNU General Public "
        "License, version 3 or later."
    ).format(version())
    box = _box(parent, QMessageBox.Icon.NoIcon, parent.tr("About Linernotes"), words)
    box.setIconPixmap(program_icon().pixmap(48, 48))
    box.exec()


def shortcut_table(source: QObject) -> list[tuple[str, str]]:
    """Every key and what it does."""
    tr = source.tr
    return [
        ("Ctrl+O", tr("Open a folder")),
        ("Ctrl+F", tr("Search")),
        ("Ctrl+S", tr("Write accepted descriptions into the files")),
        ("A", tr("Accept the description and go on to the next track")),
        ("E, F2", tr("Edit the description")),
        ("Ctrl+Enter", tr("Save your own words")),
        ("Esc", tr("Leave the editor without saving")),
        ("X", tr("Skip: no description for this track")),
        ("U", tr("Undo accept or skip")),
        ("R", tr("Listen again")),
        (tr("Space, double-click"), tr("Play or pause")),
        (tr("Left, Right"), tr("Five seconds back, forward")),
        ("Ctrl+Q", tr("Quit")),
    ]


def shortcuts(parent: QWidget) -> None:
    """The sheet of shortcuts."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(parent.tr("Keyboard Shortcuts"))
    form = QFormLayout(dialog)
    form.setHorizontalSpacing(28)
    form.setVerticalSpacing(8)
    for keys, what in shortcut_table(parent):
        form.addRow(label(keys, Look.STRONG), label(what))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    form.addRow(buttons)
    dialog.exec()
