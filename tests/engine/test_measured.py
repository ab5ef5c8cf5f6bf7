"""engine.model.measured: what is told beside what was heard, and when it is kept back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.key import Key
from engine.model.measured import MOST, ROOM, Measured, effective_frequency, loudness_range
from engine.tempo import Tempo

RATE = 2205
ALL = Measured(Tempo(116.6, 0.9), Key("Am", 0.9), loudness_lufs=-7.0, range_lu=9.0, windows=3)


def noise(*seconds_db: tuple[int, float]) -> np.ndarray:
    """One window (1, n_samples): so many seconds at so many decibels, in turn."""
    rng = np.random.default_rng(0)
    parts = [10 ** (db / 20) * rng.standard_normal(n * RATE) for n, db in seconds_db]
    return np.concatenate(parts)[None].astype(np.float32)


def test_a_thin_sentence_is_given_the_most_telling() -> None:
    assert ALL.tell(1) == "In A minor, about 117 bpm, with wide dynamics."
    assert ALL.tell(1).count(",") == MOST - 1


def test_energy_is_told_before_dynamics() -> None:
    lively = replace(ALL, key=Key(), lively=True)
    assert lively.tell(1) == "About 117 bpm, high in energy, with wide dynamics."


def test_a_full_sentence_needs_nothing_more() -> None:
    assert ALL.tell(ROOM - 1) == "In A minor."
    assert ALL.tell(ROOM) == ALL.tell(ROOM + 2) == ""


def test_what_is_doubtful_is_not_told() -> None:
    doubtful = replace(ALL, tempo=Tempo(117.0, 0.5), key=Key("Am", 0.7))
    assert doubtful.tell(1) == "With wide dynamics, loudly mastered."
    assert "minor" not in replace(ALL, windows=1).tell(1)
    assert Measured().tell(0) == ""


@pytest.mark.parametrize(
    ("lufs", "told"),
    [(-7.0, "Loudly mastered."), (-14.0, ""), (None, ""), (-24.0, "Quietly mastered.")],
)
def test_only_unusual_loudness_is_told(lufs: float | None, told: str) -> None:
    assert Measured(loudness_lufs=lufs, range_lu=4.0).tell(0) == told


@pytest.mark.parametrize(
    ("hertz", "told"),
    [(300.0, "With little treble."), (1100.0, ""), (None, ""), (2000.0, "Rich in treble.")],
)
def test_only_an_unusual_share_of_treble_is_told(hertz: float | None, told: str) -> None:
    assert Measured(effective_hz=hertz).tell(0) == told


@pytest.mark.parametrize(
    ("bpm", "wrong"),
    [(60.0, {"mid-tempo", "fast"}), (117.0, {"slow"}), (160.0, {"slow", "mid-tempo"})],
)
def test_a_measured_tempo_contradicts_words_for_other_tempi(bpm: float, wrong: set[str]) -> None:
    words = {"slow", "mid-tempo", "fast"}
    sure = Measured(tempo=Tempo(bpm, 0.7))
    assert {word for word in words if sure.contradicts(word)} == wrong
    for unsure in (Measured(tempo=Tempo(bpm, 0.4)), Measured()):
        assert not any(unsure.contradicts(word) for word in words)


def test_a_measured_loudness_contradicts_loud_and_quiet() -> None:
    loud, quiet = Measured(loudness_lufs=-7.0), Measured(loudness_lufs=-25.0)
    assert loud.contradicts("soft") and not loud.contradicts("loud")
    assert quiet.contradicts("loud") and not quiet.contradicts("quiet")
    assert not any(Measured().contradicts(name) for name in ("loud", "soft", "piano"))


def test_the_loudness_range_is_that_of_the_loud_and_the_quiet_parts() -> None:
    assert (loudness_range(noise((10, -20)), RATE) or 99) < 1
    assert loudness_range(noise((10, -30), (10, -18)), RATE) == pytest.approx(12, abs=1)


def test_silence_does_not_widen_the_loudness_range() -> None:
    music = noise((10, -20))
    for faint in (np.zeros_like(music), noise((10, -120)), noise((10, -60))):
        assert (loudness_range(np.concatenate([music, faint]), RATE) or 99) < 1
    assert loudness_range(np.zeros_like(music), RATE) is None


def test_windows_are_measured_together() -> None:
    windows = np.concatenate([noise((10, -30)), noise((10, -18))])
    assert loudness_range(windows, RATE) == pytest.approx(12, abs=1)


def test_the_effective_frequency_of_a_tone_is_its_own() -> None:
    seconds = np.arange(10 * 22050) / 22050
    tones = {hz: np.sin(2 * np.pi * hz * seconds)[None].astype(np.float32) for hz in (110, 1760)}
    for hz, tone in tones.items():
        assert effective_frequency(tone, 22050) == pytest.approx(hz, rel=0.02)
        assert effective_frequency(0.01 * tone + 0.3, 22050) == pytest.approx(hz, rel=0.02)
    both = effective_frequency(tones[110] + tones[1760], 22050)
    assert both == pytest.approx(((110**2 + 1760**2) / 2) ** 0.5, rel=0.02)


def test_silence_has_no_effective_frequency() -> None:
    assert effective_frequency(np.zeros((2, 22050), np.float32), 22050) is None
