"""Files that are there as a whole or not at all, whenever the writing is stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

from engine.training.errors import TrainingError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; what is written there becomes `path` at the end."""
    part = path.with_name(f"part-{path.name}")
    yield part
    part.replace(path)


def save(state: object, path: Path) -> None:
    """Save weights, or whatever else torch can save."""
    with whole(path) as part:
        torch.save(state, part)


@contextmanager
def saved(path: Path) -> Iterator[Any]:
    """What `save` put there; what goes wrong with it is told as TrainingError."""
    if not path.exists():
        raise TrainingError(path, "is missing; run train first")
    try:
        yield torch.load(path, weights_only=True)
    except Exception as error:  # unpickling, or weights of another shape: torch has many errors
        raise TrainingError(path, "is damaged or of another version; remove it") from error
