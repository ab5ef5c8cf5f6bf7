"""A file of labels that does not fit itself or its clips is told with a plain reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.training.clips import teacher_labels
from engine.training.errors import TrainingError
from engine.training.label_arrays import Arrays, read_arrays

pytestmark = pytest.mark.training
KNOWN = {"c0", "c1"}


def _arrays() -> Arrays:
    """Labels of three windows and two segments of two clips."""
    return {
        "w_id": np.array(["c0", "c0", "c1"]),
        "w_start": np.array([0, 10, 0], np.float32),
        "w_audioset": np.full((3, 527), 0.5, np.float16),
        "w_emb": np.zeros((3, 384), np.float16),
        "s_id": np.array(["c0", "c0"]),
        "s_start": np.array([0, 30], np.float32),
        "s_jamendo": np.full((2, 50), 0.1, np.float16),
        "s_mtt": np.full((2, 50), 0.2, np.float16),
        "s_msd": np.full((2, 50), 0.3, np.float16),
    }


def _write(folder: Path, arrays: Arrays) -> Path:
    """A folder of training data with the labels as labels/clips.npz."""
    (folder / "labels").mkdir(exist_ok=True)
    (folder / "music").mkdir(exist_ok=True)
    (folder / "music" / "clips.csv").write_text("clip\n" + "\n".join(sorted(KNOWN)) + "\n")
    with (folder / "labels" / "clips.npz").open("wb") as file:
        np.savez(file, allow_pickle=True, **arrays)
    return folder


def test_good_labels_are_read(tmp_path: Path) -> None:
    labels = teacher_labels(_write(tmp_path, _arrays()), "clips")
    assert labels.name.tolist() == ["c0", "c0", "c1"]
    assert labels.tags.shape == (3, 150)
    assert np.isnan(labels.tags).all(axis=1).tolist() == [False, False, True]


def test_a_clip_too_short_for_a_segment_has_no_tags(tmp_path: Path) -> None:
    arrays = _arrays()
    for name in ("s_id", "s_start", "s_jamendo", "s_mtt", "s_msd"):
        arrays[name] = arrays[name][:0]
    assert np.isnan(teacher_labels(_write(tmp_path, arrays), "clips").tags).all()


def _put(name: str, value: object, at: tuple[int, ...]) -> Callable[[Arrays], object]:
    def change(arrays: Arrays) -> None:
        arrays[name][at] = value

    return change


def _set(name: str, value: np.ndarray[Any, Any]) -> Callable[[Arrays], object]:
    return lambda arrays: arrays.update({name: value})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda a: a.pop("w_emb"), "no array named w_emb"),
        (_set("w_start", np.zeros(2, np.float32)), r"w_start of shape \(2,\)"),
        (_set("w_audioset", np.zeros((3, 526), np.float16)), r"instead of \(3, 527\)"),
        (_set("s_mtt", np.zeros((2, 49), np.float16)), r"instead of \(2, 50\)"),
        (_set("s_msd", np.zeros((1, 50), np.float16)), "s_msd of shape"),
        (_set("w_id", np.array([], "U2")), "labels no window"),
        (_set("w_id", np.array([0, 1, 2])), "no names"),
        (_set("w_id", np.array(["c0", "c0", "other"])), "1 clips .* not listed, such as other"),
        (_put("w_emb", np.nan, (2, 5)), "w_emb that are no numbers, first for clip c1"),
        (_put("s_start", np.inf, (1,)), "s_start that are no numbers"),
        (_put("w_audioset", np.nan, (0, 3)), "no probabilities, first for clip c0"),
        (_put("s_jamendo", 1.5, (0, 3)), "s_jamendo that are no probabilities"),
        (_set("w_emb", np.full((3, 384), "x")), "w_emb that are no numbers"),
        (_set("w_emb", np.full((3, 384), {}, object)), "not a file of labels"),
    ],
)
def test_labels_that_do_not_fit_are_told(
    tmp_path: Path, change: Callable[[Arrays], object], reason: str
) -> None:
    arrays = _arrays()
    change(arrays)
    with pytest.raises(TrainingError, match=reason) as error:
        teacher_labels(_write(tmp_path, arrays), "clips")
    assert error.value.path.name == "clips.npz"


@pytest.mark.parametrize("content", [b"", b"PK", b"no labels at all", b"PK\x03\x04" + b"\0" * 60])
def test_a_file_of_another_kind_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "clips.npz"
    path.write_bytes(content)
    with pytest.raises(TrainingError, match="not a file of labels"):
        read_arrays(path, KNOWN)
    with pytest.raises(TrainingError, match=r"gone\.npz"):
        read_arrays(tmp_path / "gone.npz", KNOWN)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = _write(tmp_path, _arrays()) / "labels" / "clips.npz"
    content = bytearray(path.read_bytes())
    content[2000:2100] = b"\xff" * 100
    path.write_bytes(content)
    with pytest.raises(TrainingError, match="not a file of labels"):
        read_arrays(path, KNOWN)


def test_a_plain_array_is_no_file_of_labels(tmp_path: Path) -> None:
    path = tmp_path / "clips.npy"
    np.save(path, np.zeros(3))
    with pytest.raises(TrainingError, match="not a file of labels"):
        read_arrays(path, KNOWN)
