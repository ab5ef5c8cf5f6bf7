"""What search keeps of every track, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from engine.vectors import Floats

NUMBERS = ("tempo", "year", "length", "added", "loudness", "key", "folder")


@dataclass(frozen=True, slots=True)
class Columns:
    """Row i of each is one track, ascending by number. Never changed once it is shown."""

    ids: NDArray[np.int64]  # (n,)
    heard: NDArray[np.bool_]  # (n,) by the present model
    numbers: NDArray[np.float64]  # (7, n) see NUMBERS; NaN where not known
    probabilities: NDArray[np.uint8]  # (n_aspects, n), see index.py
    sound: Floats  # (n, k)
    meaning: Floats  # (n, k)

    @classmethod
    def blank(cls, n: int, n_aspects: int, k: int) -> Columns:
        """Room for n tracks."""
        return cls(
            np.zeros(n, np.int64),
            np.zeros(n, np.bool_),
            np.full((len(NUMBERS), n), np.nan),
            np.zeros((n_aspects, n), np.uint8),
            np.zeros((n, k), np.float32),
            np.zeros((n, k), np.float32),
        )

    def fill(self, at: int, part: Columns) -> None:
        """Copies a part to rows `at` and following."""
        rows = slice(at, at + len(part.ids))
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(part, field.name)
            mine[_at(field.name, rows)] = theirs

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int64] | slice) -> Columns:
        """These rows, in this order."""
        return Columns(*(getattr(self, f.name)[_at(f.name, chosen)] for f in fields(self)))

    def changed(self, new: Columns, gone: Sequence[int]) -> Columns:
        """With the new rows in place of those of the same number, without those that are gone."""
        stays = ~np.isin(self.ids, np.concatenate([new.ids, np.array(gone, np.int64)]))
        old = self.where(stays)
        both = Columns.blank(
            len(old.ids) + len(new.ids), len(self.probabilities), self.sound.shape[1]
        )
        both.fill(0, old)
        both.fill(len(old.ids), new)
        ascending = len(old.ids) == 0 or len(new.ids) == 0 or new.ids[0] > old.ids[-1]
        return both if ascending else both.where(np.argsort(both.ids))


def _at(name: str, rows: NDArray[np.bool_] | NDArray[np.int64] | slice) -> object:
    """Where the rows are in a column; whatever is read one by one lies the other way."""
    return (slice(None), rows) if name in ("numbers", "probabilities") else rows
