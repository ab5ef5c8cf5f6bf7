"""Tracks are heard, and songs looked for, by the program's own code and the shipped model."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.model import Captioner, TextEncoder
from engine.track import Description
from engine.training.aspects import load_aspects
from engine.training.clips import Clip
from engine.training.errors import TrainingError
from engine.training.evaluation.search import (
    queries,
    rank_figures,
    ranks_by_program,
    ranks_by_sound,
)
from engine.training.evaluation.tracks import Model, Tracks
from tests.engine.training.evaluation.tracks import song

pytestmark = pytest.mark.training
RATE = 22_050


@pytest.fixture(scope="module")
def opened(captioner: Captioner, text_encoder: TextEncoder) -> Model:
    return Model(captioner, text_encoder)


def test_clips_are_described_as_the_program_does_and_a_bad_one_costs_itself(
    opened: Model, tmp_path: Path
) -> None:
    t = np.arange(12 * RATE) / RATE
    clips = [Clip("songs", name, tmp_path / f"{name}.wav", "test") for name in ("a", "b", "bad")]
    for clip, pitch in zip(clips[:2], (220.0, 330.0), strict=True):
        sound = sum(np.sin(2 * np.pi * pitch * k * t) / k for k in (1, 2, 3)) / 4
        soundfile.write(clip.path, sound * (0.3 + 0.7 * (t % 0.5 < 0.1)), RATE)
    clips[2].path.write_text("not music", encoding="utf-8")
    heard = opened.hear(clips)
    assert [clip.name for clip in heard.clips] == ["a", "b"]
    assert len(heard.failures) == 1 and "bad.wav" in heard.failures[0]
    assert heard.probabilities.shape == (2, len(opened.entries))
    assert np.allclose(np.linalg.norm(heard.embedding, axis=1), 1, atol=1e-3)
    assert heard.of("notmusic").refused.tolist() == []
    with pytest.raises(TrainingError, match="no clip could be heard"):
        opened.hear(clips[2:])


def test_a_model_of_another_vocabulary_is_refused(model: Path) -> None:
    with pytest.raises(TrainingError, match="another vocabulary"):
        Model.open(model, load_aspects()[1:])


@pytest.fixture
def songs(opened: Model) -> Tracks:
    """Three songs whose sound lies where a text lies."""
    texts = ("jazz music, calm", "rap music, angry", "folk music, gentle")
    clips = [
        song(genre, "Q1", genres=(genre,), moods=(mood,))
        for genre, mood in (("jazz", "calm"), ("rap", "angry"), ("folk", "gentle"))
    ]
    vectors = opened.read(texts)
    flat = np.full(len(opened.entries), 0.1, "<f2").tobytes()
    said = [
        Description(
            f"A piece, number {n}.", embedding=v.astype("<f2").tobytes(),
            text_embedding=v.astype("<f2").tobytes(), probabilities=flat, model="test",
        )
        for n, v in enumerate(vectors)
    ]  # fmt: skip
    return Tracks(clips, said, np.full((3, len(opened.entries)), 0.1, np.float32), vectors)


def test_songs_are_found_by_their_words(opened: Model, songs: Tracks) -> None:
    drawn = [queries(songs.clips, random.Random(0))]
    assert drawn[0] == ["jazz music, calm", "rap music, angry", "folk music, gentle"]
    assert ranks_by_program(opened, songs, drawn).tolist() == [[1], [1], [1]]
    assert ranks_by_sound(opened, songs, drawn).tolist() == [[1], [1], [1]]
    turned = replace(songs, embedding=songs.embedding[[1, 2, 0]])
    assert ranks_by_sound(opened, turned, drawn).min() > 1


def test_ranks_among_a_hundred_are_what_random_hundreds_give() -> None:
    rng, n = np.random.default_rng(0), 150
    ranks = np.repeat(rng.integers(1, n + 1, (n, 1)), 2, axis=1)
    clips = [song(f"c{i}", "Q1") for i in range(n)]
    nothing = np.zeros((n, 1), np.float32)
    found = {
        f.name: f for f in rank_figures("s", Tracks(clips, [Description("")] * n, nothing, nothing),
                                        ranks)
    }  # fmt: skip
    one = ranks[:, 0]
    hundreds = [rng.permutation(n)[:100] for _ in range(400)]  # of the songs, by place
    simulated = np.mean([
        np.sum(hundred < r - 1) < 10 for hundred in hundreds for r in one if r - 1 in hundred
    ])  # fmt: skip
    assert found["s: in the first ten of 100"].value == pytest.approx(simulated, abs=0.01)
    assert found["s: median rank"].value == np.sort(ranks.ravel())[n - 1]
    assert found["s: median rank of 100"].value == pytest.approx(
        1 + (found["s: median rank"].value - 1) * 99 / 149
    )
    assert found["s: in the first ten"].value == pytest.approx(np.mean(ranks <= 10))
