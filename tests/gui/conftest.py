"""The real window, offscreen."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt makes its application

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.library import Library
from engine.paths import resource
from tagger_gui import languages
from tagger_gui.settings.values import Language
from tagger_gui.work import Threads
from tests.gui.desk import Desk


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """In English whatever the system speaks, with its plural forms."""
    languages.speak(qapp, Language.ENGLISH)
    return qapp


@pytest.fixture
def german(qapp: QApplication) -> Iterator[QApplication]:
    """The application, with our German words and numbers; Qt's own words stay English."""
    translator, locale = QTranslator(qapp), QLocale()
    assert translator.load(str(resource("translations/linernotes_de.qm")))
    qapp.installTranslator(translator)
    QLocale.setDefault(QLocale("de_DE"))
    yield qapp
    QLocale.setDefault(locale)
    qapp.removeTranslator(translator)
    translator.deleteLater()


@pytest.fixture
def threads() -> Iterator[Threads]:
    made = Threads()
    yield made
    assert made.wait(5000)


@pytest.fixture
def desk(library: Library, threads: Threads, qtbot: QtBot) -> Desk:
    return Desk(library, threads, qtbot)
