"""The commands of `linernotes`, one function each."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from engine import jobs, paths
from engine.cli.interrupt import interruptible
from engine.cli.output import Output
from engine.cli.scanning import describe_folders, is_below
from engine.cli.tour import choose_folder, library_for, search_once
from engine.errors import LinernotesError, TagError
from engine.library import Library
from engine.model import TextEncoder, load_vocabulary
from engine.pool import WINDOWS, DescriberPool
from engine.search import Searcher
from engine.track import WRITABLE, Analysis, Track, TrackState

app = typer.Typer(
    name="linernotes",
    help="Listens to a music library and writes, in plain words, what the music sounds like.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="The library file; default: the user's own.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object per line on stdout.")]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", min=1, help="Worker processes; default: one per core.")
]
WindowsOption = Annotated[
    int, typer.Option("--windows", min=1, max=32, help="Windows of 10 s listened to per track.")
]
Files = Annotated[list[Path], typer.Argument(help="Music files.")]
MaybeFiles = Annotated[list[Path] | None, typer.Argument(help="Music files; default: all.")]
AllOption = Annotated[bool, typer.Option("--all", help="All tracks in question.")]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs one command. Exit codes: 0 all is well, 1 some tracks failed, 2 wrong usage."""
    try:
        app(arguments)
    except LinernotesError as error:
        Output().complain(error)
    except BrokenPipeError:  # the reader of our output (head, less) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)


def _command(name: str | None = None) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Registers a function as a command; what it returns is the exit code."""

    def register(function: Callable[..., int]) -> Callable[..., int]:
        @functools.wraps(function)
        def run(*arguments: Any, **options: Any) -> None:
            raise typer.Exit(function(*arguments, **options))

        app.command(name)(run)
        return function

    return register


def _open(library: Path | None) -> Library:
    return Library(library or paths.default_library())


def _absolute(path: Path) -> Path:
    """As the library names it: absolute, but with symbolic links as the user sees them."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (resolve() would follow links)


def _model() -> Path:
    return paths.resource("model")


@_command()
def scan(
    folders: Annotated[list[Path], typer.Argument(help="Folders with music.")],
    library: LibraryOption = None,
    jobs_: JobsOption = None,
    windows: WindowsOption = WINDOWS,
    retry: Annotated[bool, typer.Option("--retry", help="Try failed tracks again.")] = False,
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Enter folders that are symbolic links.")
    ] = False,
    json: JsonOption = False,
) -> int:
    """Find and describe the music in folders. Changes no music file."""
    output = Output(json=json)
    below = [_absolute(folder) for folder in folders]
    with _open(library) as store:
        return describe_folders(
            store, below, output, count=jobs_, windows=windows, retry=retry, links=follow_links
        )


@_command()
def describe(
    files: Files,
    jobs_: JobsOption = None,
    windows: WindowsOption = WINDOWS,
    embedding: Annotated[bool, typer.Option("--embedding", help="Add the vector.")] = False,
    all_aspects: Annotated[
        bool, typer.Option("--all-aspects", help="Every aspect the model knows, however unlikely.")
    ] = False,
    json: JsonOption = False,
) -> int:
    """Describe files without keeping anything."""
    output = Output(json=json)
    vocabulary = load_vocabulary(_model())
    failed = 0
    with DescriberPool(
        _model(), jobs=jobs_ or min(len(files), os.cpu_count() or 1), windows=windows
    ) as pool:
        for result in interruptible(pool.describe(files)):
            if result is None:
                continue
            path, heard = result
            if isinstance(heard, Analysis):
                aspects = (
                    vocabulary.all_aspects(heard.description)
                    if all_aspects
                    else heard.description.aspects
                )
                output.analysis(path, heard, aspects, embedding=embedding)
                failed += not heard.description.text
            else:
                output.failure(path, heard)
                failed += 1
    return 1 if failed else 0


