"""engine.search.space: short vectors that still tell what is near."""

from __future__ import annotations

import numpy as np
import pytest

from engine.search.space import Space
from engine.vectors import unit


def clouds(n: int, d: int = 48, *, seed: int = 0) -> np.ndarray:
    """Unit vectors (n, d) around a few directions, all a little alike, as embeddings are."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(6, d))
    rows = centres[rng.integers(6, size=n)] + rng.normal(0, 0.3, (n, d)) + 1.0
    return unit(rows.astype(np.float32))


def space_of(rows: np.ndarray, width: int) -> Space:
    space = Space(rows.shape[1])
    space.learn(rows, width)
    space.put(space.shortened(rows))
    return space


def test_all_axes_give_the_very_cosines() -> None:
    rows = clouds(300)
    space = space_of(rows, 48)
    assert space.exact
    assert np.allclose(space.cosines(rows[7]), rows @ rows[7], atol=1e-4)


def test_few_axes_nearly_do() -> None:
    rows = clouds(300)
    space = space_of(rows, 12)
    assert not space.exact
    exactly = rows @ rows[7]
    assert np.corrcoef(space.cosines(rows[7]), exactly)[0, 1] > 0.98


def test_what_is_usual_is_the_mean_over_the_library() -> None:
    rows = clouds(400)
    mean, deviation = space_of(rows, 48).usual(rows[3])
    cosines = rows @ rows[3]
    assert mean == pytest.approx(float(cosines.mean()), abs=1e-3)
    assert deviation == pytest.approx(float(cosines.std()), abs=1e-3)


def test_hubs_lose_their_lead() -> None:
    """A track near the middle of one crowd is nearest to many; it must not answer every query."""
    rng = np.random.default_rng(1)
    crowd = rng.normal(0, 1, (300, 24))
    hub = crowd.mean(axis=0, keepdims=True) + rng.normal(0, 0.01, (1, 24))
    rows = unit(np.concatenate([crowd, np.repeat(hub, 3, axis=0)]).astype(np.float32) + 0.5)
    space = space_of(rows, 24)

    def chosen(scores: np.ndarray) -> int:
        return int(np.argsort(-scores)[1])  # the first is the track itself

    plain = [chosen(unit(space.shortened(rows)) @ unit(space.shortened(r[None]))[0]) for r in rows]
    corrected = [chosen(space.alike(space.centred(r))) for r in rows]

    def most(found: list[int]) -> int:
        return int(np.bincount(found).max())

    assert most(corrected) <= most(plain)


def test_an_empty_space_answers_nothing() -> None:
    space = Space(8)
    assert len(space.cosines(np.ones(8, np.float32))) == 0
    assert len(space.alike(np.ones(8, np.float32))) == 0
