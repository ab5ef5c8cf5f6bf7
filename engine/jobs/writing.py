"""Jobs that change files, say what they would change, and take it back."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from engine.child import Child
from engine.errors import ChangedError, LibraryError, LinernotesError, TagError
from engine.jobs.progress import Preview, Progress
from engine.journal import Journal, Record, RecordState
from engine.library import Library
from engine.track import WRITABLE, Track
from engine.writing import (
    STANDARD,
    Profile,
    SidecarWriter,
    TagFileWriter,
    open_settled,
    proof,
    shown,
    steps,
    to_undo,
)
from engine.writing import undo as undo_record

_NOTHING: Mapping[int, Collection[str]] = MappingProxyType({})


def write(
    library: Library,
    tracks: Iterable[Track],
    *,
    dry_run: bool = False,
    profile: Profile = STANDARD,
    sidecar: bool = False,
    per_folder: bool = False,
    without: Mapping[int, Collection[str]] = _NOTHING,
) -> Generator[Progress]:
    """Puts accepted and edited descriptions into their files, one file after another.

    `sidecar`: into small files beside them instead, which touches no music file; `per_folder`:
    into one such file per folder.
    `without`: by a track's number, names of tag fields of its file that are left alone.
    """
    waiting = [t for t in tracks if t.state in WRITABLE and t.description and t.description.text]
    with open_settled(library.path) as journal, Child("reading or writing its tags") as child:
        writer: SidecarWriter | TagFileWriter = TagFileWriter(journal, child.run, profile)
        if sidecar:
            writer = SidecarWriter(profile, per_folder=per_folder)
        for done, track in enumerate(waiting, 1):
            try:
                _refuse_unheard(track)
                if dry_run:
                    changes = tuple(writer.preview(track))
                    yield Progress(done, len(waiting), track, changes=changes)
                else:
                    if isinstance(writer, SidecarWriter):
                        written = writer.write(track)
                    else:
                        written = writer.write(track, without.get(track.id, ()))
                    if not sidecar:  # the file itself still waits for its words
                        track = library.save_written(track, written.size, written.mtime_ns)  # noqa: PLW2901
                    yield Progress(done, len(waiting), track, changes=written.changes)
            except ChangedError as error:
                library.hear_again([track])
                yield Progress(done, len(waiting), track, error)
            except LinernotesError as error:
                yield Progress(done, len(waiting), track, error)


def preview(
    library: Library, tracks: Iterable[Track], profile: Profile = STANDARD
) -> Generator[Preview]:
    """What a write would do to each file, and what players would then show; changes nothing."""
    with open_settled(library.path) as journal, Child("reading its tags") as child:
        writer = TagFileWriter(journal, child.run, profile)
        for track in tracks:
            try:
                _refuse_unheard(track)
                changes = tuple(writer.preview(track))
                before, container = child.run(proof.read, track.path)
            except LinernotesError as error:
                yield Preview(track, error=error)
                continue
            after = {**before, **{c.field.name: c.after for c in changes}}
            yield Preview(track, changes, before, tuple(shown(after, container)))


def undo(library: Library, batch: int | None, files: Sequence[Path] = ()) -> Generator[Progress]:
    """Makes files again what they were before a batch of writes, or before all of them (None).

    What was taken back can be taken back in its turn: it is a batch itself.
    """
    with open_settled(library.path) as journal:
        targets, own = to_undo(journal, batch, files), 0
        if not (files and targets):  # named files that are whole are not other records' business
            yield from (Progress(0, len(targets), error=e) for e in journal.damaged(batch))
        for done, target in enumerate(targets, 1):
            try:
                for record in steps(journal, target):
                    own = own or journal.begin(undo=True)
                    undo_record(journal, own, record)
                    track = _save_undone(library, journal, record)
                    yield Progress(done, len(targets), track, record=record)
            except LinernotesError as error:
                track = _known(library, target)
                yield Progress(done, len(targets), track, error, record=target)


def _save_undone(library: Library, journal: Journal, record: Record) -> Track | None:
    """The track after `record` was taken back; None if the library does not have it."""
    track = _known(library, record)
    if track is None:
        return None
    states = [r.state for r in journal.of_path(record.path) if not r.undoes]
    written = RecordState.COMMITTED in states
    return library.save_undone(track, record.old_size, record.attributes.mtime_ns, written=written)


def _known(library: Library, record: Record) -> Track | None:
    try:
        return library.get(record.name)
    except LibraryError:
        return None


def _refuse_unheard(track: Track) -> None:
    """The words must be about the sound that is in the file now."""
    if track.error:
        raise TagError(track.path, track.error)
    if track.missing or not track.heard:
        raise TagError(track.path, "it has changed since it was listened to; scan its folder first")
