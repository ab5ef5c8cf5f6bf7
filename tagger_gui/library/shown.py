"""What the Library page wants to show, and the answer. To be called in worker threads, no Qt.

The answer holds numbers of tracks only, however many; rows are read as they come into sight.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.errors import LinernotesError
from engine.library import Ids, Playlist
from engine.message import Message
from tagger_gui.services import Services
from tagger_gui.tasks import Row, rows_of

if TYPE_CHECKING:  # loads onnxruntime, which the first paint must not wait for
    from engine.search import Answer, Hit, Searcher

LINE = 0
"""Among the numbers of tracks: the line below which matches are weaker."""

_TYPED = 100  # hits while somebody types
_EXPLAINED = 300  # hits with their reasons, and as many weaker ones
_MOST = 2000  # hits that are explained where weaker ones are wanted as well
_FIRST = 128  # rows that come along with the answer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown."""

    query: str = ""
    playlist: Playlist | None = None  # instead of a query
    order: str = ""  # of engine.library.ORDERS; "": the best first, or as the playlist has them
    descending: bool = False
    everything: bool = False  # weaker matches too
    unfolded: bool = False  # every file of a recording in a row of its own
    quick: bool = False  # somebody is typing
    keep: tuple[int, ...] = ()  # tracks whose places are asked for: the selected ones


@dataclass(frozen=True, slots=True)
class Found:
    """What a search says of a track."""

    score: float = 0.0  # 0–1
    reasons: tuple[Message, ...] = ()
    strong: bool = True
    moment: tuple[float, float] | None = None  # seconds that fit best
    versions: tuple[str, ...] = ()  # paths of other files of the same recording


@dataclass(frozen=True, slots=True)
class Shown:
    """What was asked for."""

    wanted: Wanted
    ids: Ids[int]  # of tracks, in their order; LINE at most once
    found: Mapping[int, Found] = field(default_factory=dict)  # as far as it is known
    rows: Sequence[Row] = ()  # the first ones
    searched: bool = False
    strong: int = 0  # tracks above the line
    weaker: int = 0  # and below it, shown or not
    problems: tuple[Message | LinernotesError, ...] = ()
    places: tuple[int, ...] = ()  # where the tracks to keep are now
    absent: tuple[str, ...] = ()  # folders that are not there now


def shown(services: Services, wanted: Wanted) -> Shown:
    """What is to be shown, ready for the table."""
    if wanted.playlist is not None:
        answer = _of_playlist(services, wanted)
    elif wanted.query:
        answer = _of_query(services, wanted)
    else:
        ids = services.library.listing.ids(wanted.order or "path", descending=wanted.descending)
        answer = Shown(wanted, ids)
    first = [id_ for id_ in answer.ids[:_FIRST] if id_ != LINE]
    roots = services.library.roots() if not wanted.quick else {}
    return replace(
        answer,
        rows=rows_of(services.library, first),
        places=places_of(answer.ids, wanted.keep),
        absent=tuple(f"{root}{os.sep}" for root, there in roots.items() if not there),
    )


def _of_playlist(services: Services, wanted: Wanted) -> Shown:
    from engine.playlists import contents

    library, playlist = services.library, wanted.playlist
    assert playlist is not None
    tracks = contents(library, services.vocabulary(), playlist, services.searcher)
    return Shown(wanted, _sorted(services, array("q", [t.id for t in tracks]), wanted))


def _of_query(services: Services, wanted: Wanted) -> Shown:
    searcher = services.searcher()
    answer = _answer(searcher, wanted)
    if answer.tree is None:
        ids = services.library.listing.ids(wanted.order or "path", descending=wanted.descending)
        return Shown(wanted, ids, problems=answer.problems)
    found = {hit.track.id: _found(hit) for hit in answer.hits}
    strong = array("q", [id_ for id_, each in found.items() if each.strong])
    weak = array("q", [id_ for id_, each in found.items() if not each.strong])
    if answer.strong > len(strong) and not wanted.quick:
        folded = {track.id for hit in answer.hits for track in hit.versions}
        known = found.keys() | folded
        strong.extend(id_ for id_ in searcher.ids(wanted.query) if id_ not in known)
    ids = _sorted(services, strong, wanted)
    if answer.weaker:
        ids.append(LINE)
        ids.extend(_sorted(services, weak, wanted))
    return Shown(
        wanted,
        ids,
        found,
        searched=True,
        strong=answer.strong,
        weaker=answer.weaker,
        problems=answer.problems,
    )


def _answer(searcher: Searcher, wanted: Wanted) -> Answer:
    if wanted.quick:
        return searcher.ask(wanted.query, limit=_TYPED, quick=True)
    folded = not wanted.unfolded
    answer = searcher.ask(wanted.query, limit=_EXPLAINED, moments=True, versions=folded)
    if wanted.everything and answer.weaker:
        limit = min(answer.strong + _EXPLAINED, _MOST)
        answer = searcher.ask(
            wanted.query, limit=limit, everything=True, moments=True, versions=folded
        )
    return answer


def _found(hit: Hit) -> Found:
    versions = tuple(str(track.path) for track in hit.versions)
    return Found(hit.score, hit.reasons, hit.strong, hit.moment, versions)


def _sorted(services: Services, ids: Ids[int], wanted: Wanted) -> Ids[int]:
    if not wanted.order:
        return ids
    listing = services.library.listing
    return listing.ids(wanted.order, descending=wanted.descending, among=ids)


def places_of(ids: Ids[int], keep: Sequence[int]) -> tuple[int, ...]:
    """Where the tracks are that are to be kept, in the order in which they were named."""
    wanted = frozenset(keep)
    places = {id_: at for at, id_ in enumerate(ids) if id_ in wanted} if wanted else {}
    return tuple(places[id_] for id_ in keep if id_ in places)
