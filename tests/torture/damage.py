"""P5 on files that somebody else has damaged: what we write sounds as it did, or is refused."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from engine.audio import pcm_digest
from engine.errors import LinernotesError
from tests.audio_files import FORMATS, make_audio
from tests.torture.files import WRITABLE
from tests.torture.promises import Figure
from tests.torture.subjects import Write

_ODD_SIZES = (bytes(4), b"\xff" * 4, b"\0\0\0\1", b"\1\0\0\0", b"\x7f\xff\xff\xff")
_TAILS = (bytes(200), b"TAG" + bytes(125), b"ID3\4\0\0\0\0\0\0", b"junk at the end")


def damaged_files(disk: Path, count: int, write: Write) -> Iterator[Figure]:
    """The proof by bytes must never believe in a sound that a decoder does not give."""
    rng = random.Random(5)
    broken, done = Counter[str](), Counter[str]()
    originals = {
        kind: make_audio(disk / f"{kind}{FORMATS[kind].suffix}", kind=kind, seconds=1.5)
        for kind in WRITABLE
    }
    for _ in range(count):
        kind = rng.choice(WRITABLE)
        path = disk / f"damaged{FORMATS[kind].suffix}"
        data = _damaged(originals[kind].read_bytes(), rng)
        path.write_bytes(data)
        sound = _sound(path)
        try:
            write(disk / "damage.sqlite", path)
        except LinernotesError:
            done["refused"] += 1
            broken["changed though refused"] += path.read_bytes() != data
            continue
        done["written"] += 1
        broken[f"sound of {kind} changed"] += _sound(path) != sound
    words = ", ".join(f"{n} {word}" for word, n in done.items())
    yield Figure("P5 sound of damaged files", count, broken, words)


def _sound(path: Path) -> str:
    try:
        return pcm_digest(path)
    except LinernotesError as error:
        return error.reason


def _damaged(data: bytes, rng: random.Random) -> bytes:
    """Up to four bits, numbers, gaps, repetitions or tails that were not there."""
    content = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        zone = rng.randrange(min(rng.choice((64, 600, 5000, len(content))), len(content)))
        at = zone if rng.random() < 0.75 else len(content) - 1 - zone
        match rng.randrange(6):
            case 0:
                content[at] ^= 1 << rng.randrange(8)
            case 1:
                content[at : at + 4] = rng.choice(_ODD_SIZES)
            case 2:
                del content[at : at + rng.choice((1, 4, 100, 2000))]
            case 3:
                content[at:at] = rng.randbytes(rng.choice((1, 4, 100)))
            case 4:
                content += rng.choice(_TAILS)
            case _:
                other = rng.randrange(len(content))
                content[at : at + 30] = content[other : other + 30]
    return bytes(content) or b"x"
