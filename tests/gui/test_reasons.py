"""What the engine says went wrong is said in the user's language."""

from __future__ import annotations

import os
import re
from pathlib import Path

from PySide6.QtWidgets import QApplication

from docs.generate import messages
from engine import child
from engine.child import cause_of_death
from engine.errors import AudioError
from engine.library.backups import WAY_OUT
from engine.model.captioner import BANNED, NOT_MUSIC, NOTHING_SURE
from tagger_gui.activity.failure_list import FailureList
from tagger_gui.activity.failures import Column, Failure, Kind, report
from tagger_gui.reasons import PARTS, REASONS, SILENCE, SYSTEM, error_words, reason_words

_ONLY_ON_THE_COMMAND_LINE = {"ClusterError"}


def test_whatever_the_engine_can_say_is_known() -> None:
    kinds = messages.families() - _ONLY_ON_THE_COMMAND_LINE
    said = {text for kind in kinds for text in messages.said(kind)}
    known = {re.sub(r"\{\d\}", "…", text) for text in REASONS}
    composed = {  # of several expressions, which the source does not show as one text
        "in quarantine: …",
        "it could not be brought up to date and is as it was (…); a copy of it is …",
        "it is damaged or no library (…); …",
        "the worker died: …",
    }
    assert said - known == set()
    assert known - said == composed


def test_parts_are_those_of_the_engine() -> None:
    deaths = {cause_of_death(code).removeprefix("the worker died: ") for code in (-11, -9, 3)}
    source = "".join(p.read_text("utf-8") for p in Path(child.__file__).parent.rglob("*.py"))
    children = re.findall(r'Child\("([^"]+)"\)', source)
    known = {re.sub(r"\{\d\}", "3", part) for part in PARTS}
    assert known == {WAY_OUT, *children, *deaths}
    assert set(SILENCE) == {NOT_MUSIC, NOTHING_SURE, BANNED}
    assert set(SYSTEM) <= {os.strerror(number) for number in range(1, 134)}


def test_english_stays_as_it_was(qapp: QApplication) -> None:
    for reason in (*REASONS, *PARTS, *SILENCE, *SYSTEM, "something new", "{0} and {1}", ""):
        assert reason_words(reason) == reason


def test_german_names_what_differs(german: QApplication) -> None:
    assert reason_words("it is read-only") == "schreibgeschützt"
    assert reason_words("listening took more than 60 s") == "das Anhören dauerte länger als 60 s"
    assert reason_words("reading its tags took more than 9 s") == (
        "das Lesen der Tags dauerte länger als 9 s"
    )
    assert reason_words(f"in quarantine: {cause_of_death(-9)}") == (
        "in Quarantäne: der Arbeitsprozess ist abgestürzt: "
        "er wurde beendet, vielleicht aus Mangel an Speicher"
    )
    assert reason_words("it is damaged (odd {1} words); {0}") == "beschädigt (odd {1} words); {0}"
    assert error_words(AudioError(Path("/m/a.mp3"), "Permission denied")) == (
        "/m/a.mp3: kein Zugriffsrecht"
    )


def test_what_is_not_known_is_shown_as_it_is(german: QApplication) -> None:
    assert reason_words("{0} is a name") == "{0} is a name"
    assert error_words(ValueError("our bug")) == "our bug"


def test_failures_are_listed_in_german_and_reported_in_english(german: QApplication) -> None:
    failures = [Failure(Kind.WRITING, "/m/a.mp3", "it is read-only")]
    listed = FailureList()
    listed.show_failures(failures)
    assert listed.table.index(0, Column.CAUSE).data() == "schreibgeschützt"
    assert listed.causes.itemText(1) == "schreibgeschützt (1)"
    assert "it is read-only" in report(failures)
