"""What a playlist holds now, and in which order it is played."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.library import Library, Playlist, PlaylistKind, PlaylistOrder
from engine.model import Vocabulary
from engine.search import Searcher
from engine.smooth import Sound, smooth_order
from engine.track import Track

MOST_FOUND = 1000
"""Tracks of a smart playlist: the best that its search finds."""


def contents(
    library: Library,
    vocabulary: Vocabulary,
    playlist: Playlist,
    searcher: Callable[[], Searcher],
) -> list[Track]:
    """The tracks of a playlist in its order; `searcher` is only called for a smart one."""
    if playlist.kind is PlaylistKind.SMART:
        found = [hit.track for hit in searcher().search(playlist.query, limit=MOST_FOUND)]
    else:
        found = library.playlists.tracks(playlist)
    if playlist.order is PlaylistOrder.SMOOTH:
        return smoothly(library, vocabulary, found)
    return found


def smoothly(
    library: Library,
    vocabulary: Vocabulary,
    tracks: Sequence[Track],
    *,
    first: Track | None = None,
) -> list[Track]:
    """The same tracks so that each leads over to the next, beginning with `first` if given."""
    start = None if first is None else [track.id for track in tracks].index(first.id)
    order = smooth_order(sounds(library, vocabulary, tracks), first=start)
    return [tracks[number] for number in order]


def sounds(library: Library, vocabulary: Vocabulary, tracks: Sequence[Track]) -> list[Sound]:
    """What the smooth order goes by, of each track; what the library does not know is left out."""
    table = library.vector_table([track.id for track in tracks])
    row = {id_: number for number, id_ in enumerate(table.ids.tolist())}
    energy = _energy(table.probabilities, vocabulary)
    found = []
    for track in tracks:
        at = row.get(track.id)
        described = track.description
        found.append(
            Sound(
                described.tempo_bpm if described else None,
                described.key if described else "",
                energy[at] if energy and at is not None else None,
                vector=None if at is None else table.embedding[at],
            )
        )
    return found


def _energy(probabilities: NDArray[np.float32], vocabulary: Vocabulary) -> list[float]:
    """Arousal (−1 … 1) of each row: of all moods together, each as likely as it is.

    Nothing for probabilities that another model has left.
    """
    if probabilities.shape[1] != len(vocabulary.aspects):
        return []
    aroused = [(i, a.arousal) for i, a in enumerate(vocabulary.aspects) if a.arousal is not None]
    moods = probabilities[:, [i for i, _ in aroused]]
    arousal = np.array([value for _, value in aroused])
    weighted: list[float] = (moods @ arousal / np.maximum(moods.sum(axis=1), 1e-6)).tolist()
    return weighted
