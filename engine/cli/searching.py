"""The commands that find tracks."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from engine.cli.app import (
    Files,
    JsonOption,
    LibraryOption,
    absolute,
    command,
    model_folder,
    open_library,
)
from engine.cli.output import Output
from engine.model import TextEncoder, load_vocabulary
from engine.query import Like, Seed, write
from engine.search import Searcher, ears

LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, help="At most so many; default: 20.")
]
EverythingOption = Annotated[bool, typer.Option("--all", help="Weaker matches as well.")]
MomentsOption = Annotated[
    bool, typer.Option("--moments", help="With the seconds of each track that fit best.")
]
PerArtistOption = Annotated[
    int | None, typer.Option("--per-artist", min=1, help="At most so many of one artist.")
]
WordsOption = Annotated[list[str] | None, typer.Option(help="Words; may be said several times.")]


@command()
def search(
    query: str,
    limit: LimitOption = None,
    everything: EverythingOption = False,
    moments: MomentsOption = False,
    per_artist: PerArtistOption = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Search by description: words, what they mean, what was heard, and facts.

    For example: calm piano, no vocals, under 90 bpm, -genre:jazz, year:1990..
    """
    output = Output(json=json)
    with open_library(library) as store:
        model = model_folder()
        searcher = Searcher(store, TextEncoder(model), load_vocabulary(model), ears(model))
        answer = searcher.ask(
            query,
            limit=limit or (sys.maxsize if everything else 20),
            everything=everything,
            moments=moments,
            per_artist=per_artist,
            versions=True,
        )
        output.answer(answer)
    return 0


@command()
def similar(
    files: Files,
    plus: WordsOption = None,
    minus: WordsOption = None,
    passage: Annotated[
        str, typer.Option("--passage", help="Only like this part of the files: 1:05-1:20.")
    ] = "",
    wanted: Annotated[
        str, typer.Option("--query", help="What must hold besides, as in search.")
    ] = "",
    limit: LimitOption = None,
    moments: MomentsOption = False,
    per_artist: PerArtistOption = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Find what sounds like files, of the library or not, plus and minus what is said in words."""
    begin, end = _passage(passage) if passage else (None, None)
    seeds = [Seed(path=str(absolute(file)), start_s=begin, end_s=end) for file in files]
    like = Like(
        (*seeds, *(Seed(words) for words in plus or ())), tuple(Seed(w) for w in minus or ())
    )
    query = ", ".join(filter(None, [write(like), wanted]))
    return search(query, limit, False, moments, per_artist, library, json)


def _passage(text: str) -> tuple[float, float]:
    """Start and end in seconds of "1:05-1:20"."""
    try:
        begin, end = (_seconds(part) for part in text.replace("–", "-").split("-"))
    except ValueError as error:
        raise typer.BadParameter("a passage is written like 1:05-1:20") from error
    return begin, end


def _seconds(text: str) -> float:
    minutes, _, seconds = text.rpartition(":")
    return 60 * float(minutes or 0) + float(seconds)
