"""Jobs that bring the library up to date with the folders, and listen to what is new there."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from engine.errors import LinernotesError, ScanError, WorkerError
from engine.jobs.progress import Progress
from engine.library import Library
from engine.pool import Describer
from engine.scan import FoundFile, Signature, content_hash, find_news, is_folder
from engine.track import Track
from engine.writing import open_settled

_BATCH = 500
_TICK_S = 0.1


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
