"""engine.audio: windows of sound out of real files, good and bad."""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from engine.audio import Windows, load_windows, packet_digest, pcm_digest, same_sound
from engine.errors import AudioError
from engine.spread import spread
from tests.audio_files import (
    FORMATS,
    flip_bytes,
    make_audio,
    silent,
    text_named_mp3,
    truncate,
    vbr_mp3_without_xing,
    zero_hole,
)

RATE = 22050
KINDS = [k for k in FORMATS if k not in ("mp4", "mka", "webm", "w64", "eac3")]


def load(path: Path, count: int = 3) -> Windows:
    return load_windows(path, sample_rate=RATE, seconds=10.0, count=count)


def tone(seconds: float, rate: int = 44100) -> np.ndarray:
    """A sweep whose frequency tells the time: (1, n)."""
    t = np.arange(round(seconds * rate)) / rate
    return (0.5 * np.sin(2 * np.pi * (200 + 20 * t) * t)).astype(np.float32)[None]


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_gives_the_same_windows(tmp_path: Path, kind: str) -> None:
    path = make_audio(tmp_path / f"a{FORMATS[kind].suffix}", kind=kind, seconds=42, seed=3)
    windows = load(path)
    assert windows.samples.shape == (3, 10 * RATE)
    assert windows.samples.dtype == np.float32
    assert windows.duration_s == pytest.approx(42, abs=0.2)
    assert windows.starts_s == pytest.approx((3, 16, 29), abs=0.3)
    reference = load(make_audio(tmp_path / "reference.wav", seconds=42, seed=3))
    for ours, right in zip(windows.samples, reference.samples, strict=True):
        assert _likeness(ours, right) > (0.99 if FORMATS[kind].lossless else 0.9)


