"""engine.model.choosing: what may be said of a track, and what is not said together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model import Vocabulary, choose_aspects
from engine.model.choosing import _EXCLUSIVE, lively


def heard(vocabulary: Vocabulary, **probabilities: float) -> np.ndarray:
    """Probabilities (n_aspects,) of names, with _ for a space; the others are not there."""
    found = np.zeros(len(vocabulary.aspects), np.float32)
    names = [entry.name for entry in vocabulary.aspects]
    for name, probability in probabilities.items():
        found[names.index(name.replace("_", " "))] = probability
    return found


def names(vocabulary: Vocabulary, chosen: list[int]) -> set[str]:
    return {vocabulary.aspects[i].name for i in chosen}


@pytest.mark.parametrize(
    ("moods", "energy"),
    [
        ({"angry": 0.2, "joyous": 0.2, "exciting": 0.1}, True),
        ({"calm": 0.2, "gloomy": 0.1}, False),
        ({"angry": 0.2, "calm": 0.3}, False),
        ({}, False),
    ],
)
def test_lively_is_what_all_moods_together_make_so(
    vocabulary: Vocabulary, moods: dict[str, float], energy: bool
) -> None:
    assert lively(vocabulary, heard(vocabulary, drums=0.9, **moods)) == energy


def test_words_that_are_never_said_stay_so(vocabulary: Vocabulary) -> None:
    never = {entry.name for entry in vocabulary.aspects if entry.threshold > 1}
    everything = np.ones(len(vocabulary.aspects), np.float32)
    assert never and not never & names(vocabulary, choose_aspects(vocabulary, everything))


@pytest.mark.parametrize(("acoustic", "said"), [(0.9, "acoustic"), (0.6, "electric guitar")])
def test_of_two_that_exclude_each_other_the_likelier_is_said(
    vocabulary: Vocabulary, acoustic: float, said: str
) -> None:
    both = heard(vocabulary, acoustic=acoustic, electric_guitar=0.7)
    assert names(vocabulary, choose_aspects(vocabulary, both)) == {said}


def test_what_is_excluded_does_not_take_the_place_of_a_broader_word(vocabulary: Vocabulary) -> None:
    plucked = heard(vocabulary, acoustic=0.9, electric_guitar=0.7, guitar=0.8)
    assert names(vocabulary, choose_aspects(vocabulary, plucked)) == {"acoustic", "guitar"}


@pytest.mark.parametrize(
    ("others", "alone"),
    [({}, True), ({"guitar": 0.9}, True), ({"harp": 0.9}, False), ({"male_vocals": 0.9}, False)],
)
def test_solo_is_said_of_one_alone(
    vocabulary: Vocabulary, others: dict[str, float], alone: bool
) -> None:
    # A guitar is what an acoustic guitar is anyway: still one.
    probabilities = heard(vocabulary, solo=0.99, acoustic_guitar=0.95, **others)
    assert ("solo" in names(vocabulary, choose_aspects(vocabulary, probabilities))) == alone


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1, width=32), min_size=215, max_size=215))
def test_no_sentence_contradicts_itself(vocabulary: Vocabulary, probabilities: list[float]) -> None:
    chosen = choose_aspects(vocabulary, np.array(probabilities, np.float32))
    said = names(vocabulary, chosen)
    assert not any(said & one and said & others for one, others in _EXCLUSIVE)


def test_the_table_of_contradictions_knows_the_vocabulary(vocabulary: Vocabulary) -> None:
    known = {entry.name for entry in vocabulary.aspects}
    assert all(one <= known and others <= known for one, others in _EXCLUSIVE)
