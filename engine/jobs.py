"""The verbs: scan, describe, write, and the user's decisions between them.

A job is a generator of Progress, started and cancelled in the same way everywhere: iterate to
run it, close it to cancel. It yields at least every tenth of a second.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from engine.child import Child
from engine.errors import (
    ChangedError,
    LibraryError,
    LinernotesError,
    ScanError,
    TagError,
    WorkerError,
)
from engine.journal import Journal, Record, RecordState
from engine.library import Library
from engine.model import TextEncoder
from engine.pool import Describer
from engine.scan import FoundFile, Signature, content_hash, find_news, is_folder
from engine.tags import TagChange
from engine.track import USER, WRITABLE, Track, TrackState
from engine.words import one_line
from engine.writing import (
    STANDARD,
    Profile,
    Shown,
    SidecarWriter,
    TagFileWriter,
    open_settled,
    proof,
    shown,
    steps,
    to_undo,
)
from engine.writing import undo as undo_record

_BATCH = 500
_TICK_S = 0.1
_NOTHING: Mapping[int, Collection[str]] = MappingProxyType({})


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


def scan(
    library: Library,
    folders: Iterable[Path],
    *,
    follow_links: bool = False,
    roots: Sequence[Path] = (),
    quiet_s: float = 0.0,
) -> Generator[Progress]:
    """Brings the library up to date with what is in the folders; decodes nothing.

    A folder that is not there, or that was full and is now empty (an unmounted disk), is offline:
    its tracks stay as they are. `roots`: the folders count as parts of those they are in. Files
    that were written to in the last `quiet_s` seconds, copies half made perhaps, are left for
    the next scan.
    """
    done = 0
    try:
        with open_settled(library.path):
            pass  # what a killed write left in the folders is gone before they are looked at
    except LinernotesError as error:
        yield Progress(done, error=error)
    for folder in folders:
        if not is_folder(folder):
            reason = "it is not there; its tracks are kept"
            if os.path.isfile(folder):  # noqa: PTH113  (see is_folder)
                reason = "this is a file; name the folder it is in"
            yield Progress(done, error=ScanError(folder, reason))
            continue
        around = [root for root in roots if folder.is_relative_to(root)]
        root = library.add_root(around[0] if around else folder)
        for event in _scan_folder(library, root, folder, follow_links, quiet_s):
            yield replace(event, done=done + event.done)
        done += event.done


def _scan_folder(
    library: Library, root: int, folder: Path, follow_links: bool, quiet_s: float
) -> Generator[Progress]:
    known: set[Signature] = set()
    for part in library.known_files(folder):
        known.update(part)
        yield Progress(0)
    was_full, done, ticked = bool(known), 0, time.monotonic()
    met: set[bytes] = set()
    unread: list[Path] = []
    batch: list[FoundFile] = []
    for found in find_news(folder, known, follow_links=follow_links):
        if isinstance(found, ScanError):
            unread.append(found.path)
            yield Progress(done, error=found)
        elif isinstance(found, int):
            done += found
        else:
            met.add(os.fsencode(found.path))
            if not 0 <= time.time() - found.mtime_ns / 1e9 < quiet_s:
                done += 1
                batch.append(found)
        if len(batch) >= _BATCH or time.monotonic() - ticked > _TICK_S:
            library.add_files(root, batch)
            batch.clear()
            ticked = time.monotonic()
            yield Progress(done)
    library.add_files(root, batch)
    if was_full and not done and not met:
        reason = "it is empty now (not mounted?); its tracks are kept"
        yield Progress(done, error=ScanError(folder, reason))
        return
    gone = [Path(os.fsdecode(path)) for path, *_ in known if path not in met]
    gone = [path for path in gone if not any(path.is_relative_to(u) for u in unread)]
    library.mark_missing(gone)
    yield Progress(done)


def describe(library: Library, pool: Describer, tracks: Sequence[Track]) -> Generator[Progress]:
    """Listens to the tracks and keeps each result as soon as it is there."""
    by_path = {track.path: track for track in tracks}
    done = 0
    quarantined = library.quarantine.sizes()
    healthy: list[Path] = []
    for track in tracks:
        reason = _quarantine_reason(library, track) if track.size in quarantined else ""
        if not reason:
            healthy.append(track.path)
            continue
        done += 1
        failed = library.save_failure(track, reason)
        yield Progress(done, len(tracks), failed, WorkerError(track.path, reason))
    results = pool.describe(healthy)
    try:
        for result in results:
            if result is None:
                yield Progress(done, len(tracks))
                continue
            path, analysis = result
            track = by_path[path]
            done += 1
            if isinstance(analysis, LinernotesError):
                if isinstance(analysis, WorkerError):
                    _put_in_quarantine(library, track, analysis.reason)
                failed = library.save_failure(track, analysis.reason)
                yield Progress(done, len(tracks), failed, analysis)
            else:
                yield Progress(done, len(tracks), library.save_analysis(track, analysis))
    finally:
        results.close()


def _quarantine_reason(library: Library, track: Track) -> str:
    try:
        reason = library.quarantine.reason(content_hash(track.path))
    except OSError:
        return ""  # the worker will say what is wrong with the file
    return f"in quarantine: {reason}" if reason else ""


def _put_in_quarantine(library: Library, track: Track, reason: str) -> None:
    try:
        library.quarantine.add(content_hash(track.path), track.size, reason)
    except OSError:
        return  # a file that cannot be read cannot be recognised either


def accept(library: Library, tracks: Iterable[Track]) -> int:
    """The model's words are right; how many there were.

    Tracks without words, and those whose words are the user's own or written already, are passed
    over; a skipped one may be taken back.
    """
    open_states = (TrackState.DESCRIBED, TrackState.SKIPPED)
    right = [t for t in tracks if t.state in open_states and t.description and t.description.text]
    by_person = [t for t in right if t.description and t.description.model == USER]
    library.set_state(by_person, TrackState.EDITED)
    library.set_state([t for t in right if t not in by_person], TrackState.ACCEPTED)
    return len(right)


def edit(library: Library, encoder: TextEncoder, track: Track, words: str) -> Track:
    """The user's own words: one line, without control characters. Raises LibraryError."""
    line = one_line(words)
    return library.set_text(track, line, encoder.encode(line).astype("<f2").tobytes())


def skip(library: Library, tracks: Iterable[Track]) -> None:
    """The user wants no description of these tracks."""
    library.set_state(tracks, TrackState.SKIPPED)


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
