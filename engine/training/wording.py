"""Short texts in a clip's own words, for the space that audio and search text share."""

import random

import numpy as np
from numpy.typing import NDArray

from engine.training.aspects import KINDS, Aspect
from engine.training.clips import Clip

VARIANTS = 8  # texts a clip


def _query(genres: list[str], moods: list[str], rng: random.Random) -> str:
    """A search such as a listener types: "blues and folk music, lonely, striding"."""
    genre = rng.choice([" ", ", ", " and "]).join(genres)
    joined = rng.choice([", ", " and ", " "]).join(moods)
    form = rng.random()
    if form < 0.6 and genre and moods:
        return f"{genre} music, {joined}"
    if form < 0.75 and genre and moods:
        return f"{joined} {genre}"
    return joined or f"{genre} music"


def _picked(words: list[str], least: int, most: int, rng: random.Random) -> list[str]:
    return rng.sample(words, min(len(words), rng.randint(least, most)))


def _caption_texts(captions: tuple[str, ...]) -> list[str]:
    """Whole captions and their single sentences in turn."""
    sentences = [s for text in captions for s in text.replace("! ", ". ").split(". ") if s.strip()]
    texts = [*captions, *sentences]
    return [texts[variant % len(texts)] for variant in range(VARIANTS)]


def clip_texts(
    clip: Clip, aspects: tuple[Aspect, ...], labels: NDArray[np.float32], rng: random.Random
) -> list[str]:
    """VARIANTS texts of a clip; labels (A,) are its mean soft labels."""
    sure = [a for a, p in zip(aspects, labels, strict=True) if p > 0.5]
    likely = {kind: [a.name for a in sure if a.kind == kind] for kind in KINDS}
    if clip.source == "notmusic":
        return ["noise, not music"] * VARIANTS
    if clip.captions:
        return _caption_texts(clip.captions)
    if clip.source == "songs":
        genres, moods = list(clip.genres), list(clip.moods)
    else:
        best = [i for i in np.argsort(-labels) if aspects[int(i)].kind == "mood"][:3]
        moods = list(clip.moods) or [aspects[int(i)].name for i in best]
        genres = list(clip.genres) or likely["genre"]
    sounds = likely["instrument"] + likely["vocals"] + likely["texture"] + likely["tempo"]
    texts = []
    for variant in range(VARIANTS):
        if variant < 6 or not sounds:
            texts.append(_query(_picked(genres, 1, 3, rng), _picked(moods, 2, 2, rng), rng))
        else:
            extra = _picked(sounds, 1, 3, rng)
            texts.append(" ".join([*_picked(moods, 1, 1, rng), *_picked(genres, 1, 1, rng)])
                         + " with " + " and ".join(extra))  # fmt: skip
    return texts


def vocabulary_texts(aspects: tuple[Aspect, ...], n: int, rng: random.Random) -> list[str]:
    """Searches and sentences made of random aspects."""
    named = {kind: [a.name for a in aspects if a.kind == kind] for kind in ("genre", "mood")}
    genres = named["genre"] + [str(a.family).lower() for a in aspects if a.family]
    sounds = [a.name for a in aspects if a.kind not in named]
    texts = []
    for _ in range(n // 2):
        moods = _picked(named["mood"], 2, 2, rng)
        texts.append(_query(_picked(genres, 1, 3, rng), moods, rng))
        texts.append(
            f"{moods[0]} {rng.choice(genres)} with {' and '.join(_picked(sounds, 1, 2, rng))}"
        )
    return texts
