"""Why a track was found, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.message import Message
from engine.query.keys import in_words
from engine.search.ranking import Ranking
from engine.track import Track
from engine.words import clock

_WORD = re.compile(r"\w+")


def reasons_of(ranking: Ranking, row: int, track: Track) -> tuple[Message, ...]:
    """What speaks for the track, strongest first."""
    return tuple(_reasons(ranking, row, track))


def _reasons(ranking: Ranking, row: int, track: Track) -> Iterator[Message]:
    wishes = ranking.wishes
    if ranking.holds_words(row):
        yield from _found_words(track, wishes.words)
    yield from _facts(track, wishes.asks_for)
    heard = bool(ranking.heard[row])
    for term in wishes.terms if heard else ():
        likely = Message("{0} {1}") if term.wanted else Message("no {0} {1}")
        yield likely.of(term.entry.name, ranking.probability(term, row))
    if heard and ranking.meaning and ranking.sound:
        meaning, sound = (float(one.cosines[row]) for one in (ranking.meaning, ranking.sound))
        if ranking.meaning.is_clear(ranking.meaning.cosines[row]):
            yield Message("“{0}” ≈ its description ({1})").of(wishes.text, meaning)
        if ranking.sound.is_clear(ranking.sound.cosines[row]):
            yield Message("its sound fits the words ({0})").of(sound)
    if heard and ranking.like:
        yield Message("sounds alike ({0})").of(float(ranking.like.cosines[row]))


def _facts(track: Track, asked: frozenset[str]) -> Iterator[Message]:
    """The numbers that were asked for."""
    heard = track.description
    if "tempo" in asked and heard and heard.tempo_bpm:
        yield Message("{0} bpm").of(round(heard.tempo_bpm))
    if "key" in asked and heard and heard.key:
        yield Message(in_words(heard.key))
    if "year" in asked and track.tags.year:
        yield Message("{0}").of(str(track.tags.year))
    if "length" in asked:
        yield Message("{0}").of(clock(track.duration_s))
    if "loudness" in asked and heard and heard.loudness_lufs is not None:
        yield Message("{0} LUFS").of(round(heard.loudness_lufs))


def _found_words(track: Track, words: tuple[str, ...]) -> Iterator[Message]:
    for text, place in (
        (track.tags.title, Message("“{0}” in its title")),
        (track.tags.artist, Message("“{0}” in its artist")),
        (track.tags.album, Message("“{0}” in its album")),
        (track.path.stem, Message("“{0}” in its file name")),
        (track.tags.genre, Message("“{0}” in its genre")),
        (track.description.text if track.description else "", Message("“{0}” in its description")),
    ):
        there = f" {' '.join(re.findall(_WORD, text.lower()))} "
        yield from (place.of(word) for word in words if f" {word} " in there)
