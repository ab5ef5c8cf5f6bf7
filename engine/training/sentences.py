"""Sentences composed from aspects, in a record collector's plain words.

The wording follows from the aspects themselves (their leading genre, voice or instrument picks
the pattern), so that different music reads differently and the decoder can learn it exactly.
A sentence is a list of pieces: an Aspect is said by its phrase, a string is a plain word.
"""

import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from engine.training.aspects import Aspect

T = TypeVar("T")
Piece = str | Aspect
Pieces = list[Piece]
LIMITS = {"mood": 3, "tempo": 1, "texture": 2, "genre": 2, "vocals": 2, "instrument": 4}
MOST = 8  # aspects in one sentence
NO_VOCALS = "no vocals"
ORDER = ("mood", "tempo", "texture", "genre", "vocals", "instrument")
STRAY_PICK = 0.1  # share of training sentences whose pattern is drawn at random
ATTACHED = (",", ".", ";")  # tokens without a space before them


@dataclass(frozen=True, slots=True)
class Parts:
    """The aspects of one sentence by their role."""

    moods: tuple[Aspect, ...]
    manner: tuple[Aspect, ...]  # tempo, texture, "instrumental"
    genres: tuple[Aspect, ...]
    voices: tuple[Aspect, ...]
    instruments: tuple[Aspect, ...]

    def heads(self) -> tuple[Aspect, ...]:
        """The aspects in the order in which they may lead the choice of words."""
        return self.genres + self.voices + self.instruments + self.moods + self.manner


def canonical(aspects: Sequence[Aspect], order: dict[str, int]) -> list[Aspect]:
    """The aspects in the order of a prefix; order gives each name's place in the vocabulary."""
    return sorted(aspects, key=lambda a: (ORDER.index(a.kind), order[a.name]))


def parts_of(aspects: Sequence[Aspect]) -> Parts:
    """Sort aspects by role."""
    by = {kind: tuple(a for a in aspects if a.kind == kind) for kind in ORDER}
    silent = tuple(a for a in by["vocals"] if a.name == NO_VOCALS)
    return Parts(
        moods=by["mood"],
        manner=by["tempo"] + by["texture"] + silent,
        genres=by["genre"],
        voices=tuple(a for a in by["vocals"] if a.name != NO_VOCALS),
        instruments=by["instrument"],
    )


def _pick(options: Sequence[T], about: Aspect, salt: str) -> T:
    """A choice that always falls the same way for the same aspect."""
    return options[zlib.crc32(f"{salt} {about.name}".encode()) % len(options)]


def _listed(items: Sequence[Aspect]) -> Pieces:
    """a, b and c."""
    pieces: Pieces = []
    for place, item in enumerate(items):
        if place:
            pieces.append("and" if place == len(items) - 1 else ",")
        pieces.append(item)
    return pieces


def _adjectives(moods: Sequence[Aspect], manner: Sequence[Aspect]) -> Pieces:
    """tense, gloomy slow acoustic: commas between moods only."""
    pieces: Pieces = []
    for place, mood in enumerate(moods):
        pieces += [",", mood] if place else [mood]
    if moods and manner:
        pieces.append(",")
    return pieces + list(manner)


def _noun(parts: Parts) -> str:
    """What to call the music."""
    if parts.voices:
        return _pick(("song", "track", "number"), parts.heads()[0], "noun")
    return _pick(("piece", "track", "number", "tune"), parts.heads()[0], "noun")


def _article(phrase: Pieces) -> Pieces:
    """The phrase with its article; R&B begins with the sound of a vowel."""
    first = phrase[0]
    return ["an" if isinstance(first, Aspect) and first.phrase == "R&B" else "a", *phrase]


def _scored(parts: Parts, lead: str = "with") -> Pieces:
    """with female vocals over piano and drums; empty without voices and instruments."""
    voices, instruments = _listed(parts.voices), _listed(parts.instruments)
    if voices and instruments:
        return ["with", *voices, "over", *instruments]
    if voices:
        return ["with", *voices]
    return [lead, *instruments] if instruments else []


def _plain(parts: Parts) -> Pieces:
    """A gloomy, slow blues number with male vocals over slide guitar."""
    genre = _listed(parts.genres)
    phrase: Pieces = [*_adjectives(parts.moods, parts.manner), *genre, _noun(parts)]
    lead = _pick(("with", "built on", "featuring"), parts.heads()[0], "lead")
    return [*_article(phrase), *_scored(parts, lead)]


