"""Which aspects a sentence may be about.

An aspect may be said from its threshold on; of two that exclude each other, the likelier.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.model.vocabulary import NO_VOCALS, Vocabulary

Floats = NDArray[np.float32]

# The order of a prefix and the most it may hold, by kind and in all, as the decoder was trained.
LIMITS = {"mood": 3, "tempo": 1, "texture": 2, "genre": 2, "vocals": 2, "instrument": 4}
MOST = 8
LIVELY = 0.2  # mean arousal, above which people confirm it nearly always: docs/facts.md
_SOLO = "solo"
_SOUNDING = ("instrument", "vocals")  # kinds of which one sounds alone, or several together
_ORDER = tuple(LIMITS)
_PLUGGED_IN = {"electric guitar", "distorted", "synthesizer", "drum machine", "electronic"}
_PLUGGED_IN |= {"techno", "house", "trance", "dance", "electro", "drum and bass", "heavy metal"}
_GENTLE = {"calm", "peaceful", "soothing", "gentle", "delicate", "soft", "quiet", "relaxed"}
_MANY = {"drums", "bass guitar", "strings", "brass", "orchestral", "beat-driven"}
_BRISK = {"energetic", "lively", "exciting", "driving", "bouncy", "rousing"}
_EXCLUSIVE = (
    ({"acoustic"}, _PLUGGED_IN | {"hard rock", "punk rock"}),
    ({"loud"}, _GENTLE | {"mellow"}),
    ({_SOLO}, _MANY),
    ({"slow"}, _BRISK | {"mid-tempo", "fast"}),
    ({"mid-tempo"}, {"fast"}),
)


def choose_aspects(vocabulary: Vocabulary, probabilities: Floats) -> list[int]:
    """Indices of the supported aspects worth saying, the most probable of each kind, in order."""
    entries = vocabulary.aspects
    sayable: list[int] = []
    for index in np.argsort(-probabilities, kind="stable").tolist():
        if index not in vocabulary.token_of_aspect:
            continue
        if probabilities[index] < entries[index].threshold:
            continue
        if not any(_exclude(entries[index].name, entries[i].name) for i in sayable):
            sayable.append(index)
    needless = {name for index in sayable for name in entries[index].broader}
    left = dict(LIMITS)
    chosen: list[int] = []
    for index in sayable:
        entry = entries[index]
        if entry.name in needless or not left[entry.kind] or len(chosen) == MOST:
            continue
        if entry.name == NO_VOCALS and left["vocals"] < LIMITS["vocals"]:
            continue  # a voice was more probable
        left[entry.kind] = 0 if entry.name == NO_VOCALS else left[entry.kind] - 1
        chosen.append(index)
    heard = [i for i in chosen if entries[i].kind in _SOUNDING and entries[i].name != NO_VOCALS]
    if len(heard) > 1:
        chosen = [i for i in chosen if entries[i].name != _SOLO]
    return sorted(chosen, key=lambda i: (_ORDER.index(vocabulary.aspects[i].kind), i))


def lively(vocabulary: Vocabulary, probabilities: Floats) -> bool:
    """Whether a track is full of energy by all its moods together, whatever each of them may be.

    The mean of the moods' arousal, weighted by their probabilities, is surer than any mood; there
    is no such word for calm music, as what is merely neither pop nor rock often seems calm.
    """
    moods = [
        (e.arousal, p)
        for e, p in zip(vocabulary.aspects, probabilities, strict=True)
        if e.arousal is not None
    ]
    total = sum(p for _, p in moods)
    return bool(sum(arousal * p for arousal, p in moods) >= LIVELY * total > 0)


def _exclude(one: str, other: str) -> bool:
    """Whether a sentence with both names would contradict itself."""
    return any(
        (one in some and other in others) or (other in some and one in others)
        for some, others in _EXCLUSIVE
    )
