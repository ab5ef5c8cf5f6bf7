"""What workers do in tests: good, bad and ugly, decided by the file's name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from engine.errors import AudioError, LinernotesError
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
    if "slow" in name:
        time.sleep(0.3)
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
        Tags(title=name),
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
