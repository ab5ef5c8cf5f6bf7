"""Sentences composed from aspects, in a record collector's plain words.

Pattern, wording and order are drawn at random: the decoder learns every way in which a few aspects
may be told, and each track's own sound picks one of them, so that like tracks do not read alike.
A sentence is a list of pieces: an Aspect is said by its phrase, a string is a plain word.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engine.training.aspects import Aspect

Piece = str | Aspect
Pieces = list[Piece]
LIMITS = {"mood": 3, "tempo": 1, "texture": 2, "genre": 2, "vocals": 2, "instrument": 4}
MOST = 8  # aspects in one sentence
NO_VOCALS = "no vocals"
ORDER = ("mood", "tempo", "texture", "genre", "vocals", "instrument")
ATTACHED = (",", ".", ":")  # tokens without a space before them


@dataclass(frozen=True, slots=True)
class Parts:
    """The aspects of one sentence by their role."""

    moods: tuple[Aspect, ...]
    manner: tuple[Aspect, ...]  # tempo, texture, "instrumental"
    genres: tuple[Aspect, ...]
    voices: tuple[Aspect, ...]
    instruments: tuple[Aspect, ...]


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


NOUNS_SUNG = ("song", "track", "number", "tune", "cut", "recording")
NOUNS = ("piece", "track", "number", "tune", "cut", "recording")
LEADS = ("with", "built on", "featuring", "led by", "built around", "centred on")
VERBS = ("carry", "drive", "colour", "shape", "fill", "frame")
RESTS = ("rests on", "leans on", "draws on", "is built around", "is led by", "turns on")


def _listed(items: Sequence[Aspect]) -> Pieces:
    """a, b and c."""
    pieces: Pieces = []
    for place, item in enumerate(items):
        if place:
            pieces.append("and" if place == len(items) - 1 else ",")
        pieces.append(item)
    return pieces


def _adjectives(parts: Parts) -> Pieces:
    """tense, gloomy, slow acoustic: commas after moods only."""
    pieces: Pieces = []
    for mood in parts.moods:
        pieces += [mood, ","]
    return [*(pieces if parts.manner else pieces[:-1]), *parts.manner]


def _article(phrase: Pieces) -> Pieces:
    """The phrase with its article; R&B begins with the sound of a vowel."""
    first = phrase[0]
    return ["an" if isinstance(first, Aspect) and first.phrase == "R&B" else "a", *phrase]


def _noun(parts: Parts, rng: random.Random) -> str:
    """What to call the music."""
    return rng.choice(NOUNS_SUNG if parts.voices else NOUNS)


def _scored(parts: Parts, lead: str = "with") -> Pieces:
    """with female vocals over piano and drums; empty without voices and instruments."""
    voices, instruments = _listed(parts.voices), _listed(parts.instruments)
    if voices and instruments:
        return ["with", *voices, "over", *instruments]
    if voices:
        return ["with", *voices]
    return [lead, *instruments] if instruments else []


def _after_comma(scored: Pieces) -> Pieces:
    return [",", *scored] if scored else []


def _described(parts: Parts, rng: random.Random) -> Pieces:
    """gloomy, slow blues number."""
    return [*_adjectives(parts), *_listed(parts.genres), _noun(parts, rng)]


def _plain(parts: Parts, rng: random.Random) -> Pieces:
    """A gloomy, slow blues number with male vocals over slide guitar."""
    return [*_article(_described(parts, rng)), *_scored(parts, rng.choice(LEADS))]


def _music(parts: Parts, rng: random.Random) -> Pieces:
    """Gloomy, slow blues music with male vocals over slide guitar."""
    scored = _scored(parts, rng.choice(LEADS))
    return [*_adjectives(parts), *_listed(parts.genres), "music", *scored]


def _vein(parts: Parts, rng: random.Random) -> Pieces:
    """A gloomy, slow number in a blues vein, with male vocals over slide guitar."""
    phrase: Pieces = [*_adjectives(parts), _noun(parts, rng)]
    vein = _article([*parts.genres, rng.choice(("vein", "style"))])
    return [*_article(phrase), "in", *vein, *_after_comma(_scored(parts))]


def _blend(parts: Parts, rng: random.Random) -> Pieces:
    """A gloomy, slow blend of blues and country music, with male vocals over slide guitar."""
    mixed = rng.choice(("blend of", "mix of", "meeting of"))
    phrase: Pieces = [*_adjectives(parts), mixed, *_listed(parts.genres)]
    return [*_article(phrase), "music", *_after_comma(_scored(parts))]


def _carried(parts: Parts, rng: random.Random) -> Pieces:
    """Slide guitar and drums carry a gloomy, slow blues number with male vocals."""
    voices = ["with", *_listed(parts.voices)] if parts.voices else []
    phrase = _article(_described(parts, rng))
    return [*_listed(parts.instruments), rng.choice(VERBS), *phrase, *voices]


def _rests(parts: Parts, rng: random.Random) -> Pieces:
    """This gloomy, slow blues number rests on slide guitar and drums, with male vocals."""
    voices = [",", "with", *_listed(parts.voices)] if parts.voices else []
    instruments = _listed(parts.instruments)
    return ["this", *_described(parts, rng), rng.choice(RESTS), *instruments, *voices]


def _over(parts: Parts, rng: random.Random) -> Pieces:
    """Male vocals over slide guitar and drums in a gloomy, slow blues number."""
    voices, instruments = _listed(parts.voices), _listed(parts.instruments)
    return [*voices, "over", *instruments, "in", *_article(_described(parts, rng))]


def _moody(parts: Parts, rng: random.Random) -> Pieces:
    """Gloomy and lonely, this slow blues number sets male vocals over slide guitar."""
    rest: Pieces = [*parts.manner, *_listed(parts.genres), _noun(parts, rng)]
    start: Pieces = [*_listed(parts.moods), ","]
    voices, instruments = _listed(parts.voices), _listed(parts.instruments)
    if voices and instruments:
        return [*start, "this", *rest, "sets", *voices, "over", *instruments]
    if instruments:
        return [*start, "this", *rest, rng.choice(RESTS), *instruments]
    return [*start, "this is", *_article(rest), *(["with", *voices] if voices else [])]


def _colon(parts: Parts, rng: random.Random) -> Pieces:
    """Gloomy and lonely: a slow blues number with male vocals over slide guitar."""
    rest: Pieces = [*parts.manner, *_listed(parts.genres), _noun(parts, rng)]
    return [*_listed(parts.moods), ":", *_article(rest), *_scored(parts, rng.choice(LEADS))]


def _trailing(parts: Parts, rng: random.Random) -> Pieces:
    """A blues number, gloomy and slow, with male vocals over slide guitar."""
    phrase: Pieces = [*_listed(parts.genres), _noun(parts, rng)]
    told = _listed(parts.moods + parts.manner)
    return [*_article(phrase), ",", *told, *_after_comma(_scored(parts))]


def _patterns(parts: Parts) -> list[Callable[[Parts, random.Random], Pieces]]:
    """The patterns that suit these aspects."""
    found: list[Callable[[Parts, random.Random], Pieces]] = [_plain]
    described = parts.moods or parts.manner
    if parts.genres or described:
        found.append(_music)
    if len(parts.genres) == 1 and described:
        found.append(_vein)
    if len(parts.genres) == 2:
        found.append(_blend)
    if len(parts.instruments) >= 2 and (parts.genres or described):
        found.append(_carried)
    if parts.instruments and (parts.genres or described):
        found.append(_rests)
    if parts.voices and parts.instruments and (parts.genres or described):
        found.append(_over)
    if len(parts.moods) >= 2:
        found += [_moody, _colon]
    if parts.genres and described:
        found.append(_trailing)
    return found


def _shuffled(aspects: tuple[Aspect, ...], rng: random.Random) -> tuple[Aspect, ...]:
    return tuple(rng.sample(aspects, len(aspects)))


def compose(aspects: Sequence[Aspect], rng: random.Random) -> Pieces:
    """One of the sentences that say exactly these aspects."""
    parts = parts_of(aspects)
    parts = replace(
        parts,
        moods=_shuffled(parts.moods, rng),
        genres=_shuffled(parts.genres, rng),
        voices=_shuffled(parts.voices, rng),
        instruments=_shuffled(parts.instruments, rng),
    )
    return [*rng.choice(_patterns(parts))(parts, rng), "."]


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
