"""Reads the sounds of clips, and names those that cannot be used before they cost hours."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from engine.training.clips import Clip
from engine.training.errors import TrainingError

RATES = (8_000, 192_000)  # Hz: anything between is resampled
SHORTEST_S = 0.1


def read_mono(path: Path, start_s: float, seconds: float) -> tuple[NDArray[np.float32], int]:
    """Samples (at most seconds * rate,) from start_s on, and their rate in Hz.

    TrainingError when the file cannot be decoded, or holds hardly any sound, one of a strange
    rate, or samples that are no numbers.
    """
    try:
        with soundfile.SoundFile(path) as file:
            rate = file.samplerate
            if not RATES[0] <= rate <= RATES[1]:
                raise TrainingError(path, f"has {rate} samples a second")
            if file.frames < SHORTEST_S * rate:
                raise TrainingError(path, "holds hardly any sound")
            file.seek(min(int(start_s * rate), file.frames - 1))
            block = file.read(int(seconds * rate), dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as error:
        raise TrainingError(path, "cannot be decoded") from error
    mono = block @ np.full(block.shape[1], 1 / block.shape[1], np.float32)
    if len(mono) == 0:
        raise TrainingError(path, "holds hardly any sound")
    if not np.isfinite(mono).all():
        raise TrainingError(path, "holds samples that are no numbers")
    return mono, rate


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
        read_mono(path, 0.0, 1.0)
    except TrainingError as error:
        return error.reason
    return ""
