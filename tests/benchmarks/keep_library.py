"""A library of many tracks: looking at an unchanged tree again, and adding and saving tracks.

A scan of an unchanged tree is measured against a bare walk (scandir and stat of everything), the
library's own way of adding and saving against sqlite3's executemany of the same rows into the
same tables. CPU and wall seconds, medians of interleaved rounds: `make bench`.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np

from engine import jobs
from engine.library import Library
from engine.scan import FoundFile
from engine.track import Analysis, Aspect, Description, Tags

WALKS, INSERTED = 2.0, 0.35
_PER_FOLDER = 46
_WORDS = "calm slow bright dark piano strings drums warm distant rainy choir guitar brass".split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracks", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where to make them; default: a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        rescan(Path(name), options.tracks, options.rounds)
        insert(Path(name), options.tracks, max(1, options.rounds // 2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory at any time: {peak:.0f} MiB")


def rescan(folder: Path, count: int, rounds: int) -> None:
    tree = folder / "music"
    make_tree(tree, count)
    with Library(folder / "scanned.sqlite") as library:
        for _ in jobs.scan(library, [tree]):
            pass
        tracemalloc.start()
        known = {signature for part in library.known_files(tree) for signature in part}
        memory = tracemalloc.get_traced_memory()[0] / len(known)
        tracemalloc.stop()
        del known
        bare, ours = alternately(
            rounds, lambda: walk(tree), lambda: [None for _ in jobs.scan(library, [tree])]
        )
    _report(f"rescan of {count:,} files", bare, ours)
    ratio = max(ours[0] / bare[0], ours[1] / bare[1])
    print(f"  {ratio:.2f} times the bare walk (limit {WALKS}); {memory:.0f} bytes per file")


def insert(folder: Path, count: int, rounds: int) -> None:
    files = [FoundFile(folder / f"{n:07}.flac", n, n) for n in range(count)]
    heard = [analysis_of(number) for number in range(count)]
    taken: list[list[tuple[float, float]]] = [[], []]
    for number in range(rounds):
        ours, raw = folder / f"ours {number}.sqlite", folder / f"raw {number}.sqlite"
        with Library(ours) as library:
            taken[1].append(_cost(partial(_our_way, library, folder, files, heard)))
        Library(raw).close()
        taken[0].append(_raw_way(raw, ours))
        raw.unlink()
        ours.unlink()
    bare, own = (_median(costs) for costs in taken)
    _report(f"{count:,} tracks added and saved", bare, own)
    print(f"  {bare[0] / own[0]:.2f} of the speed of executemany (limit {INSERTED})")


def _our_way(
    library: Library, folder: Path, files: Sequence[FoundFile], heard: Sequence[Analysis]
) -> None:
    root = library.add_root(folder)
    library.add_files(root, files)
    library.save_analyses(list(zip(library.unheard(), heard, strict=True)))


def _raw_way(library: Path, filled: Path) -> tuple[float, float]:
    """What executemany takes to put all rows of a filled library into an empty one."""
    tables = {name: _rows(filled, name) for name in ("roots", "tracks", "vectors")}
    with closing(sqlite3.connect(library)) as connection:

        def insert_all() -> None:
            for table, rows in tables.items():
                marks = ",".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            connection.commit()

        return _cost(insert_all)


def _rows(library: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(library)) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()


def make_tree(tree: Path, count: int) -> None:
    """Empty files in folders of artists and albums."""
    for number in range(count):
        album = number // _PER_FOLDER
        folder = tree / f"Artist {album // 11:04}" / f"Album {album % 11:02}"
        if number % _PER_FOLDER == 0:
            folder.mkdir(parents=True)
        (folder / f"{number % _PER_FOLDER:02} A title of usual length {number}.flac").touch()


def walk(tree: Path) -> int:
    """The least that anybody must do who looks whether files have changed."""
    waiting, count = [str(tree)], 0
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    entry.stat(follow_symlinks=False)
                    count += 1
    return count


def analysis_of(number: int) -> Analysis:
    """An analysis with text and vectors of usual size, different for every number."""
    random = np.random.default_rng(number)
    words = random.choice(_WORDS, 9)
    vector = random.standard_normal(384).astype("<f2")
    aspects = tuple(Aspect("mood", str(word), 0.5, ((0.0, 10.0),)) for word in words[:5])
    description = Description(
        f"A {words[0]} {words[1]} piece with {words[2]} and {words[3]}, number {number}.",
        aspects=aspects,
        tempo_bpm=90.0,
        key="Am",
        embedding=np.tile(vector, 3).tobytes(),
        text_embedding=vector.tobytes(),
        probabilities=np.ones(300, "<f2").tobytes(),
        model="benchmark-1",
    )
    tags = Tags(f"Title {number}", f"Artist {number % 999}", f"Album {number % 9999}")
    return Analysis(tags, 200.0, f"3x10:{number:032x}", description)


def alternately(rounds: int, *ways: Callable[[], object]) -> list[tuple[float, float]]:
    costs: list[list[tuple[float, float]]] = [[] for _ in ways]
    for _ in range(rounds):
        for way, several in zip(ways, costs, strict=True):
            several.append(_cost(way))
    return [_median(several) for several in costs]


def _cost(way: Callable[[], object]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.monotonic()
    way()
    return time.process_time() - cpu, time.monotonic() - wall


def _median(costs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    cpu, wall = zip(*costs, strict=True)
    return statistics.median(cpu), statistics.median(wall)


def _report(what: str, bare: tuple[float, float], ours: tuple[float, float]) -> None:
    print(
        f"{what}: bare {bare[0]:.2f} s CPU, {bare[1]:.2f} s; ours {ours[0]:.2f} s, {ours[1]:.2f} s"
    )


if __name__ == "__main__":
    main()
