"""How quick the window is, in libraries of any size: `python -m tests.benchmarks.window`.

First window of `python -m tagger_gui` against an empty one, and its rows; opening, a turn of the
wheel, from a letter typed to rows, and the longest time for which the window's thread did not
answer while a folder is scanned in which some files kill the worker that listens to them. CPU
milliseconds of this process (of the window's thread, for what does not answer) where it says CPU,
else wall clock; a machine that does other things as well makes the latter longer.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
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
_SHOW = "; w.show(); a.processEvents(); import time; print(time.process_time())"
# Starts the program as its user does; tells when the frame, then when rows have been painted.
_OURS = """
import os, sys, time
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

class Watched(QApplication):
    times = []

    def notify(self, receiver, event):
        painted = event.type() == QEvent.Type.Paint
        done = super().notify(receiver, event)
        view = receiver.parent() if painted else None
        if painted and isinstance(receiver, QMainWindow) and not self.times:
            self.times.append(0.0)  # its parts are painted before the next event
        elif not painted and self.times == [0.0]:
            self.times[0] = time.process_time()
        elif isinstance(view, QTableView) and view.model().rowCount():
            print(*self.times, time.process_time(), flush=True)
            os._exit(0)
        return done

app = Watched([])
from tagger_gui.__main__ import main
main(["--library", sys.argv[1]])
"""


def program(path: str) -> Program:
    """The program on a library, its settings beside it."""
    library = Path(path)
    settings = SettingsStore(library.with_suffix(".ini"))
    settings.change(welcomed=True)
    return Program(real_services(Library(library)), Threads(), Dialogs(), settings)


def first_window(library: Path) -> list[float]:
    """CPU seconds until an empty window is painted, ours, and its first rows; in turns.

    From compiled modules, as an installed program has them, and with settings of nobody.
    """
    times: list[list[float]] = []
    with tempfile.TemporaryDirectory() as home:
        own = {"XDG_DATA_HOME": home, "XDG_CACHE_HOME": home, "PYTHONPYCACHEPREFIX": home}
        environment = os.environ | own
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(1 + ROUNDS):  # the first compiles
            found: list[float] = []
            for code in (_EMPTY + _SHOW, _OURS):
                command = [sys.executable, "-c", code, str(library)]
                done = subprocess.run(
                    command, capture_output=True, text=True, check=True, env=environment
                )
                found += map(float, done.stdout.split())
            times.append(found)
    return [statistics.median(each) for each in zip(*times[1:], strict=True)]


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
    searcher = made.services.searcher()
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
def heartbeat() -> Iterator[list[tuple[float, float]]]:
    """Milliseconds between two beats of the window's thread, while it lasts: wall, and its CPU."""
    beats: list[tuple[float, float]] = []
    last, last_cpu = time.perf_counter(), time.thread_time()

    def beat() -> None:
        nonlocal last, last_cpu
        now, cpu = time.perf_counter(), time.thread_time()
        beats.append((1000 * (now - last), 1000 * (cpu - last_cpu)))
        last, last_cpu = now, cpu

    timer = QTimer()
    timer.setInterval(BEAT_MS)
    timer.timeout.connect(beat)
    timer.start()
    yield beats
    timer.stop()


def scanning(folder: Path, tracks: int, poisoned: int) -> list[tuple[float, float]]:
    """Beats of the window while a folder is scanned in which files kill their worker."""
    music = folder / "music"
    music.mkdir()
    every = max(1, tracks // poisoned)
    for number in range(tracks):
        name = f"segfault {number}" if number % every == 0 else f"{number:05}"
        (music / f"{name}.mp3").write_bytes(b"ID3" + bytes(64) + str(number).encode())
    gc.freeze()  # as `Opening` does, here and when all is there
    made = program(str(folder / "scanned.sqlite"))
    object.__setattr__(
        made.services,
        "open_pool",
        lambda *_: DescriberPool(resource("model"), jobs=2, listen=listen),
    )
    made.complete.connect(gc.freeze)
    made.window.resize(1440, 900)
    made.window.show()
    with heartbeat() as beats:
        made.start([music])
        until(lambda: made.listening.busy)
        until(lambda: not made.listening.busy, 900)
    made.window.close()
    return beats


def report(name: str, times: Sequence[float], limit: float) -> None:
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
            empty, ours, rows = first_window(path)
            print(
                f"{size:,} tracks: first window {ours:.2f} s CPU, empty one {empty:.2f}:"
                f" {ours / empty:.2f} times; its rows {rows:.2f}"
            )
            made, seconds = opening(path)
            print(f"{'rows are there after':30} {seconds:.2f} s CPU")
            report("a turn of the wheel", wheel(made), 33)
            report("a letter to its rows", typing(made), 100)
            made.window.close()
        if options.scan:
            wall, cpu = zip(*scanning(folder, options.scan, 20), strict=True)
            report("between two beats in a scan", wall, 100)
            report("  of it CPU of the window", cpu, 100)
        app.processEvents()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
