"""What a decision of the user does to the library, and what takes it back. No Qt.

Everything here runs in worker threads.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.library import Library
from engine.track import Description, Track, TrackState
from tagger_gui.services import Services
from tagger_gui.tasks import Row, rows_of

_DECIDABLE = frozenset(TrackState) - {TrackState.TAGGED}  # what is in the file stays said


@dataclass(frozen=True, slots=True)
class Before:
    """What tracks were before a decision: all that it takes to undo it."""

    states: Mapping[int, TrackState]
    tracks: tuple[Track, ...] = ()  # those whose words were changed


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision has done."""

    rows: list[Row]  # as they are now
    before: Before


@dataclass(frozen=True, slots=True)
class Wish:
    """What several tracks are to have in common; what is None is kept as it is."""

    words: str | None = None  # "": no description is wanted
    without: frozenset[str] = frozenset()  # kinds of aspects that are not to be told: "mood"


def accept(library: Library, ids: Sequence[int]) -> Decided:
    """The model's words are right; what is decided already stays as it is."""
    from engine import jobs

    found = {i: t for i, t in library.by_id(ids).items() if t.state is TrackState.DESCRIBED}
    jobs.accept(library, found.values())
    return _decided(library, ids, found)


def skip(library: Library, ids: Sequence[int]) -> Decided:
    """No description is wanted; what is in a file already stays said."""
    from engine import jobs

    open_states = _DECIDABLE - {TrackState.SKIPPED}
    found = {i: t for i, t in library.by_id(ids).items() if t.state in open_states}
    jobs.skip(library, found.values())
    return _decided(library, ids, found)


def take_back(library: Library, ids: Sequence[int], before: Mapping[int, TrackState]) -> Decided:
    """Takes back what was accepted or skipped; `before`: what tracks were, as far as is known."""
    decided = [
        track
        for track in library.by_id(ids).values()
        if track.state in (TrackState.ACCEPTED, TrackState.SKIPPED)
    ]
    states = {track.id: before.get(track.id, _untouched(track)) for track in decided}
    return put_back(library, Before(states))


def _untouched(track: Track) -> TrackState:
    said = track.description is not None and track.description.text
    return TrackState.DESCRIBED if said else TrackState.FOUND


def edit(services: Services, ids: Sequence[int], wish: Wish) -> Decided:
    """The user's own words for tracks, or what they are to have in common."""
    from engine import jobs

    library = services.library
    if wish.words == "":
        return skip(library, ids)
    found = library.by_id(ids)
    before = tuple(library.get(t.path) for t in found.values() if t.state in _DECIDABLE)
    if wish.without:
        library.put_back(_without(track, wish.without) for track in before)
    for track in before if wish.words else ():
        jobs.edit(library, services.encoder(), track, wish.words or "")
    return Decided(rows_of(library, ids), Before({}, before))


def _without(track: Track, kinds: Collection[str]) -> Track:
    description = track.description or Description("")
    kept = tuple(a for a in description.aspects if a.kind not in kinds)
    return replace(track, description=replace(description, aspects=kept))


def put_back(library: Library, before: Before) -> Decided:
    """Takes a decision back: each track is what it was, unless it was written meanwhile."""
    found = library.by_id([*before.states, *(track.id for track in before.tracks)])
    free = {id_: track for id_, track in found.items() if track.state in _DECIDABLE}
    words = [track for track in before.tracks if track.id in free]
    now = tuple(library.get(track.path) for track in words)
    library.put_back(words)
    for state in set(before.states.values()):
        library.set_state([t for i, t in free.items() if before.states.get(i) is state], state)
    states = {id_: free[id_].state for id_ in before.states if id_ in free}
    return Decided(rows_of(library, list(found)), Before(states, now))


def hear_again(library: Library, ids: Sequence[int]) -> list[Row]:
    """Lets the tracks wait to be listened to once more."""
    library.hear_again(library.by_id(ids).values())
    return rows_of(library, ids)


def _decided(library: Library, ids: Sequence[int], found: Mapping[int, Track]) -> Decided:
    return Decided(rows_of(library, ids), Before({i: t.state for i, t in found.items()}))
