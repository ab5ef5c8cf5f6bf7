"""Words of users stay words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import tagger_gui
from tagger_gui.text import LONGEST, ElidedLabel, as_time, isolated, label, one_line, plain, tooltip

_SOURCES = sorted(Path(tagger_gui.__file__).parent.rglob("*.py"))
_MARKUP = '<img src="/etc/passwd"><b>bold</b>'


@pytest.mark.parametrize("path", _SOURCES, ids=lambda path: path.name)
def test_nothing_guesses_what_a_text_is(path: Path) -> None:
    source = path.read_text("utf-8")
    if path.name != "text.py":
        assert not re.search(r"\bQLabel\b", source), "labels are made in text.py"
    for word in ("setHtml", "RichText", "MarkdownText", "AutoText", "QTextBrowser", "QTextEdit("):
        assert word not in source
    assert ("QMessageBox(" not in source) or ("TextFormat.PlainText" in source)
    tips = re.findall(r"setToolTip\(\s*(?!self\.tr\(|tooltip\()(\S+)", source)
    assert set(tips) <= {'""', "explained)"}, "what a user or file says goes through tooltip()"


@pytest.mark.parametrize("path", _SOURCES, ids=lambda path: path.name)
def test_threads_are_started_in_one_place(path: Path) -> None:
    if path.name != "work.py":
        source = path.read_text("utf-8")
        assert not re.search(r"QThread|QRunnable|Thread\(|ThreadPoolExecutor", source)


def test_labels_show_markup_as_it_is(qtbot: QtBot) -> None:
    for made in (label(_MARKUP), ElidedLabel(_MARKUP)):
        qtbot.addWidget(made)
        assert made.textFormat() is Qt.TextFormat.PlainText
        assert made.text() == _MARKUP


def test_tooltips_are_escaped() -> None:
    assert tooltip('<img src="x">') == "<qt>&lt;img src=&quot;x&quot;&gt;</qt>"
    assert tooltip("one\ntwo") == "<qt>one<br>two</qt>"
    assert tooltip("") == ""


def test_long_texts_are_cut() -> None:
    assert len(plain("x" * 1_000_000)) == LONGEST
    assert plain("x" * LONGEST) == "x" * LONGEST


def test_controls_and_half_characters_are_gone() -> None:
    assert one_line("a\0b\x1bc\u202ed\ud800e\nf") == "a b c d e f"
    assert plain("a\nb") == "a\nb"
    assert one_line(f"like {isolated('a')}, and") == "like a, and"
    assert plain("لما بدا") == "لما بدا"


def test_times() -> None:
    assert as_time(187.2) == "3:07"
    assert as_time(3729) == "1:02:09"
    assert as_time(0) == as_time(float("nan")) == as_time(float("inf")) == ""
