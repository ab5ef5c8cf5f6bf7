"""Which parts of an excerpt are heard beside each other."""

import numpy as np
import pytest

from engine.training.synthesis import SAMPLE_RATE, audible

pytestmark = pytest.mark.training


def test_what_is_drowned_is_not_heard() -> None:
    rng = np.random.default_rng(0)
    loud = rng.normal(0, 0.1, 4 * SAMPLE_RATE).astype(np.float32)
    seldom = np.where(np.arange(len(loud)) < SAMPLE_RATE // 2, loud[::-1], 0)
    half = np.where(np.arange(len(loud)) < 2 * SAMPLE_RATE, loud[::-1] * 0.5, 0)
    sounds = np.stack([loud, loud * 0.01, seldom, half, np.zeros_like(loud)]).astype(np.float32)
    assert audible(sounds) == [0, 3]


def test_nothing_is_heard_of_silence() -> None:
    assert audible(np.zeros((2, SAMPLE_RATE), np.float32)) == []
