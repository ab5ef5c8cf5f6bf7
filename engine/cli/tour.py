"""The first five minutes: describe a folder, show the descriptions, run one search."""

from __future__ import annotations

from pathlib import Path

from engine import paths
from engine.cli.output import Output
from engine.demo import compose
from engine.errors import ScanError
from engine.library import Library
from engine.model import TextEncoder, load_vocabulary
from engine.scan import FoundFile, find_audio
from engine.search import Searcher


def choose_folder(named: Path | None, output: Output) -> Path:
    """The folder the user named, else their music folder if it holds audio, else a demo."""
    if named is not None:
        if not named.is_dir():
            raise ScanError(named, "there is no such folder")
        return named
    music = paths.music_folder()
    if music.is_dir() and any(isinstance(f, FoundFile) for f in find_audio(music)):
        return music
    demo = _demo_folder()
    output.say(f"No music was named and {music} holds none: composing a few pieces into {demo}")
    for piece in compose(demo):
        output.say(f"  {piece.name}")
    return demo


def library_for(folder: Path) -> Path:
    """The demo has a library of its own, so that it never mixes with the user's music."""
    return (
        _demo_folder().with_suffix(".sqlite")
        if folder == _demo_folder()
        else paths.default_library()
    )


def _demo_folder() -> Path:
    return paths.data_folder() / "demo"


def search_once(library: Library, query: str, output: Output) -> None:
    """Searches and shows the five best."""
    model = paths.resource("model")
    searcher = Searcher(library, TextEncoder(model), load_vocabulary(model))
    output.say(f"\nSearching for “{query}”:")
    for hit in searcher.search(query, limit=5, everything=True):
        output.hit(hit)
