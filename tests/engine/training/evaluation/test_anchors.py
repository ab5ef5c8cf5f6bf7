"""The anchors' features and probes find what is there, and are kept."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.training.errors import TrainingError
from engine.training.evaluation.anchors import (
    MODULATION_BANDS,
    MODULATION_HZ,
    anchors_file,
    spectrum_features,
    spectrum_statistics,
    stored_anchors,
)
from engine.training.evaluation.probes import LOGISTIC, RIDGE
from engine.training.frontend import HOP, N_FRAMES, N_MELS, SAMPLE_RATE

pytestmark = pytest.mark.training


def test_modulation_is_found_in_its_band_of_rates() -> None:
    seconds = np.arange(N_FRAMES) * HOP / SAMPLE_RATE
    log_mel = np.full((N_FRAMES, N_MELS), -40.0, np.float32)
    log_mel[:, :8] += 6 * np.sin(2 * np.pi * 3.0 * seconds)[:, None]  # three times a second
    found = spectrum_statistics(log_mel)
    assert np.allclose(found[:N_MELS], -40, atol=0.5)
    assert found[N_MELS] == pytest.approx(6 / np.sqrt(2), abs=0.1)
    levels = found[2 * N_MELS :].reshape(len(MODULATION_HZ) - 1, MODULATION_BANDS)
    band, group = np.unravel_index(levels.argmax(), levels.shape)
    assert MODULATION_HZ[band] <= 3.0 < MODULATION_HZ[band + 1] and group == 0


def test_probes_learn_what_is_linear_and_hold_artists_out() -> None:
    rng = np.random.default_rng(0)
    x, asked = (rng.normal(5, 3, (n, 6)).astype(np.float32) for n in (300, 200))
    groups = [str(i // 3) for i in range(300)]
    values = x[:, :2] - x[:, 2:4]
    wanted = asked[:, :2] - asked[:, 2:4]
    assert np.corrcoef(RIDGE.answers(x, values, groups, asked)[:, 0], wanted[:, 0])[0, 1] > 0.99
    quick = replace(LOGISTIC, penalties=(0.1,))
    words = quick.answers(x, (values > 0).astype(np.float32), groups, asked)
    assert np.mean((words > 0.5) == (wanted > 0)) > 0.95


def test_noise_is_met_with_a_heavy_penalty() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(60, 40)), rng.normal(size=(60, 1))
    found = RIDGE.answers(
        x.astype(np.float32), y.astype(np.float32), [str(i) for i in range(60)],
        rng.normal(size=(50, 40)).astype(np.float32),
    )  # fmt: skip
    assert found.std() < 0.2


def test_anchors_that_were_not_measured_are_none_and_broken_ones_are_told(tmp_path: Path) -> None:
    assert stored_anchors(tmp_path, "test") == {}
    anchors_file(tmp_path, "test").write_text('{"spectrum": [{"value": 1}]}', encoding="utf-8")
    with pytest.raises(TrainingError, match="holds no anchors"):
        stored_anchors(tmp_path, "test")


def test_without_prepared_frames_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="run prepare first"):
        spectrum_features(tmp_path, {})
