"""What a file carries, as values: entries, which are short, and spans, which may be long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

Entry = tuple[str, bytes]  # where it stands, under the name our fields go by; what it holds
SOUND = "sound"  # the name of what a decoder is given, if it is given nothing else
_BLOCK = 256 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes of a file that stay where they are: there may be too many to hold in memory."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Carried:
    """All that a file carries but padding, sizes and checksums."""

    entries: Counter[Entry]
    spans: tuple[Span, ...] = ()  # in the file's order
    ours: Counter[Entry] = field(default_factory=Counter)  # of our fields, if they were told apart


def lost(before: Carried, after: Carried) -> Counter[Entry]:
    """Entries that are not there any more, or not as they were."""
    gone = before.entries - after.entries
    return Counter({entry: n for entry, n in gone.items() if entry[0] != SOUND})


def proves_sound(before: Carried, after: Carried) -> bool:
    """Whether two files whose spans are the same give the same to a decoder."""
    entries = [{e for e in each.entries if e[0] == SOUND} for each in (before, after)]
    has_sound = bool(entries[0]) or any(span.name == SOUND for span in before.spans)
    return has_sound and entries[0] == entries[1]


def same_spans(
    one: Path,
    ones: Carried,
    other: Path,
    others: Carried,
    known: Sequence[tuple[int, int, int]] = (),
) -> bool:
    """Whether both files hold the same bytes in their spans, in the same order.

    `known`: stretches that are not compared again, in the order of the file `one`: their start
    and end there, and how much further on the very same bytes are in `other`.
    """
    shapes = [[(s.name, s.end - s.start) for s in c.spans] for c in (ones, others)]
    if shapes[0] != shapes[1]:
        return False
    # Compared instead of hashed: that is several times as fast, and needs no trust in a hash.
    with one.open("rb", buffering=0) as a, other.open("rb", buffering=0) as b:
        return all(
            _same_bytes(a, b, start, end, right.start - left.start)
            for left, right in zip(ones.spans, others.spans, strict=True)
            for start, end in _unknown(left, right.start - left.start, known)
        )


def _unknown(
    span: Span, move: int, known: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[int, int]]:
    """What is left of the span without the stretches that are so much further on."""
    at = span.start
    for start, end, moved in known:
        if moved == move and end > at and start < span.end:
            if start > at:
                yield at, start
            at = end
    if at < span.end:
        yield at, span.end


def _same_bytes(a: FileIO, b: FileIO, start: int, end: int, move: int) -> bool:
    a.seek(start)
    b.seek(start + move)
    for at in range(start, end, _BLOCK):
        size = min(_BLOCK, end - at)
        piece = a.read(size)
        if len(piece) < size or b.read(size) != piece:
            return False
    return True
