"""A listener that waits: the work of a remote CPU, without the CPU."""

from __future__ import annotations

import time
from pathlib import Path

from engine.errors import LinernotesError
from engine.track import Analysis, Description, Tags

_ROW = b"\0\x3c" * 384  # float16


def wait(path: Path, windows: int) -> Analysis | LinernotesError:
    """Waits as long as the file's folder says, in ms; gives an Analysis of the usual size."""
    time.sleep(int(path.parent.name) / 1000)
    words = Description(
        f"A piece called {path.name}.",
        embedding=_ROW * windows,
        text_embedding=_ROW,
        probabilities=_ROW[:350],
        model="waiting-1",
    )
    return Analysis(Tags(title=path.name), 200.0, f"hash of {path}", words)
