"""What the window does in the background, without any Qt: jobs as generators, decisions as calls.

Everything here runs in worker threads and gives back Rows, the little that the window shows of a
track: a hundred thousand of them fit into memory.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from engine.errors import LinernotesError, ScanError
from engine.library import Library
from engine.manner import load_manner
from engine.priority import Priority
from engine.track import WRITABLE, Track, TrackState
from engine.words import printable
from tagger_gui.services import Services
from tagger_gui.settings.values import Settings

_T = TypeVar("_T")
_PAGE = 2000  # rows read at once
_LONGEST = 2000  # characters kept of any text
_TICK_S = 0.05
_MOST_FAILURES = 20_000  # shown at once


@dataclass(frozen=True, slots=True)
class Row:
    """What the window shows of a track."""

    id: int
    path: str  # as os.fsdecode gives it: may hold half characters
    state: TrackState
    title: str
    artist: str
    text: str  # the description
    duration_s: float
    trouble: str = ""  # why it failed, or why it was not written
    full: bool = True  # False: `text` is only the beginning
    album: str = ""
    genre: str = ""  # as the file has it
    year: int | None = None
    tempo_bpm: float | None = None
    key: str = ""
    added_s: float = 0.0  # seconds since 1970
    missing: bool = False  # not in its folder at the last scan

    @property
    def name(self) -> str:
        """The title, or the file's name."""
        return self.title or printable(Path(Path(self.path).name))


class Phase(Enum):
    """What a job is doing."""

    LOOKING = auto()  # for files in folders
    LISTENING = auto()
    CHECKING = auto()  # what a write would change
    WRITING = auto()
    UNDOING = auto()  # a write is taken back
    REWORDING = auto()  # descriptions follow the user's vocabulary
    TAKING = auto()  # words from elsewhere are taken up


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One tag field before and after a write."""

    field: str  # its name in the engine
    kind: str  # fill, append or replace
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is, and what has just happened."""

    phase: Phase
    done: int
    total: int | None = None
    row: Row | None = None  # the track that was just finished
    error: LinernotesError | None = None  # what went wrong with it, or with a folder
    changes: tuple[FieldChange, ...] = ()  # of tag fields, that were made or would be made
    batch: int = 0  # what the journal calls the batch that has just been written


@dataclass(slots=True)
class Throttle:
    """What the user wants of a running job: set by the window, read in the job's thread."""

    paused: bool = False
    cores: int = 0  # at most so many at once; 0: all there are
    priority: Priority = Priority.LOW  # of workers
    windows: int = 3  # of ten seconds, listened to per track


def row_of(track: Track, trouble: str = "") -> Row:
    """What the window shows of `track`."""
    text = track.description.text if track.description else ""
    return Row(
        id=track.id,
        path=str(track.path),
        state=track.state,
        title=track.tags.title[:_LONGEST],
        artist=track.tags.artist[:_LONGEST],
        text=text[:_LONGEST],
        duration_s=track.duration_s,
        trouble=(trouble or track.error)[:_LONGEST],
        full=len(text) <= _LONGEST,
        album=track.tags.album[:_LONGEST],
        genre=track.tags.genre[:_LONGEST],
        year=track.tags.year,
        tempo_bpm=track.description.tempo_bpm if track.description else None,
        key=track.description.key if track.description else "",
        added_s=track.added_s,
        missing=track.missing,
    )


# --- jobs ---------------------------------------------------------------------------------------


def load_rows(library: Library) -> Iterator[list[Row]]:
    """All tracks in the order of their paths, page by page."""
    offset = 0
    while page := library.tracks(limit=_PAGE, offset=offset):
        yield [row_of(track) for track in page if not track.missing]
        offset += len(page)


def take_in(
    services: Services, folders: Sequence[Path], throttle: Throttle, *, sample: int = 0
) -> Iterator[Step]:
    """Looks for music in the folders, then listens to what is new there, or to so many of it."""
    from engine import jobs

    done, troubled = 0, False
    for file in (path for path in folders if path.is_file()):
        yield Step(Phase.LOOKING, 0, error=ScanError(file, "it is a file; choose its folder"))
    folders = [path for path in folders if not path.is_file()]
    with _closing(jobs.scan(services.library, folders)) as events:
        for progress in events:
            done, troubled = progress.done, troubled or progress.error is not None
            yield Step(Phase.LOOKING, done, error=progress.error)
            yield from held(throttle, Step(Phase.LOOKING, done))
    if folders and not done and not troubled:
        yield Step(Phase.LOOKING, 0, error=ScanError(folders[0], "no music was found in it"))
    if folders:
        yield from listen(services, folders, throttle, sample=sample)


def held(throttle: Throttle, step: Step) -> Iterator[Step]:
    """Waits while the job is paused; the step is told again, so that it can be cancelled."""
    while throttle.paused:
        time.sleep(_TICK_S)
        yield step