def _likeness(a: np.ndarray, b: np.ndarray) -> float:
    """Best correlation within 50 ms: codecs delay."""
    size = 2 * len(a)
    cross = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)))
    near = np.concatenate([cross[: RATE // 20], cross[-RATE // 20 :]])
    return float(near.max() / (np.linalg.norm(a) * np.linalg.norm(b)))


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".m4a", ".opus"])
def test_windows_come_from_where_they_say(tmp_path: Path, suffix: str) -> None:
    path = make_audio(tmp_path / f"a{suffix}", samples=tone(60), seconds=60, channels=1)
    windows = load(path)
    for window, start in zip(windows.samples, windows.starts_s, strict=True):
        middle = window[4 * RATE : 6 * RATE]
        spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
        hertz = np.argmax(spectrum) * RATE / len(middle)
        assert hertz == pytest.approx(200 + 40 * (start + 5), abs=25)


def test_stereo_is_mixed_by_halves(tmp_path: Path) -> None:
    left = np.concatenate([tone(12), np.zeros_like(tone(12))])
    stereo = load(make_audio(tmp_path / "s.wav", samples=left, seconds=12)).samples[0]
    mono = load(make_audio(tmp_path / "m.wav", samples=tone(12), seconds=12, channels=1))
    assert np.allclose(stereo, mono.samples[0] / 2, atol=1e-3)


def test_both_decoders_mix_alike(tmp_path: Path) -> None:
    by_libsndfile = load(make_audio(tmp_path / "a.flac", seconds=12, seed=5))
    by_ffmpeg = load(make_audio(tmp_path / "a.m4a", kind="alac", seconds=12, seed=5))
    assert by_libsndfile.decoder.startswith("libsndfile")
    assert by_ffmpeg.decoder.startswith("FFmpeg")
    assert np.allclose(by_libsndfile.samples, by_ffmpeg.samples, atol=1e-4)


def test_the_hash_names_the_music_not_the_file(tmp_path: Path) -> None:
    one = load(make_audio(tmp_path / "1.flac", seconds=12, seed=1, tags={"title": "One"}))
    same = load(make_audio(tmp_path / "2.flac", seconds=12, seed=1))
    other = load(make_audio(tmp_path / "3.flac", seconds=12, seed=2))
    assert one.audio_hash == same.audio_hash != other.audio_hash


def test_short_tracks_are_repeated(tmp_path: Path) -> None:
    windows = load(make_audio(tmp_path / "a.wav", seconds=4))
    assert windows.samples.shape == (1, 10 * RATE)
    assert windows.duration_s == pytest.approx(4)
    first, second = windows.samples[0, : 4 * RATE], windows.samples[0, 4 * RATE : 8 * RATE]
    assert np.array_equal(first, second)


@pytest.mark.parametrize("suffix", [".wav", ".mp3", ".m4a"])
def test_less_than_three_seconds_is_refused(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(AudioError, match="s of sound could be decoded"):
        load(make_audio(tmp_path / f"a{suffix}", seconds=2))


def test_silence_is_refused_but_a_silent_window_is_only_left_out(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="only silence"):
        load(silent(tmp_path / "silent.wav"))
    half = np.concatenate([np.zeros((1, 20 * 44100), np.float32), tone(20)], axis=1)
    windows = load(make_audio(tmp_path / "half.wav", samples=half, seconds=40, channels=1))
    assert len(windows.samples) == len(windows.starts_s) == 2


def test_a_constant_is_silence(tmp_path: Path) -> None:
    constant = np.full((1, 12 * 44100), 0.5, np.float32)
    with pytest.raises(AudioError, match="only silence"):
        load(make_audio(tmp_path / "dc.wav", samples=constant, seconds=12, channels=1))


def test_infinities_are_only_loud(tmp_path: Path) -> None:
    sound = tone(12)
    sound[0, 1000:1010] = np.inf
    sound[0, 2000:2010] = np.nan
    path = make_audio(tmp_path / "a.wav", kind="wavfloat", samples=sound, channels=1)
    assert np.isfinite(load(path).samples).all()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="folder or device"):
        load(tmp_path)


def test_vbr_mp3_without_a_length_is_measured(tmp_path: Path) -> None:
    path = vbr_mp3_without_xing(tmp_path / "a.mp3", seconds=45)
    windows = load(path)
    assert windows.decoder.startswith("FFmpeg")
    assert windows.duration_s == pytest.approx(45, abs=0.3)
    assert windows.samples.shape == (3, 10 * RATE)
    assert windows.starts_s[-1] == pytest.approx(31.25, abs=0.5)


@pytest.mark.parametrize("kind", ["mp3", "flac", "ogg", "wav", "aac", "wma"])
def test_a_truncated_file_gives_what_is_left(tmp_path: Path, kind: str) -> None:
    path = make_audio(tmp_path / f"a{FORMATS[kind].suffix}", kind=kind, seconds=40)
    windows = load(truncate(path, 0.6))
    assert len(windows.samples) >= 1


@pytest.mark.parametrize("kind", ["mp3", "flac", "ogg", "m4a", "wma", "opus", "wavpack"])
def test_damaged_files_give_something_or_a_reason(tmp_path: Path, kind: str) -> None:
    for seed in range(3):
        path = make_audio(tmp_path / f"{seed}{FORMATS[kind].suffix}", kind=kind, seconds=30)
        flip_bytes(path, 200, seed)
        zero_hole(path, path.stat().st_size // 2, 5000)
        try:
            samples = load(path).samples
        except AudioError as error:
            assert error.reason
        else:
            assert np.isfinite(samples).all()
            assert np.abs(samples).max() <= 1.01


def test_what_is_no_audio_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="not audio of a kind"):
        load(text_named_mp3(tmp_path / "a.mp3"))
    (tmp_path / "empty.flac").write_bytes(b"")
    with pytest.raises(AudioError, match="not audio of a kind"):
        load(tmp_path / "empty.flac")
    with pytest.raises(AudioError, match="No such file"):
        load(tmp_path / "nowhere.mp3")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX objects")
def test_a_fifo_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.mp3")
    with pytest.raises(AudioError, match="folder or device"):
        load(tmp_path / "fifo.mp3")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
@pytest.mark.parametrize("suffix", [".mp3", ".m4a"])
def test_names_that_are_not_utf8_can_be_opened(tmp_path: Path, suffix: str) -> None:
    path = make_audio(tmp_path / f"a{suffix}", seconds=12)
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9\xff" + suffix.encode()))
    path.rename(odd)
    assert load(odd).duration_s == pytest.approx(12, abs=0.1)


def test_playlists_inside_an_audio_name_open_nothing(tmp_path: Path) -> None:
    other = make_audio(tmp_path / "other.wav", seconds=5)
    for name, text in (
        ("hls.mp3", f"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{other}\n"),
        ("concat.mp3", f"ffconcat version 1.0\nfile '{other}'\n"),
    ):
        (tmp_path / name).write_text(text)
        with pytest.raises(AudioError):
            load(tmp_path / name)


@pytest.mark.parametrize("duration", [3.0, 9.0, 10.0, 25.0, 30.0, 200.0])
def test_spread_never_overlaps_nor_overshoots(duration: float) -> None:
    starts = spread(duration, 10.0, 3)
    assert starts[0] >= 0
    assert all(b - a >= 10 - 1e-9 for a, b in pairwise(starts))
    assert starts[-1] + 10 <= max(duration, 10) + 0.06


@pytest.mark.parametrize("kind", ["mp3", "flac", "opus", "m4a"])
@pytest.mark.parametrize(
    ("passage", "starts"),
    [
        ((10.0, 20.0), [10.0]),
        ((5.0, 35.0), [5.0, 15.0, 25.0]),
        ((12.0, 14.0), [8.0]),  # around the middle of what is shorter than a window
        ((38.0, 90.0), [30.0]),
        ((-5.0, 3.0), [0.0]),
    ],
)
def test_a_passage_is_listened_to_where_it_is(
    tmp_path: Path, kind: str, passage: tuple[float, float], starts: list[float]
) -> None:
    path = make_audio(tmp_path / f"a.{kind}", seconds=40)
    windows = load_windows(path, sample_rate=22050, seconds=10, count=3, passage=passage)
    assert windows.starts_s == pytest.approx(starts, abs=0.06)
    assert windows.samples.shape == (len(starts), 220500)


def test_the_digest_changes_with_the_sound_alone(tmp_path: Path) -> None:
    a = pcm_digest(make_audio(tmp_path / "a.flac", seconds=5, seed=1))
    b = pcm_digest(make_audio(tmp_path / "b.flac", seconds=5, seed=1, tags={"title": "T"}))
    c = pcm_digest(make_audio(tmp_path / "c.flac", seconds=5, seed=2))
    assert a == b != c
    with pytest.raises(AudioError):
        pcm_digest(text_named_mp3(tmp_path / "t.mp3"))


@pytest.mark.parametrize("kind", ["mp3", "flac", "ogg", "opus", "m4a", "wav"])
def test_equal_packets_tell_equal_sound_and_no_more(tmp_path: Path, kind: str) -> None:
    path = make_audio(tmp_path / f"a.{kind}", seconds=4, tags={"title": "One"})
    retagged = make_audio(tmp_path / f"b.{kind}", seconds=4, tags={"title": "Another " * 50})
    other = make_audio(tmp_path / f"c.{kind}", seconds=4, seed=1)
    assert pcm_digest(path) == pcm_digest(retagged)
    assert packet_digest(path) == packet_digest(retagged) != packet_digest(other)
    assert same_sound(path, retagged)
    assert not same_sound(path, other)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x01
    path.write_bytes(content)
    assert packet_digest(path) != packet_digest(retagged)
