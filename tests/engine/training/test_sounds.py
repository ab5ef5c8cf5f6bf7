"""Sounds that cannot be used are named before they cost hours."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.training.clips import Clip
from engine.training.errors import TrainingError
from engine.training.frontend import N_SAMPLES
from engine.training.prepare import load_window
from engine.training.sounds import fault_of, faults

pytestmark = pytest.mark.training


def _sound(path: Path, rate: int, seconds: float = 1.0, bad: float | None = None) -> Path:
    samples = np.sin(np.arange(int(seconds * rate)) / 9).astype(np.float32) / 2
    if bad is not None:
        samples[rate // 2] = bad
    soundfile.write(path, samples, rate, subtype="FLOAT" if path.suffix == ".wav" else None)
    return path


@pytest.mark.parametrize("rate", [8000, 22_050, 44_100, 96_000])
def test_every_usual_rate_is_fine(tmp_path: Path, rate: int) -> None:
    path = _sound(tmp_path / "a.wav", rate)
    assert fault_of(path) == ""
    window = load_window(path, 0.0)
    assert window.shape == (N_SAMPLES,) and np.isfinite(window).all()


def test_what_cannot_be_used_is_said(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "gone.wav") == "is missing"
    assert "10 samples a second" in fault_of(_sound(tmp_path / "slow.wav", 10))
    assert "hardly any" in fault_of(_sound(tmp_path / "short.wav", 8000, 0.05))
    assert "no numbers" in fault_of(_sound(tmp_path / "nan.wav", 8000, bad=np.nan))
    assert "no numbers" in fault_of(_sound(tmp_path / "inf.wav", 8000, bad=np.inf))
    for content in (b"", b"RIFF", b"no sound " * 99):
        (tmp_path / "bad.wav").write_bytes(content)
        assert fault_of(tmp_path / "bad.wav") == "cannot be decoded"
        with pytest.raises(TrainingError, match=r"bad\.wav"):
            load_window(tmp_path / "bad.wav", 0.0)


def test_only_bad_clips_get_a_line(tmp_path: Path) -> None:
    good = Clip("songs", "c0", _sound(tmp_path / "a.flac", 8000), "train")
    bad = Clip("songs", "c1", tmp_path / "b.flac", "train")
    assert list(faults([good, bad])) == [f"c1 is left out: {bad.path} is missing"]
