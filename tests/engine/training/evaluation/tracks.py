"""Made-up aspects, and tracks that a made-up program has described."""

from pathlib import Path

import numpy as np

from engine.model import AspectEntry
from engine.track import Aspect as Heard
from engine.track import Description
from engine.training.aspects import FAMILIES, Aspect
from engine.training.clips import Clip
from engine.training.evaluation.tracks import Tracks

ASPECTS = (
    *(Aspect("genre", f.lower(), f.lower(), people=(f.lower(),), family=f) for f in FAMILIES),
    Aspect("mood", "glad", "glad", people=("glad",), valence=1.0, arousal=1.0),
    Aspect("mood", "grim", "grim", people=("grim",), valence=-1.0, arousal=1.0),
    Aspect("mood", "calm", "calm", people=("calm",), valence=1.0, arousal=-1.0),
    Aspect("instrument", "guitar", "guitar", people=("guitar",), share=0.3),
    Aspect("instrument", "electric guitar", "electric guitar", share=0.2, broader=("guitar",)),
    Aspect("vocals", "choir", "choir", share=0.1),
)
ENTRIES = tuple(
    AspectEntry(a.kind, a.name, a.phrase, (), 0.5, a.family or "", a.broader, a.valence, a.arousal)
    for a in ASPECTS
)
COLUMN = {aspect.name: i for i, aspect in enumerate(ASPECTS)}


def song(
    name: str,
    quadrant: str,
    *,
    group: str = "",
    genres: tuple[str, ...] = (),
    moods: tuple[str, ...] = (),
) -> Clip:
    """A song of the test artists."""
    return Clip("songs", name, Path(name), "test", genres, moods, quadrant=quadrant, group=group)


def description(text: str, *supported: str) -> Description:
    """What the program said, from the aspects that were probable enough."""
    heard = tuple(Heard(ASPECTS[COLUMN[name]].kind, name, 0.9) for name in supported)
    return Description(text, aspects=heard)


def tracks(clips: list[Clip], descriptions: list[Description]) -> Tracks:
    """Tracks whose supported aspects have a probability of 0.9, all others of 0.1."""
    p = np.full((len(clips), len(ASPECTS)), 0.1, np.float32)
    for row, found in enumerate(descriptions):
        p[row, [COLUMN[aspect.name] for aspect in found.aspects]] = 0.9
    return Tracks(clips, descriptions, p, np.eye(len(clips), 384, dtype=np.float32))
