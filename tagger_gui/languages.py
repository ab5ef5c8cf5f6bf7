"""The language of the window: Qt's translators, and how numbers and dates are written."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from engine.paths import resource
from tagger_gui.settings.values import Language

_SOURCE = QLocale(QLocale.Language.English)


def speak(app: QApplication, language: Language) -> None:
    """Translates what is made from now on; English where there is no translation.

    English is translated too: its file holds the plural forms. Qt's own words are only
    translated if ours are, and the system's numbers and dates stay where its language is spoken.
    """
    wanted = QLocale.system() if language is Language.SYSTEM else QLocale(language.value)
    ours, qts = QTranslator(app), QTranslator(app)
    folder = str(resource("translations"))
    if not ours.load(wanted, "linernotes", "_", folder):
        ours.load(_SOURCE, "linernotes", "_", folder)
    app.installTranslator(ours)
    spoken = QLocale(ours.language())
    if qts.load(
        spoken, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        app.installTranslator(qts)
    system = QLocale.system()
    QLocale.setDefault(system if system.language() == spoken.language() else spoken)
