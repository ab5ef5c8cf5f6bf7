"""What workers do in tests: good, bad and ugly, decided by the file's name."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Generator, Iterable
from pathlib import Path

from engine.errors import AudioError, LinernotesError, WorkerError
from engine.pool import DescriberPool, Listen, Result
from engine.track import Analysis, Aspect, Description, Tags


def listen(path: Path, windows: int) -> Analysis | LinernotesError:
    """A quick analysis that is a function of the name, or the disaster that the name asks for."""
    name = path.name
    if "segfault" in name:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "patricide" in name:
        os.kill(os.getppid(), signal.SIGKILL)
    if "hang" in name or "patricide" in name:
        time.sleep(3600)
    at_once = _slowly(path) if "slow" in name else 1
    if "hog" in name:
        bytearray(64 * 2**30)
    if "bad" in name:
        return AudioError(path, "it breaks off at 3 s")
    if "once" in name:
        mark = path.with_suffix(".died")
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return Analysis(
        Tags(title=name, comment=f"{at_once} at once"),
        60.0,
        f"hash of {name}",
        Description(
            f"A piece called {name}.",
            aspects=(Aspect("instrument", "piano", 0.9, ((0.0, 10.0),)),),
            embedding=b"\0\x3c" * 4,
            text_embedding=b"\0\x3c" * 4,
            probabilities=b"\0\x3c",
            model="test-1",
        ),
    )


class HerePool(DescriberPool):
    """Describes in this process with the test's listener; some files kill it, in a word."""

    def __init__(self, listen: Listen = listen) -> None:
        self.asked: list[str] = []
        self._hear = listen

    def describe(self, paths: Iterable[Path]) -> Generator[Result | None]:
        for path in paths:
            self.asked.append(path.name)
            yield None
            if "segfault" in path.name:
                yield path, WorkerError(path, "the worker died: a crash in a decoder")
            else:
                yield path, self._hear(path, 3)


def _slowly(path: Path) -> int:
    """Takes its time; how many tracks of the folder were being worked on meanwhile."""
    mark = path.with_suffix(".now")
    mark.touch()
    time.sleep(0.3)
    at_once = len(list(path.parent.glob("*.now")))
    mark.unlink()
    return at_once
