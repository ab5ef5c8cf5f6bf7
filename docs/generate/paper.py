"""How the paper's table is made anew, as the training says it."""

from __future__ import annotations

from engine.training.paper.wording import DEVIATIONS, SETTINGS

_EPOCHS = 200  # of the paper


def part(name: str) -> str:
    """The settings or the deviations."""
    return {"settings": SETTINGS.format(epochs=_EPOCHS), "deviations": DEVIATIONS}[name]
