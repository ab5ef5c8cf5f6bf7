"""Statistics agree with their textbook forms, and intervals hold what they should."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from engine.training.evaluation.bootstrap import (
    average_precision,
    calibration_error,
    correlation,
    draw_weights,
    estimate,
    macro_precision,
    mean,
    median,
    ratio,
)

pytestmark = pytest.mark.training
N = 40


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.fixture
def weights(rng: np.random.Generator) -> np.ndarray:
    """All tracks once, then as some draws have them."""
    drawn = rng.multinomial(N, np.full(N, 1 / N), 20)
    return np.concatenate([np.ones((1, N)), drawn]).astype(np.float64)


def drawn(values: np.ndarray, weights: np.ndarray) -> list[np.ndarray]:
    """The same draws with every track repeated as often as it was drawn."""
    return [np.repeat(values, w.astype(int), axis=0) for w in weights]


def test_average_precision_is_scikit_learns_in_every_draw_with_ties(
    rng: np.random.Generator, weights: np.ndarray
) -> None:
    truth, scores = rng.random(N) < 0.3, rng.integers(0, 6, N) / 6
    expected = [
        average_precision_score(t, s)
        for t, s in zip(drawn(truth, weights), drawn(scores, weights), strict=True)
    ]
    assert np.allclose(average_precision(truth, scores)(weights), expected)


def test_macro_precision_leaves_out_rare_columns() -> None:
    truth = np.array([[True, False], [False, False], [True, True]])
    statistic, n = macro_precision(truth, np.array([[0.9, 0], [0.1, 0], [0.8, 0]]), least=2)
    assert (statistic(np.ones((1, 3)))[0], n) == (1.0, 1)
    nothing, none = macro_precision(truth, np.zeros((3, 2)), least=3)
    assert none == 0 and np.isnan(nothing(np.ones((1, 3)))[0])


def test_mean_median_and_correlation_are_numpys_in_every_draw(
    rng: np.random.Generator, weights: np.ndarray
) -> None:
    x = rng.normal(size=N)
    y = x + rng.normal(size=N)
    pairs = list(zip(drawn(x, weights), drawn(y, weights), strict=True))
    assert np.allclose(mean(x)(weights), [a.mean() for a, _ in pairs])
    assert np.allclose(correlation(x, y)(weights), [np.corrcoef(a, b)[0, 1] for a, b in pairs])
    lower = [np.sort(a)[(len(a) - 1) // 2] for a, _ in pairs]
    assert np.allclose(median(x)(weights), lower)


def test_a_median_counts_all_searches_of_a_song() -> None:
    assert median(np.array([[1, 1, 9], [2, 5, 7]]))(np.ones((1, 2)))[0] == 2


def test_nothing_said_has_no_precision() -> None:
    assert np.isnan(ratio([0, 0], [0, 0])(np.ones((1, 2)))[0])
    found = estimate(ratio([0, 0], [0, 0]), ["a", "b"])
    assert np.isnan([found.value, found.low, found.high]).all()
    assert np.isnan(estimate(mean([]), []).value)


def test_calibration_error_is_nothing_when_probabilities_hold() -> None:
    p = np.repeat([0.25, 0.75], 400)[:, None]
    truth = np.tile([True, False, False, False], 100), np.tile([True, True, True, False], 100)
    one, known = np.ones((1, 800)), np.ones((800, 1), np.bool_)
    held = np.concatenate(truth)[:, None]
    assert calibration_error(p, held, known)(one)[0] == pytest.approx(0)
    assert calibration_error(p, np.zeros_like(known), known)(one)[0] == pytest.approx(0.5)
    known[400:] = False
    assert calibration_error(p, ~known, known)(one)[0] == pytest.approx(0.25)


def test_groups_are_drawn_whole() -> None:
    weights = draw_weights(["a", "b", "a", "c"], draws=50)
    assert (weights[:, 0] == weights[:, 2]).all()
    assert (weights[:, [0, 1, 3]].sum(1) == 3).all()
    assert (weights == draw_weights(["a", "b", "a", "c"], draws=50)).all()


def test_ninety_five_in_a_hundred_intervals_hold_the_truth(rng: np.random.Generator) -> None:
    groups = [str(i // 4) for i in range(160)]  # 40 artists whose four tracks are alike
    held = alone = 0
    for _ in range(200):
        values = np.repeat(rng.normal(size=40), 4) + 0.3 * rng.normal(size=160)
        found = estimate(mean(values), groups, draws=300)
        held += found.low <= 0 <= found.high
        found = estimate(mean(values), [str(i) for i in range(160)], draws=300)
        alone += found.low <= 0 <= found.high
    assert 178 <= held <= 199
    assert alone < 160  # as if tracks of an artist were independent: far too sure


def test_the_interval_lies_around_the_figure(rng: np.random.Generator) -> None:
    truth = np.zeros(60, np.bool_)
    truth[:6] = True  # few positives: drawing some twice lifts average precision
    found = estimate(average_precision(truth, rng.random(60)), [str(i) for i in range(60)])
    assert found.low < found.value < found.high
    right = estimate(mean(np.r_[np.zeros(2), np.ones(38)]), [str(i // 10) for i in range(40)])
    assert 0 <= right.low <= right.high <= 1
