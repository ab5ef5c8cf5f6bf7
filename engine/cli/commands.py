"""The commands of `linernotes`, one function each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from engine import jobs, paths
from engine.cli.app import (
    AllOption,
    Files,
    JobsOption,
    JsonOption,
    LibraryOption,
    WindowsOption,
    absolute,
    chosen,
    command,
    model_folder,
    open_library,
)
from engine.cli.cluster import (
    CaOption,
    CertOption,
    ClusterOption,
    KeyOption,
    MapOption,
    open_cluster,
)
from engine.cli.interrupt import interruptible
from engine.cli.output import Output
from engine.cli.scanning import describe_folders, is_below
from engine.cli.tour import choose_folder, library_for, search_once
from engine.library import Library
from engine.manner import load_manner
from engine.model import TextEncoder, load_vocabulary
from engine.pool import WINDOWS, DescriberPool
from engine.track import Analysis, TrackState
from engine.words import counted


@command()
def scan(
    folders: Annotated[list[Path], typer.Argument(help="Folders with music.")],
    library: LibraryOption = None,
    jobs_: JobsOption = None,
    windows: WindowsOption = WINDOWS,
    retry: Annotated[bool, typer.Option("--retry", help="Try failed tracks again.")] = False,
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Enter folders that are symbolic links.")
    ] = False,
    cluster: ClusterOption = None,
    mounts: MapOption = None,
    cluster_ca: CaOption = None,
    cluster_cert: CertOption = None,
    cluster_key: KeyOption = None,
    json: JsonOption = False,
) -> int:
    """Find and describe the music in folders. Changes no music file."""
    output = Output(json=json)
    below = [absolute(folder) for folder in folders]
    tls = cluster_ca, cluster_cert, cluster_key
    if not cluster and (mounts or any(tls)):
        raise typer.BadParameter("--map and --cluster-… need --cluster")
    if cluster and jobs_:
        raise typer.BadParameter("--jobs is about this computer, --cluster about others")
    manner = load_manner(library or paths.default_library())
    listeners = (
        open_cluster(cluster, output, mounts=mounts or (), tls=tls, windows=windows, manner=manner)
        if cluster
        else DescriberPool(model_folder(), jobs=jobs_, windows=windows, manner=manner)
    )
    with open_library(library) as store:
        return describe_folders(store, below, output, listeners, retry=retry, links=follow_links)


@command()
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
    vocabulary = load_vocabulary(model_folder())
    failed = 0
    with DescriberPool(
        model_folder(), jobs=jobs_ or min(len(files), os.cpu_count() or 1), windows=windows
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


@command("list")
def list_(
    state: Annotated[
        list[TrackState] | None, typer.Option("--state", help="Only tracks in this state.")
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """List the tracks of the library."""
    output = Output(json=json)
    with open_library(library) as store:
        offline = [folder for folder, there in store.roots().items() if not there]
        for track in store.tracks(states=state or ()):
            output.track(track, offline=is_below(track.path, offline))
    return 0


@command()
def show(file: Path, library: LibraryOption = None, json: JsonOption = False) -> int:
    """Show everything the library knows of a file."""
    with open_library(library) as store:
        Output(json=json).details(store.get(absolute(file)))
    return 0


@command()
def accept(
    files: Annotated[list[Path] | None, typer.Argument(help="Music files; or say --all.")] = None,
    all_: AllOption = False,
    library: LibraryOption = None,
) -> int:
    """Accept the suggested descriptions of files, or of all described tracks."""
    with open_library(library) as store:
        tracks = chosen(store, files, all_, TrackState.DESCRIBED)
        Output().say(f"{counted(jobs.accept(store, tracks), 'description')} accepted.")
    return 0


@command()
def edit(
    file: Path,
    text: Annotated[str, typer.Option("--text", help="The description in your own words.")],
    library: LibraryOption = None,
) -> int:
    """Give a file a description in your own words."""
    if not text.strip():
        raise typer.BadParameter("a description needs at least one word")
    with open_library(library) as store:
        track = store.get(absolute(file))
        jobs.edit(store, TextEncoder(model_folder()), track, text)
    return 0


@command()
def skip(files: Files, library: LibraryOption = None) -> int:
    """Leave files without a description."""
    with open_library(library) as store:
        jobs.skip(store, chosen(store, files, False, TrackState.DESCRIBED))
    return 0


@command()
def gui(library: LibraryOption = None) -> int:
    """Open the window."""
    try:
        from tagger_gui.__main__ import run
    except ImportError as error:  # Qt's own libraries may be missing on a bare machine
        Output().say(f"The window cannot be opened: {error}")
        return 1
    return run(library)


@command()
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
        listeners = DescriberPool(model_folder(), manner=load_manner(store.path))
        describe_folders(store, [absolute(chosen)], output, listeners, list_tracks=False)
        for track in store.tracks():
            if is_below(track.path, [absolute(chosen)]):
                output.track(track)
        search_once(store, query, output)
    if window:
        from tagger_gui.system_libraries import has_display

        if has_display():
            return gui(library)
        output.say("No display here: `linernotes gui` opens the window where there is one.")
    return 0
