"""What the user decides about descriptions."""

from __future__ import annotations

from collections.abc import Iterable

from engine.library import Library
from engine.model import TextEncoder
from engine.track import USER, Track, TrackState
from engine.words import one_line


def accept(library: Library, tracks: Iterable[Track]) -> int:
    """The model's words are right; how many there were.

    Tracks without words, and those whose words are the user's own or written already, are passed
    over; a skipped one may be taken back.
    """
    open_states = (TrackState.DESCRIBED, TrackState.SKIPPED)
    right = [t for t in tracks if t.state in open_states and t.description and t.description.text]
    by_person = [t for t in right if t.description and t.description.model == USER]
    library.set_state(by_person, TrackState.EDITED)
    library.set_state([t for t in right if t not in by_person], TrackState.ACCEPTED)
    return len(right)


def edit(library: Library, encoder: TextEncoder, track: Track, words: str) -> Track:
    """The user's own words: one line, without control characters. Raises LibraryError."""
    line = one_line(words)
    return library.set_text(track, line, encoder.encode(line).astype("<f2").tobytes())


def skip(library: Library, tracks: Iterable[Track]) -> None:
    """The user wants no description of these tracks."""
    library.set_state(tracks, TrackState.SKIPPED)
