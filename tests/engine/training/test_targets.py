"""Teachers' opinions are cut by share, and the probe learns."""

from pathlib import Path

import numpy as np
import pytest

from engine.training.aspects import Aspect, load_aspects
from engine.training.clips import Clip
from engine.training.targets import (
    apply_probe,
    fit_probe,
    known_weights,
    people_matrix,
    teachers_opinion,
)

pytestmark = pytest.mark.training


def test_the_share_sets_the_cut() -> None:
    rng = np.random.default_rng(0)
    sounds = rng.beta(0.3, 3, (1000, 2)).astype(np.float32)
    names = [("audioset", "Piano"), ("mtat", "piano")]
    piano = Aspect("instrument", "piano", "piano", audioset=("Piano",), mtat=("piano",), share=0.2)
    unknown = Aspect("genre", "polka", "polka", people=("polka",), family="Folk")
    found = teachers_opinion((piano, unknown), names, sounds, sounds)
    assert abs(np.mean(found[:, 0] > 0.5) - 0.2) < 0.01
    assert np.isnan(found[:, 1]).all()


def test_the_probe_learns_a_line() -> None:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((400, 6)).astype(np.float32)
    y = np.stack([x[:, 0] > 0, x[:, 1] + x[:, 2] > 0], axis=1).astype(np.float32)
    found = apply_probe(fit_probe(x, y, decay=0.001), x)
    assert np.mean((found > 0.5) == (y > 0.5)) > 0.95


def test_people_mean_an_aspect_by_any_of_its_words() -> None:
    drums = Aspect("instrument", "drums", "drums", people=("kit", "drums"))
    jazz = Aspect("genre", "jazz", "jazz", people=("jazz",), family="Jazz")
    clip = Clip("described", "d0", Path("d0"), "train", genres=("jazz",), instruments=("kit",))
    other = Clip("described", "d1", Path("d1"), "train")
    assert people_matrix((drums, jazz), [clip, other]).tolist() == [[True, True], [False, False]]


def test_of_rendered_music_every_instrument_is_known() -> None:
    aspects = load_aspects()
    clip = Clip("rendered", "r", Path("r.ogg"), "train", aspects=("violin", "strings", "no vocals"))
    (said,) = people_matrix(aspects, [clip])
    weights = dict(zip((a.name for a in aspects), known_weights(clip, aspects, said), strict=True))
    assert [a.name for a, yes in zip(aspects, said, strict=True) if yes] == sorted(
        clip.aspects, key=[a.name for a in aspects].index
    )
    assert weights["violin"] == weights["no vocals"] == 1.0
    assert weights["piano"] == weights["choir"] == pytest.approx(0.8)
    assert weights["cello"] == 0.0  # the strings may well have one
    assert weights["jazz"] == weights["slow"] == 0.0


def test_of_captions_and_noises_little_is_denied() -> None:
    aspects = load_aspects()
    for source in ("captions", "notmusic"):
        clip = Clip(source, "c", Path("c.ogg"), "train", aspects=("piano",))
        (said,) = people_matrix(aspects, [clip])
        weights = known_weights(clip, aspects, said)
        assert weights[said].tolist() == [1.0]
        assert np.allclose(weights[~said], 0.1)
