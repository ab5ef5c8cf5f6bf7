"""Batches of prepared windows, drawn so that people's labels are seen most."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.training.aspects import Aspect
from engine.training.augment import Batch, change, hide, mix
from engine.training.clips import Clip, teacher_labels
from engine.training.errors import TrainingError
from engine.training.fresh import course_of
from engine.training.fresh_targets import FRESH, fresh_targets, joined, shards_of
from engine.training.frontend import N_MELS
from engine.training.prepare import COURSES, FRAMES
from engine.training.targets import Floats, Targets, embedding_scale
from engine.training.wording import VARIANTS, clip_texts

DRAW = {"songs": 2.5, "excerpts": 0.9, "described": 1.6, "debian": 0.4, "notmusic": 1.2,
        "rendered": 0.9, "captions": 2.0}  # fmt: skip
MIX_SHARE = 0.4  # of the batches
FRESH_SHARE = 0.65  # of the batches, where there are fresh windows
FRESH_MIX_SHARE = 0.15  # of the batches of fresh windows, many of which are mixtures already


class Rows:
    """Rows of one shape that lie in several arrays of the cache in turn."""

    def __init__(self, parts: list[NDArray[np.float16]]) -> None:
        self._parts = parts
        self._ends = np.cumsum([len(part) for part in self._parts])

    def __getitem__(self, rows: NDArray[np.int64]) -> NDArray[np.float16]:
        found = np.empty((len(rows), *self._parts[0].shape[1:]), np.float16)
        place = np.searchsorted(self._ends, rows, side="right")
        for number in np.unique(place):
            here = place == number
            before = self._ends[number] - len(self._parts[number])
            found[here] = self._parts[number][rows[here] - before]
        return found


@dataclass(frozen=True, slots=True)
class Material:
    """Prepared windows, with their targets and their clips' texts."""

    frames: Rows  # (rows, frames, 140) log-mel and chroma
    course: Rows  # (rows, 27, 384) the teacher's, zeros where unknown
    scale: tuple[Floats, Floats]  # mean and deviation (384,) of the teacher's embedding
    targets: Targets
    texts: list[str]  # VARIANTS texts of each clip in turn
    first_text: NDArray[np.int64]  # (n,) index of each window's first text, -1 for none


def load_material(
    data: Path, cache: Path, targets: Targets, aspects: tuple[Aspect, ...], clips: dict[str, Clip]
) -> Material:
    """Open the prepared and the fresh frames and compose the clips' texts."""
    path, course = cache / FRAMES, cache / COURSES
    for needed in (path, course):
        if not needed.exists():
            raise TrainingError(needed, "is missing; run prepare first")
    rng, texts, first = random.Random(0), list[str](), dict[str, int]()
    for name in dict.fromkeys(targets.clip.tolist()):
        mean = targets.aspects[targets.clip == name].mean(0)
        first[name] = len(texts)
        texts += clip_texts(clips[name], aspects, mean, rng)
    shards, scale = shards_of(cache), embedding_scale(teacher_labels(data, "clips"))
    if shards:
        prepared = len(np.load(path, mmap_mode="r"))
        targets = joined(targets, fresh_targets(targets, scale, cache, prepared))
    starts = np.array([first.get(name, -1) for name in targets.clip.tolist()])
    paths = [path, *(shard.with_suffix(".npy") for shard in shards)]
    courses = [course, *(course_of(shard) for shard in shards)]
    return Material(_rows(paths), _rows(courses), scale, targets, texts, starts)


def _rows(paths: list[Path]) -> Rows:
    return Rows([np.load(path, mmap_mode="r") for path in paths])


def rows_of(targets: Targets, split: str) -> NDArray[np.int64]:
    """The windows of a split."""
    return np.flatnonzero(targets.split == split)


def read_frames(material: Material, rows: NDArray[np.int64]) -> tuple[Tensor, Tensor]:
    """Log-mel (n, frames, 128) and chroma (n, frames, 12) of windows."""
    frames = torch.from_numpy(material.frames[material.targets.row[rows]].astype(np.float32))
    return frames[..., :N_MELS], frames[..., N_MELS:]


def make_batch(
    material: Material, rows: NDArray[np.int64], vectors: Tensor, rng: np.random.Generator
) -> Batch:
    """One augmented training batch; vectors (texts, 384) are those of material.texts."""
    # Fresh windows were changed already, before the teacher heard them.
    fresh = bool(material.targets.split[rows[0]] == FRESH)
    batch = plain_batch(material, rows, vectors, rng)
    if not fresh:
        batch.log_mel, batch.chroma = change(batch.log_mel, batch.chroma, rng)
        batch.course = None  # they begin elsewhere now
    batch.seen = hide(len(rows), rng)
    return mix(batch, rng) if rng.random() < (FRESH_MIX_SHARE if fresh else MIX_SHARE) else batch


def plain_batch(
    material: Material, rows: NDArray[np.int64], vectors: Tensor, rng: np.random.Generator
) -> Batch:
    """One batch of windows as they are."""
    t = material.targets
    log_mel, chroma = read_frames(material, rows)
    first = material.first_text[rows]
    text = vectors[torch.from_numpy(first + rng.integers(0, VARIANTS, len(rows)))]
    return Batch(
        log_mel=log_mel,
        chroma=chroma,
        seen=None,
        aspects=torch.from_numpy(t.aspects[rows]),
        weights=torch.from_numpy(t.weights[rows]),
        teacher=torch.from_numpy(t.embedding[rows]),
        course=_course(material, t.row[rows]),
        sounds=torch.from_numpy(t.sounds[rows]),
        music=torch.from_numpy(t.music[rows]),
        text=text * torch.from_numpy(first >= 0)[:, None],
        mixed=False,
    )


def _course(material: Material, rows: NDArray[np.int64]) -> Tensor:
    """The teacher's course (n, 27, 384), standardised as its embedding; NaN where unknown."""
    course = material.course[rows].astype(np.float32)
    known = np.abs(course).sum((1, 2), keepdims=True) > 0
    centre, width = material.scale
    return torch.from_numpy(np.where(known, (course - centre) / width, np.float32(np.nan)))


def epoch_rows(
    targets: Targets, size: int, batch: int, rng: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    """Rows of the batches of one epoch of `size` windows, prepared or fresh ones in a batch."""
    rows, fresh = rows_of(targets, "train"), rows_of(targets, FRESH)
    share = np.array([DRAW[s] for s in targets.source[rows].tolist()])
    share /= share.sum()
    for _ in range(size // batch):
        if len(fresh) and rng.random() < FRESH_SHARE:
            yield rng.choice(fresh, batch)
        else:
            yield rng.choice(rows, batch, p=share)


def prefetched(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same batches, the next one made while one is learnt from."""
    take: Callable[[], Batch | None] = lambda: next(batches, None)  # noqa: E731
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(take)
        while (batch := coming.result()) is not None:
            coming = pool.submit(take)
            yield batch
