"""The teacher is asked once for the course of every prepared window."""

import csv
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.training import courses
from engine.training.clips import Clip
from engine.training.courses import make_courses
from engine.training.errors import TrainingError
from engine.training.prepare import COURSES, FRAMES, WINDOWS

pytestmark = pytest.mark.training


@pytest.fixture
def clips(tmp_path: Path) -> list[Clip]:
    """Two tones and a file without sound."""
    for name, hertz in (("a", 440), ("b", 880)):
        tone = 0.2 * np.sin(2 * np.pi * hertz * np.arange(22_050) / 22_050)
        soundfile.write(tmp_path / f"{name}.wav", tone, 22_050)
    (tmp_path / "c.wav").write_bytes(b"no sound")
    return [Clip("notmusic", name, tmp_path / f"{name}.wav", "train") for name in "abc"]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Five prepared windows, of which the second could not be used."""
    folder = tmp_path / "cache"
    folder.mkdir()
    np.save(folder / FRAMES, np.zeros((5, 2, 2), np.float16))
    with (folder / WINDOWS).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "clip", "start_s", "source"])
        writer.writerows([[row, clip, 0.0, "notmusic"] for row, clip in ((0, "a"), (2, "b"))])
        writer.writerows([[row, clip, 0.0, "notmusic"] for row, clip in ((3, "c"), (4, "a"))])
    return folder


def test_every_window_that_can_be_read_has_its_course(
    clips: list[Clip], cache: Path, teacher_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courses, "_CHUNK", 2)
    list(make_courses(clips, teacher_file, cache, workers=1))
    found = np.load(cache / COURSES)
    assert found.shape == (5, 27, 384)
    assert np.abs(found).sum((1, 2)).astype(bool).tolist() == [True, False, True, False, True]
    assert np.array_equal(found[0], found[4]) and not np.array_equal(found[0], found[2])
    list(make_courses(clips, Path("none.onnx"), cache, workers=1))  # nobody is asked again


def test_an_interrupted_one_begins_anew(clips: list[Clip], cache: Path, teacher_file: Path) -> None:
    np.save(cache / f"part-{COURSES}", np.ones((5, 27, 384), np.float16))
    list(make_courses(clips, teacher_file, cache, workers=1))
    assert not np.load(cache / COURSES)[1].any()


def test_a_missing_teacher_is_named(clips: list[Clip], cache: Path) -> None:
    with pytest.raises(TrainingError, match="missing or no ONNX network"):
        list(make_courses(clips, cache / "none.onnx", cache, workers=1))
