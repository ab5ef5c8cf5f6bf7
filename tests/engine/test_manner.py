"""The user's own words: banned ones, preferred ones, and other wordings."""

from __future__ import annotations

import pickle
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from engine.audio import load_windows
from engine.audio.windows import Windows
from engine.demo import compose
from engine.errors import LibraryError
from engine.manner import Manner, checked, load_manner, read_manner, save_manner, write_manner
from engine.model import Captioner
from engine.model.captioner import BANNED


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory, captioner: Captioner) -> list[Windows]:
    """Two real pieces."""
    folder = tmp_path_factory.mktemp("pieces")
    return [
        load_windows(path, sample_rate=captioner.sample_rate, seconds=captioner.window_s, count=2)
        for path in islice(compose(folder), 2)
    ]


def test_preferred_words_take_the_place_of_their_synonyms() -> None:
    manner = checked([], {"electric guitar": "axe", "guitar": "git", "calm": "easy"})
    assert manner.worded("A calm piece with electric guitar.") == "An easy piece with axe."
    assert manner.worded("Guitar and guitars.") == "Git and guitars."
    assert manner.worded("Calm electric guitar") == "Easy axe"
    assert Manner().worded("A calm piece.") == "A calm piece."


def test_banned_words_are_found_whole_and_in_any_case() -> None:
    manner = checked(["rock", "drum machine"], {})
    assert manner.bans("This Rock song")
    assert manner.bans("with drum machine")
    assert not manner.bans("rocking drums")
    assert not Manner().bans("anything")


@pytest.mark.parametrize(
    ("banned", "preferred"),
    [(["x" * 61], {}), ([], {"calm": "  "}), (["easy"], {"calm": "easy"}), (["w"] * 1, {"a": "w"})],
)
def test_words_that_cannot_be_kept_are_refused(
    banned: list[str], preferred: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match="“"):
        checked(banned, preferred)


def test_words_are_kept_beside_the_library(tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite"
    assert load_manner(library) == Manner()
    manner = checked(["sexy", " "], {"calm": "chilled\nout", "melancholy": "Schön"})
    save_manner(library, manner)
    assert load_manner(library) == manner
    assert dict(manner.preferred)["calm"] == "chilled out"
    assert pickle.loads(pickle.dumps(manner)) == manner


@pytest.mark.parametrize("content", [b"", b"[]", b'{"banned": 1, "preferred": {}}', b"\xff\xfe"])
def test_a_damaged_file_of_words_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.vocabulary.json").write_bytes(content)
    with pytest.raises(LibraryError, match="cannot be understood"):
        load_manner(tmp_path / "library.sqlite")


def test_words_travel_as_a_file_of_their_own(tmp_path: Path) -> None:
    manner = checked(["sexy"], {"calm": "easy"})
    write_manner(tmp_path / "mine.json", manner)
    assert read_manner(tmp_path / "mine.json") == manner
    with pytest.raises(LibraryError, match="No such file"):
        read_manner(tmp_path / "nothing.json")
    with pytest.raises(LibraryError, match="No such file"):
        write_manner(tmp_path / "nowhere" / "mine.json", manner)


def test_another_turn_is_another_wording(captioner: Captioner, sounds: list[Windows]) -> None:
    first = captioner.describe(sounds[0])
    others = [captioner.describe(sounds[0], Manner(turn=turn)) for turn in range(1, 4)]
    assert captioner.describe(sounds[0], Manner()) == first
    assert len({first.text, *(other.text for other in others)}) >= 3
    assert all(other.aspects == first.aspects for other in others)
    assert all(other.text for other in others)


def test_a_banned_aspect_is_not_said(captioner: Captioner, sounds: list[Windows]) -> None:
    for sound in sounds:
        before = captioner.describe(sound)
        said = [a.name for a in before.aspects if a.name in before.text.lower()]
        assert said
        after = captioner.describe(sound, checked([said[0]], {}))
        assert said[0] not in after.text.lower()
        assert said[0] not in [a.name for a in after.aspects]
        assert np.array_equal(before.probabilities, after.probabilities)


def test_any_other_banned_word_is_avoided(captioner: Captioner, sounds: list[Windows]) -> None:
    words = ["piece", "music", "song", "track", "this", "number", "tune", "cut", "recording"]
    said = captioner.describe(sounds[0], checked(words[:6], {})).text.lower()
    assert said
    assert not any(word in said.split() for word in words[:6])


def test_what_cannot_be_said_otherwise_is_not_said(
    captioner: Captioner, sounds: list[Windows]
) -> None:
    every = [token for token in captioner.vocabulary.tokens if token[-1].isalpha()]
    silent = captioner.describe(sounds[0], checked(every, {}))
    assert (silent.text, silent.reason) == ("", BANNED)


def test_a_preferred_word_is_said(captioner: Captioner, sounds: list[Windows]) -> None:
    before = captioner.describe(sounds[0])
    name = next(a.name for a in before.aspects if a.name in before.text.lower())
    after = captioner.describe(sounds[0], checked([], {name: "zonk"}))
    assert "zonk" in after.text.lower()
    assert captioner.describe(sounds[0], checked([name], {name: "zonk"})).text == after.text
