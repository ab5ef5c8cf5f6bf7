"""kill -9 in the middle of scanning and describing: `python -m tests.torture.scans --music DIR`.

The program that is killed does what `linernotes scan` does, and besides notes in a log which file
each worker begins to listen to. After every kill the library must be whole (integrity_check), must
still hold what it held, and no file may be listened to again but those that workers had in hand.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine import jobs, pool
from engine.errors import LinernotesError
from engine.library import Library
from engine.paths import resource
from engine.track import Analysis

LOG = "TORTURE_LOG"
Rows = dict[bytes, tuple[Any, ...]]


@dataclass(slots=True)
class Figures:
    """What was counted."""

    kills: int = 0
    damaged: int = 0  # libraries that integrity_check complained of
    lost: int = 0  # rows that were there before a kill and not, or otherwise, after it
    finished: int = 0  # runs that came to their end
    listened: int = 0  # files that workers began
    again: int = 0  # of these: begun once more, though they were kept already
    in_hand: int = 0  # of these: begun once more, because a worker was killed with them
    allowed: int = 0  # of these may have been: one per kill and worker

    @property
    def broken(self) -> bool:
        return bool(self.damaged or self.lost or self.again or self.in_hand > self.allowed)


def listen(path: Path, windows: int) -> Analysis | LinernotesError:
    """What workers do, with a line in the log before it: one small write, so never half of it."""
    with open(os.environ[LOG], "ab", buffering=0) as log:  # noqa: PTH123
        log.write(os.fsencode(path) + b"\0")
    return pool._listen(path, windows)


def subject(library: Path, folder: Path, workers: int) -> None:
    """One run of scan and describe, to be killed."""
    with Library(library) as store:
        for _ in jobs.scan(store, [folder]):
            pass
        model = resource("model")
        with pool.DescriberPool(model, jobs=workers, windows=1, listen=listen) as workers_:
            for _ in jobs.describe(store, workers_, store.unheard([folder])):
                pass


def torture(disk: Path, music: Path, kills: int, workers: int, longest_s: float) -> Figures:
    """Kills runs at random moments, until there were so many; a finished library is begun anew."""
    figures, chance = Figures(), random.Random(1)
    library, log = disk / "library.sqlite", disk / "log"
    before: Rows = {}
    begun = 0  # log entries before this run
    log.touch()
    while figures.kills < kills:
        process = _start(library, music, workers, log)
        try:
            process.wait(timeout=chance.uniform(0.3, longest_s))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            figures.kills += 1
            figures.allowed += workers
        _wait_for_workers(process.pid)
        figures.damaged += not _is_whole(library)
        now = _heard(library)
        figures.lost += sum(now.get(path) != row for path, row in before.items())
        entries = log.read_bytes().split(b"\0")[:-1]
        figures.again += sum(path in before for path in entries[begun:])
        begun, before = len(entries), now
        if process.returncode == 0:
            figures.finished += 1
            _count(figures, entries)
            for path in (*disk.glob("library.*"), log):
                path.unlink()
            log.touch()
            before, begun = {}, 0
    _count(figures, log.read_bytes().split(b"\0")[:-1])
    return figures


def _count(figures: Figures, entries: list[bytes]) -> None:
    """At the end of a library's life: every file that was begun more than once was in hand."""
    figures.listened += len(entries)
    figures.in_hand += sum(n - 1 for n in Counter(entries).values())


def _start(library: Path, music: Path, workers: int, log: Path) -> subprocess.Popen[bytes]:
    arguments = ["--subject", str(library), "--music", str(music), "--workers", str(workers)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.torture.scans", *arguments],
        env={**os.environ, LOG: str(log)},
        stderr=subprocess.DEVNULL,  # what workers say when their master is gone
        start_new_session=True,
    )


def _wait_for_workers(session: int) -> None:
    """Ends the workers that lost their master: they would go on listening for a moment."""
    try:
        os.killpg(session, signal.SIGKILL)
    except ProcessLookupError:
        return
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)


def _is_whole(library: Path) -> bool:
    if not library.exists():
        return True
    with closing(sqlite3.connect(library)) as connection:
        (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
        return bool(answer == "ok")


def _heard(library: Path) -> Rows:
    """The rows of tracks that were listened to, by path."""
    if not library.exists():
        return {}
    with closing(sqlite3.connect(library)) as connection:
        try:
            rows = connection.execute(
                "SELECT tracks.*, vectors.* FROM tracks JOIN vectors ON track_id = id"
                " WHERE heard ORDER BY path"
            ).fetchall()
        except sqlite3.OperationalError:  # killed before there were tables
            return {}
    return {row[1]: row for row in rows}


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.torture.scans", description=__doc__)
    parser.add_argument("--music", type=Path, required=True, help="a folder; files are copied")
    parser.add_argument("--most", type=int, default=80, help="of the files")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--longest", type=float, default=15.0, help="seconds before a kill")
    parser.add_argument("--subject", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.subject:
        subject(options.subject, options.music, options.workers)
        return 0
    with tempfile.TemporaryDirectory() as name:
        copied = Path(name) / "music"
        copied.mkdir()
        files = sorted(p for p in options.music.rglob("*") if p.is_file())
        for number, path in enumerate(files[:: max(1, len(files) // options.most)]):
            shutil.copyfile(path, copied / f"{number:04}{path.suffix}")
        figures = torture(Path(name), copied, options.kills, options.workers, options.longest)
    print(figures)
    return 1 if figures.broken else 0


if __name__ == "__main__":
    sys.exit(main())
