"""Puts a description into the tags of a music file, through a proven copy and the journal."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from engine.errors import TagError
from engine.journal import Delta, Journal
from engine.tags import TagChange
from engine.track import Track
from engine.writing import proof
from engine.writing.look import look
from engine.writing.profiles import STANDARD, Profile
from engine.writing.replace import rewrite
from engine.writing.wanted import wanted_fields


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did to one file."""

    changes: tuple[TagChange, ...]  # empty: the file said all this already and was not touched
    size: int  # bytes, of the file as it is now
    mtime_ns: int


class Run(Protocol):
    """Calls a function of engine.writing.proof, in another process or in this one."""

    def __call__(self, function: Callable[..., Any], path: Path, *arguments: Any) -> Any: ...


def here(function: Callable[..., Any], path: Path, *arguments: Any) -> Any:
    """Calls it in this process, without limits: for files one knows."""
    return function(path, *arguments)


class TagFileWriter:
    """One batch of writes into tags."""

    def __init__(self, journal: Journal, run: Run = here, profile: Profile = STANDARD) -> None:
        self._journal = journal
        self._run = run
        self._profile = profile
        self._batch = 0  # the journal's number, once there is something to write

    def preview(self, track: Track) -> list[TagChange]:
        """What `write` would change in the file; raises TagError if it would refuse."""
        path, _ = look(track)
        return self._plan(path, track)

    def write(self, track: Track, without: Collection[str] = ()) -> Written:
        """Puts the track's description into its file's tags, but not into the fields `without`.

        Keeps the sound bit for bit, every field that is not ours, the ID3 version, mode, owner,
        times and extended attributes. Raises TagError or JournalError, and has then changed
        nothing.
        """
        path, before = look(track)
        changes = [c for c in self._plan(path, track) if c.field.name not in without]
        if not changes:
            return Written((), before.st_size, before.st_mtime_ns)
        self._batch = self._batch or self._journal.begin()
        edit, prove = (partial(step, path, changes) for step in (self._edit, self._prove))
        record = rewrite(
            self._journal, self._batch, path, before, edit, prove=prove, name=track.path
        )
        return Written(tuple(changes), record.new_size, record.attributes.mtime_ns)

    def _plan(self, path: Path, track: Track) -> list[TagChange]:
        if not self._profile.writes_files:
            raise TagError(track.path, "this profile writes nothing into files")
        wanted = wanted_fields(track, self._profile)
        policies = dict(self._profile.policies)
        changes: list[TagChange] = self._run(proof.plan, path, wanted, policies)
        return changes

    def _edit(self, path: Path, changes: list[TagChange], copy: Path) -> None:
        self._run(proof.edit, path, copy, changes, self._profile.id3_version)

    def _prove(self, path: Path, changes: list[TagChange], copy: Path, delta: Delta) -> None:
        self._run(proof.prove, path, copy, changes, delta.same)
