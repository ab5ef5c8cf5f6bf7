"""engine.audio.loudness: against the standard's reference and FFmpeg's own figure for a file."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import av
import numpy as np
import pytest

from engine.audio import ffmpeg, load_windows
from engine.audio.loudness import integrated, moments
from engine.spread import Wanted
from tests.audio_files import make_audio


def sine(channels: int, rate: int = 48000, dbfs: float = -23.0, seconds: float = 10) -> np.ndarray:
    """1 kHz, (n, channels)."""
    t = np.arange(round(seconds * rate)) / rate
    wave = 10 ** (dbfs / 20) * np.sin(2 * np.pi * 1000 * t)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


@pytest.mark.parametrize("rate", [22050, 44100, 48000, 96000])
@pytest.mark.parametrize(("channels", "lufs"), [(1, -26.0), (2, -23.0)])
def test_the_reference_tone(rate: int, channels: int, lufs: float) -> None:
    """EBU Tech 3341: 1 kHz at −23 dBFS in both channels of stereo is −23 LUFS."""
    assert integrated([sine(channels, rate)], rate) == pytest.approx(lufs, abs=0.1)


def test_moments_are_as_loud_as_the_whole() -> None:
    block = sine(2)
    parts = moments(block, 48000)
    assert 0.1 < sum(map(len, parts)) / len(block) < 0.15
    assert integrated(parts, 48000) == pytest.approx(-23.0, abs=0.3)


def test_moments_of_a_block_are_those_of_its_frames() -> None:
    block = np.random.default_rng(0).random((44100 * 3, 2)).astype(np.float32)
    frames = [
        part
        for first in range(0, len(block), 1152)
        for part in moments(block[first : first + 1152], 44100, first)
    ]
    assert np.array_equal(np.concatenate(frames), np.concatenate(moments(block, 44100)))


def test_quiet_passages_do_not_count() -> None:
    gated = integrated([sine(2), sine(2, dbfs=-60.0)], 48000)
    assert gated == pytest.approx(-23.0, abs=0.2)


def test_silence_has_no_loudness() -> None:
    assert integrated([np.zeros((48000, 2), np.float32)], 48000) is None
    assert integrated([], 48000) is None
    assert integrated([sine(2, seconds=0.1)], 48000) is None  # shorter than the standard's block


def test_what_a_damaged_file_may_hold_is_no_trouble() -> None:
    wild = sine(2)
    wild[1000] = np.inf
    wild[2000] = np.nan
    assert integrated([wild], 48000) is not None
    assert integrated([sine(2), sine(1)], 48000) is not None
    assert integrated([np.ones((48000, 9), np.float32)], 48000) is None
    assert integrated([sine(2)], 1000) is None


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".opus", ".m4a", ".tta"])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_decoder_measures_it(tmp_path: Path, suffix: str, channels: int) -> None:
    path = make_audio(tmp_path / f"t{suffix}", samples=sine(channels, seconds=12).T)
    windows = load_windows(path, sample_rate=22050, seconds=10.0, count=3)
    assert windows.loudness_lufs == pytest.approx(-26.0 + 3.0 * (channels - 1), abs=0.4)


def test_a_side_that_only_one_ear_hears_counts(tmp_path: Path) -> None:
    """What the channels have against each other is lost in a downmix, but not in loudness."""
    stereo = sine(2, seconds=12) * np.array([1.0, 0.5], np.float32)
    path = make_audio(tmp_path / "wide.wav", samples=stereo.T)
    windows = load_windows(path, sample_rate=22050, seconds=10.0, count=3)
    wanted = -23.0 + 10 * np.log10((1 + 0.25) / 2)
    assert windows.loudness_lufs == pytest.approx(wanted, abs=0.3)


def test_the_shortest_track_has_a_loudness(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "short.wav", samples=sine(2, seconds=3.1).T)
    windows = load_windows(path, sample_rate=22050, seconds=10.0, count=3)
    assert windows.loudness_lufs == pytest.approx(-23.0, abs=0.3)


def test_a_file_without_a_length_is_measured_on_its_downmix(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "t.tta", samples=sine(2, seconds=12).T)
    with path.open("rb") as file, av.open(file) as source:
        stream = source.streams.audio[0]
        _, (piece,) = ffmpeg._read_through(source, stream, Wanted(10.0, 3))
    assert piece.moments[0].shape[1] == 2
    assert integrated(piece.moments, piece.rate) == pytest.approx(-23.0, abs=0.3)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
def test_ffmpeg_measures_the_same(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "music.flac", seconds=30.2)  # three windows are all of it
    command = ["ffmpeg", "-nostats", "-i", str(path), "-af", "ebur128", "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figure = re.findall(r"I:\s+(-?[\d.]+) LUFS", done.stderr)[-1]
    windows = load_windows(path, sample_rate=22050, seconds=10.0, count=3)
    assert windows.loudness_lufs == pytest.approx(float(figure), abs=1.0)
