"""What a playlist holds now, and in which order it is played."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.library import Library, Playlist, PlaylistKind, PlaylistOrder
from engine.search import Searcher
from engine.smooth import smooth_order, sound_of
from engine.track import Track

MOST_FOUND = 1000
"""Tracks of a smart playlist: the best that its search finds."""


def contents(library: Library, playlist: Playlist, searcher: Callable[[], Searcher]) -> list[Track]:
    """The tracks of a playlist in its order; `searcher` is only called for a smart one."""
    if playlist.kind is PlaylistKind.SMART:
        found = [hit.track for hit in searcher().search(playlist.query, limit=MOST_FOUND)]
    else:
        found = library.playlists.tracks(playlist)
    return smoothly(library, found) if playlist.order is PlaylistOrder.SMOOTH else found


def smoothly(
    library: Library, tracks: Sequence[Track], *, first: Track | None = None
) -> list[Track]:
    """The same tracks so that each leads over to the next, beginning with `first` if given."""
    table = library.vector_table([track.id for track in tracks])
    vectors = dict(zip(table.ids.tolist(), table.embedding, strict=True))
    sounds = [sound_of(track, vectors.get(track.id)) for track in tracks]
    start = None if first is None else [track.id for track in tracks].index(first.id)
    return [tracks[number] for number in smooth_order(sounds, first=start)]
