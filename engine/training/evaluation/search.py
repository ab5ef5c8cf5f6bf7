"""Whether a song is found by its own genres and two of its moods, among the songs of its split."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom

from engine.library import Library
from engine.scan import FoundFile
from engine.search import Searcher
from engine.track import Analysis, Tags
from engine.training.clips import Clip
from engine.training.evaluation.bootstrap import mean, median
from engine.training.evaluation.figures import Figure, figure, groups_of
from engine.training.evaluation.tracks import Model, Tracks
from engine.training.measure import search_ranks

Ranks = NDArray[np.int64]  # (n, draws), from 1
DRAWS = 20  # random pairs of mood words for each song
PROGRAM_DRAWS = 4  # of them put to the program's search, which takes its time
FIRST = 10
OF = 100  # songs that the anchors were measured among


def queries(songs: Sequence[Clip], rng: random.Random) -> list[str]:
    """What a person might type for each song: its genres, and two of its moods."""
    return [
        f"{' '.join(song.genres)} music, "
        + ", ".join(rng.sample(song.moods, min(2, len(song.moods))))
        for song in songs
    ]


def ranks_by_sound(model: Model, songs: Tracks, drawn: list[list[str]]) -> Ranks:
    """Ranks by the cosine of the query's and the sound's vectors alone."""
    return np.stack([search_ranks(model.read(texts), songs.embedding) for texts in drawn], axis=1)


def ranks_by_program(model: Model, songs: Tracks, drawn: list[list[str]]) -> Ranks:
    """Ranks by the program's own search over a library of the songs; no title, no artist."""
    with TemporaryDirectory() as folder, Library(Path(folder) / "library.db") as library:
        root = library.add_root(Path(folder))
        ids = []
        for number, description in enumerate(songs.descriptions):
            path = Path(folder) / str(number)
            library.add_files(root, [FoundFile(path, 1, 1)])
            analysis = Analysis(Tags(), 30.0, f"song {number}", description)
            ids.append(library.save_analysis(library.get(path), analysis).id)
        searcher = Searcher(library, model.text, model.captioner.vocabulary)
        return np.array([
            [_place(searcher, text, id_, len(ids)) for text in of_song]
            for id_, of_song in zip(ids, zip(*drawn, strict=True), strict=True)
        ])  # fmt: skip


def _place(searcher: Searcher, query: str, track: int, n: int) -> int:
    """The place of a track among n, the last if it is not found at all."""
    hits = searcher.search(query, limit=n, everything=True)
    found = [hit.track.id for hit in hits]
    return found.index(track) + 1 if track in found else n


def rank_figures(what: str, songs: Tracks, ranks: Ranks) -> list[Figure]:
    """Median rank and share in the first ten, among all songs and among a hundred of them.

    Among a hundred: what is expected when the other 99 are drawn from the split at random, where
    the split has so many.
    """
    n, groups = len(songs.clips), groups_of(songs.clips)
    found = [
        figure(f"{what}: median rank", median(ranks), groups, (n + 1) / 2, f"of {n}"),
        figure(f"{what}: in the first ten", mean((ranks <= FIRST).mean(1)), groups, FIRST / n,
               f"of {n}"),
    ]  # fmt: skip
    if n >= OF:
        scaled = 1 + (ranks - 1) * (OF - 1) / (n - 1)
        first = hypergeom.cdf(FIRST - 1, n - 1, ranks - 1, OF - 1).mean(1)
        found += [
            figure(f"{what}: median rank of 100", median(scaled), groups, (OF + 1) / 2),
            figure(f"{what}: in the first ten of 100", mean(first), groups, FIRST / OF),
        ]
    return found


def search_ranks_of(
    model: Model, songs: Tracks, rival: Callable[[list[list[str]]], Ranks]
) -> dict[str, Ranks]:
    """Ranks of the same queries by the program's search, the sound's vector alone, and a rival."""
    rng = random.Random(0)
    drawn = [queries(songs.clips, rng) for _ in range(DRAWS)]
    return {
        "search": ranks_by_program(model, songs, drawn[:PROGRAM_DRAWS]),
        "search by sound alone": ranks_by_sound(model, songs, drawn),
        "rival, tags and MiniLM": rival(drawn),
    }
