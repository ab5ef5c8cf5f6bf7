"""What all commands share: the program, its options, and how a function becomes a command."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from engine import paths
from engine.cli.output import Output
from engine.errors import LinernotesError
from engine.library import Library
from engine.track import Track, TrackState
from engine.version import version

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


def _say_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"linernotes {version()}\n")
        raise typer.Exit


@app.callback()
def program(
    version_: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_say_version, help="Say which this is."),
    ] = False,
) -> None:
    """What can be asked of the program without a command."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs one command. Exit codes: 0 all is well, 1 some tracks failed, 2 wrong usage."""
    try:
        app(arguments)
    except LinernotesError as error:
        Output().complain(error)
    except BrokenPipeError:  # the reader of our output (head, less) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)


def command(
    name: str | None = None, *, group: typer.Typer = app
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Registers a function as a command, or one of a group; what it returns is the exit code."""

    def register(function: Callable[..., int]) -> Callable[..., int]:
        @functools.wraps(function)
        def run(*arguments: Any, **options: Any) -> None:
            raise typer.Exit(function(*arguments, **options))

        group.command(name)(run)
        return function

    return register


def open_library(library: Path | None) -> Library:
    """The library that was named, or the user's own."""
    return Library(library or paths.default_library())


def absolute(path: Path) -> Path:
    """As the library names it: absolute, but with symbolic links as the user sees them."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (resolve() would follow links)


def model_folder() -> Path:
    """The shipped model."""
    return paths.resource("model")


def chosen(
    store: Library, files: Sequence[Path] | None, every: bool, *states: TrackState
) -> list[Track]:
    """The tracks that the user named, or every one in one of the states."""
    if files:
        return [store.get(absolute(file)) for file in files]
    if not every:
        raise typer.BadParameter("name files, or say --all")
    return store.tracks(states=states)
