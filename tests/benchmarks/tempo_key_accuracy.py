"""How often tempo and key are right.

Excerpts whose truth is known go through the program as a user's files do: MIDI rendered by
`python -m engine.training render --held-out --seconds 34`, and pieces whose composer tells the
tempo (`--described`, a folder with clips.csv). Pieces are halved by a hash: on one half the
constants of engine/tempo.py and engine/key.py were chosen, on the other they are judged. Pieces
the model was trained on are left out. Intervals: 95 %, pieces drawn anew.
"""

from __future__ import annotations

import argparse
import csv
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.audio import load_windows
from engine.model import Captioner
from engine.paths import resource
from engine.track import Description
from engine.training.clips import described_clips
from engine.training.evaluation.bootstrap import estimate, ratio
from engine.training.rendering import KEY_NAMES, read_table

NEAR = 0.04  # a tempo this close is right
MULTIPLES = (1, 2, 1 / 2, 3, 1 / 3)
GROUPS = 5  # of equal size, for the calibration

Excerpt = tuple[Path, str, float | None, str]  # file, piece, beats per minute, key


@dataclass(frozen=True, slots=True)
class Heard:
    """An excerpt, what is true of it and what the program says."""

    piece: str
    bpm: float | None
    key: str
    said: Description


def rendered(folder: Path) -> Iterator[Excerpt]:
    """Held-out rendered excerpts."""
    for excerpt in read_table(folder):
        if excerpt.split != "train":
            bpm = float(excerpt.bpm) if excerpt.bpm else None
            yield folder / excerpt.file, excerpt.song, bpm, excerpt.key


def described(folder: Path) -> Iterator[Excerpt]:
    """Held-out described pieces, whose keys nobody tells."""
    with (folder / "clips.csv").open(encoding="utf-8", newline="") as file:
        tempi = {line["clip"]: float(line["bpm"] or 0) or None for line in csv.DictReader(file)}
    for clip in described_clips(folder.parent):
        if clip.split != "train":
            yield clip.path, clip.group, tempi[clip.name], ""


def tuning(piece: str) -> bool:
    """Whether the constants may have been chosen on a piece."""
    return zlib.crc32(f"tune {piece}".encode()) % 2 == 0


def mirex(said: str, true: str) -> float:
    """Points of a key: 1, a fifth off .5, relative .3, parallel .2 (MIREX audio key detection)."""
    if said == true:
        return 1.0
    if not said or not true:
        return 0.0
    one, other = said.endswith("m"), true.endswith("m")
    up = KEY_NAMES.index(said.removesuffix("m")) - KEY_NAMES.index(true.removesuffix("m"))
    if one == other:
        return 0.5 if up % 12 in (5, 7) else 0.0
    return 0.3 if up % 12 == (3 if other else 9) else 0.2 if up % 12 == 0 else 0.0


def near(said: float | None, true: float | None, multiples: Sequence[float] = (1,)) -> bool:
    """Whether one tempo is within 4 % of the other or of a multiple of it."""
    if said is None or true is None:
        return False
    return any(abs(said / (true * multiple) - 1) <= NEAR for multiple in multiples)


def row(
    name: str,
    values: Sequence[float],
    pieces: Sequence[str],
    among: Sequence[bool] | None = None,
) -> None:
    """The mean of the values, or of those `among` them, with its interval."""
    counted = np.ones(len(values)) if among is None else np.asarray(among, np.float64)
    found = estimate(ratio(np.asarray(values) * counted, counted), pieces)
    print(f"{name:>34} {found.value:6.3f}  {found.low:.3f} to {found.high:.3f}")


def calibration(pairs: Sequence[tuple[float, bool]]) -> None:
    """Mean confidence beside the share that is right, in groups of equal size, and ECE."""
    if not pairs:
        return
    groups = np.array_split(np.array(sorted(pairs), np.float64), GROUPS)
    means = [(*group.mean(axis=0), len(group)) for group in groups if len(group)]
    print(" " * 16 + "confidence: right  " + "  ".join(f"{p:.2f}: {r:.2f}" for p, r, _ in means))
    error = sum(abs(p - r) * n for p, r, n in means) / len(pairs)
    print(f"{'calibration error (ECE)':>34} {error:6.3f}")


def tempo_report(heard: Sequence[Heard]) -> None:
    known = [h for h in heard if h.bpm is not None]
    if not known:
        return
    pieces = [h.piece for h in known]
    right = [near(h.said.tempo_bpm, h.bpm) for h in known]
    said = [h.said.tempo_bpm is not None for h in known]
    print(f"tempo of {len(known)} excerpts of {len(set(pieces))} pieces")
    row("accuracy 1 (within 4 %)", right, pieces)
    multiple = [near(h.said.tempo_bpm, h.bpm, MULTIPLES) for h in known]
    row("accuracy 2 (2, 1/2, 3, 1/3 times)", multiple, pieces)
    named = [
        any(near(bpm, h.bpm) for bpm in (h.said.tempo_bpm, *h.said.tempo_alternatives))
        for h in known
    ]
    row("right, or among the alternatives", named, pieces)
    row("left unsaid", [not s for s in said], pieces)
    row("accuracy 1 where said", right, pieces, said)
    calibration(
        [(h.said.tempo_confidence, r) for h, r, s in zip(known, right, said, strict=True) if s]
    )


def key_report(heard: Sequence[Heard]) -> None:
    known = [h for h in heard if h.key]
    if not known:
        return
    pieces = [h.piece for h in known]
    right = [h.said.key == h.key for h in known]
    points = [mirex(h.said.key, h.key) for h in known]
    said = [bool(h.said.key) for h in known]
    print(f"key of {len(known)} excerpts of {len(set(pieces))} pieces")
    row("exact", right, pieces)
    row("MIREX score", points, pieces)
    row("left unsaid", [not s for s in said], pieces)
    row("exact where said", right, pieces, said)
    row("MIREX score where said", points, pieces, said)
    calibration(
        [(h.said.key_confidence, r) for h, r, s in zip(known, right, said, strict=True) if s]
    )


def listen(excerpts: Iterator[Excerpt], captioner: Captioner, *, tuned: bool) -> list[Heard]:
    """What the program says of the excerpts of one half."""
    heard = []
    for path, piece, bpm, key in excerpts:
        if tuning(piece) == tuned:
            windows = load_windows(path, sample_rate=22050, seconds=10.0, count=3)
            heard.append(Heard(piece, bpm, key, captioner.describe(windows)))
    return heard


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rendered", nargs="*", type=Path, default=[], help="folders of excerpts")
    parser.add_argument("--described", type=Path, help="folder with clips.csv and audio/")
    parser.add_argument(
        "--tuning-half", action="store_true", help="the half to choose constants on"
    )
    options = parser.parse_args()
    sources: list[tuple[Path, Callable[[Path], Iterator[Excerpt]]]]
    sources = [(folder, rendered) for folder in options.rendered]
    if options.described:
        sources.append((options.described, described))
    captioner = Captioner(resource("model"))
    for folder, read in sources:
        print(f"\n{folder.name}, {'tuning' if options.tuning_half else 'reporting'} half")
        heard = listen(read(folder), captioner, tuned=options.tuning_half)
        tempo_report(heard)
        key_report(heard)


if __name__ == "__main__":
    main()
