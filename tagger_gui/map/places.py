"""Places: where every track lies and what it is coloured by. To be called in worker threads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.map import Floats, map_steps
from tagger_gui.services import Services

if TYPE_CHECKING:  # loading what decodes would hold up the window
    from engine.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from engine.search.index import Index

MOST_CLASSES = 7  # told apart by colour and shape
OTHER, UNCLEAR = MOST_CLASSES, MOST_CLASSES + 1  # the classes after them
TEMPI = (80, 100, 120, 140)  # beats per minute, between the classes
_LEAST = 0.2  # probability of the likeliest genre or mood, below which it is unclear
_KEPT = 4  # layouts in the cache


class Colouring(Enum):
    """What the points are coloured by."""

    GENRE = auto()
    MOOD = auto()
    TEMPO = auto()


@dataclass(frozen=True, slots=True)
class Classes:
    """Which class each track is of."""

    names: tuple[str, ...]  # of genres, the most frequent first; of moods and tempi, fixed
    of_track: NDArray[np.uint8]  # (n,) an index of `names`, OTHER or UNCLEAR


@dataclass(frozen=True, slots=True)
class Places:
    """The map."""

    ids: NDArray[np.int64]  # (n,)
    at: Floats  # (n, 2) within −1…1
    classes: dict[Colouring, Classes]
    done: float = 1.0  # 0–1; less while `at` is still rough


def places(services: Services) -> Iterator[Places]:
    """The map, roughly and then as it is to be; or at once, where it was made before."""
    index = services.searcher().index
    columns = index.refresh()
    heard = columns.heard
    sound = columns.sound[heard]
    classes = _classes(index, services.vocabulary(), heard)
    known = Places(columns.ids[heard], np.zeros((len(sound), 2), np.float32), classes)
    cached = services.cache / "maps" / f"{_name(sound)}.npy"
    at = _kept(cached, len(sound))
    if at is not None:
        yield Places(known.ids, at, classes)
        return
    at = known.at
    for step in map_steps(sound):
        at = at if step.at is None else step.at
        yield Places(known.ids, at, classes, step.done)
    yield Places(known.ids, at, classes)
    _keep(cached, at)


# --- the cache ----------------------------------------------------------------------------------


def _name(sound: Floats) -> str:
    shape = repr(sound.shape).encode()
    return hashlib.blake2b(sound.tobytes() + shape, digest_size=16).hexdigest()


def _kept(path: Path, count: int) -> Floats | None:
    try:
        at: Floats = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return at if at.shape == (count, 2) and at.dtype == np.float32 else None


def _keep(path: Path, at: Floats) -> None:
    with suppress(OSError):  # a full disk: it is made again the next time
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new.npy")
        np.save(new, at)
        new.replace(path)
        oldest_last = sorted(path.parent.glob("*.npy"), key=lambda p: -p.stat().st_mtime_ns)
        for old in oldest_last[_KEPT:]:
            old.unlink()


# --- colours ------------------------------------------------------------------------------------


def _classes(
    index: Index, vocabulary: Vocabulary, heard: NDArray[np.bool_]
) -> dict[Colouring, Classes]:
    families = [e.family or e.name for e in vocabulary.aspects if e.kind == "genre"]
    genre = _likeliest(index, vocabulary, heard, "genre", families)
    quarters = [_quarter(e.valence, e.arousal) for e in vocabulary.aspects if e.kind == "mood"]
    mood = _likeliest(index, vocabulary, heard, "mood", quarters)
    return {
        Colouring.GENRE: _most_frequent(genre),
        Colouring.MOOD: _in_order(mood, ("cheerful", "intense", "gentle", "sombre")),
        Colouring.TEMPO: _by_tempo(index.number("tempo")[heard]),
    }


def _quarter(valence: float | None, arousal: float | None) -> str:
    """The quarter of the circle of moods (Russell 1980) that a mood lies in."""
    excited, pleasant = (arousal or 0.0) >= 0, (valence or 0.0) >= 0
    if excited:
        return "cheerful" if pleasant else "intense"
    return "gentle" if pleasant else "sombre"


def _likeliest(
    index: Index,
    vocabulary: Vocabulary,
    heard: NDArray[np.bool_],
    kind: str,
    groups: Sequence[str],
) -> NDArray[np.str_]:
    """Each track's likeliest aspect of a kind, as the group it belongs to; "" where unclear."""
    numbers = [i for i, entry in enumerate(vocabulary.aspects) if entry.kind == kind]
    n = int(heard.sum())
    best, which = np.full(n, _LEAST, np.float32), np.full(n, len(numbers), np.int64)
    kept = index.columns.probabilities
    for place, number in enumerate(numbers):
        probability = index.probability(number)[kept[number, heard]]
        better = probability > best
        best[better], which[better] = probability[better], place
    return np.array([*groups, ""], dtype=np.str_)[which]


def _most_frequent(found: NDArray[np.str_]) -> Classes:
    names, counts = np.unique(found[found != ""], return_counts=True)
    frequent = names[np.argsort(-counts, kind="stable")][:MOST_CLASSES]
    return _in_order(found, tuple(str(name) for name in frequent))


def _in_order(found: NDArray[np.str_], names: tuple[str, ...]) -> Classes:
    of_track = np.full(len(found), OTHER, np.uint8)
    for number, name in enumerate(names):
        of_track[found == name] = number
    of_track[found == ""] = UNCLEAR
    return Classes(names, of_track)


def _by_tempo(tempo: NDArray[np.float64]) -> Classes:
    unclear = np.isnan(tempo)
    of_track = np.digitize(np.nan_to_num(tempo), TEMPI).astype(np.uint8)
    between = [f"{low}–{high}" for low, high in pairwise(TEMPI)]
    names = (f"< {TEMPI[0]}", *between, f"≥ {TEMPI[-1]}")
    of_track[unclear] = UNCLEAR
    return Classes(names, of_track)
