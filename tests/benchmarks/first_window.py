"""CPU time until the first window: `python -m tests.benchmarks.first_window`.

The frozen program (dist/linernotes, from `make installer`) against the source tree, taking turns,
on an X display of its own. Needs Xvfb and xdotool. Seconds of CPU (user and system) of the
window's process from its start until its window is to be seen; medians.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from installer.facts import FROZEN, ROOT

PROGRAMS = {
    "source": (sys.executable, "-m", "tagger_gui"),
    "frozen": (str(FROZEN / "linernotes-gui"),),
}


@contextmanager
def x_display() -> Iterator[str]:
    """Starts Xvfb on a free display and gives its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1200x800x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            name = f":{answer.readline().strip()}"
        try:
            yield name
        finally:
            server.terminate()


def cpu_until_window(command: Sequence[str], display: str) -> float:
    """Starts the program, waits for its window, ends it; its CPU seconds till then."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"DISPLAY": display, "HOME": home, "XDG_DATA_HOME": home}
        with subprocess.Popen(command, cwd=ROOT, env=environment) as program:
            search = ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(program.pid)]
            subprocess.run(search, env=environment, stdout=subprocess.DEVNULL, check=True)
            program.send_signal(signal.SIGKILL)
            _, _, used = os.wait4(program.pid, 0)
            program.returncode = -signal.SIGKILL
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Prints medians and their ratio."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.first_window")
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    taken: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    with x_display() as display:
        for command in PROGRAMS.values():  # once for the caches
            cpu_until_window(command, display)
        for _ in range(rounds):
            for name, command in PROGRAMS.items():
                taken[name].append(cpu_until_window(command, display))
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    for name, seconds in medians.items():
        print(f"{name}: {seconds:.2f} s of CPU until the first window")
    print(f"frozen / source: {medians['frozen'] / medians['source']:.2f}")


if __name__ == "__main__":
    main()
