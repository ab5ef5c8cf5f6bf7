"""engine.tempo_key: on envelopes and chroma whose tempo and key are known."""

from __future__ import annotations

import numpy as np
import pytest

from engine.tempo_key import estimate_key, estimate_tempo

RATE = 22050 / 512


def clicks(bpm: float, seconds: float = 10.0) -> np.ndarray:
    """Onset strength (1, frames) of a metronome with a weaker off-beat and noise."""
    envelope = 0.05 * np.random.default_rng(0).random(round(seconds * RATE))
    for beat in np.arange(0, seconds, 60 / bpm):
        envelope[min(round(beat * RATE), len(envelope) - 1)] += 1.0
    return envelope[None].astype(np.float32)


@pytest.mark.parametrize("bpm", [70, 90, 104, 120, 128, 140, 160])
def test_a_metronome_is_measured(bpm: float) -> None:
    tempo = estimate_tempo(np.concatenate([clicks(bpm)] * 3), RATE)
    assert tempo is not None
    assert min(abs(tempo / bpm - ratio) for ratio in (0.5, 1, 2)) < 0.015


def test_noise_and_silence_have_no_tempo() -> None:
    noise = np.random.default_rng(1).random((3, 430)).astype(np.float32)
    assert estimate_tempo(np.zeros((3, 430), np.float32), RATE) is None
    tempo = estimate_tempo(noise, RATE)
    assert tempo is None or 45 <= tempo <= 210
    assert estimate_tempo(np.zeros((1, 5), np.float32), RATE) is None


SCALES = {"C": [0, 2, 4, 5, 7, 9, 11], "F#m": [6, 8, 9, 11, 1, 2, 4], "Eb": [3, 5, 7, 8, 10, 0, 2]}


@pytest.mark.parametrize(("name", "notes"), SCALES.items())
def test_a_scale_with_its_triad_stressed_has_its_key(name: str, notes: list[int]) -> None:
    chroma = np.full((1, 12), 0.05, np.float32)
    chroma[0, notes] = 0.5
    chroma[0, [notes[0], notes[2], notes[4]]] = 1.0
    assert estimate_key(chroma) == name


def test_no_notes_no_key() -> None:
    assert estimate_key(np.zeros((3, 12), np.float32)) == ""
    assert estimate_key(np.ones((3, 12), np.float32)) == ""


@pytest.mark.parametrize(("name", "notes"), [(n, SCALES[n]) for n in ("C", "Eb")])
def test_overtones_do_not_lift_the_key_by_a_fifth(name: str, notes: list[int]) -> None:
    chroma = np.full((1, 12), 0.02, np.float32)
    chroma[0, notes] = 0.5
    chroma[0, [notes[0], notes[2], notes[4]]] = 1.0
    heard = chroma + 0.35 * np.roll(chroma, 7, axis=1)  # each note's third harmonic
    assert estimate_key(heard / heard.max()) == name


def test_a_key_that_leads_by_little_is_not_told() -> None:
    notes = [0, 2, 4, 6, 8, 10]  # whole tones: any of six keys
    chroma = np.full((1, 12), 0.05, np.float32)
    chroma[0, notes] = 1.0
    assert estimate_key(chroma) == ""
