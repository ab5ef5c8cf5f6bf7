"""Watches folders for music that comes, goes and changes. The only home of watchdog.

The system tells of changes where it can. Where it cannot (network mounts, more folders than it
is ready to watch) the folders are named for a scan from time to time; all others too, but seldom,
because even a system that can tell loses a word now and then.
"""

from __future__ import annotations

import errno
import os
import queue
import re
import sys
import threading
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from engine.words import printable

SWEEP_S = 3600.0  # between two looks at everything
POLL_S = 300.0  # between two looks at what cannot be watched
QUIET_S = 3.0  # a file that nobody has written to for so long is complete
_PATIENCE = 10  # a folder that is never quiet is named after so many times QUIET_S
_TICK_S = 0.1
_CLOSE_S = 0.3
_AT_ONCE = 1000  # words of the system between two events of ours
_LIMIT = "the system's limit of watches (fs.inotify.max_user_watches) is reached"
_NETWORK = frozenset(
    "9p afs afpfs ceph cifs davfs fuse.davfs2 fuse.gvfsd-fuse fuse.rclone fuse.s3fs fuse.sshfs"
    " glusterfs fuse.glusterfs lustre ncpfs nfs nfs4 smb3 smbfs vboxsf virtiofs".split()
)
_CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]  # fmt: skip  (opening and reading a file, as we do, is no change)


@dataclass(frozen=True, slots=True)
class Changed:
    """Something has changed in these folders, or below them, and is quiet now: scan them."""

    folders: tuple[Path, ...]  # none of them in another
    swept: bool = False  # nobody said so: it is time to look


@dataclass(frozen=True, slots=True)
class Watching:
    """How well the folders are watched, told at first and whenever it changes."""

    watched: int  # folders of which the system tells changes
    folders: int  # folders in all, those below the named ones included
    reasons: tuple[str, ...] = ()  # why not all of them
    poll_s: float = POLL_S

    def __str__(self) -> str:
        if not self.reasons:
            return f"Watching {self.folders} folder{'s' * (self.folders != 1)}."
        rest = f"the rest is looked at every {self.poll_s / 60:.0f} minutes"
        why = "; ".join(self.reasons)
        return f"Watching {self.watched} of {self.folders} folders; {rest} ({why})."


def watch(
    folders: Sequence[Path],
    *,
    sweep_s: float = SWEEP_S,
    poll_s: float = POLL_S,
    quiet_s: float = QUIET_S,
) -> Generator[Changed | Watching | None]:
    """Endless: what has changed, how well that is known, and None at least every 100 ms.

    The first change, as soon as the watching has begun, is that everything wants to be looked at.
    Closing the generator ends the watching at once. A folder that is not there, or is there again,
    is found out about with the next poll.
    """
    roots = outermost(folders)
    eye = _Eye(roots)
    restless = _Restless(quiet_s)
    told: Watching | None = None
    swept = polled = time.monotonic()
    eye.look()
    try:
        while True:
            for path in eye.seen(_TICK_S):
                restless.add(path, roots)
            if eye.state and (state := replace(eye.state, poll_s=poll_s)) != told:
                yield state
                if told is None:
                    yield Changed(tuple(roots), swept=True)
                told = state
            if calm := restless.calm():
                yield Changed(tuple(outermost(calm)))
            now = time.monotonic()
            sweeping = now - swept >= sweep_s
            if sweeping or now - polled >= poll_s:
                swept, polled = now if sweeping else swept, now
                eye.look()
                if due := roots if sweeping else eye.blind:
                    yield Changed(tuple(due), swept=True)
            yield None
    finally:
        eye.close()


def outermost(folders: Iterable[Path]) -> list[Path]:
    """The folders without those that lie in another of them."""
    kept: list[Path] = []
    for folder in sorted(set(folders)):
        if not any(folder.is_relative_to(other) for other in kept):
            kept.append(folder)
    return kept


class _Restless:
    """Folders in which something has changed, until they are quiet."""

    def __init__(self, quiet_s: float) -> None:
        self._quiet_s = quiet_s
        self._first: dict[Path, float] = {}  # when the first and the last change was seen
        self._last: dict[Path, float] = {}

    def add(self, path: Path, roots: Sequence[Path]) -> None:
        """Something happened to a file or folder; hidden ones, our own copies too, do not count."""
        for root in roots:
            if path.is_relative_to(root):
                inside = path.relative_to(root).parts
                if not any(part.startswith(".") for part in inside):
                    folder = path.parent if inside else root
                    self._last[folder] = time.monotonic()
                    self._first.setdefault(folder, self._last[folder])

    def calm(self) -> list[Path]:
        """Folders that have become quiet, or never do; they are forgotten here."""
        now = time.monotonic()
        calm = [
            folder
            for folder, last in self._last.items()
            if now - last >= self._quiet_s or now - self._first[folder] >= _PATIENCE * self._quiet_s
        ]
        for folder in calm:
            del self._first[folder], self._last[folder]
        return calm


