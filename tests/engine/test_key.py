"""engine.key: on chords that are played, in tune and out of it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.key import KEYS, Key, KeyEstimator, name_key

RATE = 22050
CADENCE = {  # semitones above the tonic: I IV V I, i iv V i
    "": ((0, 4, 7, 12), (5, 9, 12, 17), (-5, -1, 2, 7), (0, 4, 7, 12), (9, 12, 16), (2, 5, 9)),
    "m": ((0, 3, 7, 12), (5, 8, 12, 17), (-5, -1, 2, 7), (0, 3, 7, 12), (8, 12, 15), (5, 8, 12)),
}


@pytest.fixture(scope="module")
def estimator() -> KeyEstimator:
    return KeyEstimator(RATE)


def played(key: str, cents: float = 0.0, seconds: float = 10.0) -> np.ndarray:
    """Samples (1, n) of a cadence, over and over, with four harmonics to a note."""
    mode = key[-1] if key.endswith("m") else ""
    tonic = 48 + KEYS.index(key) % 12 + cents / 100
    t = np.arange(round(0.7 * RATE)) / RATE
    fade = np.exp(-2 * t)
    bars = [
        sum(
            np.sin(2 * np.pi * 440 * 2 ** ((tonic + step - 69) / 12) * h * t) / h * fade
            for step in chord
            for h in range(1, 5)
        )
        for chord in CADENCE[mode]
    ]
    return np.resize(0.1 * np.concatenate(bars), round(seconds * RATE)).astype(np.float32)[None]


@pytest.mark.parametrize("key", ["C", "Eb", "F#", "A", "Am", "F#m", "Bbm", "C#m"])
def test_a_cadence_has_its_key(estimator: KeyEstimator, key: str) -> None:
    found = estimator.estimate(played(key))
    assert found.name == key
    assert 0.6 <= found.confidence <= 1


@pytest.mark.parametrize("cents", [-35, -15, 20, 40])
@pytest.mark.parametrize("key", ["D", "Gm"])
def test_tuning_does_not_change_the_key(estimator: KeyEstimator, key: str, cents: float) -> None:
    assert estimator.estimate(played(key, cents)).name == key


def test_windows_are_taken_together(estimator: KeyEstimator) -> None:
    silence = np.zeros((1, 10 * RATE), np.float32)
    assert estimator.estimate(np.concatenate([silence, played("E"), played("E")])).name == "E"


def test_what_has_no_key_gets_none(estimator: KeyEstimator) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, (3, 10 * RATE)).astype(np.float32)
    assert estimator.estimate(noise) == Key()
    assert estimator.estimate(np.zeros((2, 10 * RATE), np.float32)) == Key()
    assert name_key(np.ones(12)) == Key()


def test_a_key_that_leads_by_little_is_not_told() -> None:
    whole_tones = np.full(12, 0.05)
    whole_tones[::2] = 1.0  # any of six keys
    assert name_key(whole_tones) == Key()
