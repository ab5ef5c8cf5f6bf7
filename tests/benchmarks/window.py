"""How quick the window is, in libraries of any size: `python -m tests.benchmarks.window`.

First window against an empty one, opening, a turn of the wheel, from a letter typed to rows, and
the longest time for which the window's thread did not answer while a folder is scanned in which
some files kill the worker that listens to them. CPU milliseconds of this process where it says
CPU, else wall clock; a machine that does other things as well makes the latter longer.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.library import Library
from engine.paths import resource
from engine.pool import DescriberPool
from tagger_gui.dialogs import Dialogs
from tagger_gui.program import Program
from tagger_gui.services import real_services
from tagger_gui.settings.store import SettingsStore
from tagger_gui.work import Threads
from tests.benchmarks.libraries import make_library
from tests.engine.listeners import listen

ROUNDS = 5
BEAT_MS = 5
_EMPTY = "from PySide6.QtWidgets import QApplication, QWidget; a = QApplication([]); w = QWidget()"
_OURS = (
    "from PySide6.QtWidgets import QApplication; a = QApplication([]);"
    " from tests.benchmarks.window import program; import sys; p = program(sys.argv[1]);"
    " w = p.window"
)
_SHOW = "; w.show(); a.processEvents(); import time; print(time.process_time())"


def program(path: str) -> Program:
    """The program on a library, its settings beside it."""
    library = Path(path)
    settings = SettingsStore(library.with_suffix(".ini"))
    settings.change(welcomed=True)
    return Program(real_services(Library(library)), Threads(), Dialogs(), settings)


def first_window(library: Path) -> tuple[float, float]:
    """CPU seconds until an empty window is painted, and until ours is; in turns."""
    times: dict[str, list[float]] = {_EMPTY: [], _OURS: []}
    for _ in range(ROUNDS):
        for code, found in times.items():
            command = [sys.executable, "-c", code + _SHOW, str(library)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            found.append(float(done.stdout.split()[-1]))
    return statistics.median(times[_EMPTY]), statistics.median(times[_OURS])


def until(condition: Callable[[], bool], seconds: float = 120) -> None:
    """Lets the window live until it is so."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.001)


def opening(library: Path) -> tuple[Program, float]:
    """The program, and the CPU seconds until its rows are there and painted."""
    begun = time.process_time()
    made = program(str(library))
    made.window.resize(1440, 900)
    made.window.show()
    page = made.library
    page.begin()
    until(lambda: page.table.rowCount() > 0)
    made.window.grab()
    return made, time.process_time() - begun


def wheel(made: Program) -> list[float]:
    """Wall milliseconds of each of two hundred turns of the wheel, painted."""
    viewport = made.library.view.viewport()
    at = QPointF(viewport.rect().center())
    times = []
    for step in range(200):
        begun = time.perf_counter()
        turn = QPoint(0, -120 if step < 150 else 120)
        event = QWheelEvent(
            at,
            viewport.mapToGlobal(at),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)
        QApplication.processEvents()
        times.append(1000 * (time.perf_counter() - begun))
    return times


def typing(made: Program) -> list[float]:
    """Wall milliseconds from a letter to its rows, of "calm piano" typed five times."""
    page, times = made.library, []
    searcher = made._services.searcher()
    searcher.ask("warm", quick=True)
    page.box.begin()
    for _ in range(ROUNDS):
        for letter in "calm piano":
            begun = time.perf_counter()
            QTest.keyClick(page.box.edit, letter)
            wanted = page.box.query()
            until(lambda wanted=wanted: page.table.shown.wanted.query == wanted)  # type: ignore[misc]
            times.append(1000 * (time.perf_counter() - begun))
        page.box.clear()
        until(lambda: not page.table.shown.wanted.query)
    return times


@contextmanager
def heartbeat() -> Iterator[list[float]]:
    """Milliseconds between two beats of the window's thread, while it lasts."""
    beats: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        beats.append(1000 * (now - last))
        last = now

    timer = QTimer()
    timer.setInterval(BEAT_MS)
    timer.timeout.connect(beat)
    timer.start()
    yield beats
    timer.stop()


def scanning(folder: Path, tracks: int, poisoned: int) -> list[float]:
    """Beats of the window while a folder is scanned in which files kill their worker."""
    music = folder / "music"
    music.mkdir()
    every = max(1, tracks // poisoned)
    for number in range(tracks):
        name = f"segfault {number}" if number % every == 0 else f"{number:05}"
        (music / f"{name}.mp3").write_bytes(b"ID3" + bytes(64) + str(number).encode())
    made = program(str(folder / "scanned.sqlite"))
    object.__setattr__(
        made._services,
        "open_pool",
        lambda *_: DescriberPool(resource("model"), jobs=2, listen=listen),
    )
    made.window.resize(1440, 900)
    made.window.show()
    with heartbeat() as beats:
        made.start([music])
        until(lambda: made.listening.busy)
        until(lambda: not made.listening.busy, 900)
    made.window.close()
    return beats


def report(name: str, times: list[float], limit: float) -> None:
    """One line: median, 99th percentile, the longest, and how many took longer than allowed."""
    ordered = sorted(times)
    over = sum(1 for each in times if each > limit)
    print(
        f"{name:30} median {statistics.median(times):7.1f} ms, p99"
        f" {ordered[int(len(ordered) * 0.99)]:7.1f}, longest {ordered[-1]:7.1f};"
        f" {over} of {len(times)} over {limit:.0f} ms"
    )


def main() -> None:
    """Prints a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000])
    parser.add_argument("--keep", type=Path, help="a folder that has, or gets, the libraries")
    parser.add_argument("--scan", type=int, default=2000, help="tracks scanned; 0: none")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for size in options.sizes:
            path = (options.keep or folder) / f"made-up-{size}.sqlite"
            if not path.exists():
                make_library(path, size)
            empty, ours = first_window(path)
            print(
                f"{size:,} tracks: first window {ours:.2f} s CPU, empty one {empty:.2f}:"
                f" {ours / empty:.2f} times"
            )
            made, seconds = opening(path)
            print(f"{'rows are there after':30} {seconds:.2f} s CPU")
            report("a turn of the wheel", wheel(made), 33)
            report("a letter to its rows", typing(made), 100)
            made.window.close()
        if options.scan:
            report("between two beats in a scan", scanning(folder, options.scan, 20), 100)
        app.processEvents()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
