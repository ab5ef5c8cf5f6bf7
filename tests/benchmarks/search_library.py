"""Time of searches in libraries of 10,000 to 1,000,000 made-up tracks, part of `make bench`.

Two hundred varied queries, CPU milliseconds of this process, median and 95th percentile: while
somebody types (`quick`: words and aspects), and as they stand (meaning and sound as well).
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.library import Library
from engine.model import TextEncoder, load_vocabulary
from engine.paths import resource as shipped
from engine.search import Searcher
from tests.benchmarks.libraries import make_library

QUERIES = 200
SCREENFUL = 25
TYPED = ("cal", "calm pi", "calm piano", "slow str", "electric gui", "mozar", "love", "ka lo")
MEANT = (
    "calm piano for a rainy evening",
    "angry drums, no vocals",
    "music to fall asleep to",
    "slow orchestral strings -piano",
    "under 90 bpm, no vocals, acoustic guitar",
    "genre:jazz OR genre:blues late night",
    "year:1990..1999 fast electric guitar",
    "key:Am sad",
    "a train in the desert",
    "choir in a church",
)


def cpu_ms(searcher: Searcher, query: str, *, quick: bool) -> float:
    """CPU milliseconds of one search: a screenful while somebody types, else the first fifty."""
    begun = time.process_time()
    searcher.ask(query, quick=quick, limit=SCREENFUL if quick else 50)
    return 1000 * (time.process_time() - begun)


def varied(queries: tuple[str, ...], draw: random.Random) -> list[str]:
    """The queries, and mixtures of two."""
    mixed = [f"{a}, {b}" for a in queries for b in queries if a != b]
    return [draw.choice((*queries, *mixed)) for _ in range(QUERIES)]


@dataclass(frozen=True, slots=True)
class Searches:
    """CPU time of searches in one library."""

    load_s: float  # the first search, which reads the library
    typed_ms: list[float]
    meant_ms: list[float]
    facets_ms: float


def measure(path: Path) -> Searches:
    """Searches the library in this process."""
    folder = shipped("model")
    with Library(path) as library:
        searcher = Searcher(library, TextEncoder(folder), load_vocabulary(folder))
        begun = time.process_time()
        searcher.ask("warm")
        loaded = time.process_time() - begun
        draw = random.Random(0)
        typed = [cpu_ms(searcher, q, quick=True) for q in varied(TYPED, draw)]
        meant = [cpu_ms(searcher, q, quick=False) for q in varied(MEANT, draw)]
        begun = time.process_time()
        searcher.facets()
        counted = 1000 * (time.process_time() - begun)
    return Searches(loaded, typed, meant, counted)


def tell(path: Path, count: int) -> None:
    """One line of the table."""
    found = measure(path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = [
        f"{np.median(t):8.1f} {np.percentile(t, 95):8.1f}" for t in (found.typed_ms, found.meant_ms)
    ]
    size = path.stat().st_size / 1e6
    print(
        f"{count:9,} {cells[0]} {cells[1]} {found.facets_ms:8.0f} {found.load_s:8.1f}"
        f" {memory:8.0f} {size:8.0f}"
    )


def main() -> None:
    """Prints a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--keep", type=Path, help="a folder in which the libraries are kept")
    options = parser.parse_args()
    print("   tracks  typed ms     p95  meant ms     p95  facets   load s  peak MB  disk MB")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        for count in options.sizes:
            path = folder / f"made-up-{count}.sqlite"
            if not path.exists():
                make_library(path, count)
            tell(path, count)


if __name__ == "__main__":
    main()
