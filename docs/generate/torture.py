"""The figures of the last full run of `make torture`: docs/torture.txt, as it printed them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from docs.generate.markdown import table

RUN = Path(__file__).parents[1] / "torture.txt"

# What each promise says in plain words.
PROMISES = {
    "P2": "The program is killed in the middle of a write: every file is the old one or the new "
    "one, nothing between, and nothing is left lying about",
    "P3": "The power fails in the middle of a write",
    "P4": "The disk is full, forbidden or broken: the file stays as it was, and you are told",
    "P5": "The music sounds the same, to the last sample",
    "P6": "No tag but ours is lost or changed",
    "P7": "What we say we wrote can be read by another program",
    "P8": "Undo gives back every byte",
    "P9": "Another program changes the file while we write: its change is never lost",
    "P10": "Times, owner, permissions and links stay",
    "P16": "Many copies of the program write the same files at once",
    "P17": "Very large files, and disks that go away",
}
_LINE = re.compile(r"^(P\d+) (.+?)\s{2,}(\d+)\s+(\d+)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """What one trial came to."""

    promise: str  # "P2"
    done: str  # "kill -9, mp3"
    trials: int
    broken: int


def lines() -> list[Line]:
    """Every line of the run."""
    found = map(_LINE.match, RUN.read_text("utf-8").splitlines())
    return [Line(m[1], m[2], int(m[3]), int(m[4])) for m in found if m]


def figures() -> str:
    """A table of every promise that was put to the test; what differs by format is summed up."""
    sums: dict[tuple[int, str], list[Line]] = {}
    for line in lines():
        number = int(line.promise[1:])
        sums.setdefault((number, line.done.partition(",")[0]), []).append(line)
    rows, last = [], 0
    for (number, done), group in sorted(sums.items(), key=lambda item: item[0][0]):
        told = PROMISES[f"P{number}"] if number != last else ""
        kinds = ", ".join(line.done.partition(", ")[2] for line in group if "," in line.done)
        trials, broken = sum(line.trials for line in group), sum(line.broken for line in group)
        rows.append([told, f"{done}: {kinds}" if kinds else done, f"{trials:,}", f"{broken:,}"])
        last = number
    return table(["promise", "how it was tried", "times", "broken"], rows)
