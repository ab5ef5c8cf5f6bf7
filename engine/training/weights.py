"""Weights and states of training runs, saved as a whole and read with words for what is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

from engine.training.errors import TrainingError
from engine.training.whole import whole


def save(state: object, path: Path) -> None:
    """Save whatever torch can save."""
    with whole(path) as part:
        torch.save(state, part)


@contextmanager
def saved(path: Path) -> Iterator[Any]:
    """What `save` put there; what goes wrong while it is used is told as TrainingError."""
    if not path.exists():
        raise TrainingError(path, "is missing; run train first")
    try:
        yield torch.load(path, weights_only=True)
    except Exception as error:  # unpickling, or weights of another shape: torch has many errors
        raise TrainingError(path, "is damaged or of another version; remove it") from error
