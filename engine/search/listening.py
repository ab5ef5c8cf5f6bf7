"""Ears for search by example: files that are not in the library, and passages of those that are."""

from __future__ import annotations

from pathlib import Path

from engine.audio import load_windows
from engine.child import Child
from engine.search.examples import Listen
from engine.vectors import Floats

_WINDOWS = 3


def ears(model: Path) -> Listen:
    """Listens with the model in that folder, in a process of its own: a file may be hostile.

    What it returns raises AudioError and WorkerError.
    """

    def listen(path: Path, start_s: float | None, end_s: float | None) -> Floats:
        with Child("listening to it") as child:
            heard: Floats = child.run(_heard, path, model, start_s, end_s)
        return heard

    return listen


def _heard(path: Path, model: Path, start_s: float | None, end_s: float | None) -> Floats:
    from engine.model import Captioner  # onnxruntime, which only the child needs

    captioner = Captioner(model)
    begin = start_s or 0.0
    passage = None if start_s is None and end_s is None else (begin, end_s or begin)
    windows = load_windows(
        path,
        sample_rate=captioner.sample_rate,
        seconds=captioner.window_s,
        count=_WINDOWS,
        passage=passage,
    )
    return captioner.embed(windows)
