"""Changes to prepared frames that leave the labels true: level, tone, time, pitch, mixing."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from engine.training.frontend import N_CHROMA, N_FRAMES, N_MELS, TOP_DB

GAIN_DB, TILT_DB = 8.0, 4.0  # range of level and of tone
PITCH_BANDS = 2  # mel bands up or down
TIME_MASK, BAND_MASK = 40, 18  # longest hidden stretch, frames and mel bands


@dataclass(slots=True)
class Batch:
    """Frames of n windows and what they are trained toward."""

    log_mel: Tensor  # (n, frames, 128) dB
    chroma: Tensor  # (n, frames, 12)
    seen: Tensor | None  # (n, frames, 128) 1 where the convolution may look; None: everywhere
    aspects: Tensor  # (n, A)
    weights: Tensor  # (n, A)
    teacher: Tensor  # (n, 384), NaN where unknown
    course: Tensor | None  # (n, 27, 384), NaN where unknown; None: nowhere known
    sounds: Tensor  # (n, 677), NaN where unknown
    music: Tensor  # (n,) NaN where nobody can say
    text: Tensor  # (n, 384) of the clip's own words, zeros for none
    mixed: bool  # whether windows were mixed: then no words describe one


def _tone(n: int, rng: np.random.Generator) -> Tensor:
    """Smooth changes of level over the bands (n, 1, 128) in dB."""
    knots = rng.uniform(-TILT_DB, TILT_DB, (n, 5))
    places = np.linspace(0, 4, N_MELS)
    curves = np.stack([np.interp(places, np.arange(5), row) for row in knots])
    gain = rng.uniform(-GAIN_DB, GAIN_DB, (n, 1))
    return torch.from_numpy(curves + gain).float()[:, None]


def change(log_mel: Tensor, chroma: Tensor, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Turn, transpose, colour and scale each window; frames (n, frames, 128) and (.., 12)."""
    frames, pitches = [], []
    for mel, pitch in zip(log_mel, chroma, strict=True):
        start = int(rng.integers(N_FRAMES))
        bands = int(rng.integers(-PITCH_BANDS, PITCH_BANDS + 1))
        turned = torch.roll(mel, (start, bands), (0, 1))
        if bands > 0:  # the bands that came round from the other end
            turned[:, :bands] = turned[:, bands : bands + 1]
        elif bands < 0:
            turned[:, bands:] = turned[:, bands - 1 : bands]
        frames.append(turned)
        pitches.append(torch.roll(pitch, (start, int(rng.integers(N_CHROMA))), (0, 1)))
    coloured = torch.stack(frames) + _tone(len(frames), rng)
    loudest = coloured.amax(dim=(1, 2), keepdim=True)
    return torch.maximum(coloured, loudest - TOP_DB), torch.stack(pitches)


def hide(n: int, rng: np.random.Generator) -> Tensor:
    """SpecAugment's masks (n, frames, 128): 0 where two stretches and two band groups hide."""
    seen = torch.ones(n, N_FRAMES, N_MELS)
    for row in range(n):
        for _ in range(2):
            length, start = int(rng.integers(TIME_MASK)), int(rng.integers(N_FRAMES))
            seen[row, start : start + length] = 0
            width, band = int(rng.integers(BAND_MASK)), int(rng.integers(N_MELS))
            seen[row, :, band : band + width] = 0
    return seen


def mix(batch: Batch, rng: np.random.Generator) -> Batch:
    """Add each window's energy to another's; the labels are shared in the same proportion."""
    n = len(batch.music)
    other = torch.from_numpy(rng.permutation(n))
    share = torch.from_numpy(rng.beta(0.4, 0.4, n)).float()
    share = torch.maximum(share, 1 - share)
    here, there = (10 * torch.log10(s)[:, None, None] for s in (share, 1 - share + 1e-4))
    nepers = np.log(10) / 10  # dB to natural logarithm
    a, b = (batch.log_mel + here) * nepers, (batch.log_mel[other] + there) * nepers
    column, plane = share[:, None], share[:, None, None]
    labels = column * batch.weights, (1 - column) * batch.weights[other]
    total = labels[0] + labels[1]
    aspects = labels[0] * batch.aspects + labels[1] * batch.aspects[other]

    def blend(values: Tensor, part: Tensor) -> Tensor:
        return part * values + (1 - part) * values[other]

    return Batch(
        log_mel=torch.logaddexp(a, b) / nepers,
        chroma=blend(batch.chroma, plane),
        seen=batch.seen,
        aspects=aspects / total.clamp(min=1e-6),
        weights=total,
        teacher=blend(batch.teacher, column),
        course=None,
        sounds=blend(batch.sounds, column),
        music=torch.maximum(batch.music, batch.music[other]),
        text=batch.text,
        mixed=True,
    )