@_command("list")
def list_(
    state: Annotated[
        list[TrackState] | None, typer.Option("--state", help="Only tracks in this state.")
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """List the tracks of the library."""
    output = Output(json=json)
    with _open(library) as store:
        offline = [folder for folder, there in store.roots().items() if not there]
        for track in store.tracks(states=state or ()):
            output.track(track, offline=is_below(track.path, offline))
    return 0


@_command()
def show(file: Path, library: LibraryOption = None, json: JsonOption = False) -> int:
    """Show everything the library knows of a file."""
    with _open(library) as store:
        Output(json=json).details(store.get(_absolute(file)))
    return 0


@_command()
def accept(
    files: MaybeFiles = None,
    all_: AllOption = False,
    library: LibraryOption = None,
) -> int:
    """Accept the suggested descriptions of files, or of all described tracks."""
    with _open(library) as store:
        tracks = _chosen(store, files, all_, TrackState.DESCRIBED)
        Output().say(f"{jobs.accept(store, tracks)} descriptions accepted.")
    return 0


@_command()
def edit(
    file: Path,
    text: Annotated[str, typer.Option("--text", help="The description in your own words.")],
    library: LibraryOption = None,
) -> int:
    """Give a file a description in your own words."""
    if not text.strip():
        raise typer.BadParameter("a description needs at least one word")
    with _open(library) as store:
        track = store.get(_absolute(file))
        jobs.edit(store, TextEncoder(_model()), track, text)
    return 0


@_command()
def skip(files: Files, library: LibraryOption = None) -> int:
    """Leave files without a description."""
    with _open(library) as store:
        jobs.skip(store, _chosen(store, files, False, TrackState.DESCRIBED))
    return 0


@_command()
def search(
    query: str,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many; default: 20.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Rank every track, however weak.")
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Search by description: words, what they mean, and what was heard."""
    output = Output(json=json)
    with _open(library) as store:
        searcher = Searcher(store, TextEncoder(_model()), load_vocabulary(_model()))
        most = limit or (sys.maxsize if everything else 20)
        hits = searcher.search(query, limit=most, everything=everything)
        for hit in hits:
            output.hit(hit)
    if not hits and not everything:
        output.say("No track fits; --all ranks every one, however weak.")
    return 0


@_command()
def write(
    files: MaybeFiles = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change and change nothing.")
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Write accepted and edited descriptions into the files' tags."""
    output = Output(json=json)
    failed = done = 0
    with _open(library) as store:
        tracks = _chosen(store, files, not files, *WRITABLE)
        for track in (t for t in tracks if t.state not in WRITABLE):
            reason = "its description is not accepted yet; accept or edit it first"
            if track.state is TrackState.TAGGED:
                reason = "its description is in the file already"
            output.complain(TagError(track.path, reason))
            failed += track.state is not TrackState.TAGGED
        for event in interruptible(jobs.write(store, tracks, dry_run=dry_run)):
            output.written(event, dry_run=dry_run)
            failed += event.error is not None
            done += event.error is None
    output.say(f"{done} files {'would be ' if dry_run else ''}written, {failed} failures.")
    return 1 if failed else 0


@_command()
def gui(library: LibraryOption = None) -> int:
    """Open the window."""
    try:
        from tagger_gui.__main__ import run
    except ImportError as error:  # Qt's own libraries may be missing on a bare machine
        Output().say(f"The window cannot be opened: {error}")
        return 1
    return run(library or paths.default_library())


@_command()
def demo(
    folder: Annotated[
        Path | None, typer.Argument(help="Default: your music folder, else a composed demo.")
    ] = None,
    query: Annotated[str, typer.Option("--query", help="What to search for.")] = "calm piano",
    window: Annotated[bool, typer.Option(help="Open the window afterwards.")] = True,
) -> int:
    """Show what Linernotes does: describe a folder, search it, open the window."""
    output = Output()
    chosen = choose_folder(folder, output)
    library = library_for(chosen)
    with Library(library) as store:
        describe_folders(store, [_absolute(chosen)], output, list_tracks=False)
        for track in store.tracks():
            if is_below(track.path, [_absolute(chosen)]):
                output.track(track)
        search_once(store, query, output)
    if window and _has_display():
        return gui(library)
    output.say("No display here: `linernotes gui` opens the window where there is one.")
    return 0


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _chosen(
    store: Library, files: Sequence[Path] | None, every: bool, *states: TrackState
) -> list[Track]:
    """The tracks that the user named, or every one in one of the states."""
    if files:
        return [store.get(_absolute(file)) for file in files]
    if not every:
        raise typer.BadParameter("name files, or say --all")
    return store.tracks(states=states)
