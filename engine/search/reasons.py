"""Why a track was found, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.query.keys import in_words
from engine.search.ranking import Ranking
from engine.track import Track
from engine.words import clock

_WORD = re.compile(r"\w+")


def reasons_of(ranking: Ranking, row: int, track: Track) -> tuple[str, ...]:
    """What speaks for the track, strongest first."""
    return tuple(_reasons(ranking, row, track))


def _reasons(ranking: Ranking, row: int, track: Track) -> Iterator[str]:
    wishes = ranking.wishes
    if ranking.holds_words(row):
        yield from _found_words(track, wishes.words)
    yield from _facts(track, wishes.asks_for)
    heard = bool(ranking.heard[row])
    for term in wishes.terms if heard else ():
        yield f"{term} {ranking.probability(term, row):.2f}"
    if heard and ranking.meaning and ranking.sound:
        meaning, sound = (float(one.cosines[row]) for one in (ranking.meaning, ranking.sound))
        if ranking.meaning.is_clear(ranking.meaning.cosines[row]):
            yield f"“{wishes.text}” ≈ its description ({meaning:.2f})"
        if ranking.sound.is_clear(ranking.sound.cosines[row]):
            yield f"its sound fits the words ({sound:.2f})"
    if heard and ranking.like:
        yield f"sounds alike ({float(ranking.like.cosines[row]):.2f})"


def _facts(track: Track, asked: frozenset[str]) -> Iterator[str]:
    """The numbers that were asked for."""
    heard = track.description
    if "tempo" in asked and heard and heard.tempo_bpm:
        yield f"{heard.tempo_bpm:.0f} bpm"
    if "key" in asked and heard and heard.key:
        yield in_words(heard.key)
    if "year" in asked and track.tags.year:
        yield str(track.tags.year)
    if "length" in asked:
        yield clock(track.duration_s)
    if "loudness" in asked and heard and heard.loudness_lufs is not None:
        yield f"{heard.loudness_lufs:.0f} LUFS"


def _found_words(track: Track, words: tuple[str, ...]) -> Iterator[str]:
    places = {
        "title": track.tags.title,
        "artist": track.tags.artist,
        "album": track.tags.album,
        "file name": track.path.stem,
        "genre": track.tags.genre,
        "description": track.description.text if track.description else "",
    }
    for place, text in places.items():
        there = f" {' '.join(re.findall(_WORD, text.lower()))} "
        yield from (f"“{word}” in its {place}" for word in words if f" {word} " in there)
