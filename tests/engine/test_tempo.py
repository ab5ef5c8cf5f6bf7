"""engine.tempo: on envelopes whose tempo is known."""

from __future__ import annotations

import numpy as np
import pytest

from engine.tempo import Tempo, estimate_tempo, usual_bpm

RATE = 22050 / 512


def clicks(bpm: float, windows: int = 3, noise: float = 0.05) -> np.ndarray:
    """Onset strength (windows, frames) of ten seconds of a metronome in noise."""
    frames = round(10 * RATE)
    envelope = noise * np.random.default_rng(0).random((windows, frames))
    for n, window in enumerate(envelope):  # the windows do not begin on the same beat
        for beat in np.arange(0.1 * n, 10, 60 / bpm):
            window[min(round(beat * RATE), frames - 1)] += 1.0
    return envelope.astype(np.float32)


@pytest.mark.parametrize("bpm", [61, 70, 90, 104, 120, 128, 140, 160])
def test_a_metronome_is_measured(bpm: float) -> None:
    tempo = estimate_tempo(clicks(bpm), RATE, usual=bpm)
    assert tempo.bpm == pytest.approx(bpm, rel=0.01)
    assert tempo.confidence > 0.5


@pytest.mark.parametrize(("usual", "bpm"), [(150, 140), (75, 70)])
def test_what_is_usual_decides_between_a_tempo_and_its_double(usual: float, bpm: float) -> None:
    """Strong beats at 70 with weaker ones between."""
    envelope = clicks(70) + 0.7 * clicks(140)
    tempo = estimate_tempo(envelope, RATE, usual)
    assert tempo.bpm == pytest.approx(bpm, rel=0.01)


def test_the_other_tempo_is_an_alternative_and_takes_from_the_confidence() -> None:
    sure = estimate_tempo(clicks(80), RATE, 80)
    doubtful = estimate_tempo(clicks(80) + 0.7 * clicks(160), RATE, 113)
    assert doubtful.bpm is not None and doubtful.alternatives
    pair = sorted((doubtful.bpm, doubtful.alternatives[0]))
    assert pair == pytest.approx([80, 160], rel=0.01)
    assert doubtful.confidence < sure.confidence


def test_a_beat_in_noise_is_less_sure() -> None:
    clear, faint = (estimate_tempo(clicks(100, noise=n), RATE, 100) for n in (0.05, 1.0))
    assert faint.confidence < clear.confidence


def test_what_has_no_beat_has_no_tempo() -> None:
    noise = np.random.default_rng(1).random((3, 430)).astype(np.float32)
    assert estimate_tempo(noise, RATE) == Tempo()
    assert estimate_tempo(np.zeros((3, 430), np.float32), RATE) == Tempo()
    assert estimate_tempo(np.ones((1, 430), np.float32), RATE) == Tempo()
    assert estimate_tempo(np.zeros((1, 5), np.float32), RATE) == Tempo()


def test_notes_that_keep_no_time_have_no_tempo() -> None:
    rng = np.random.default_rng(3)
    envelope = np.zeros((3, 430), np.float32)
    for window in envelope:
        window[rng.choice(430, 18, replace=False)] = 1.0
    assert estimate_tempo(envelope, RATE) == Tempo()


def test_slow_music_is_expected_to_be_slow() -> None:
    assert 40 < usual_bpm(0.95) < usual_bpm(0.5) < usual_bpm(0.05) < 160
    assert usual_bpm(0.0) == usual_bpm(1e-9)  # no infinity
    assert usual_bpm(1.0) > 20
