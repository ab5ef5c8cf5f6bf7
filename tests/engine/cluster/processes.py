"""A real scheduler and real workers over loopback, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[3]
QUIET = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")


def wait_for(condition: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


class Processes:
    """A scheduler, and as many workers as `work` was asked for."""

    def __init__(self, folder: Path, host: str) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--host", host, "--port", "0", "--scheduler-file", str(self._file)
        )
        wait_for(self._file.exists)
        wait_for(self._file.read_text)
        self.address: str = json.loads(self._file.read_text("utf-8"))["address"]
        self._started = [self.scheduler]

    def work(
        self, *options: str, root: Path = ROOT, inside: Sequence[str] = ()
    ) -> subprocess.Popen[bytes]:
        """One more worker, of one thread, without nanny.

        `root`: whose program it runs; `inside`: a command that runs others elsewhere.
        """
        options = options or ("--no-nanny",)
        place = ("--local-directory", str(self._folder))
        started = self._start(
            "worker", self.address, "--nthreads", "1", *place, *options, root=root, inside=inside
        )
        self._started.append(started)
        return started

    def _start(
        self, what: str, *options: str, root: Path = ROOT, inside: Sequence[str] = ()
    ) -> subprocess.Popen[bytes]:
        program = (sys.executable, "-m", f"distributed.cli.dask_{what}")
        with (self._folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(
                [*inside, *program, *options, *QUIET],
                cwd=self._folder,
                env=os.environ | {"PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"},
                stdout=log,
                stderr=log,
            )

    def close(self) -> None:
        for process in reversed(self._started):
            if process.poll() is None:
                one = psutil.Process(process.pid)
                for each in (one, *one.children(recursive=True)):
                    with suppress(psutil.NoSuchProcess):
                        each.kill()
            process.wait()


@contextmanager
def cluster(folder: Path, host: str = "127.0.0.1") -> Iterator[Processes]:
    folder.mkdir(exist_ok=True)
    processes = Processes(folder, host)
    try:
        yield processes
    finally:
        processes.close()
