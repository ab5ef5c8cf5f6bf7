"""What the window does in the background, without any Qt: jobs as generators, decisions as calls.

Everything here runs in worker threads and gives back Rows, the little that the window shows of a
track: a hundred thousand of them fit into memory.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TypeVar

from engine.errors import LinernotesError, ScanError
from engine.library import Library
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
_DECIDABLE = frozenset(TrackState) - {TrackState.TAGGED}  # what is in the file stays said


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

    @property
    def name(self) -> str:
        """The title, or the file's name."""
        return self.title or printable(Path(Path(self.path).name))


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row that a search has found."""

    row: Row
    score: float  # 0–1
    why: str


class Phase(Enum):
    """What a job is doing."""

    LOOKING = auto()  # for files in folders
    LISTENING = auto()
    CHECKING = auto()  # what a write would change
    WRITING = auto()
    UNDOING = auto()  # a write is taken back


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is, and what has just happened."""

    phase: Phase
    done: int
    total: int | None = None
    row: Row | None = None  # the track that was just finished
    error: LinernotesError | None = None  # what went wrong with it, or with a folder
    fields: tuple[str, ...] = ()  # names of the tag fields that were, or would be, changed


@dataclass(slots=True)
class Throttle:
    """What the user wants of a running job: set by the window, read in the job's thread."""

    paused: bool = False
    cores: int = 0  # at most so many at once; 0: all there are
    priority: Priority = Priority.LOW  # of workers; like the next, looked at when a job begins
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

    done = 0
    for file in (path for path in folders if path.is_file()):
        yield Step(Phase.LOOKING, 0, error=ScanError(file, "it is a file; choose its folder"))
    folders = [path for path in folders if not path.is_file()]
    with _closing(jobs.scan(services.library, folders)) as events:
        for progress in events:
            done = progress.done
            yield Step(Phase.LOOKING, done, error=progress.error)
            yield from held(throttle, Step(Phase.LOOKING, done))
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
    yield Step(Phase.LISTENING, 0, len(waiting))
    if not waiting:
        return
    with (
        services.open_pool(throttle.windows, throttle.priority) as pool,
        _closing(jobs.describe(services.library, pool, waiting)) as events,
    ):
        for progress in events:
            row = row_of(progress.track) if progress.track else None
            yield Step(Phase.LISTENING, progress.done, progress.total, row, progress.error)
            pool.use(throttle.cores)
            if throttle.paused:
                pool.pause()
            else:
                pool.resume()


def listen_everywhere(services: Services, throttle: Throttle) -> Iterator[Step]:
    """Listens to every track that waits for it in a folder that is there."""
    if folders := online_folders(services.library):
        yield from listen(services, folders, throttle)


def check_write(library: Library, settings: Settings, throttle: Throttle) -> Iterator[Step]:
    """What writing all accepted descriptions would change; touches nothing."""
    tracks = library.tracks(states=WRITABLE)
    yield from _written(library, tracks, Phase.CHECKING, settings, throttle)


def write(
    library: Library, ids: Sequence[int], settings: Settings, throttle: Throttle
) -> Iterator[Step]:
    """Writes the accepted descriptions of these tracks, and of no others, into their files."""
    found = library.by_id(ids)
    tracks = [found[i] for i in ids if i in found]
    yield from _written(library, tracks, Phase.WRITING, settings, throttle)


def _written(
    library: Library, tracks: Sequence[Track], phase: Phase, settings: Settings, throttle: Throttle
) -> Iterator[Step]:
    from engine import jobs
    from tagger_gui.settings.profiles import ProfileChoice, profile_of

    profile = profile_of(ProfileChoice(settings.profile, settings.policies))
    dry_run = phase is Phase.CHECKING
    for progress in jobs.write(library, tracks, dry_run=dry_run, profile=profile):
        trouble = progress.error.reason if progress.error else ""
        row = row_of(progress.track, trouble) if progress.track else None
        fields = tuple(change.field.name for change in progress.changes)
        yield Step(phase, progress.done, progress.total, row, progress.error, fields)
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


def search(services: Services, query: str) -> list[FoundRow]:
    """The best tracks for the query, best first."""
    hits = services.searcher().search(query)
    return [FoundRow(row_of(h.track), h.score, "; ".join(h.reasons)) for h in hits]


# --- decisions ----------------------------------------------------------------------------------


def accept(library: Library, ids: Sequence[int]) -> list[Row]:
    """The model's words are right."""
    from engine import jobs

    jobs.accept(library, library.by_id(ids).values())
    return _rows(library, ids)


def skip(library: Library, ids: Sequence[int]) -> list[Row]:
    """No description is wanted; what is in a file already stays said."""
    from engine import jobs

    jobs.skip(library, [t for t in library.by_id(ids).values() if t.state in _DECIDABLE])
    return _rows(library, ids)


def restore(library: Library, states: dict[int, TrackState]) -> list[Row]:
    """Takes decisions back: each track is in its earlier state again."""
    for id_, track in library.by_id(list(states)).items():
        if track.state in (TrackState.ACCEPTED, TrackState.SKIPPED):
            library.set_state([track], states[id_])
    return _rows(library, list(states))


def edit(services: Services, id_: int, words: str) -> list[Row]:
    """The user's own words."""
    from engine import jobs

    return [
        row_of(jobs.edit(services.library, services.encoder(), track, words))
        for track in services.library.by_id([id_]).values()
    ]


def hear_again(library: Library, ids: Sequence[int]) -> list[Row]:
    """Lets the tracks wait to be listened to once more."""
    library.hear_again(library.by_id(ids).values())
    return _rows(library, ids)


def _rows(library: Library, ids: Sequence[int]) -> list[Row]:
    return [row_of(track) for track in library.by_id(ids).values()]
