"""engine.model.choosing: what may be said of a track, and what is not said together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model import Vocabulary, choose_aspects
from engine.model.choosing import _EXCLUSIVE, LEAST_MOOD, supported

BELOW = LEAST_MOOD + 0.01  # of a mood: too little for it alone


@pytest.fixture
def threes(vocabulary: Vocabulary) -> Vocabulary:
    """The shipped vocabulary with moods whose thresholds leave room below."""
    entries = tuple(
        replace(entry, threshold=0.9) if entry.kind == "mood" and entry.threshold <= 1 else entry
        for entry in vocabulary.aspects
    )
    return replace(vocabulary, aspects=entries)


def heard(vocabulary: Vocabulary, **probabilities: float) -> np.ndarray:
    """Probabilities (n_aspects,) of names, with _ for a space; the others are not there."""
    found = np.zeros(len(vocabulary.aspects), np.float32)
    names = [entry.name for entry in vocabulary.aspects]
    for name, probability in probabilities.items():
        found[names.index(name.replace("_", " "))] = probability
    return found


def names(vocabulary: Vocabulary, chosen: list[int]) -> set[str]:
    return {vocabulary.aspects[i].name for i in chosen}


def test_moods_that_agree_are_said_before_they_are_probable_alone(threes: Vocabulary) -> None:
    agreeing = heard(threes, angry=BELOW, harsh=BELOW, hostile=BELOW, calm=0.01)
    assert names(threes, choose_aspects(threes, agreeing)) == {"angry", "harsh", "hostile"}


def test_moods_of_different_quadrants_take_each_other_the_word(threes: Vocabulary) -> None:
    undecided = heard(threes, angry=BELOW, calm=BELOW, joyous=BELOW, bleak=BELOW)
    assert choose_aspects(threes, undecided) == []


def test_a_clear_quadrant_says_nothing_of_moods_that_were_hardly_heard(threes: Vocabulary) -> None:
    assert choose_aspects(threes, heard(threes, angry=LEAST_MOOD - 0.01, harsh=0.1)) == []


def test_a_mood_in_another_quadrant_needs_its_own_threshold(threes: Vocabulary) -> None:
    angry = heard(threes, angry=0.8, harsh=0.8, hostile=0.8, calm=0.3)
    assert "calm" not in names(threes, choose_aspects(threes, angry))


def test_words_that_are_never_said_stay_so(vocabulary: Vocabulary) -> None:
    never = np.array([entry.threshold > 1 for entry in vocabulary.aspects])
    assert never.any()
    assert not supported(vocabulary, np.ones(len(never), np.float32))[never].any()


@pytest.mark.parametrize(("acoustic", "said"), [(0.9, "acoustic"), (0.6, "electric guitar")])
def test_of_two_that_exclude_each_other_the_likelier_is_said(
    vocabulary: Vocabulary, acoustic: float, said: str
) -> None:
    both = heard(vocabulary, acoustic=acoustic, electric_guitar=0.7)
    assert names(vocabulary, choose_aspects(vocabulary, both)) == {said}


def test_what_is_excluded_does_not_take_the_place_of_a_broader_word(vocabulary: Vocabulary) -> None:
    plucked = heard(vocabulary, acoustic=0.9, electric_guitar=0.7, guitar=0.8)
    assert names(vocabulary, choose_aspects(vocabulary, plucked)) == {"acoustic", "guitar"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1, width=32), min_size=215, max_size=215))
def test_no_sentence_contradicts_itself(vocabulary: Vocabulary, probabilities: list[float]) -> None:
    chosen = choose_aspects(vocabulary, np.array(probabilities, np.float32))
    said = names(vocabulary, chosen)
    assert not any(said & one and said & others for one, others in _EXCLUSIVE)


def test_the_table_of_contradictions_knows_the_vocabulary(vocabulary: Vocabulary) -> None:
    known = {entry.name for entry in vocabulary.aspects}
    assert all(one <= known and others <= known for one, others in _EXCLUSIVE)
