"""The commands that keep playlists, and bring them in and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from engine import playlist_files
from engine.cli.app import (
    JsonOption,
    LibraryOption,
    app,
    chosen,
    command,
    model_folder,
    open_library,
)
from engine.cli.output import Output
from engine.library import LONGEST_NAME, Library, Playlist, PlaylistOrder
from engine.model import TextEncoder, load_vocabulary
from engine.playlist_files import COLUMNS, PlaylistFormat
from engine.playlists import contents
from engine.search import Searcher
from engine.track import Track
from engine.words import counted, one_line

group = typer.Typer(
    help="Playlists: lists of tracks, and searches that are kept.", no_args_is_help=True
)
app.add_typer(group, name="playlist")

Name = Annotated[str, typer.Argument(help="The playlist's name, in whatever case.")]
OrderOption = Annotated[
    PlaylistOrder,
    typer.Option("--order", help="smooth: each track leads over to the next."),
]


@command("list", group=group)
def list_(library: LibraryOption = None, json: JsonOption = False) -> int:
    """List all playlists."""
    output = Output(json=json)
    with open_library(library) as store:
        for playlist in store.playlists.all():
            output.playlist(playlist)
    return 0


@command("show", group=group)
def show(name: Name, library: LibraryOption = None, json: JsonOption = False) -> int:
    """List the tracks of a playlist, in its order."""
    output = Output(json=json)
    with open_library(library) as store:
        for track in _tracks(store, store.playlists.get(name)):
            output.track(track)
    return 0


@command("create", group=group)
def create(
    name: Name,
    files: Annotated[list[Path] | None, typer.Argument(help="Music files, in their order.")] = None,
    query: Annotated[
        str | None, typer.Option("--query", help="Keep this search instead of a list of files.")
    ] = None,
    order: OrderOption = PlaylistOrder.GIVEN,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Make a playlist of files that are in the library, or of a search."""
    if bool(files) is (query is not None):
        raise typer.BadParameter("name files or a --query, one of the two")
    with open_library(library) as store:
        tracks = chosen(store, files, False) if files else []
        ids = [track.id for track in tracks]
        made = store.playlists.create(name, ids, query=query, order=order)
        Output(json=json).playlist(made)
    return 0


@command("delete", group=group)
def delete(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    library: LibraryOption = None,
) -> int:
    """Forget a playlist. Its tracks stay where they are."""
    with open_library(library) as store:
        playlist = store.playlists.get(name)
        if not yes:
            typer.confirm(f"Delete the playlist “{playlist.name}”?", abort=True, err=True)
        store.playlists.delete(playlist)
    return 0


@command("export", group=group)
def export(
    name: Name,
    file: Annotated[Path, typer.Argument(help="The file to be written.")],
    format_: Annotated[
        PlaylistFormat | None, typer.Option("--format", help="Default: what FILE's name says.")
    ] = None,
    order: Annotated[
        PlaylistOrder | None, typer.Option("--order", help="Default: the playlist's own.")
    ] = None,
    columns: Annotated[
        str, typer.Option("--columns", help="Of csv and json, with commas between them.")
    ] = ",".join(COLUMNS),
    relative: Annotated[
        bool, typer.Option("--relative", help="m3u8: paths as seen from FILE's folder.")
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace FILE.")] = False,
    library: LibraryOption = None,
) -> int:
    """Write a playlist into a file that other programs can read."""
    with open_library(library) as store:
        playlist = store.playlists.get(name)
        tracks = _tracks(store, playlist, order)
    playlist_files.write(
        file,
        playlist.name,
        tracks,
        format_=format_,
        columns=[column.strip() for column in columns.split(",")],
        relative=relative,
        overwrite=overwrite,
    )
    Output().say(f"{counted(len(tracks), 'track')} written.")
    return 0


@command("import", group=group)
def import_(
    file: Annotated[Path, typer.Argument(help="A file in m3u, m3u8, xspf, csv or json.")],
    name: Annotated[
        str, typer.Option("--name", help="Default: the file's own name for itself.")
    ] = "",
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Make a playlist of the tracks that a file names and the library has."""
    output = Output(json=json)
    listing = playlist_files.read(file)
    for remark in listing.remarks:
        output.say(f"{one_line(file.name)}: {remark}.")
    with open_library(library) as store:
        resolved = store.playlists.resolve(listing)
        if resolved.track_ids:
            called = name or (listing.name or one_line(file.stem))[:LONGEST_NAME]
            output.playlist(store.playlists.create(called, resolved.track_ids))
    for entry in resolved.lost:
        output.lost(entry)
    output.say(f"{counted(len(resolved.track_ids), 'track')} found, {len(resolved.lost):,} not.")
    return 1 if resolved.lost or not resolved.track_ids else 0


def _tracks(
    store: Library, playlist: Playlist, order: PlaylistOrder | None = None
) -> Sequence[Track]:
    """What the playlist holds, in its own order or another."""

    vocabulary = load_vocabulary(model_folder())

    def searcher() -> Searcher:
        return Searcher(store, TextEncoder(model_folder()), vocabulary)

    ordered = replace(playlist, order=order or playlist.order)
    return contents(store, vocabulary, ordered, searcher)
