"""Words in sentences are found, judged by who knows, and counted."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.training.clips import Clip
from engine.training.evaluation.figures import Figure
from engine.training.evaluation.tracks import said_in
from engine.training.evaluation.words import (
    Judgement,
    calibration_figures,
    judge,
    quadrant_figure,
    repeated,
    score_figures,
    sentence_figures,
    word_figures,
)
from tests.engine.training.evaluation.tracks import (
    ASPECTS,
    COLUMN,
    ENTRIES,
    description,
    song,
    tracks,
)

pytestmark = pytest.mark.training


def opinion(**heard: float) -> np.ndarray:
    """Teachers' opinion: of these names, and no to all others."""
    found = np.zeros(len(ASPECTS), np.float32)
    for name, value in heard.items():
        found[COLUMN[name.replace("_", " ")]] = value
    return found


@pytest.fixture
def judged() -> Judgement:
    """Two songs by one artist, one by another, and a described piece."""
    clips = [
        song("a", "Q1", group="1", genres=("jazz",), moods=("glad",)),
        song("b", "Q2", group="1", genres=("blues",), moods=("grim",)),
        song("c", "Q4", group="2", genres=("jazz",), moods=("calm",)),
        Clip("described", "d", Path("d"), "test", instruments=("guitar",), group="piece d"),
    ]
    said = [
        description("A glad jazz piece with electric guitar.",
                    "glad", "jazz", "electric guitar", "guitar"),
        description("A glad jazz piece with electric guitar.",
                    "glad", "jazz", "electric guitar", "guitar"),
        description("A glad jazz piece with electric guitar.",
                    "glad", "jazz", "electric guitar", "guitar"),
        description("A tune with guitar and choir.", "guitar", "choir"),
    ]  # fmt: skip
    opinions = {
        "a": opinion(electric_guitar=0.9),
        "b": opinion(electric_guitar=0.1),
        "c": opinion(electric_guitar=0.4),  # neither yes nor no
        "d": opinion(choir=0.8),
    }
    return judge(tracks(clips, said), ASPECTS, ENTRIES, opinions, np.zeros(len(ASPECTS)))


def named(figures: list[Figure]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


def test_a_sentence_says_the_longest_phrase_only() -> None:
    text = "Glad choir and electric guitar music, gladly so. Choir only later on."
    found = said_in(text, ENTRIES)
    assert [text[s.start : s.end] for s in found] == ["Glad", "choir", "electric guitar", "Choir"]
    assert [ENTRIES[s.aspect].name for s in found] == ["glad", "choir", "electric guitar", "choir"]


def test_each_kind_of_word_is_judged_by_who_knows(judged: Judgement) -> None:
    found = named(word_figures(judged))
    assert found["said genre (editors): precision"].value == pytest.approx(2 / 3)
    assert found["said genre (editors): recall"].value == pytest.approx(2 / 3)
    assert found["said mood (editors): precision"].value == pytest.approx(1 / 3)
    assert found["said instrument (composer): precision"].value == 1
    assert found["said instrument (teachers): precision"].value == pytest.approx(1 / 2)
    assert found["said vocals (teachers): precision"].value == 1
    assert found["said genre: words a track"].value == pytest.approx(3 / 4)
    assert found["said genre (editors): precision"].n == 3
    assert "said tempo (teachers): precision" not in found


def test_moods_lie_in_the_songs_quadrant_or_not(judged: Judgement) -> None:
    assert quadrant_figure(judged).value == pytest.approx(1 / 3)


def test_wrong_words_are_counted(judged: Judgement) -> None:
    assert judged.wrong.tolist() == [0, 3, 1, 0]


def test_a_sentence_is_repeated_where_another_artist_has_it(judged: Judgement) -> None:
    assert repeated(["x", "x", "y", "y"], ["1", "1", "1", "2"]).tolist() == [
        False, False, True, True,
    ]  # fmt: skip
    found = named(sentence_figures(judged))
    assert found["sentences that another artist has too"].value == pytest.approx(3 / 4)
    assert found["different sentences among them"].value == pytest.approx(1 / 2)
    assert found["tracks with a sentence"].value == 1
    assert found["aspects said at least once"].value == 5
    assert found["different words used"].value == len(
        {*"a glad jazz piece with electric guitar".split(), *"a tune with guitar and choir".split()}
    )


def test_described_pieces_are_one_composers() -> None:
    pieces = [Clip("described", n, Path(n), "test", group=f"piece {n}") for n in "ab"]
    said = [description("A tune.")] * 2
    found = judge(tracks(pieces, said), ASPECTS, ENTRIES, {}, np.zeros(len(ASPECTS)))
    assert named(sentence_figures(found))["sentences that another artist has too"].value == 0


def test_calibration_error_of_certain_words(judged: Judgement) -> None:
    found = named(calibration_figures(judged))
    # Said with 0.9, all but moods: right are jazz twice of three, guitars two of three, the choir.
    error = found["calibration error (ECE), words in sentences but moods"].value
    assert error == pytest.approx(abs(0.9 - 5 / 7), abs=1e-6)


def test_rendered_instruments_are_known() -> None:
    played = Clip("rendered", "r", Path("r"), "test", aspects=("electric guitar",), group="midi 1")
    heard = tracks([played], [description("A tune with guitar and choir.", "guitar", "choir")])
    found = named(score_figures(heard, ASPECTS, ENTRIES))
    assert found["said instrument (rendered MIDI): precision"].value == 1  # it is one of its kind
    assert found["said instrument (rendered MIDI): recall"].value == pytest.approx(1 / 2)
    assert found["said vocals (rendered MIDI): precision"].value == 0
    assert score_figures(heard.of("songs"), ASPECTS, ENTRIES) == []


def test_the_judge_is_the_reviewed_vocabulary_whatever_a_model_publishes(
    judged: Judgement,
) -> None:
    shifted = tuple(replace(entry, valence=0.0, arousal=0.0) for entry in ENTRIES)
    again = replace(judged, entries=shifted)
    assert quadrant_figure(again) == quadrant_figure(judged)
