"""Windows are decoded once: what is prepared is kept, whole, until there are others to prepare."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.training import prepare as preparing
from engine.training.clips import Clip
from engine.training.prepare import FRAMES, prepare

pytestmark = pytest.mark.training


@pytest.fixture
def clips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Clip]:
    """Two sounds and one that cannot be decoded, none of which a teacher has labelled."""
    monkeypatch.setattr(preparing, "teacher_labels", lambda *_: _NoLabels)
    found = []
    for name, hertz in (("a", 440), ("b", 880)):
        tone = 0.2 * np.sin(2 * np.pi * hertz * np.arange(22_050) / 22_050)
        soundfile.write(tmp_path / f"{name}.wav", tone, 22_050)
        found.append(Clip("notmusic", name, tmp_path / f"{name}.wav", "train"))
    (tmp_path / "c.wav").write_bytes(b"no sound")
    return [*found, Clip("notmusic", "c", tmp_path / "c.wav", "train")]


class _NoLabels:
    name: tuple[str, ...] = ()
    start: tuple[float, ...] = ()


def test_prepared_windows_are_kept(clips: list[Clip], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    lines = list(prepare(tmp_path, clips, cache, workers=1))
    assert lines[-1] == f"2 usable windows in {cache}, 1 left out"
    first = (cache / FRAMES).stat().st_mtime_ns
    assert list(prepare(tmp_path, clips, cache, workers=1)) == lines[-1:]
    assert (cache / FRAMES).stat().st_mtime_ns == first


def test_other_windows_are_prepared_anew_and_replace_the_old_when_whole(
    clips: list[Clip], tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    list(prepare(tmp_path, clips[:2], cache, workers=1))
    before = np.load(cache / FRAMES)
    begun = prepare(tmp_path, clips[1:], cache, workers=1)
    next(begun)
    begun.close()  # as a kill would
    assert np.array_equal(np.load(cache / FRAMES), before)
    list(prepare(tmp_path, clips[1:], cache, workers=1))
    assert np.array_equal(np.load(cache / FRAMES)[0], before[1])