def listen(
    services: Services, folders: Sequence[Path], throttle: Throttle, *, sample: int = 0
) -> Iterator[Step]:
    """Listens to every track below the folders that waits for it, or to so many all over them."""
    from engine import jobs

    waiting = services.library.unheard(folders)
    if sample:
        waiting = waiting[:: max(1, len(waiting) // sample)][:sample]
    total, heard = len(waiting), set[int]()
    yield Step(Phase.LISTENING, 0, total)
    while waiting := [track for track in waiting if track.id not in heard]:
        begun_with, done = (throttle.windows, throttle.priority), len(heard)
        with (
            services.open_pool(*begun_with, load_manner(services.library.path)) as pool,
            _closing(jobs.describe(services.library, pool, waiting)) as events,
        ):
            for progress in events:
                row = row_of(progress.track) if progress.track else None
                yield Step(Phase.LISTENING, done + progress.done, total, row, progress.error)
                if progress.track:
                    heard.add(progress.track.id)
                if begun_with != (throttle.windows, throttle.priority):
                    break  # workers have these from their start: on with new ones
                pool.use(throttle.cores)
                if throttle.paused:
                    pool.pause()
                else:
                    pool.resume()
            else:
                return


def listen_everywhere(services: Services, throttle: Throttle) -> Iterator[Step]:
    """Listens to every track that waits for it in a folder that is there."""
    if folders := online_folders(services.library):
        yield from listen(services, folders, throttle)


def check_write(library: Library, settings: Settings, throttle: Throttle) -> Iterator[Step]:
    """What writing all accepted descriptions would change; touches nothing."""
    tracks = library.tracks(states=WRITABLE)
    yield from _written(library, tracks, Phase.CHECKING, settings, throttle)


def write(
    library: Library,
    ids: Sequence[int],
    without: Mapping[int, Collection[str]],
    settings: Settings,
    throttle: Throttle,
) -> Iterator[Step]:
    """Writes the accepted descriptions of these tracks, and of no others, into their files.

    `without`: by track, fields that are left alone. The last step names the batch.
    """
    found = library.by_id(ids)
    tracks = [found[i] for i in ids if i in found]
    last = _newest_batch(library)
    yield from _written(library, tracks, Phase.WRITING, settings, throttle, without=without)
    if (batch := _newest_batch(library)) != last:
        yield Step(Phase.WRITING, len(tracks), len(tracks), batch=batch)


def _newest_batch(library: Library) -> int:
    from engine.journal import Journal

    with Journal.beside(library.path) as journal:
        return max((batch.id for batch in journal.batches() if not batch.undo), default=0)


def _written(
    library: Library,
    tracks: Sequence[Track],
    phase: Phase,
    settings: Settings,
    throttle: Throttle,
    *,
    without: Mapping[int, Collection[str]] = MappingProxyType({}),
) -> Iterator[Step]:
    from engine import jobs
    from tagger_gui.settings.profiles import ProfileChoice, profile_of

    profile = profile_of(ProfileChoice(settings.profile, settings.policies))
    dry_run = phase is Phase.CHECKING
    for progress in jobs.write(library, tracks, dry_run=dry_run, profile=profile, without=without):
        trouble = progress.error.reason if progress.error else ""
        row = row_of(progress.track, trouble) if progress.track else None
        changes = tuple(
            FieldChange(c.field.name, c.kind.value, "; ".join(c.before), "; ".join(c.after))
            for c in progress.changes
        )
        yield Step(phase, progress.done, progress.total, row, progress.error, changes)
        yield from held(throttle, Step(phase, progress.done, progress.total))


@contextmanager
def _closing(events: Iterator[_T]) -> Iterator[Iterator[_T]]:
    """Cancels a job of the engine when the one around it ends, however it ends."""
    try:
        yield events
    finally:
        if isinstance(events, Generator):
            events.close()


# --- questions ----------------------------------------------------------------------------------


def online_folders(library: Library) -> list[Path]:
    """The folders ever scanned that are there now."""
    return [folder for folder, there in library.roots().items() if there]


def count_waiting(library: Library) -> int:
    """How many tracks wait to be listened to, in folders that are there."""
    folders = online_folders(library)
    return library.count_unheard(folders) if folders else 0


def failed_rows(library: Library) -> list[Row]:
    """The tracks that could not be described."""
    failed = library.tracks(states=[TrackState.FAILED], limit=_MOST_FAILURES)
    return [row_of(track) for track in failed if not track.missing]


def rows_of(library: Library, ids: Sequence[int]) -> list[Row]:
    """What the window shows of these tracks; of those that are not there, nothing."""
    return [row_of(track) for track in library.by_id(ids).values()]
