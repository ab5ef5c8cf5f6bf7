"""What the journal holds, as the History page shows it; no Qt, for worker threads."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.journal import Batch, Journal, RecordState
from engine.library import Library
from engine.words import printable
from tagger_gui.tasks import Phase, Step, Throttle, held, row_of


@dataclass(frozen=True, slots=True)
class History:
    """Every batch of writes, the newest first."""

    batches: tuple[Batch, ...] = ()
    size: int = 0  # bytes on the disk


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file of a batch."""

    path: str  # as os.fsdecode gives it
    state: RecordState

    @property
    def name(self) -> str:
        """The file's name as text for people."""
        return printable(Path(Path(self.path).name))


def history(library: Library) -> History:
    """What the library's journal holds; nothing, and no file, if nothing was ever written."""
    if not _journal_path(library).exists():
        return History()
    with Journal.beside(library.path) as journal:
        return History(tuple(journal.batches()), journal.size())


def files(library: Library, batch: int) -> list[WrittenFile]:
    """The files of a batch, in the order in which they were written."""
    with Journal.beside(library.path) as journal:
        return [WrittenFile(os.fspath(r.path), r.state) for r in journal.of_batch(batch)]


def undo(
    library: Library, batch: int | None, paths: Sequence[Path], throttle: Throttle
) -> Iterator[Step]:
    """Takes a batch back, or all of them (None); `paths`: only these files."""
    from engine import jobs

    for progress in jobs.undo(library, batch, paths):
        trouble = progress.error.reason if progress.error else ""
        row = row_of(progress.track, trouble) if progress.track else None
        yield Step(Phase.UNDOING, progress.done, progress.total, row, progress.error)
        yield from held(throttle, Step(Phase.UNDOING, progress.done, progress.total))


def prune(library: Library, before: float) -> int:
    """Forgets batches that began earlier (seconds since 1970); how many bytes they held."""
    with Journal.beside(library.path) as journal:
        return journal.prune(before)


def _journal_path(library: Library) -> Path:
    return library.path.with_name(f"{library.path.stem}.journal.sqlite")
