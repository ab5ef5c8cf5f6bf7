"""What a library costs as it grows: `python -m tests.benchmarks.archive_growth`.

The first size is filled through the library's own door (`add_files`, `save_analysis`) with the
model's real words about a few pieces; from there on its rows are copied under other paths, and
only the last thousand go through the door. Measured at every size: bytes on disk, CPU time of
keeping a track, and what three questions cost in CPU time and memory, each in a fresh process
(Linux): the files known before a rescan, the list of tracks to listen to, a search.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from engine import paths
from engine.audio import load_windows
from engine.demo import compose
from engine.library import Library
from engine.model import Captioner, TextEncoder, load_vocabulary
from engine.scan import FoundFile
from engine.search import Searcher
from engine.track import Analysis, Tags

FOLDER = Path("/archive")
SIZES = (10_000, 100_000)
BATCH = 1000
WORDS = "amber north river seven lantern glass winter signal harbour motion paper velvet".split()


@dataclass(frozen=True, slots=True)
class Cost:
    cpu_s: float
    memory_bytes: int  # the most at one time, beyond what the program needs


def known_files(library: Path) -> None:
    with Library(library) as store:
        store.known_files(FOLDER)


def unheard(library: Path) -> None:
    with Library(library) as store:
        store.unheard()


def search(library: Path) -> None:
    model = paths.resource("model")
    with Library(library) as store:
        Searcher(store, TextEncoder(model), load_vocabulary(model)).search("calm piano at night")


def cost(question: Callable[[Path], None], library: Path) -> Cost:
    """In this process, which should be fresh: memory is measured at its peak."""
    with tempfile.TemporaryDirectory() as name:
        question(Path(name) / "empty.sqlite")  # imports, model, caches
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # forgets the highest so far
    before, begun = highest_memory(), time.process_time()
    question(library)
    return Cost(time.process_time() - begun, highest_memory() - before)


def highest_memory() -> int:
    """Bytes, of this process; Linux."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    (line,) = (line for line in lines if line.startswith("VmHWM:"))
    return 1024 * int(line.split()[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        library, made = Path(name) / "library.sqlite", analyses(Path(name))
        done = 0
        for size in sorted(options.sizes):
            if done:
                copy(library, done, size - BATCH)
                done = size - BATCH
            keeping_ms = fill(library, made, done, size)
            done = size
            with closing(sqlite3.connect(library)) as connection, connection:
                connection.execute("UPDATE tracks SET heard = 0")
            on_disk = sum(p.stat().st_size for p in library.parent.glob("library.sqlite*"))
            print(f"{size:,} tracks: {on_disk / size:.0f} bytes each, kept in {keeping_ms:.2f} ms")
            for question in (known_files, unheard, search):
                tell(question.__name__, question, library, size)
            new = Path(name) / f"new {size}.sqlite"
            find(new, range(size))
            tell("unheard, all new", unheard, new, size)


def tell(what: str, question: Callable[[Path], None], library: Path, size: int) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        spent = fresh.submit(cost, question, library).result()
    each = spent.memory_bytes / size
    print(
        f"  {what}: {1000 * spent.cpu_s:.0f} ms, {spent.memory_bytes / 1e6:.0f} MB"
        f" ({each:.0f} bytes a track)"
    )


def find(library: Path, numbers: Iterable[int]) -> None:
    """Adds tracks as a scan does, before they are listened to."""
    with Library(library) as store:
        root = store.add_root(FOLDER)
        store.add_files(root, [FoundFile(path_of(n), 5_000_000 + n, n) for n in numbers])


def fill(library: Path, made: Iterator[Analysis], begin: int, end: int) -> float:
    """Adds tracks number `begin` to `end`; CPU milliseconds per track of keeping the last ones."""
    spent = 0.0
    with Library(library) as store:
        for at in range(begin, end, BATCH):
            numbers = range(at, min(at + BATCH, end))
            find(library, numbers)
            tracks = [store.get(path_of(n)) for n in numbers]
            heard = [next(made) for _ in numbers]
            begun = time.process_time()
            for track, analysis in zip(tracks, heard, strict=True):
                store.save_analysis(track, analysis)
            spent = 1000 * (time.process_time() - begun) / len(numbers)
    return spent


def copy(library: Path, begin: int, end: int) -> None:
    """Tracks number `begin` to `end` as copies of the first ones, with paths of their own."""
    with closing(sqlite3.connect(library)) as connection, connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(tracks)")]
        values = ", ".join(
            {
                "id": "id + :by",
                "path": "CAST(CAST(path AS TEXT) || :by AS BLOB)",
                "audio_hash": "audio_hash || :by",
            }.get(name, name)
            for name in names
        )
        vectors = "embedding, text_embedding, probabilities"
        for by in range(begin, end, begin):
            bound = {"by": by, "most": min(begin, end - by)}
            connection.execute(
                f"INSERT INTO tracks SELECT {values} FROM tracks WHERE id <= :most", bound
            )
            connection.execute(
                f"INSERT INTO vectors SELECT track_id + :by, {vectors} FROM vectors"
                " WHERE track_id <= :most",
                bound,
            )


def path_of(number: int) -> Path:
    artist, album = number // 120, number // 12
    return FOLDER / f"Artist {artist:06}" / f"Album {album:07}" / f"{number:08} - Some title.flac"


def analyses(folder: Path) -> Iterator[Analysis]:
    """Endless: real words and sizes, other vectors and tags each time."""
    captioner, chance = Captioner(paths.resource("model")), np.random.default_rng(1)
    real = []
    for piece in compose(folder / "demo"):
        sound = load_windows(piece, sample_rate=captioner.sample_rate, seconds=10.0, count=3)
        real.append(captioner.describe(sound))
    number = 0
    while True:
        number += 1
        title, artist, album = (" ".join(chance.choice(WORDS, 3)) for _ in range(3))
        heard = real[number % len(real)]
        embedding = chance.normal(size=len(heard.embedding) // 2).astype("<f2").tobytes()
        words = replace(heard, embedding=embedding)
        yield Analysis(Tags(title, artist, album), 200.0, f"3x10:{number:064x}", words)


if __name__ == "__main__":
    main()