def _music(parts: Parts) -> Pieces:
    """Gloomy, slow blues music with male vocals over slide guitar."""
    genre = _listed(parts.genres)
    lead = _pick(("with", "built on", "led by"), parts.heads()[0], "lead")
    return [*_adjectives(parts.moods, parts.manner), *genre, "music", *_scored(parts, lead)]


def _vein(parts: Parts) -> Pieces:
    """A gloomy, slow number in a blues vein, with male vocals over slide guitar."""
    phrase: Pieces = [*_adjectives(parts.moods, parts.manner), _noun(parts)]
    vein = _article([*parts.genres, "vein"])
    scored = _scored(parts)
    return [*_article(phrase), "in", *vein, *([",", *scored] if scored else [])]


def _blend(parts: Parts) -> Pieces:
    """A gloomy, slow blend of blues and country, with male vocals over slide guitar."""
    phrase: Pieces = [*_adjectives(parts.moods, parts.manner), "blend of", *_listed(parts.genres)]
    scored = _scored(parts)
    return [*_article(phrase), "music", *([",", *scored] if scored else [])]


def _carried(parts: Parts) -> Pieces:
    """Slide guitar and drums carry a gloomy, slow blues number with male vocals."""
    verb = _pick(("carry", "drive", "colour"), parts.instruments[0], "verb")
    genre = _listed(parts.genres)
    phrase: Pieces = [*_adjectives(parts.moods, parts.manner), *genre, _noun(parts)]
    voices = ["with", *_listed(parts.voices)] if parts.voices else []
    return [*_listed(parts.instruments), verb, *_article(phrase), *voices]


def _moody(parts: Parts) -> Pieces:
    """Gloomy and lonely, this slow blues number sets male vocals over slide guitar."""
    rest: Pieces = [*parts.manner, *_listed(parts.genres), _noun(parts)]
    start: Pieces = [*_listed(parts.moods), ","]
    voices, instruments = _listed(parts.voices), _listed(parts.instruments)
    if voices and instruments:
        return [*start, "this", *rest, "sets", *voices, "over", *instruments]
    if voices or instruments:
        return [*start, "this", *rest, "is built around", *voices, *instruments]
    return [*start, "this is", *_article(rest)]


def _patterns(parts: Parts) -> list[Callable[[Parts], Pieces]]:
    """The patterns that suit these aspects."""
    found: list[Callable[[Parts], Pieces]] = [_plain]
    described = parts.moods or parts.manner
    if parts.genres or described:
        found.append(_music)
    if len(parts.genres) == 1 and described:
        found.append(_vein)
    if len(parts.genres) == 2:
        found += [_blend, _blend]
    if len(parts.instruments) >= 2 and (parts.genres or described):
        found.append(_carried)
    if len(parts.moods) >= 2:
        found.append(_moody)
    return found


def compose(aspects: Sequence[Aspect], rng: random.Random | None = None) -> Pieces:
    """One sentence that says exactly these aspects; rng lets the pattern stray now and then."""
    parts = parts_of(aspects)
    patterns = _patterns(parts)
    if rng is not None and rng.random() < STRAY_PICK:
        chosen = rng.choice(patterns)
    else:
        chosen = _pick(patterns, parts.heads()[0], f"pattern {len(patterns)}")
    return [*chosen(parts), "."]


def narrowest(aspects: Sequence[Aspect]) -> list[Aspect]:
    """The aspects without those that another of them is a kind of: no "guitar and guitar"."""
    broader = {name for a in aspects for name in a.broader}
    return [a for a in aspects if a.name not in broader]


def allowed(aspects: Sequence[Aspect]) -> list[Aspect]:
    """The first aspects, within the limits of a sentence."""
    kept: list[Aspect] = []
    for aspect in aspects:
        same = [a for a in kept if a.kind == aspect.kind]
        silent = any(NO_VOCALS in (a.name, aspect.name) for a in same)
        full = len(same) >= LIMITS[aspect.kind] or len(kept) >= MOST
        if not full and not (aspect.kind == "vocals" and silent) and aspect not in kept:
            kept.append(aspect)
    return kept


def render(tokens: Sequence[str]) -> str:
    """Tokens as a person reads them: spacing, "an" before a vowel, a capital first."""
    words = [
        "an" if token == "a" and following[:1].lower() in tuple("aeiou") else token
        for token, following in zip(tokens, [*tokens[1:], ""], strict=True)
    ]
    text = ""
    for word in words:
        text += word if word in ATTACHED or not text else f" {word}"
    return text[:1].upper() + text[1:]
