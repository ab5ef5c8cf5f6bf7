"""Peaks of real files, and the small files they are kept in."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.audio import Peaks, measure_peaks
from engine.audio.peak_cache import PeakCache
from engine.errors import AudioError
from tests.audio_files import make_audio


def last(path: Path, count: int = 1000) -> Peaks:
    *_, peaks = measure_peaks(path, count)
    return peaks


def quiet_then_loud(path: Path, seconds: float = 30.0) -> Path:
    rate = 8000
    time = np.arange(round(seconds * rate)) / rate
    loudness = np.where(time < seconds / 2, 0.1, 0.8)
    soundfile.write(path, loudness * np.sin(2 * np.pi * 440 * time), rate)
    return path


def test_quiet_and_loud_are_seen_where_they_are(tmp_path: Path) -> None:
    peaks = last(quiet_then_loud(tmp_path / "a.wav"))
    assert peaks.low.shape == peaks.high.shape == (1000,)
    assert peaks.duration_s == pytest.approx(30)
    assert peaks.high[:500] == pytest.approx(0.1 * 127, abs=1.5)
    assert peaks.high[501:] == pytest.approx(0.8 * 127, abs=1.5)
    assert peaks.low == pytest.approx(-peaks.high.astype(int), abs=2)


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".aiff"])
def test_every_kind_of_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    make_audio(path, seconds=6)
    peaks = last(path, 100)
    assert len(peaks.low) == 100
    assert peaks.duration_s == pytest.approx(6, abs=0.2)
    assert (peaks.high > 3).mean() > 0.9 and (peaks.low < -3).mean() > 0.9


def test_it_grows_and_can_be_stopped(tmp_path: Path) -> None:
    steps = measure_peaks(quiet_then_loud(tmp_path / "a.wav"))
    durations = [peaks.duration_s for peaks in itertools.islice(steps, 2)]
    assert durations == [10, 20]
    steps.close()  # type: ignore[attr-defined]


def test_a_long_file_is_measured_in_bounded_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = quiet_then_loud(tmp_path / "a.wav")
    whole = last(path, 50)
    monkeypatch.setattr("engine.audio.peaks._MOST", 100)
    small = last(path, 50)
    assert small.high[:20] == pytest.approx(whole.high[:20], abs=1)
    assert small.high[-20:] == pytest.approx(whole.high[-20:], abs=1)


def test_hardly_any_sound_and_none(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "short.wav", np.full(3, 0.5), 8000)
    assert last(tmp_path / "short.wav").high.tolist() == [64]
    (tmp_path / "broken.mp3").write_bytes(b"ID3" + bytes(4000))
    for name in ("broken.mp3", "missing.mp3"):
        with pytest.raises(AudioError):
            list(measure_peaks(tmp_path / name))


def test_the_cache_gives_back_what_it_was_given(tmp_path: Path) -> None:
    cache = PeakCache(tmp_path / "not made yet")
    peaks = Peaks(np.arange(-5, 0, dtype=np.int8), np.arange(5, dtype=np.int8), 12.5)
    assert cache.get("3x10:ab/../c") is None
    cache.put("3x10:ab/../c", peaks)
    kept = cache.get("3x10:ab/../c")
    assert kept is not None and kept.duration_s == 12.5
    assert kept.low.tolist() == peaks.low.tolist() and kept.high.tolist() == peaks.high.tolist()
    assert cache.get("another") is None


def test_a_damaged_cache_is_an_empty_one(tmp_path: Path) -> None:
    cache = PeakCache(tmp_path)
    peaks = Peaks(np.zeros(5, np.int8), np.ones(5, np.int8), 1.0)
    cache.put("a", peaks)
    (file,) = tmp_path.iterdir()
    for content in (b"", b"LNP1", file.read_bytes()[:-1], b"XXXX" + file.read_bytes()[4:]):
        file.write_bytes(content)
        assert cache.get("a") is None
    PeakCache(file / "impossible").put("a", peaks)  # nothing is kept, nothing breaks


def test_the_cache_stays_small(tmp_path: Path) -> None:
    cache = PeakCache(tmp_path, most=10)
    for i in range(25):
        cache.put(str(i), Peaks(np.zeros(1, np.int8), np.zeros(1, np.int8), 1.0))
    assert len(list(tmp_path.iterdir())) <= 10
    assert cache.get("24") is not None
