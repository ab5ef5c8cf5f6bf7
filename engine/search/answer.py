"""Values that search gives back."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import LinernotesError
from engine.message import Message
from engine.query import Node
from engine.track import Track


@dataclass(frozen=True, slots=True)
class Hit:
    """A found track."""

    track: Track
    score: float  # 0–1, only to be compared within one search
    reasons: tuple[Message, ...]  # strongest first
    strong: bool  # above the line; weaker ones are shown only when they are asked for
    moment: tuple[float, float] | None = None  # seconds that fit best, if they were asked for
    versions: tuple[Track, ...] = ()  # other files of the same recording, only shown together


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found."""

    hits: tuple[Hit, ...]  # by score; the strong ones come first
    tree: Node | None  # the query, understood; chips are made of it
    problems: tuple[Message | LinernotesError, ...]  # for a line under the search box
    strong: int  # tracks above the line, shown or not
    weaker: int  # tracks below it that pass the filters
