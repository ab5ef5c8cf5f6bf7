"""Calibration and thresholds do what they promise on made-up figures."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.training.aspects import Aspect
from engine.training.calibrate import (
    FOLDS,
    NEVER,
    PRECISION,
    Floats,
    fit_music_threshold,
    fit_platt,
    fit_precision,
    fit_thresholds,
    mood_shift,
    probabilities_of,
    rightness,
    unseen_probabilities,
)
from engine.training.clips import Clip, parts_of

pytestmark = pytest.mark.training
PIANO = Aspect("instrument", "piano", "piano", people=("piano",), share=0.2)
ASKED = {"instrument": PRECISION}
FLUTE = Aspect("instrument", "flute", "flute", people=("flute",), share=0.2)


def test_platt_recovers_slope_and_offset() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, (2000, 2)).astype(np.float32)
    chance = 1 / (1 + np.exp(-(0.5 * logits - 1)))
    labels = (rng.random(logits.shape) < chance).astype(np.float32)
    labels[:100] = np.nan
    slope, offset = fit_platt(logits, labels, ["instrument", "mood"])
    assert np.allclose(slope, 0.5, atol=0.1) and np.allclose(offset, -1, atol=0.2)


def test_thresholds_reach_the_precision_or_never_speak() -> None:
    rng = np.random.default_rng(0)
    scores = rng.random((500, 2)).astype(np.float32)
    right = np.stack([rng.random(500) < scores[:, 0] ** 0.3, rng.random(500) < 0.2], axis=1)
    found = fit_thresholds((PIANO, FLUTE), scores, right.astype(np.float32), ASKED)
    assert found[1] >= found[0] or found[1] == pytest.approx(NEVER)
    said = scores[:, 0] >= found[0]
    assert said.any() and right[said, 0].mean() >= PRECISION


def test_a_word_that_is_not_to_be_said_never_is() -> None:
    silent = replace(PIANO, say=False)
    scores, right = np.ones((9, 1), np.float32), np.ones((9, 1), np.float32)
    assert fit_thresholds((silent,), scores, right, ASKED)[0] == pytest.approx(NEVER)
    assert fit_thresholds((PIANO,), scores, right, ASKED)[0] <= 1


def test_a_mood_is_right_in_its_quadrant() -> None:
    sad = Aspect("mood", "sad", "sad", people=("sad",), valence=-0.8, arousal=-0.9)
    jazz = Aspect("genre", "jazz", "jazz", people=("jazz",), family="Jazz")
    clips = [Clip("songs", q, Path(q), "val", genres=("jazz",), quadrant=q) for q in ("Q1", "Q3")]
    nothing = np.full((2, 3), np.nan, np.float32)
    right = rightness((sad, jazz, PIANO), clips, nothing)
    assert right[:, 0].tolist() == [0, 1] and right[:, 1].tolist() == [1, 1]
    assert np.isnan(right[:, 2]).all()


def test_luck_on_few_tracks_is_asked_for_more() -> None:
    rng = np.random.default_rng(0)
    scores = rng.random((60, 2)).astype(np.float32)
    right = (rng.random((60, 2)) < 0.5).astype(np.float32)
    parts = parts_of([str(number) for number in range(60)], FOLDS)
    asked = fit_precision((PIANO, FLUTE), scores, right, parts)["instrument"]
    sure = fit_precision((PIANO, FLUTE), scores, np.ones_like(scores), parts)["instrument"]
    assert asked > sure == PRECISION


def test_unseen_probabilities_do_not_know_their_own_labels() -> None:
    rng = np.random.default_rng(0)
    logits, labels = rng.normal(0, 1, (2, 120, 30)).astype(np.float32)  # nothing to be learnt
    labels = (labels > 1).astype(np.float32)
    kinds, parts = ["genre"] * 30, parts_of([str(number) for number in range(120)], FOLDS)
    seen = probabilities_of(logits, *fit_platt(logits, labels, kinds))
    unseen = unseen_probabilities(logits, labels, kinds, parts)

    def told_apart(found: Floats) -> float:
        return float(found[labels == 1].mean() - found[labels == 0].mean())

    assert told_apart(seen) > 0.001 > told_apart(unseen)


def test_the_shift_puts_as_many_songs_above_as_should_be() -> None:
    rng = np.random.default_rng(0)
    plane_of = {"glad": (0.9, 0.5), "sad": (-0.7, -0.8), "angry": (-0.9, 0.9)}
    moods = tuple(Aspect("mood", n, n, valence=v, arousal=a) for n, (v, a) in plane_of.items())
    scores = rng.random((300, 3)).astype(np.float32)
    songs = [Clip("songs", str(i), Path("s"), "val", quadrant=f"Q{i % 4 + 1}") for i in range(300)]
    shift = mood_shift(moods, scores, songs)
    plane = np.array([[m.valence, m.arousal] for m in moods]) - shift
    assert np.allclose((scores @ plane > 0).mean(0), 0.5, atol=0.01)


def test_music_is_hardly_ever_refused() -> None:
    music = np.concatenate([np.linspace(0.9, 1, 200), np.linspace(0, 0.1, 50)]).astype(np.float32)
    truth = np.repeat([1.0, 0.0], [200, 50]).astype(np.float32)
    threshold = fit_music_threshold(music, truth)
    assert 0.1 < threshold < 0.9


def test_what_was_played_on_a_rendered_track_is_known() -> None:
    violin = Aspect("instrument", "violin", "violin", broader=("strings",))
    strings = Aspect("instrument", "strings", "strings")
    jazz = Aspect("genre", "jazz", "jazz", people=("jazz",), family="Jazz")
    clip = Clip("rendered", "r", Path("r"), "val", aspects=("strings",))
    right = rightness((PIANO, strings, violin, jazz), [clip], np.full((1, 4), np.nan, np.float32))
    assert right[0, :2].tolist() == [0, 1]
    assert np.isnan(right[0, 2:]).all()  # the strings may have a violin; nobody names the genre
