"""What a playlist holds now, and in which order it is played."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from engine.library import Library, Playlist, PlaylistKind, PlaylistOrder, SearchRow
from engine.model import Vocabulary
from engine.search import Searcher
from engine.smooth import Sound, smooth_order
from engine.track import Track
from engine.vectors import matrix, mean_windows

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
    rows = {row.id: row for row in library.for_search.rows([track.id for track in tracks])}
    return [_sound(track, rows.get(track.id), vocabulary) for track in tracks]


def _sound(track: Track, row: SearchRow | None, vocabulary: Vocabulary) -> Sound:
    described = track.description
    vector = None
    if row and row.embedding and row.text_embedding:
        vector = mean_windows([row.embedding], len(row.text_embedding) // 2)[0]
    return Sound(
        described.tempo_bpm if described else None,
        described.key if described else "",
        _energy(row.probabilities, vocabulary) if row and row.probabilities else None,
        described.loudness_lufs if described else None,
        vector=vector,
    )


def _energy(stored: bytes, vocabulary: Vocabulary) -> float | None:
    """Arousal (−1 … 1): of all moods together, each as likely as it is.

    None of probabilities that another model has left.
    """
    if len(stored) != 2 * len(vocabulary.aspects):
        return None
    probabilities = matrix([stored], len(vocabulary.aspects))[0]
    aroused = [(i, a.arousal) for i, a in enumerate(vocabulary.aspects) if a.arousal is not None]
    moods = probabilities[[i for i, _ in aroused]]
    arousal = np.array([value for _, value in aroused])
    return float(moods @ arousal / max(float(moods.sum()), 1e-6))
