"""The demo folder: eight sound files in eight manners, whole, audible and always the same."""

from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from av.audio.frame import AudioFrame

from engine import demo
from engine.demo import sound

SUFFIXES = [".mp3", ".wav", ".flac", ".ogg", ".opus", ".m4a", ".aiff", ".mp3"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A composed demo folder, made once for all tests here."""
    path = tmp_path_factory.mktemp("music") / "demo"
    assert [file.suffix for file in demo.compose(path)] == SUFFIXES
    return path


def decode(path: Path) -> tuple[npt.NDArray[np.float32], int]:
    """All samples of a file, (channels, frames), and the rate in Hz."""
    with av.open(path) as container:
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=stream.rate)
        frames = [out for frame in container.decode(stream) for out in resampler.resample(frame)]
        sound = np.concatenate([frame.to_ndarray() for frame in frames], axis=1)
        return sound.astype(np.float32), stream.rate


def read_tags(path: Path) -> dict[str, str]:
    """The tags with lower-case keys; Ogg keeps them at the stream, others at the file."""
    with av.open(path) as container:
        found = dict(container.metadata) | dict(container.streams.audio[0].metadata)
        return {key.lower(): value for key, value in found.items()}


def test_nothing_but_the_eight_files_is_left(folder: Path) -> None:
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == SUFFIXES
    assert len({file.stem for file in files}) == 8


@pytest.mark.parametrize("number", range(8))
def test_every_file_sounds(folder: Path, number: int) -> None:
    sound, rate = decode(sorted(folder.iterdir())[number])
    assert rate in (44100, 48000)
    assert 30 <= sound.shape[1] / rate <= 40
    assert np.isfinite(sound).all()
    assert 0.3 < np.abs(sound).max() <= 1.0
    assert np.sqrt(np.mean(sound[:, : 28 * rate] ** 2)) > 0.05
    # No long gap: something sounds in every second of the first twenty-eight.
    seconds = sound[:, : 28 * rate].reshape(2, 28, rate)
    assert np.sqrt(np.mean(seconds**2, axis=(0, 2))).min() > 0.01
    assert abs(float(sound.mean())) < 0.005
    assert not np.allclose(sound[0], sound[1], atol=1e-3)


@pytest.mark.parametrize("number", range(8))
def test_every_file_is_tagged(folder: Path, number: int) -> None:
    tags = read_tags(sorted(folder.iterdir())[number])
    assert tags["title"] == demo.PIECES[number].title
    assert tags["artist"] == demo.ARTIST
    assert tags["album"] == demo.ALBUM


def test_the_pieces_differ_in_kind(folder: Path) -> None:
    """Measured, not heard: share of high sound, and how much the loudness jumps about."""
    measures = []
    for path in sorted(folder.iterdir()):
        sound, rate = decode(path)
        mono = sound.mean(axis=0)
        power = np.abs(np.fft.rfft(mono)) ** 2
        freqs = np.fft.rfftfreq(len(mono), 1 / rate)
        edges = np.diff(mono)  # drops the slow beating of low notes
        blocks = edges[: len(edges) // 2205 * 2205].reshape(-1, 2205)[: 28 * 20]
        loudness = 10 * np.log10(np.mean(blocks**2, axis=1) + 1e-9)
        measures.append((power[freqs > 2000].sum() / power.sum(), np.abs(np.diff(loudness)).mean()))
    piano, techno, rock, guitar, choir, strings, chip, jazz = measures
    assert min(techno[0], rock[0], chip[0]) > max(piano[0], choir[0], guitar[0])
    assert max(choir[1], strings[1]) < min(techno[1], rock[1], jazz[1], chip[1])


def test_a_second_run_composes_only_what_is_missing(folder: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in folder.iterdir()}
    missing = sorted(before)[6]  # the one that is quickest to make
    content = missing.read_bytes()
    missing.unlink()
    assert list(demo.compose(folder)) == sorted(before)
    for file, stamp in before.items():
        assert (file.stat().st_mtime_ns == stamp) == (file != missing)
    assert missing.read_bytes() == content


@pytest.mark.parametrize("number", [1, 3, 7])
def test_the_samples_are_always_the_same(number: int) -> None:
    first, second = demo.PIECES[number].play(), demo.PIECES[number].play()
    assert first.shape[1] == 2
    assert np.array_equal(first, second)


def test_an_interrupted_run_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(AudioFrame, "from_ndarray", staticmethod(fail))
    with pytest.raises(KeyboardInterrupt):
        next(demo.compose(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_notation() -> None:
    assert sound.hertz("A4") == pytest.approx(440)
    assert sound.hertz("Bb3") == pytest.approx(sound.hertz("A#3"))
    assert sound.hertz("C4") == pytest.approx(261.63, abs=0.01)
    notes = sound.score("C4+E4 2 - 1 G4 .5")
    assert [(start, len(pitches), length) for start, pitches, length in notes] == [
        (0, 2, 2),
        (3, 1, 0.5),
    ]


def test_a_ring_is_the_sum_of_its_sines() -> None:
    freqs, amps, decays = np.array([220.0, 1234.5]), np.array([1.0, 0.5]), np.array([0.5, 0.1])
    time = sound.times(0.4)[:, None]
    wanted = (amps * np.exp(-time / decays) * np.sin(2 * np.pi * freqs * time)).sum(axis=1)
    assert np.abs(sound.ring(freqs, amps, decays, 0.4) - wanted)[:-400].max() < 1e-4
