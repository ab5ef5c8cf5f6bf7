"""Scans and describes folders with a progress bar."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from engine import jobs, keeping
from engine.cli.interrupt import interruptible
from engine.cli.output import Output
from engine.library import Library
from engine.pool import Describer
from engine.track import TrackState
from engine.words import counted


def describe_folders(
    store: Library,
    folders: Sequence[Path],
    output: Output,
    listeners: AbstractContextManager[Describer],
    *,
    retry: bool = False,
    links: bool = False,
    list_tracks: bool = True,
    roots: Sequence[Path] = (),
    quiet_s: float = 0.0,
) -> int:
    """Scans and describes; the exit code says whether all went well. See jobs.scan for `roots`.

    A track that was listened to and of which nothing can be said is no failure.
    `listeners` are only entered when there is something to listen to.
    """
    failed = _run("Making the day's backup", keeping.back_up(store), output)
    scanned = jobs.scan(store, folders, follow_links=links, roots=roots, quiet_s=quiet_s)
    failed += _run("Looking for music", scanned, output)
    if retry:
        store.hear_again(
            t for t in store.tracks(states=[TrackState.FAILED]) if is_below(t.path, folders)
        )
    waiting, wordless = store.unheard(folders), 0
    if waiting:
        with (
            listeners as describer,
            output.progress("Listening") as show,
        ):
            for event in interruptible(jobs.describe(store, describer, waiting)):
                show(event)
                if event.track:
                    failed += event.error is not None
                    wordless += event.error is None and event.track.state is TrackState.FAILED
                    if list_tracks:
                        output.track(event.track)
    if waiting or failed or not roots:
        figures = [f"{counted(len(waiting), 'track')} listened to", counted(failed, "failure")]
        if wordless:
            figures.insert(1, f"{wordless} without a description")
        output.say(", ".join(figures) + ".")
    return 1 if failed else 0


def _run(title: str, job: Generator[jobs.Progress], output: Output) -> int:
    """Runs the job with its progress shown; how much went wrong."""
    failed = 0
    with output.progress(title) as show:
        for event in interruptible(job):
            show(event)
            failed += event.error is not None
    return failed


def is_below(path: Path, folders: Iterable[Path]) -> bool:
    """Whether the path lies in one of the folders."""
    return any(path.is_relative_to(folder) for folder in folders)
