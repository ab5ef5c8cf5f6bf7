"""Which aspects a sentence may be about.

An aspect may be said from its threshold on. A mood may also be said, well below it, where it lies
in the quadrant of valence and arousal in which the track clearly lies as a whole: many moods that
point the same way are together surer than any of them. Of two that exclude each other only the
likelier is said.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.model.vocabulary import Vocabulary

Floats = NDArray[np.float32]

# The order of a prefix and the most it may hold, by kind and in all, as the decoder was trained.
LIMITS = {"mood": 3, "tempo": 1, "texture": 2, "genre": 2, "vocals": 2, "instrument": 4}
MOST = 8
# From where the sign of a track's valence and arousal is right often enough, chosen on the
# validation songs. Quiet music that is neither pop nor rock is easily heard as calmer than it is.
GLAD, LIVELY, CALM = 0.15, 0.15, -0.5
LEAST_MOOD = 0.2  # probability of a mood in the track's quadrant
_NO_VOCALS = "no vocals"
_ORDER = tuple(LIMITS)
_PLUGGED_IN = {"electric guitar", "distorted", "synthesizer", "drum machine", "electronic"}
_PLUGGED_IN |= {"techno", "house", "trance", "dance", "electro", "drum and bass", "heavy metal"}
_GENTLE = {"calm", "peaceful", "soothing", "gentle", "delicate", "soft", "quiet", "relaxed"}
_MANY = {"drums", "bass guitar", "strings", "brass", "orchestral", "beat-driven"}
_BRISK = {"energetic", "lively", "exciting", "driving", "bouncy", "rousing"}
_EXCLUSIVE = (
    ({"acoustic"}, _PLUGGED_IN | {"hard rock", "punk rock"}),
    ({"loud"}, _GENTLE | {"mellow"}),
    ({"solo"}, _MANY),
    ({"slow"}, _BRISK | {"mid-tempo", "fast"}),
    ({"mid-tempo"}, {"fast"}),
)


def supported(vocabulary: Vocabulary, probabilities: Floats) -> NDArray[np.bool_]:
    """Which aspects (n_aspects,) are probable enough to be said of a track."""
    entries = vocabulary.aspects
    thresholds = np.array([entry.threshold for entry in entries], np.float32)
    sayable = thresholds <= 1
    moods = np.array([entry.kind == "mood" for entry in entries])
    plane = np.array([(entry.valence or 0.0, entry.arousal or 0.0) for entry in entries])
    weights = np.where(moods, probabilities, 0.0)
    valence, arousal = weights @ plane / max(float(weights.sum()), 1e-6)
    found = probabilities >= thresholds
    if abs(valence) >= GLAD and (arousal >= LIVELY or arousal <= CALM):
        agreeing = (np.sign(plane) == np.sign((valence, arousal))).all(axis=1)
        found |= moods & sayable & agreeing & (probabilities >= LEAST_MOOD)
    return np.asarray(found & sayable)


def choose_aspects(vocabulary: Vocabulary, probabilities: Floats) -> list[int]:
    """Indices of the supported aspects worth saying, the most probable of each kind, in order."""
    entries = vocabulary.aspects
    may = supported(vocabulary, probabilities)
    sayable = list[int]()
    for index in np.argsort(-probabilities, kind="stable").tolist():
        if index in vocabulary.token_of_aspect and may[index]:
            name, said = entries[index].name, {entries[i].name for i in sayable}
            if not any(_exclude(name, other) for other in said):
                sayable.append(index)
    needless = {name for index in sayable for name in entries[index].broader}
    left = dict(LIMITS)
    chosen: list[int] = []
    for index in sayable:
        entry = entries[index]
        if entry.name in needless or not left[entry.kind] or len(chosen) == MOST:
            continue
        if entry.name == _NO_VOCALS and left["vocals"] < LIMITS["vocals"]:
            continue  # a voice was more probable
        left[entry.kind] = 0 if entry.name == _NO_VOCALS else left[entry.kind] - 1
        chosen.append(index)
    return sorted(chosen, key=lambda i: (_ORDER.index(vocabulary.aspects[i].kind), i))


def _exclude(one: str, other: str) -> bool:
    """Whether a sentence with both names would contradict itself."""
    return any(
        (one in some and other in others) or (other in some and one in others)
        for some, others in _EXCLUSIVE
    )
