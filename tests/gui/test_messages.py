"""What the engine says in parts is said in the user's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine import message
from engine.errors import LibraryError
from engine.manner import checked, read_manner
from engine.message import Message
from engine.model import load_vocabulary
from engine.paths import resource
from engine.query import FIELDS, chips, parse
from engine.query.keys import KEYS, in_words
from engine.writing import PROFILES
from tagger_gui import messages
from tagger_gui.library.chip_button import ChipButton
from tagger_gui.messages import message_words
from tagger_gui.reasons import VOCABULARY, error_words

KNOWN = {
    *messages.PROBLEMS,
    *messages.WHY,
    *messages.CONDITIONS,
    *messages.FIELDS,
    *messages.KEYS,
    *messages.TEMPI,
    *VOCABULARY,
}
# What may stand in a message in place of a text, and what this can be.
COMPUTED = {
    "field": {name for name, field in FIELDS.items() if field.is_free},
    "in_words": {in_words(key) for key in KEYS},
}


def spoken() -> Iterator[str]:
    """The texts of all messages in the engine's source."""
    for path in Path(message.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(ast.Name("Message"), [ast.Constant(str(text))], []):
                    yield text
                case ast.Call(ast.Name("Message"), [ast.Name(name)], []) if name in COMPUTED:
                    yield from COMPUTED[name]
                case ast.Call(ast.Name("Message"), [ast.Call(ast.Name(name))], []):
                    yield from COMPUTED[name]
                case ast.Call(ast.Name("Message")):
                    raise AssertionError(f"{path}: {ast.unparse(node)}")


def test_whatever_the_engine_can_say_is_known() -> None:
    said = set(spoken())
    assert len(said) > 90
    assert said == KNOWN


def test_the_kinds_and_profiles_are_those_of_the_engine() -> None:
    aspects = load_vocabulary(resource("model")).aspects
    assert {entry.kind for entry in aspects} <= set(messages.KINDS)
    assert {profile.purpose for profile in PROFILES.values()} == set(messages.PURPOSES)


def test_english_stays_as_it_was(qapp: QApplication) -> None:
    for text in ("bpm:quick, year:<1980", "-jazz, key:Bm, like:a.mp3@5", "colour:red ((a", "x:1"):
        parsed = parse(text, now_s=0.0)
        for told in (*parsed.problems, *(chip.label for chip in chips(parsed.tree))):
            assert message_words(told) == str(told)


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("-drums", ["ohne drums"]),
        ("genre:rock|pop, -jazz", ["Genre: rock oder pop", "nicht jazz"]),
        ("key:Bm, under 90 bpm", ["in h-Moll", "unter 90 bpm"]),
        ("year:90s, length:>3:30", ["aus den 1990ern", "länger als 3:30"]),
        (
            'like:"/m/a.mp3"@5 - bass, added:2026..',
            ["wie a.mp3 (ab 0:05) − bass", "hinzugefügt seit 2026-01-01"],
        ),
        ('"C major" mood:mood', ["„C major“", "Stimmung: mood"]),
    ],
)
def test_chips_speak_german(german: QApplication, query: str, labels: list[str]) -> None:
    found = chips(parse(query, now_s=1_795_368_000.0).tree)
    assert [message_words(chip.label) for chip in found] == labels


def test_chips_call_states_as_the_sidebar_does(german: QApplication, qtbot: QtBot) -> None:
    for query, label in (
        ("state:described", "Status: Zu prüfen"),
        ("-state:failed", "nicht Status: Nicht beschrieben"),
        ("state:{0}", "Status: {0}"),
        ("title:described", "Titel: described"),
    ):
        button = ChipButton(chips(parse(query, now_s=0.0).tree)[0])
        qtbot.addWidget(button)
        assert button.text() == label


def test_problems_speak_german(german: QApplication) -> None:
    problems = parse('bpm:quick genr:rock "a', now_s=0.0).problems
    assert list(map(message_words, problems)) == [
        "Ein Feld „genr“ gibt es nicht; meinten Sie „genre“?",
        "Ein Anführungszeichen ist nicht geschlossen.",
        "„quick“ ist kein Tempo: schreiben Sie etwa bpm:90-110.",
    ]


def test_numbers_are_written_as_in_german(german: QApplication) -> None:
    fits = Message("“{0}” ≈ its description ({1})").of("title", 0.876)
    assert message_words(fits) == "„title“ ≈ Beschreibung (0,88)"
    assert message_words(Message("there may be {0} words at most").of(1000)) == (
        "es dürfen höchstens 1.000 Wörter sein"
    )


def test_a_vocabulary_that_does_not_fit_is_told_in_german(
    german: QApplication, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="easy") as unfit:
        checked(["easy"], {"calm": "easy"})
    assert error_words(unfit.value) == "„easy“ ist zugleich bevorzugt und verboten"
    file = tmp_path / "words.json"
    file.write_text('{"banned": ["easy"], "preferred": {"calm": "easy"}}')
    with pytest.raises(LibraryError) as unreadable:
        read_manner(file)
    assert error_words(unreadable.value).endswith("(„easy“ ist zugleich bevorzugt und verboten)")


def test_two_hundred_conditions_are_one_label(qapp: QApplication) -> None:
    text = " OR ".join(f"w{i}" for i in range(200))
    (chip,) = chips(parse(text, now_s=0.0).tree)
    assert message_words(chip.label) == str(chip.label) == text.replace(" OR ", " or ")
