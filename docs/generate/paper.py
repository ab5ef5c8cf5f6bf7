"""How the paper's table is made anew, as the training says it."""

from __future__ import annotations

from engine.training.paper.wording import DEVIATIONS, settings

_EPOCHS = 200  # of the paper


def part(name: str) -> str:
    """The settings or the deviations."""
    return {"settings": settings(_EPOCHS), "deviations": DEVIATIONS}[name]
