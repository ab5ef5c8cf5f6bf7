"""Analyses and rows as tests of the library need them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from engine.library import Library
from engine.scan import FoundFile
from engine.track import Analysis, Aspect, Description, Tags, Track

ROOT = Path("/music") if sys.platform != "win32" else Path("C:/music")


def heard(text: str = "A calm piano piece.", sound: str = "3x10:hash", **tags: Any) -> Analysis:
    vector = np.full(4, 0.5, "<f2").tobytes()
    description = Description(
        text,
        reason="" if text else "nothing in it was clear enough to be said",
        aspects=(Aspect("instrument", "piano", 0.8, ((0.0, 10.0),)),),
        tempo_bpm=72.0,
        key="F#m",
        embedding=vector * 2,
        text_embedding=vector,
        probabilities=np.array([0.8, 0.1], "<f2").tobytes(),
        model="test-1",
    )
    return Analysis(Tags(**tags), 42.0, sound, description)


def fill(library: Library, count: int) -> None:
    """Adds many tracks that were listened to."""
    files = [FoundFile(ROOT / f"{n}.mp3", n, n) for n in range(count)]
    library.add_files(library.add_root(ROOT), files)
    found = library.unheard()
    library.save_analyses([(t, heard(sound=f"3x10:{n}")) for n, t in enumerate(found)])


def add(library: Library, name: str, *, size: int = 1, mtime_ns: int = 1) -> Track:
    path = ROOT / name
    library.add_files(library.add_root(ROOT), [FoundFile(path, size, mtime_ns)])
    return library.get(path)
