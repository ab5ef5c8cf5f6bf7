"""Batches of prepared windows, drawn so that people's labels are seen most."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.training.aspects import Aspect
from engine.training.augment import Batch, change, hide, mix
from engine.training.clips import Clip
from engine.training.errors import TrainingError
from engine.training.frontend import N_MELS
from engine.training.targets import Targets
from engine.training.wording import clip_texts

DRAW = {"songs": 2.5, "excerpts": 0.9, "described": 1.6, "debian": 0.4, "notmusic": 1.2}
MIX_SHARE = 0.4  # of the batches


@dataclass(frozen=True, slots=True)
class Material:
    """Prepared windows in memory, with their targets and their clips' texts."""

    frames: NDArray[np.float16]  # (rows, frames, 140)
    targets: Targets
    texts: list[str]  # VARIANTS texts of each clip in turn
    first_text: NDArray[np.int64]  # (n,) index of each window's first text


def load_material(
    cache: Path, targets: Targets, aspects: tuple[Aspect, ...], clips: dict[str, Clip]
) -> Material:
    """Open the prepared frames and compose the clips' texts."""
    path = cache / "frames.npy"
    if not path.exists():
        raise TrainingError(path, "is missing; run prepare first")
    rng, texts, first = random.Random(0), list[str](), dict[str, int]()
    for name in dict.fromkeys(targets.clip.tolist()):
        mean = targets.aspects[targets.clip == name].mean(0)
        first[name] = len(texts)
        texts += clip_texts(clips[name], aspects, mean, rng)
    starts = np.array([first[name] for name in targets.clip.tolist()])
    return Material(np.load(path, mmap_mode="r"), targets, texts, starts)


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
    log_mel, chroma = change(*read_frames(material, rows), rng)
    t = material.targets
    texts = material.first_text[rows] + rng.integers(0, 8, len(rows))
    batch = Batch(
        log_mel=log_mel,
        chroma=chroma,
        seen=hide(len(rows), rng),
        aspects=torch.from_numpy(t.aspects[rows]),
        weights=torch.from_numpy(t.weights[rows]),
        teacher=torch.from_numpy(t.embedding[rows]),
        sounds=torch.from_numpy(t.sounds[rows]),
        music=torch.from_numpy(t.music[rows]),
        text=vectors[torch.from_numpy(texts)],
        mixed=False,
    )
    return mix(batch, rng) if rng.random() < MIX_SHARE else batch


def epoch_rows(
    targets: Targets, size: int, batch: int, rng: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    """Rows of the batches of one epoch of `size` training windows."""
    rows = rows_of(targets, "train")
    share = np.array([DRAW[s] for s in targets.source[rows].tolist()])
    drawn = rng.choice(rows, size, p=share / share.sum())
    for start in range(0, size - batch + 1, batch):
        yield drawn[start : start + batch]
