"""The window in German, and in a made-up language that is written from right to left."""

# ruff: noqa: N802 - translators have Qt's names

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QLabel,
    QMenu,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.paths import resource
from tagger_gui import languages
from tagger_gui.page import Place
from tagger_gui.program import Program
from tagger_gui.settings.settings_dialog import SettingsDialog
from tagger_gui.settings.values import Language, Settings
from tagger_gui.text import number
from tests.gui.desk import Desk

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
MARKS = re.compile(r"\{\d?\}|%L?n")

Message = tuple[str, str]  # context, English source


def messages(file: Path) -> dict[Message, list[str]]:
    """The translations in a file of Qt Linguist's; [] for those that are not finished."""
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation] or [translation.text or ""]
            finished = translation.get("type") is None and all(forms)
            found[name, message.findtext("source", "")] = forms if finished else []
    return found


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[Message, list[str]]:
    """What lupdate finds in the source now."""
    file = tmp_path_factory.mktemp("lupdate") / "now_de.ts"
    sources = sorted((ROOT / "tagger_gui").rglob("*.py"))
    command = [str(TOOLS / "pyside6-lupdate"), *map(str, sources), "-silent", "-ts", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return messages(file)


@pytest.fixture(scope="module")
def german() -> dict[Message, list[str]]:
    return messages(resource("translations/linernotes_de.ts"))


@pytest.fixture
def spoken(qapp: QApplication) -> Iterator[QApplication]:
    """The application, which speaks as before when the test is over."""
    before, locale = set(qapp.findChildren(QTranslator)), QLocale()
    yield qapp
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_every_word_of_the_window_is_translated(
    collected: dict[Message, list[str]], german: dict[Message, list[str]]
) -> None:
    assert len(collected) > 300
    assert german.keys() == collected.keys(), "run `make translations` and translate what is new"
    assert [message for message, forms in german.items() if not forms] == []


def test_every_word_is_asked_for_in_a_context_that_lupdate_finds(
    collected: dict[Message, list[str]],
) -> None:
    classes = re.compile(r"^class (\w+)", re.MULTILINE)
    text = "".join(path.read_text("utf-8") for path in (ROOT / "tagger_gui").rglob("*.py"))
    named = set(re.findall(r'(?:translate|TRANSLATE_NOOP)\(\s*"(\w+)"', text))
    assert {context for context, _ in collected} <= set(classes.findall(text)) | named


def test_no_word_hides_in_an_f_string() -> None:
    """lupdate does not look into them."""
    for path in (ROOT / "tagger_gui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                assert not re.search(r"\b(tr|translate)\(\s*['\"]", ast.unparse(node)), path


@pytest.mark.parametrize("language", ["de", "en"])
def test_plural_forms_and_placeholders_agree(language: str) -> None:
    for (_, source), forms in messages(resource(f"translations/linernotes_{language}.ts")).items():
        wanted = Counter(MARKS.findall(source))
        assert len(forms) == (2 if "%Ln" in source else 1), source
        assert Counter(MARKS.findall(forms[-1])) == wanted, source
        singular = Counter(MARKS.findall(forms[0]))
        assert singular <= wanted and wanted - singular <= Counter(["%Ln"]), source
        for form in forms:
            assert form.count("&") == source.count("&"), source
            assert form.endswith("…") == source.endswith("…"), source


def test_what_is_compiled_is_what_is_translated(tmp_path: Path) -> None:
    for language in ("de", "en"):
        source = resource(f"translations/linernotes_{language}.ts")
        made = tmp_path / "made.qm"
        command = [str(TOOLS / "pyside6-lrelease"), str(source), "-silent", "-qm", str(made)]
        subprocess.run(command, check=True, capture_output=True)
        assert made.read_bytes() == source.with_suffix(".qm").read_bytes(), "make translations"


def test_german_counts_numbers_and_qts_own_words(spoken: QApplication, qtbot: QtBot) -> None:
    languages.speak(spoken, Language.GERMAN)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "Abbrechen"
    assert number(1234567) == "1.234.567"

    class Effort(QObject):
        pass

    assert [Effort().tr("%Ln cores", "", n) for n in (1, 2)] == ["1 Kern", "2 Kerne"]


def test_a_system_without_a_translation_hears_english(
    spoken: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale("is_IS")))
    languages.speak(spoken, Language.SYSTEM)

    class Effort(QObject):
        pass

    assert [Effort().tr("%Ln cores", "", n) for n in (1, 2)] == ["1 core", "2 cores"]
    assert QLocale().language() is QLocale.Language.English


def test_a_german_system_speaks_german_as_its_country_does(
    spoken: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale("de_CH")))
    languages.speak(spoken, Language.SYSTEM)
    assert spoken.translate("Commands", "&File") == "&Datei"
    assert QLocale().name() == "de_CH"


def test_the_language_is_chosen_in_the_settings(desk: Desk) -> None:
    dialog = SettingsDialog(Settings(), desk.open().keeping, desk.dialogs)
    desk.qtbot.addWidget(dialog)
    dialog.language.setCurrentIndex(dialog.language.findText("Deutsch"))
    assert dialog.values().language is Language.GERMAN


def clipped(page: QWidget) -> list[str]:
    """The buttons and labels of a page whose words do not fit."""
    kinds = (QPushButton, QToolButton, QCheckBox, QRadioButton)
    buttons = [b for b in page.findChildren(QAbstractButton) if isinstance(b, kinds) and b.text()]
    labels = [each for each in page.findChildren(QLabel) if type(each) is QLabel]
    shown = [w for w in (*buttons, *labels) if w.isVisible() and not w.size().isEmpty()]
    return [
        f"{w.text()!r}: {w.size()} of {w.minimumSizeHint()}"
        for w in shown
        if w.size() != w.size().expandedTo(w.minimumSizeHint())
    ]


def opened(desk: Desk) -> Program:
    desk.put(*["Calm piano with soft strings."] * 12)
    program = desk.open()
    program.window.resize(1440, 900)
    return program


def test_german_fits_into_every_page(spoken: QApplication, desk: Desk) -> None:
    languages.speak(spoken, Language.GERMAN)
    program = opened(desk)
    assert Place.LIBRARY.title == "Bibliothek"
    for place in Place:
        program.window.show_page(place)
        page = program.window.current_page()
        spoken.processEvents()
        assert page.isVisible()
        assert clipped(program.window) == []
        for menu in menus(program):
            letters = [a.text()[a.text().index("&") + 1].lower() for a in marked(menu)]
            assert len(letters) == len(set(letters)), [a.text() for a in marked(menu)]


def test_the_first_page_fits_in_german(spoken: QApplication, desk: Desk) -> None:
    languages.speak(spoken, Language.GERMAN)
    desk.settings.change(welcomed=False)
    program = desk.open()
    program.window.resize(1440, 900)
    spoken.processEvents()
    assert program.first_run.isVisible()
    assert clipped(program.window) == []


def menus(program: Program) -> list[QMenu]:
    """The menus of the bar, at least five."""
    found = [action.menu() for action in program.window.menuBar().actions()]
    assert len(found) >= 5
    return [menu for menu in found if isinstance(menu, QMenu)]


def marked(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if action.isVisible() and "&" in action.text()]


class Backwards(QTranslator):
    """Says everything longer, and in Hebrew letters at both ends."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return f"אב {source} גד"


def test_right_to_left_is_mirrored_without_a_warning(spoken: QApplication, desk: Desk) -> None:
    spoken.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    backwards = Backwards(spoken)
    spoken.installTranslator(backwards)
    program = opened(desk)
    window = program.window
    for place in Place:
        window.show_page(place)
        page = window.current_page()
        spoken.processEvents()
        assert page.title.startswith("אב")
        assert not window.grab().isNull()
    rail = window.rail.mapTo(window, window.rail.rect().center())
    assert rail.x() > window.width() / 2
