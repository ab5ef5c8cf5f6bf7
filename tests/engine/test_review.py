"""The order in which tracks are looked at, and their look-alikes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine import review
from engine.library import Library
from engine.model import Vocabulary, choose_aspects
from engine.scan import FoundFile
from engine.track import Analysis, Description, Tags


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def around(middles: np.ndarray, counts: list[int], rng: np.random.Generator) -> np.ndarray:
    rows = np.repeat(middles, counts, axis=0)
    return unit(rows + rng.normal(size=rows.shape) * 0.02)


def put(library: Library, sound: np.ndarray, probabilities: np.ndarray) -> list[int]:
    """Tracks that were heard like that; their numbers."""
    root = library.add_root(Path("/music"))
    files = [FoundFile(Path(f"/music/{i:03}.flac"), 1, i) for i in range(len(sound))]
    library.add_files(root, files)
    for i, file in enumerate(files):
        heard = Description(
            f"Track {i}.",
            embedding=sound[i].astype("<f2").tobytes(),
            text_embedding=sound[i].astype("<f2").tobytes(),
            probabilities=probabilities[i].astype("<f2").tobytes(),
            model="test-1",
        )
        analysis = Analysis(Tags(), 60.0, f"hash {i}", heard)
        library.save_analysis(library.get(file.path), analysis)
    return [track.id for track in library.tracks()]


def test_doubt_is_greatest_at_the_threshold() -> None:
    thresholds = np.array([0.3, 0.8], np.float32)
    rows = np.array([[0.3, 0.8], [0.35, 0.7], [0.9, 0.1], [1.0, 0.0]], np.float32)
    found = review.doubt(rows, thresholds)
    assert found[0] == pytest.approx(1, abs=1e-5)
    assert list(np.argsort(-found)) == [0, 1, 2, 3]
    assert found[3] == pytest.approx(0, abs=1e-5)


def test_aspects_that_are_never_said_are_no_call() -> None:
    thresholds = np.array([0.5, 1.01], np.float32)
    sure = np.array([[1.0, 0.5]], np.float32)
    assert review.doubt(sure, thresholds)[0] == pytest.approx(0, abs=1e-5)
    assert review.doubt(sure, np.array([1.01, 1.01], np.float32))[0] == 0


def test_the_largest_doubtful_group_comes_first() -> None:
    rng = np.random.default_rng(1)
    sound = around(np.eye(3, 40), [5, 30, 20], rng)
    doubtful = np.array([0.9] * 5 + [0.2] * 30 + [0.8] * 20, np.float32)
    found = review.order(np.arange(55), sound, doubtful)
    assert set(found.ids[:20]) == set(range(35, 55))  # 20 × 0.8
    assert set(found.ids[20:50]) == set(range(5, 35))  # 30 × 0.2
    assert set(found.ids[50:]) == set(range(5))  # 5 × 0.9
    assert list(found.groups) == [0] * 20 + [1] * 30 + [2] * 5


def test_the_most_typical_of_a_group_is_shown_first() -> None:
    sound = unit(np.array([[1, 0.3, 0], [1, 0, 0], [1, -0.3, 0]]))
    found = review.order(np.array([7, 8, 9]), sound, np.ones(3, np.float32))
    assert list(found.ids) == [8, 7, 9]


def test_a_group_holds_only_what_sounds_alike() -> None:
    rng = np.random.default_rng(2)
    sound = around(unit(rng.normal(size=(12, 60))), [9] * 12, rng)
    doubtful = rng.random(len(sound)).astype(np.float32)
    once = review.order(np.arange(len(sound)), sound, doubtful)
    again = review.order(np.arange(len(sound)), sound, doubtful)
    assert np.array_equal(once.ids, again.ids)
    groups = np.unique(once.groups)
    assert 12 <= len(groups) <= 16
    strays = 0
    for group in groups:
        kinds = once.ids[once.groups == group] // 9
        strays += len(kinds) - np.bincount(kinds).max()
    assert strays <= 3


def test_an_empty_queue(library: Library, vocabulary: Vocabulary) -> None:
    known = review.heard(library, vocabulary)
    assert len(review.queue(known, vocabulary, []).ids) == 0
    assert review.look_alikes(known, vocabulary, 1, []) == []


def test_tracks_of_another_model_come_last(library: Library, vocabulary: Vocabulary) -> None:
    rng = np.random.default_rng(3)
    ids = put(library, unit(rng.normal(size=(4, 8))), rng.random((4, len(vocabulary.aspects))))
    known = review.heard(library, vocabulary)
    found = review.queue(known, vocabulary, [999, *reversed(ids)])
    assert list(found.ids)[-1] == 999
    assert sorted(found.ids) == sorted([*ids, 999])
    assert list(found.ids) == list(review.queue(known, vocabulary, [*ids, 999]).ids)


def test_look_alikes_sound_alike_and_are_said_the_same_of(
    library: Library, vocabulary: Vocabulary
) -> None:
    names = [entry.name for entry in vocabulary.aspects]
    likely = np.zeros((5, len(names)))
    likely[:, names.index("piano")] = 1
    likely[3, names.index("drums")] = 1
    sound = unit(np.array([[1, 0.1, 0], [1, 0, 0], [1, 0.3, 0], [1, 0, 0], [0, 0, 1]]))
    assert choose_aspects(vocabulary, likely[0].astype(np.float32))
    ids = put(library, sound, likely)
    known = review.heard(library, vocabulary)
    assert review.look_alikes(known, vocabulary, ids[0], ids) == [ids[1], ids[2]]
    assert review.look_alikes(known, vocabulary, ids[0], [ids[2], ids[4]]) == [ids[2]]
    assert review.look_alikes(known, vocabulary, ids[4], ids) == []
