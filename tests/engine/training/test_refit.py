"""The last layers learn from tracks and keep what was asked of them."""

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engine.training.aspects import Aspect
from engine.training.clips import Clip
from engine.training.networks import N_FEATURES, Encoder
from engine.training.refit import Mixture, as_layer, refit, refit_space

pytestmark = pytest.mark.training
SAD = Aspect("mood", "sad", "sad", people=("sad",), valence=-0.8, arousal=-0.8)
GLAD = Aspect("mood", "glad", "glad", people=("glad",), valence=0.8, arousal=0.5)
ANGRY = Aspect("mood", "angry", "angry", people=("angry",), valence=-0.8, arousal=0.9)
PIANO = Aspect("instrument", "piano", "piano", share=0.2)
MOODS = {"Q1": ("glad",), "Q2": ("angry",), "Q3": ("sad",), "Q4": ()}


def _songs(n: int) -> list[Clip]:
    return [
        Clip("songs", f"c{i}", Path("c"), "train", moods=MOODS[q], quadrant=q)
        for i in range(n)
        for q in [("Q1", "Q2", "Q3", "Q4")[i % 4]]
    ]


def test_words_follow_people_and_leave_teachers_words_alone() -> None:
    torch.manual_seed(0)
    aspects, clips, rng = (SAD, GLAD, ANGRY, PIANO), _songs(160), np.random.default_rng(0)
    encoder = Encoder(len(aspects))
    features = rng.standard_normal((160, N_FEATURES)).astype(np.float32)
    glad = np.array([clip.quadrant in ("Q1", "Q4") for clip in clips])
    features[:, :200] += np.where(glad, 1.0, -1.0)[:, None]
    matrix, offset = refit(encoder, aspects, clips, features, Mixture())
    logits = features @ matrix + offset
    sad = np.array(["sad" in clip.moods for clip in clips])
    assert logits[sad, 0].mean() > logits[~sad, 0].mean() + 0.5
    head = features[:, :640] @ encoder.aspects.weight.detach().numpy().T[:, 3]
    assert np.allclose(logits[:, 3], head + encoder.aspects.bias.detach().numpy()[3], atol=1e-4)


def test_an_excerpt_tells_its_genre_and_nothing_of_other_words() -> None:
    torch.manual_seed(0)
    rock = Aspect("genre", "rock", "rock", people=("rock",), family="Pop/Rock", share=0.4)
    aspects, rng = (SAD, GLAD, ANGRY, rock), np.random.default_rng(0)
    encoder, songs = Encoder(len(aspects)), _songs(80)
    genres = (("rock",), ("pop",))
    excerpts = [
        Clip("excerpts", f"e{i}", Path("e"), "train", genres=genres[i % 2]) for i in range(40)
    ]
    features = rng.standard_normal((120, N_FEATURES)).astype(np.float32)
    is_rock = np.array([False] * 80 + [clip.genres == ("rock",) for clip in excerpts])
    features[:, :200] += np.where(is_rock, 1.0, 0.0)[:, None]
    alone = refit(encoder, aspects, songs, features[:80], Mixture())
    both = refit(encoder, aspects, [*songs, *excerpts], features, Mixture())
    before, after = (features[80:] @ matrix + offset for matrix, offset in (alone, both))
    rocks, others = is_rock[80:], ~is_rock[80:]

    def apart(logits: NDArray[np.float32]) -> float:
        return float(logits[rocks, 3].mean() - logits[others, 3].mean())

    assert apart(after) > apart(before) + 0.5
    assert np.allclose(
        alone[0][:, :3], both[0][:, :3], atol=0.02
    )  # only the scale is of more tracks


def test_the_space_is_centred_and_a_layer() -> None:
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    features = rng.standard_normal((50, N_FEATURES)).astype(np.float32)
    text = rng.standard_normal((50, 384)).astype(np.float32)
    matrix, offset = refit_space(Encoder(3), features, text)
    found = as_layer(matrix, offset)(torch.from_numpy(features)).detach().numpy()
    assert found.shape == (50, 384)
    assert np.abs(found.mean(0)).max() < 1e-3
