"""What the fresh windows are trained toward: their clips' labels, mixed as the sounds were."""

from dataclasses import fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.training.fresh import N_AUDIOSET, SHARD
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
    while (path := cache / f"fresh-{len(found)}.npz").exists():
        found.append(path)
    return found


class Stored:
    """The stored windows of a clip, to find the one that lies nearest."""

    def __init__(self, targets: Targets) -> None:
        self._rows: dict[str, list[int]] = {}
        for row, name in enumerate(targets.clip.tolist()):
            self._rows.setdefault(name, []).append(row)
        self._start = targets.start

    def nearest(self, clip: str, start_s: float) -> tuple[int, float]:
        """Row and distance in seconds; row -1 where the clip has none."""
        rows = self._rows.get(clip)
        if not rows:
            return -1, np.inf
        apart = np.abs(self._start[rows] - start_s)
        best = int(apart.argmin())
        return rows[best], float(apart[best])


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
    stored, aspects = Stored(targets), targets.aspects.shape[1]
    centre, width = scale
    rows: list[tuple[object, ...]] = []
    for number, path in enumerate(shards_of(cache)):
        shard = np.load(path)
        for i in np.flatnonzero(np.abs(shard["embedding"]).sum(1) > 0):
            name, other = str(shard["clip"][i]), str(shard["other"][i])
            near, apart = stored.nearest(name, float(shard["start"][i]))
            heard = np.full(targets.sounds.shape[1], np.nan, np.float32)
            heard[:N_AUDIOSET] = shard["audioset"][i]
            probability = float(heard[MUSIC_CLASS])
            source = str(targets.source[near]) if near >= 0 else "more"
            label, weight = np.zeros(aspects, np.float32), np.zeros(aspects, np.float32)
            if near >= 0:
                trust = 1.0 if source != "debian" or apart < NEAR_S else FAR_TRUST
                label, weight = targets.aspects[near], targets.weights[near] * trust
                if not other and apart < NEAR_S:
                    heard[N_AUDIOSET:] = targets.sounds[near, N_AUDIOSET:]
            music = _is_music(source, probability)
            if other:
                there, _ = stored.nearest(other, float(shard["other_start"][i]))
                share = 1 / (1 + 10 ** (-float(shard["other_db"][i]) / 10))
                mine, theirs = share * weight, np.zeros(aspects, np.float32)
                if there >= 0:
                    theirs = (1 - share) * targets.weights[there]
                    label = mine * label + theirs * targets.aspects[there]
                    label /= np.maximum(mine + theirs, 1e-6)
                weight = mine + theirs
                of_other = "more" if there < 0 else str(targets.source[there])
                if music != 1.0 and _is_music(of_other, probability) != 0.0:
                    music = np.nan
            rows.append((
                "" if other else name, source, FRESH, first_row + number * SHARD + int(i),
                float(shard["start"][i]), label, weight,
                (shard["embedding"][i] - centre) / width, heard, music,
                np.zeros(aspects, bool), np.full(aspects, np.nan, np.float32),
            ))  # fmt: skip
    return stacked(rows)


def joined(one: Targets, two: Targets) -> Targets:
    """The windows of one, then those of two."""
    return Targets(
        *(np.concatenate([getattr(one, f.name), getattr(two, f.name)]) for f in fields(Targets))
    )