@dataclass(frozen=True, slots=True)
class _Watch:
    """How one of the named folders is watched."""

    handle: ObservedWatch | None
    identity: tuple[int, int] | None  # of the folder that it is; None if it is not there
    watched: int  # folders
    folders: int
    reason: str  # why not all of them


class _Eye(FileSystemEventHandler):
    """The system's word about changes. Beginning to watch may take long: a thread does it."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self.state: Watching | None = None  # None: not known yet
        self.blind: list[Path] = list(roots)  # where changes are not told, or not all
        self._roots = roots
        self._seen: queue.SimpleQueue[Path] = queue.SimpleQueue()
        self._observer = Observer()
        self._watches: dict[Path, _Watch] = {}
        self._looking: threading.Thread | None = None
        self._closed = False

    def look(self) -> None:
        """Begins to watch what is not watched yet, or is another disk than it was."""
        if self._looking is None or not self._looking.is_alive():
            self._looking = threading.Thread(target=self._look, daemon=True)
            self._looking.start()

    def seen(self, timeout_s: float) -> Iterator[Path]:
        """What has changed since the last call, or some of it, after waiting for something to."""
        with suppress(queue.Empty):
            yield self._seen.get(timeout=timeout_s)
            for _ in range(_AT_ONCE):
                yield self._seen.get_nowait()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog, in a thread of its own."""
        self._seen.put(Path(os.fsdecode(event.src_path)))
        if event.dest_path:  # moved
            self._seen.put(Path(os.fsdecode(event.dest_path)))

    def close(self) -> None:
        """Ends the watching, without waiting for a system that hangs."""
        self._closed = True
        closing = threading.Thread(target=self._observer.stop, daemon=True)
        closing.start()
        closing.join(_CLOSE_S)

    def _look(self) -> None:
        try:
            if not self._observer.is_alive():
                self._observer.start()
        except OSError as error:  # no watches at all are to be had
            reason = error.strerror or str(error)
            self.state = Watching(0, len(self._roots), (reason,))
            return
        for root in self._roots:
            if self._closed:
                return
            self._watches[root] = self._watched(root)
        self.blind = [root for root, watch in self._watches.items() if watch.reason]
        every = self._watches.values()
        reasons = dict.fromkeys(watch.reason for watch in every if watch.reason)
        watched, folders = sum(w.watched for w in every), sum(w.folders for w in every)
        self.state = Watching(watched, folders, tuple(reasons))

    def _watched(self, root: Path) -> _Watch:
        known, identity = self._watches.get(root), _identity(root)
        if known and known.identity == identity:
            return known
        if known and known.handle:  # of a disk that is gone
            with suppress(KeyError, OSError):
                self._observer.unschedule(known.handle)
        if identity is None:
            return _Watch(None, None, 0, 1, f"{printable(root)} is not there")
        folders = sum(1 for _ in os.walk(root))
        if kind := network_kind(root):
            reason = f"{printable(root)} is on a network drive ({kind})"
            return _Watch(None, identity, 0, folders, reason)
        before = _inotify_watches()
        try:
            handle = self._observer.schedule(self, str(root), recursive=True, event_filter=_CHANGES)
        except OSError as error:
            reason = _LIMIT if error.errno == errno.ENOSPC else error.strerror or str(error)
            return _Watch(None, identity, 0, folders, reason)
        # Of a folder below that cannot be watched watchdog says nothing: count what is.
        now = _inotify_watches()
        watched = folders if now is None or before is None else min(now - before, folders)
        return _Watch(handle, identity, watched, folders, _LIMIT if watched < folders else "")


def network_kind(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of network file system that the folder is on; "" for none, or if nothing tells.

    `mounts`: a table like Linux's, device, place and kind in each line.
    """
    if not mounts.exists():
        return ""
    here, best, kind = os.path.realpath(folder), -1, ""
    for line in mounts.read_bytes().splitlines():
        place, mounted = line.split()[1:3]
        # Blanks and the like are octal escapes in the table.
        name = os.fsdecode(re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), place))
        if len(name) >= best and Path(here).is_relative_to(name):
            best, kind = len(name), os.fsdecode(mounted)
    return kind if kind in _NETWORK else ""


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        info = folder.stat()
    except OSError:
        return None
    return info.st_dev, info.st_ino


def _inotify_watches() -> int | None:
    """How many watches this process has now; None where the system has no inotify."""
    if sys.platform != "linux":
        return None
    count = 0
    for info in Path("/proc/self/fdinfo").iterdir():
        with suppress(OSError):  # closed meanwhile
            count += info.read_bytes().count(b"inotify wd:")
    return count
