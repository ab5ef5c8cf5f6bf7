"""What jobs tell while they run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.errors import LinernotesError
from engine.journal import Record
from engine.tags import TagChange
from engine.track import Track
from engine.writing import Shown


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is, and what has just happened."""

    done: int
    total: int | None = None  # None: not known yet
    track: Track | None = None  # the track that was just finished
    error: LinernotesError | None = None  # what went wrong with it, or with a folder
    changes: tuple[TagChange, ...] = ()  # what a write changed in the file, or would change
    record: Record | None = None  # of an undo: what was taken back


@dataclass(frozen=True, slots=True)
class Preview:
    """What a write would do to one file."""

    track: Track
    changes: tuple[TagChange, ...] = ()
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by field name
    shown: tuple[Shown, ...] = ()
    error: LinernotesError | None = None  # why it would be refused
