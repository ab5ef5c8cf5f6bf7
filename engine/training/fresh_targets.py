"""What the fresh windows are trained toward: their clips' labels, mixed as the sounds were."""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.training.fresh import N_AUDIOSET, is_whole
from engine.training.targets import Targets, stacked

Floats = NDArray[np.float32]
FRESH = "fresh"  # their split: drawn for training, but never taken for a clip's own windows
MUSIC_CLASS = 137  # AudioSet's "Music"
MUSIC, SILENT = 0.35, 0.04  # its probability from which unlabelled audio is music, and is none
NEAR_S = 15.0  # a soundtrack's stored labels are believed this far around
FAR_TRUST = 0.4  # and this much further on


def shards_of(cache: Path) -> list[Path]:
    """The complete shards' indices, in order."""
    found: list[Path] = []
    while is_whole(path := cache / f"fresh-{len(found)}.npz"):
        found.append(path)
    return found


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known of a cut from the stored window of its clip that lies nearest."""

    source: str
    aspects: Floats  # (A,)
    weights: Floats  # (A,)
    tags: Floats  # (150,) the taggers' opinions; NaN far from a stored window


class Stored:
    """The stored windows of each clip."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._rows: dict[str, list[int]] = {}
        for row, name in enumerate(targets.clip.tolist()):
            self._rows.setdefault(name, []).append(row)

    def is_held_out(self, clip: str) -> bool:
        """Whether the clip is known not to be for training."""
        rows = self._rows.get(clip, [])
        return bool(rows) and str(self._targets.split[rows[0]]) != "train"

    def labels(self, clip: str, start_s: float) -> Labels:
        """Those of the nearest window; without weight where the clip has none."""
        t = self._targets
        tags = np.full(t.sounds.shape[1] - N_AUDIOSET, np.nan, np.float32)
        rows = self._rows.get(clip)
        if not rows:
            nothing = np.zeros(t.aspects.shape[1], np.float32)
            return Labels("more", nothing, nothing, tags)
        apart = np.abs(t.start[rows] - start_s)
        near, is_near = rows[int(apart.argmin())], bool(apart.min() < NEAR_S)
        source = str(t.source[near])
        trust = np.float32(1.0 if source != "debian" or is_near else FAR_TRUST)
        tags = t.sounds[near, N_AUDIOSET:] if is_near else tags
        return Labels(source, t.aspects[near], t.weights[near] * trust, tags)


def _is_music(source: str, probability: float) -> float:
    """1 or 0, NaN where nobody can say."""
    if source in ("songs", "excerpts", "described", "rendered", "captions"):
        return 1.0
    if source == "notmusic":
        return 0.0
    if probability > MUSIC:
        return 1.0
    return 0.0 if probability < SILENT and source != "debian" else np.nan


def fresh_targets(
    targets: Targets, scale: tuple[Floats, Floats], cache: Path, first_row: int
) -> Targets:
    """Targets of every usable fresh window; the frames' rows count on from first_row.

    The teacher's embedding is standardised by scale, mean and deviation (384,).
    """
    stored, (centre, width) = Stored(targets), scale
    rows: list[tuple[object, ...]] = []
    for path in shards_of(cache):
        with np.load(path) as file:
            shard = dict(file)  # the file itself would read an array anew for each window
        for i in np.flatnonzero(np.abs(shard["embedding"]).sum(1) > 0):
            name, other = str(shard["clip"][i]), str(shard["other"][i])
            if stored.is_held_out(name) or stored.is_held_out(other):
                continue  # made when others were held out
            start, heard = float(shard["start"][i]), shard["audioset"][i].astype(np.float32)
            found = stored.labels(name, start)
            music = _is_music(found.source, float(heard[MUSIC_CLASS]))
            if other:
                second = stored.labels(other, float(shard["other_start"][i]))
                if music != 1.0 and _is_music(second.source, float(heard[MUSIC_CLASS])) != 0.0:
                    music = np.nan
                found = _mixed(found, second, float(shard["other_db"][i]))
            rows.append((
                "" if other else name, found.source, FRESH, first_row + int(i),
                start, found.aspects, found.weights, (shard["embedding"][i] - centre) / width,
                np.concatenate([heard, found.tags]), music,
                np.zeros(len(found.aspects), bool), np.full(len(found.aspects), np.nan, np.float32),
            ))  # fmt: skip
        first_row += len(shard["clip"])
    return stacked(rows)


def _mixed(first: Labels, second: Labels, below_db: float) -> Labels:
    """Shared in proportion to the energies; no tagger has heard the two together."""
    share = np.float32(1 / (1 + 10 ** (-below_db / 10)))
    mine, theirs = share * first.weights, (1 - share) * second.weights
    weights = mine + theirs
    aspects = (mine * first.aspects + theirs * second.aspects) / np.maximum(weights, 1e-6)
    return Labels(
        first.source, np.asarray(aspects, np.float32), weights, np.full_like(first.tags, np.nan)
    )


def joined(one: Targets, two: Targets) -> Targets:
    """The windows of one, then those of two."""
    return Targets(
        *(np.concatenate([getattr(one, f.name), getattr(two, f.name)]) for f in fields(Targets))
    )
