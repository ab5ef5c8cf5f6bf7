"""The rival of our search: tags of the strongest teachers, as a sentence."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine.training.clips import TeacherLabels
from engine.training.evaluation import rival


def test_the_strongest_tags_are_said_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "audioset.csv").write_text("display_name\nMusic\nDog\n")
    taggers = {"jamendo": ["instrument---violin", "jazz"], "mtat": ["harp"], "msd": ["sad"]}
    (tmp_path / "labels" / "tags.json").write_text(json.dumps(taggers))
    heard = np.array([[0.9, 0.1, 0.2, 0.5], [0.1, 0.8, 0.2, 0.5], [0.1, 0.1, 0.9, 0.5]], np.float32)
    labels = TeacherLabels(
        np.array(["a", "b", "c"]), np.zeros(3, np.float32), np.ones((3, 2), np.float32),
        np.zeros((3, 384), np.float32), heard,
    )  # fmt: skip
    monkeypatch.setattr(rival, "teacher_labels", lambda data, file: labels)
    monkeypatch.setattr(rival, "TAGS", 1)
    assert rival.tag_sentences(tmp_path, ["a", "b", "c"]) == ["violin", "jazz", "harp"]
