"""P8: whatever was written, and however it is taken back, every byte is what it was."""

from __future__ import annotations

import dataclasses
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from engine.errors import ChangedError, LinernotesError
from engine.journal import Journal
from engine.scan import content_hash
from engine.writing import TagFileWriter, steps, to_undo, undo
from tests.audio_files import FORMATS, make_audio
from tests.torture.files import WRITABLE
from tests.torture.promises import Figure, forked
from tests.torture.subjects import DESCRIPTION, restart, track_of, undo_all

_CHANGED_EACH = 10  # every so many files somebody changes the file before the undo


def undo_of_many(disk: Path, music: Sequence[Path], count: int) -> Iterator[Figure]:
    """Three writes to each file, taken back in one of four ways."""
    rng = random.Random(8)
    broken, done = Counter[str](), Counter[str]()
    ways: tuple[Callable[[Path, Path], None], ...] = (_first, _out_of_order, _there_and_back)
    for number, path in enumerate(_files(disk, music, count)):
        journal = disk / f"undo{number % 50}.sqlite"
        old = content_hash(path)
        try:
            for words in ("One.", "Two, longer. " * 40, "Three, much longer. " * 400):
                _write(journal, path, words)
        except LinernotesError:
            done["refused"] += 1
            broken["changed though refused"] += content_hash(path) != old
            undo_all(journal)
            continue
        if number % _CHANGED_EACH == 0:
            broken["somebody's change undone"] += not _refuses(journal, path)
            done["refused for a change"] += 1
        if number % 4 == 3:
            _killed(journal, rng)
            done["killed meanwhile"] += 1
        else:
            ways[number % 4](journal, path)
        undo_all(journal)
        broken["not restored"] += content_hash(path) != old
        broken["stray"] += bool(list(path.parent.glob(".~linernotes-*")))
        done["restored"] += 1
        path.unlink()
    words = ", ".join(f"{n} {word}" for word, n in done.items())
    yield Figure("P8 undo of three writes", done["restored"] + done["refused"], broken, words)


def _files(disk: Path, music: Sequence[Path], count: int) -> Iterator[Path]:
    """The real files, and made ones of every format up to the number."""
    yield from music[:count]
    home = disk / "made"
    home.mkdir()
    for seed in range(count - len(music)):
        kind = WRITABLE[seed % len(WRITABLE)]
        name = f"{seed}{FORMATS[kind].suffix}"
        tags = {"title": "Kept", "comment": "mine"} if seed % 2 else {}
        yield make_audio(home / name, kind=kind, seconds=1 + seed % 4, seed=seed, tags=tags)


def _write(journal: Path, path: Path, words: str) -> None:
    description = dataclasses.replace(DESCRIPTION, text=words)
    with Journal(journal) as opened:
        TagFileWriter(opened).write(dataclasses.replace(track_of(path), description=description))


def _take_back(journal: Path, path: Path, which: int) -> None:
    """Everything down to the `which`-th of the file's writes."""
    with Journal(journal) as opened:
        written = [r for r in opened.of_path(path) if not r.undoes]
        own = opened.begin(undo=True)
        for target in to_undo(opened, written[which].batch, [path]):
            for record in steps(opened, target):
                undo(opened, own, record)


def _first(journal: Path, path: Path) -> None:
    _take_back(journal, path, 0)


def _out_of_order(journal: Path, path: Path) -> None:
    _take_back(journal, path, 1)
    _take_back(journal, path, 0)


def _there_and_back(journal: Path, path: Path) -> None:
    """An undo, taken back itself: the file is new again, for the last undo to find."""
    new = content_hash(path)
    with Journal(journal) as opened:
        (target, *_) = to_undo(opened, None, [path])
        taken = opened.begin(undo=True)
        for record in steps(opened, target):
            undo(opened, taken, record)
        own = opened.begin(undo=True)
        for again in to_undo(opened, taken, [path]):
            for record in steps(opened, again):
                undo(opened, own, record)
    if content_hash(path) != new:
        raise AssertionError("an undo could not be taken back")


def _killed(journal: Path, rng: random.Random) -> None:
    child = forked(undo_all, journal)
    time.sleep(rng.uniform(0, 0.1))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    restart(journal)


def _refuses(journal: Path, path: Path) -> bool:
    """Whether a file that somebody has changed stays as they left it."""
    new, info = path.read_bytes(), path.stat()
    path.write_bytes(new + b"somebody")
    with suppress(ChangedError):
        _take_back(journal, path, 0)
        return False
    theirs = path.read_bytes() == new + b"somebody"
    path.write_bytes(new)
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    return theirs
