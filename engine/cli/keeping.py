"""The commands that keep a library: made anew, its words taken elsewhere, watched."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from engine import keeping, paths
from engine import watch as watching
from engine.cli.app import (
    JobsOption,
    JsonOption,
    LibraryOption,
    WindowsOption,
    absolute,
    command,
    model_folder,
    open_library,
)
from engine.cli.interrupt import interruptible
from engine.cli.output import Output
from engine.cli.scanning import describe_folders
from engine.library import KeptWords, Library, words_file
from engine.manner import load_manner
from engine.model import TextEncoder
from engine.pool import WINDOWS, DescriberPool
from engine.scan import is_folder
from engine.words import counted


@command()
def rebuild(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="Folders with music; default: those scanned before.")
    ] = None,
    library: LibraryOption = None,
    jobs_: JobsOption = None,
    windows: WindowsOption = WINDOWS,
    json: JsonOption = False,
) -> int:
    """Put the library aside and make a new one from files, sidecars, backups and your words."""
    output = Output(json=json)
    path = absolute(library or paths.default_library())
    found = keeping.find_words(path, [absolute(folder) for folder in folders or ()])
    for trouble in found.troubles:
        output.complain(trouble)
    if not found.roots:
        raise typer.BadParameter("nothing tells where your music is: name its folders")
    for source in found.sources:
        output.say(source)
    if aside := keeping.put_aside(path):
        output.say(f"The old library is now {aside}")
    with Library(path) as store:
        for root in found.roots:
            store.add_root(root)
        _take(store, found.words, output)
        store.words.tidy()
        there = [root for root in found.roots if is_folder(root)]
        for root in (r for r in found.roots if r not in there):
            output.say(f"{root} is not there; scan it again when it is.")
        manner = load_manner(path)
        listeners = DescriberPool(model_folder(), jobs=jobs_, windows=windows, manner=manner)
        return describe_folders(store, there, output, listeners)


@command("export-words")
def export_words(file: Path, library: LibraryOption = None) -> int:
    """Write your own words and decisions into a file, for another machine or another century."""
    with open_library(library) as store:
        Output().say(f"{counted(store.words.export(absolute(file)), 'description')} exported.")
    return 0


@command("import-words")
def import_words(file: Path, library: LibraryOption = None) -> int:
    """Take the words from such a file for the same music, under whatever name it is here."""
    output = Output()
    found = words_file.read(absolute(file))
    with open_library(library) as store:
        given = _take(store, found.words, output)
    rest = len(found.words) - given
    output.say(f"Descriptions that found their music: {given:,}; that wait for a scan: {rest:,}.")
    if found.bad_lines:
        output.say(f"{counted(found.bad_lines, 'line')} could not be read.")
    return 1 if found.bad_lines else 0


@command()
def watch(
    folders: Annotated[list[Path], typer.Argument(help="Folders with music.")],
    sweep: Annotated[
        float, typer.Option("--sweep", min=1, help="Minutes between two looks at everything.")
    ] = watching.SWEEP_S / 60,
    library: LibraryOption = None,
    jobs_: JobsOption = None,
    windows: WindowsOption = WINDOWS,
    json: JsonOption = False,
) -> int:
    """Scan folders, then describe what arrives in them, until Ctrl+C."""
    output = Output(json=json)
    roots = [absolute(folder) for folder in folders]
    with open_library(library) as store, suppress(KeyboardInterrupt):
        # At first everything that is there; later what lies beside a change may be half copied.
        quiet_s = 0.0
        for event in interruptible(watching.watch(roots, sweep_s=60 * sweep)):
            if isinstance(event, watching.Watching):
                output.say(str(event))
            elif event:
                manner = load_manner(store.path)  # the window may have changed it meanwhile
                listeners = DescriberPool(
                    model_folder(), jobs=jobs_, windows=windows, manner=manner
                )
                describe_folders(
                    store, event.folders, output, listeners, roots=roots, quiet_s=quiet_s
                )
                quiet_s = watching.QUIET_S
    return 0


def _take(store: Library, words: list[KeptWords] | tuple[KeptWords, ...], output: Output) -> int:
    given = 0
    encoder = TextEncoder(model_folder())
    with output.progress("Taking your words") as show:
        for event in interruptible(keeping.take_words(store, encoder, words)):
            show(event)
            given = event.done
    return given
