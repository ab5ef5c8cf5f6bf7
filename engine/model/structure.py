"""What changes in the course of a track, told only where its windows leave no doubt.

Ten seconds are easily misheard. So an aspect counts as come or gone only when every window before
the change and every window after it says so clearly, and when nothing that is easily taken for it
(a drum machine for drums) was half heard where it is said to be missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.audio import Windows
from engine.model.vocabulary import NO_VOCALS, AspectEntry, Vocabulary
from engine.track import Change

SURE = 0.3  # a window clearly has what lies this share of the way from threshold to certainty
ABSENT = 0.35  # a window clearly lacks what lies below this share of its threshold
MOST = 2  # names told of each side of a change

_KINDS = ("vocals", "instrument", "texture")
_ALIKE = (
    {"drums", "drum machine", "percussion", "beat-driven"},
    {"piano", "electric piano", "harpsichord"},
    {"marimba", "vibraphone", "glockenspiel"},
    {"bass guitar", "double bass"},
    {"organ", "accordion", "harmonica"},
    {"strings", "orchestral"},
    {"woodwinds", "saxophone"},
)

# {X}, {x}: the names, with and without a capital; {s}: of a verb in the singular; {y}: what came.
_CAME = ("{X} come{s} in later on.", "Later with {x}.", "{X} only later on.")
_WENT = ("{X} drop{s} out later on.", "Later without {x}.", "{X} only earlier on.")
_BOTH = ("{X} give{s} way to {y}.", "Earlier with {x}, later with {y}.", "{X} earlier, {y} later.")
_TURNS = ("Turns {x} later on.", "More {x} later on.")
_GROWS = ("More {x} later on.",)
_CEASES = ("Less {x} later on.", "More {x} earlier on.")


class Structure:
    """Finds and tells the changes in tracks heard with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        entries = vocabulary.aspects
        self._entries = entries
        self._told = [
            i
            for i in sorted(vocabulary.token_of_aspect)
            if entries[i].kind in _KINDS and entries[i].name != NO_VOCALS
        ]
        self._no_vocals = [i for i, e in enumerate(entries) if e.name == NO_VOCALS]
        self._thresholds = np.array([entry.threshold for entry in entries], np.float32)
        self._alike = np.array(  # (n_told, n_aspects)
            [[_alike(entries[i], other) for other in entries] for i in self._told]
        ).reshape(len(self._told), len(entries))

    def changes(self, by_window: NDArray[np.float32], windows: Windows) -> tuple[Change, ...]:
        """Every clear change, in the order of time; the clearest names of each come first.

        `by_window`: probabilities (n, n_aspects) of the windows. No voice comes or goes in a
        track that is called instrumental.
        """
        supported = by_window.mean(axis=0) >= self._thresholds  # (n_aspects,) in the whole track
        sung = not supported[self._no_vocals].any()
        sure = self._thresholds + SURE * (1 - self._thresholds)
        present = (by_window >= sure)[:, self._told]  # (n, n_told)
        doubtful = by_window > ABSENT * self._thresholds  # (n, n_aspects)
        missing = ~(doubtful[:, None] & self._alike).any(axis=2)  # (n, n_told)
        waiting = np.array([sung or self._entries[i].kind != "vocals" for i in self._told], bool)
        found = []
        for early, late in _cuts(len(by_window)):
            gained = missing[early].all(axis=0) & present[late].all(axis=0) & waiting
            lost = present[early].all(axis=0) & missing[late].all(axis=0) & waiting
            if gained.any() or lost.any():
                contrast = np.abs(by_window[late].mean(axis=0) - by_window[early].mean(axis=0))
                start, last = windows.starts_s[late][0], windows.starts_s[-1]
                end = min(last + windows.seconds, max(windows.duration_s, last))
                found.append(
                    Change(
                        start_s=round(start, 2),
                        end_s=round(end, 2),
                        gained=self._names(gained, contrast),
                        lost=self._names(lost, contrast),
                    )
                )
                waiting &= ~(gained | lost)
        return tuple(found)

    def tell(self, changes: Sequence[Change], turn: int, said: Collection[str] = ()) -> str:
        """One short sentence about the change that says most; "" when there is none.

        `turn`: a number from the music itself, which picks one of the wordings. `said`: names of
        the aspects of the whole track: what it already is, it does not turn into.
        """
        if not changes:
            return ""
        change = max(changes, key=lambda c: len(c.gained) + len(c.lost))
        entries = {self._entries[i].name: self._entries[i] for i in self._told}
        gained, lost = ([entries[n] for n in names] for names in (change.gained, change.lost))
        came, went = _nouns(gained), _nouns(lost)
        wordings: tuple[str, ...]
        if came or went:
            wordings = _BOTH if came and went else _CAME if came else _WENT
            return _say(wordings[turn % len(wordings)], went or came, came)
        manner = (gained or lost)[0]
        wordings = _CEASES if not gained else _GROWS if manner.name in said else _TURNS
        return _say(wordings[turn % len(wordings)], [manner.phrase], [])

    def _names(self, which: NDArray[np.bool_], contrast: NDArray[np.float32]) -> tuple[str, ...]:
        chosen = [i for i, yes in zip(self._told, which, strict=True) if yes]
        chosen.sort(key=lambda i: -contrast[i])
        return tuple(self._entries[i].name for i in chosen)


def _cuts(n: int) -> Iterator[tuple[slice, slice]]:
    """Before and after each possible change in n windows.

    Where two windows are left on either side, the change may also lie within a window between.
    """
    for first_late in range(1, n):
        yield slice(first_late), slice(first_late, n)
        if 3 <= first_late <= n - 2:
            yield slice(first_late - 1), slice(first_late, n)


def _alike(one: AspectEntry, other: AspectEntry) -> bool:
    """Whether the two are easily taken for each other: voices, a violin and strings, and so on."""
    if one == other or NO_VOCALS in (one.name, other.name):
        return one == other
    return (
        one.kind == other.kind == "vocals"
        or one.name in other.broader
        or other.name in one.broader
        or bool(set(one.broader) & set(other.broader))
        or any({one.name, other.name} <= group for group in _ALIKE)
    )


def _nouns(entries: list[AspectEntry]) -> list[str]:
    """Phrases of the clearest voices and instruments; of those alike one is enough."""
    chosen: list[AspectEntry] = []
    for entry in entries:
        if entry.kind != "texture" and not any(_alike(entry, other) for other in chosen):
            chosen.append(entry)
    return [entry.phrase for entry in chosen[:MOST]]


def _say(wording: str, names: list[str], others: list[str]) -> str:
    x, y = " and ".join(names), " and ".join(others)
    plural = len(names) > 1 or (x.endswith("s") and not x.endswith("ss"))
    return wording.format(x=x, X=x[:1].upper() + x[1:], s="" if plural else "s", y=y)
