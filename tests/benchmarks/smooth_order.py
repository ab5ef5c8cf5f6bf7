"""What a smooth order costs, and how much nearer it brings neighbours: `make bench`.

CPU seconds for 1,000 made-up tracks, median; and with `--library FILE` the mean step between
neighbours in a real one, against chance (mean of 200 orders) and an order of tempo.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.library import Library
from engine.model import load_vocabulary
from engine.paths import resource
from engine.playlists import sounds
from engine.smooth import Sound, distances, smooth_order

LIMIT_S = 1.0
KEYS = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    made_up = [made_up_sounds(1000, seed) for seed in range(options.rounds)]
    taken = statistics.median(cpu_s(heard) for heard in made_up)
    print(f"1,000 made-up tracks: {taken:.2f} s CPU (limit {LIMIT_S} s)")
    report("made-up", made_up[0])
    if options.library:
        with Library(options.library) as library:
            vocabulary = load_vocabulary(resource("model"))
            report("library", sounds(library, vocabulary, library.tracks()))
    if taken > LIMIT_S:
        raise SystemExit("the order takes longer than it may")


def report(name: str, heard: Sequence[Sound]) -> None:
    distance = distances(heard)
    numbers = np.arange(len(heard))
    random = np.random.default_rng(1)
    chance = np.mean([mean_step(distance, random.permutation(numbers)) for _ in range(200)])
    tempo = sorted(numbers, key=lambda i: heard[i].tempo_bpm or 0)
    smooth = mean_step(distance, smooth_order(heard))
    print(
        f"{name}, {len(heard)} tracks, mean step: chance {chance:.2f},"
        f" by tempo {mean_step(distance, tempo):.2f}, smooth {smooth:.2f}"
    )


def mean_step(distance: NDArray[np.float32], order: Sequence[int] | NDArray[np.intp]) -> float:
    return float(distance[order[:-1], order[1:]].mean())


def cpu_s(heard: Sequence[Sound]) -> float:
    began = time.process_time()
    smooth_order(heard)
    return time.process_time() - began


def made_up_sounds(n: int, seed: int) -> list[Sound]:
    """Twenty styles, each with its own sound; some tracks lack a tempo or a key."""
    random = np.random.default_rng(seed)
    styles = random.normal(size=(20, 384))
    vectors = styles[random.integers(20, size=n)] + random.normal(size=(n, 384))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return [
        Sound(
            tempo_bpm=float(random.uniform(60, 180)) if random.random() < 0.9 else None,
            key=KEYS[random.integers(12)] if random.random() < 0.7 else "",
            energy=float(random.uniform(-1, 1)),
            vector=vector,
        )
        for vector in vectors.astype(np.float32)
    ]


if __name__ == "__main__":
    main()
