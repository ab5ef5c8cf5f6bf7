"""Tracks per second on 1, 2 and 4 workers: `python -m tests.benchmarks.cluster_scaling`.

Real schedulers, workers and library on this computer; a fixed wait stands in for the listening,
so that the workers' CPUs could be elsewhere. What is left is what a cluster adds. Rounds are
interleaved; medians. Efficiency is the rate against workers × 1 s ÷ wait; the CPU time per track
of client (with its library), scheduler and worker says how many tracks one of each can serve.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil

from engine import jobs, paths
from engine.cluster import DescriberCluster
from engine.library import Library
from engine.scan import FoundFile
from tests.benchmarks.waiting import wait
from tests.engine.cluster.processes import Processes, cluster

WORKERS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Round:
    """Per track."""

    wall_s: float
    client_ms: float
    scheduler_ms: float
    worker_ms: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wait-ms", type=int, default=500)
    parser.add_argument("--tracks", type=int, default=12, help="per worker and round")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    rounds: dict[int, list[Round]] = {n: [] for n in WORKERS}
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        clusters = {}
        for n in WORKERS:
            processes = stack.enter_context(cluster(folder / f"cluster {n}"))
            workers = [processes.work() for _ in range(n)]
            model = paths.resource("model")
            there = DescriberCluster(processes.address, model, complain=print, listen=wait)
            clusters[n] = processes, workers, stack.enter_context(there)
        for number in range(options.rounds + 1):  # the first opens the workers' pools
            for n, (processes, workers, there) in clusters.items():
                pids = [worker.pid for worker in workers]
                library = folder / f"{number} {n}.sqlite"
                tracks, wait_ms = n * options.tracks, options.wait_ms
                done = one_round(there, processes, pids, library, wait_ms=wait_ms, tracks=tracks)
                rounds[n] += [done] if number else []
    print("workers  tracks/s  efficiency  CPU ms per track: client, scheduler, worker")
    for n, found in rounds.items():
        rate = 1 / statistics.median(r.wall_s for r in found)
        spent = [
            statistics.median(getattr(r, f"{who}_ms") for r in found)
            for who in ("client", "scheduler", "worker")
        ]
        efficiency = rate * options.wait_ms / 1000 / n
        print(f"{n:>7}  {rate:>8.2f}  {efficiency:>10.2f}  " + ", ".join(f"{s:.1f}" for s in spent))


def one_round(
    there: DescriberCluster,
    processes: Processes,
    workers: list[int],
    path: Path,
    *,
    wait_ms: int,
    tracks: int,
) -> Round:
    """Describes so many tracks into a new library; timed from when each worker has done one."""
    with Library(path) as library:
        root = library.add_root(Path("/waiting"))
        names = [Path("/waiting") / str(wait_ms) / f"{n}.mp3" for n in range(tracks)]
        library.add_files(root, [FoundFile(name, 1, 1) for name in names])
        ends = ticks(there, library)
        for _ in workers:
            next(ends)
        begun = time.monotonic()
        before = cpu_s([psutil.Process().pid]), cpu_s([processes.scheduler.pid]), cpu_s(workers)
        rest = len(list(ends))
        spent = cpu_s([psutil.Process().pid]), cpu_s([processes.scheduler.pid]), cpu_s(workers)
        wall_s = time.monotonic() - begun
    each = [1000 * (s - b) / rest for s, b in zip(spent, before, strict=True)]
    return Round(wall_s / rest, *each)


def ticks(there: DescriberCluster, library: Library) -> Iterator[object]:
    for event in jobs.describe(library, there, library.unheard()):
        if event.error:
            raise event.error
        if event.track:
            yield event.track


def cpu_s(pids: list[int]) -> float:
    """CPU seconds of these processes, without their children."""
    times = [psutil.Process(pid).cpu_times() for pid in pids]
    return sum(t.user + t.system for t in times)


if __name__ == "__main__":
    main()
