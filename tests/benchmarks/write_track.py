"""CPU time of writing a description against listening to the track: `make bench`.

A write should cost a quarter of the analysis at most. CPU milliseconds (user + system) in this
process, median over rounds; the child that edits and proves is run here as well, so its work is
counted, and its start, once per batch, is not. The analysis is the pool's: as many windows, as
long, as the shipped model wants. "bare": a copy, its flush and the removal of the original, which
no safe way of writing can do without; "MB" is what that depends on.

Then both at once, as in the program: two scanning processes listen to the files round and round,
while other words are written again and again into copies of the same files by a thread and its
child. Tracks per wall minute, each with what the cores leave it.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import statistics
import tempfile
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from engine import disk
from engine.audio import load_windows
from engine.child import Child
from engine.journal import Journal
from engine.model import Captioner
from engine.paths import resource
from engine.pool import WINDOWS, DescriberPool
from engine.tags import read_tags
from engine.writing import TagFileWriter
from tests.audio_files import make_audio, music
from tests.benchmarks.describe_track import cpu_ms
from tests.torture.subjects import DESCRIPTION, track_of

KINDS = (".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav")
LIMIT = 0.25
JOBS = 2
SENTENCE = "A calm, slow piano piece with soft strings and a hint of melancholy."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=20.0, help="of both at once, for each row")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound = music(220, 44100, 2, 1)
        originals = [make_audio(folder / f"track{kind}", samples=sound) for kind in KINDS]
        _cost(folder, originals, options.rounds)
        _both_at_once(folder, originals, options.seconds)


def _cost(folder: Path, originals: list[Path], rounds: int) -> None:
    captioner = Captioner(resource("model"))
    ratios = []
    print(f"listening: {WINDOWS} windows of {captioner.window_s:g} s; CPU milliseconds per track")
    print(f"{'kind':>6} {'MB':>6} {'listen':>8} {'write':>8} {'ratio':>6} {'bare':>8} {'ratio':>6}")
    with Journal(folder / "j.sqlite") as journal:
        writer = TagFileWriter(journal)
        for original in originals:
            path = folder / f"copy{original.suffix}"
            times: list[tuple[float, float, float]] = []
            for _ in range(rounds + 1):
                shutil.copy2(original, path)
                listened = cpu_ms(partial(_listen, path, captioner))
                written = cpu_ms(partial(_write, path, writer))
                times.append((listened, written, cpu_ms(partial(_bare, path))))
            listen, write, bare = map(statistics.median, zip(*times[1:], strict=True))
            ratios.append(write / listen)
            size = original.stat().st_size / 1e6
            figures = f"{write:8.1f} {write / listen:6.2f} {bare:8.1f} {bare / listen:6.2f}"
            print(f"{original.suffix:>6} {size:6.1f} {listen:8.1f} {figures}", flush=True)
    over = [kind for kind, ratio in zip(KINDS, ratios, strict=True) if ratio > LIMIT]
    middle = f"median {statistics.median(ratios):.2f}"
    print(f"{middle}, limit {LIMIT}; over it: {', '.join(over) or 'none'}")


def _both_at_once(folder: Path, originals: list[Path], seconds: float) -> None:
    print(f"\ntracks per minute, {JOBS} scanning processes and one that writes, at the same time")
    print(f"{'kind':>6} {'scanned':>8} {'written':>8}  the writer")
    for paths in [*([path] for path in originals), originals]:
        name = paths[0].suffix if len(paths) == 1 else "all"
        scanned, written = _rates(folder, paths, seconds)
        verdict = "keeps up" if written >= scanned else "is slower"
        print(f"{name:>6} {scanned:8.0f} {written:8.0f}  {verdict}", flush=True)


def _rates(folder: Path, paths: list[Path], seconds: float) -> tuple[float, float]:
    """Tracks scanned and written per minute, once all processes have started."""
    copies = [Path(shutil.copy2(path, folder / f"both{path.suffix}")) for path in paths]
    running, over, written = threading.Event(), threading.Event(), 0

    def write_on() -> None:
        nonlocal written
        with Journal(folder / "both.sqlite") as journal, Child("writing its tags") as child:
            writer = TagFileWriter(journal, child.run)
            for number, path in enumerate(itertools.cycle(copies)):
                if over.is_set():
                    return
                written += running.is_set()
                _write(path, writer, f"{SENTENCE} {number}")

    with DescriberPool(resource("model"), jobs=JOBS) as pool:
        results = pool.describe(itertools.cycle(paths))
        thread = threading.Thread(target=write_on)
        thread.start()
        heard = filter(None, results)
        for _ in range(4 * JOBS):  # until all have started
            next(heard)
        running.set()
        begun, scanned = time.monotonic(), 0
        while (took := time.monotonic() - begun) < seconds:
            scanned += next(results) is not None
        over.set()
        thread.join()
        results.close()
    return 60 * scanned / took, 60 * written / took


def _write(path: Path, writer: TagFileWriter, text: str = SENTENCE) -> None:
    words = replace(DESCRIPTION, text=text)
    writer.write(replace(track_of(path), description=words))


def _listen(path: Path, captioner: Captioner) -> None:
    sound = load_windows(
        path, sample_rate=captioner.sample_rate, seconds=captioner.window_s, count=WINDOWS
    )
    captioner.describe(sound)
    read_tags(path)


def _bare(path: Path) -> None:
    copy = path.with_name("bare")
    disk.copy_bytes(path, copy)
    disk.flush(copy)
    copy.replace(path)


if __name__ == "__main__":
    main()
