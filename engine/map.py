"""Where tracks lie on a map on which those that sound alike are neighbours.

The main axes give the rough order. Some of the tracks, the landmarks, are then laid out by t-SNE
(van der Maaten & Hinton 2008), beginning at those axes; all others are placed beside the
landmarks that they sound like, by the linear map that holds around each of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LANDMARKS = 1000
_AXES = 32  # of the sound; the others hold hardly any of it
_STEPS = 250  # of t-SNE, so many of them exaggerated
_EXAGGERATED = 80
_EXAGGERATION = 8.0
_PERPLEXITY = 20.0  # how many neighbours a landmark has, smoothly counted
_SIDES = 4  # landmarks beside which a track is placed
_AROUND = 12  # landmarks from which the linear map around one is found
_CHUNK = 4096  # tracks placed at once
_TELL = 10  # steps between two signs of life


@dataclass(frozen=True, slots=True)
class MapProgress:
    """How far the layout is; `at` is there at the beginning, roughly, and at the end."""

    done: float  # 0–1
    at: Floats | None = None  # (n, 2) within −1…1


def map_layout(sound: Floats) -> Floats:
    """Positions (n, 2) within −1…1 of tracks whose sound is (n, k), the chief axes rightmost.

    The same sound gives the same map.
    """
    at = np.zeros((len(sound), 2), np.float32)
    for progress in map_steps(sound):
        at = at if progress.at is None else progress.at
    return at


def map_steps(sound: Floats) -> Iterator[MapProgress]:
    """`map_layout` step by step, to be closed when it is not wanted any more."""
    axes = np.asarray(sound[:, ::-1][:, :_AXES], np.float32)
    axes = axes - axes.mean(axis=0, keepdims=True) if len(axes) else axes
    rough = np.zeros((len(axes), 2), np.float32)
    rough[:, : axes.shape[1]] = axes[:, :2]
    yield MapProgress(0.0, _within(rough))
    if len(axes) < 5 or not np.ptp(axes, axis=0).any():
        return
    chosen = np.linspace(0, len(axes) - 1, min(LANDMARKS, len(axes))).round().astype(np.int64)
    landmarks = axes[chosen]
    at = rough[chosen]
    for step, better in enumerate(_tsne(landmarks, at), 1):
        at = better
        if step % _TELL == 0:
            yield MapProgress(0.9 * step / _STEPS)
    if len(chosen) < len(axes):
        placed = np.empty((len(axes), 2), np.float32)
        slopes = _slopes(landmarks, at)
        for first in range(0, len(axes), _CHUNK):
            rows = slice(first, first + _CHUNK)
            placed[rows] = _placed(axes[rows], landmarks, at, slopes)
            yield MapProgress(0.9 + 0.1 * first / len(axes))
        placed[chosen] = at
        at = placed
    yield MapProgress(1.0, _within(at))


def _within(at: Floats) -> Floats:
    """Centred, within −1…1; the outermost half per cent is drawn in to the edge."""
    if not len(at):
        return at
    middle = np.median(at, axis=0)
    reach = np.quantile(np.abs(at - middle), 0.995, axis=0).max()
    within: Floats = np.clip((at - middle) / max(float(reach), 1e-9) * 0.95, -1, 1)
    return within.astype(np.float32)


def _squares(one: Floats, other: Floats) -> Floats:
    """Squared distances (n, m) of rows (n, k) and (m, k)."""
    found: Floats = one @ other.T
    found *= -2
    found += (one**2).sum(axis=1)[:, None]
    found += (other**2).sum(axis=1)
    np.maximum(found, 0, out=found)
    return found


def _tsne(points: Floats, start: Floats) -> Iterator[Floats]:
    """Positions (m, 2) of points (m, k), better with each step, of which there are _STEPS."""
    alike = _affinities(_squares(points, points))
    at = (start / max(float(start.std()), 1e-9)).astype(np.float32) * np.float32(1e-2)
    rate = max(len(points) / _EXAGGERATION / 4, 20.0)  # Belkina et al. 2019
    speed, gain = np.zeros_like(at), np.ones_like(at)
    for step in range(_STEPS):
        early = step < _EXAGGERATED
        near = 1 / (1 + _squares(at, at))
        np.fill_diagonal(near, 0)
        pull = alike * (_EXAGGERATION if early else 1.0) - near / near.sum()
        pull *= near
        slope = 4 * (pull.sum(axis=1)[:, None] * at - pull @ at)
        gain = np.where(np.sign(slope) == np.sign(speed), gain * 0.8, gain + 0.2)
        gain = np.maximum(gain, 0.01)
        speed = (0.5 if early else 0.8) * speed - rate * gain * slope
        at = (at + speed - speed.mean(axis=0)).astype(np.float32)
        yield at


def _affinities(squares: Floats) -> Floats:
    """How likely (m, m) two points are neighbours, each having about _PERPLEXITY of them."""
    m = len(squares)
    wanted = np.log(min(_PERPLEXITY, (m - 1) / 3))
    sharpness = np.full((m, 1), 1 / max(float(squares.mean()), 1e-12), np.float32)
    low, high = np.zeros_like(sharpness), np.full_like(sharpness, np.inf)
    itself = np.eye(m, dtype=np.bool_)
    nearest = np.where(itself, np.inf, squares).min(axis=1, keepdims=True)
    squares = np.maximum(squares - nearest, 0)
    for _ in range(25):  # bisection
        weights = np.exp(-squares * sharpness)
        weights[itself] = 0
        total = np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
        weights /= total
        spread = (squares * weights).sum(axis=1, keepdims=True)
        wide = np.log(total) + sharpness * spread > wanted  # its entropy
        low, high = np.where(wide, sharpness, low), np.where(wide, high, sharpness)
        sharpness = np.where(np.isinf(high), sharpness * 2, (low + high) / 2).astype(np.float32)
    both: Floats = ((weights + weights.T) / (2 * m)).astype(np.float32)
    return both


def _slopes(landmarks: Floats, at: Floats) -> Floats:
    """How the map goes on around each landmark: (m, k, 2), linear, by ridge regression."""
    order = np.argsort(_squares(landmarks, landmarks), axis=1, kind="stable")
    near = order[:, 1 : _AROUND + 1]  # (m, a)
    steps = landmarks[near] - landmarks[:, None]  # (m, a, k)
    moves = at[near] - at[:, None]  # (m, a, 2)
    # More axes than neighbours: solved among the neighbours (kernel form of the ridge).
    gram = steps @ steps.transpose(0, 2, 1)  # (m, a, a)
    gram += np.maximum(np.trace(gram, axis1=1, axis2=2), 1e-9)[:, None, None] * np.eye(
        gram.shape[1], dtype=np.float32
    )
    found: Floats = steps.transpose(0, 2, 1) @ np.linalg.solve(gram, moves)
    return found.astype(np.float32)


def _placed(points: Floats, landmarks: Floats, at: Floats, slopes: Floats) -> Floats:
    """Positions (n, 2) of points (n, k) beside their nearest landmarks."""
    squares = _squares(points, landmarks)
    near = np.argpartition(squares, _SIDES, axis=1)[:, :_SIDES]  # (n, s)
    distance = np.sqrt(np.take_along_axis(squares, near, axis=1))
    weights = 1 / (distance + 1e-6) ** 2
    weights /= weights.sum(axis=1, keepdims=True)
    position = np.zeros((len(points), 2), np.float32)
    for side in range(_SIDES):
        beside = near[:, side]
        offset = points - landmarks[beside]  # (n, k)
        moved = at[beside] + np.einsum("nk,nkd->nd", offset, slopes[beside])
        position += weights[:, side, None] * moved
    return position
