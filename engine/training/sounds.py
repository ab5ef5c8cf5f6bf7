"""Looks at the sounds of clips before they cost hours: what cannot be used is named."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import soundfile

from engine.training.clips import Clip

RATES = (8_000, 192_000)  # Hz: anything between is resampled
SHORTEST_S = 0.1


def faults(clips: Iterable[Clip]) -> Iterator[str]:
    """A line for each clip that has no usable sound, with its file and the reason."""
    for clip in clips:
        reason = fault_of(clip.path)
        if reason:
            yield f"{clip.name} is left out: {clip.path} {reason}"


def fault_of(path: Path) -> str:
    """Why a file cannot be used, or "": looks at its header and its first second."""
    if not path.is_file():
        return "is missing"
    try:
        with soundfile.SoundFile(path) as file:
            if not RATES[0] <= file.samplerate <= RATES[1]:
                return f"has {file.samplerate} samples a second"
            if file.frames < SHORTEST_S * file.samplerate:
                return "holds hardly any sound"
            block = file.read(file.samplerate, dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError):
        return "cannot be decoded"
    return "" if np.isfinite(block).all() else "holds samples that are no numbers"
