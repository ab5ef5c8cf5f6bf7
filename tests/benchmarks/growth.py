"""What more tracks cost, up to a hundred thousand: one part of `make bench-report`.

Scans of trees of empty files (no listening) and searches in made-up libraries, each size in
processes of its own. CPU time, and the most memory at one time beyond what the loaded program
needs for an empty library (Linux).
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from engine import jobs
from engine.library import Library
from tests.benchmarks import keep_library, search_library
from tests.benchmarks.archive_growth import highest_memory
from tests.benchmarks.libraries import make_library

SIZES = (100, 1_000, 10_000, 100_000)
ROUNDS = 5


def growth(sizes: tuple[int, ...] = SIZES, kept: Path | None = None) -> dict[str, Any]:
    """Figures by size; libraries `made-up-SIZE.sqlite` are copied from `kept` where they are."""
    load = [os.getloadavg()[0]]
    rows = [row(size, kept) for size in sizes]
    load.append(os.getloadavg()[0])
    return {"load": [round(value, 1) for value in load], "rounds": ROUNDS, "sizes": rows}


def row(size: int, kept: Path | None) -> dict[str, float]:
    """All figures of one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keep_library.make_tree(folder / "music", size)
        library, made = folder / "made up.sqlite", (kept or folder) / f"made-up-{size}.sqlite"
        if made.exists():
            shutil.copy(made, library)
        else:
            make_library(library, size)
        figures = {"tracks": size, "disk_mb": round(library.stat().st_size / 1e6, 2)}
        return figures | _alone(_scans, folder) | _alone(_searches, library)


def _alone(measure: Callable[[Path], dict[str, float]], path: Path) -> dict[str, float]:
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        return fresh.submit(measure, path).result()


def _scans(folder: Path) -> dict[str, float]:
    tree, empty = folder / "music", folder / "no music"
    empty.mkdir()
    _scan(folder / "other.sqlite", empty)  # imports, caches
    with _memory() as most:
        begun = time.process_time()
        _scan(folder / "scanned.sqlite", tree)
        first = time.process_time() - begun
    with Library(folder / "scanned.sqlite") as library:
        bare, again = keep_library.alternately(
            ROUNDS, lambda: keep_library.walk(tree), lambda: [*jobs.scan(library, [tree])]
        )
    return {
        "scan_s": round(first, 4),
        "scan_mb": most[0],
        "rescan_s": round(again[0], 4),
        "walk_s": round(bare[0], 4),
    }


def _scan(library: Path, tree: Path) -> None:
    with Library(library) as store:
        for _ in jobs.scan(store, [tree]):
            pass


def _searches(library: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        search_library.measure(Path(name) / "empty.sqlite")  # imports, model, caches
    with _memory() as most:
        found = search_library.measure(library)
    return {
        "load_s": round(found.load_s, 3),
        "typed_ms": round(statistics.median(found.typed_ms), 2),
        "typed_p95_ms": round(float(np.percentile(found.typed_ms, 95)), 2),
        "meant_ms": round(statistics.median(found.meant_ms), 2),
        "meant_p95_ms": round(float(np.percentile(found.meant_ms, 95)), 2),
        "search_mb": most[0],
    }


@contextmanager
def _memory() -> Iterator[list[float]]:
    """At its end the list holds the most memory of this process in between, MB beyond before."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # forgets the highest so far
    before, most = highest_memory(), list[float]()
    yield most
    most.append(round((highest_memory() - before) / 1e6, 1))
