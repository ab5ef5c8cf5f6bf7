"""General MIDI's instruments in our words, and the bands that songs are given to."""

import random
from collections.abc import Callable
from dataclasses import dataclass

DRUM_BANK = 128  # where a soundfont keeps its drum kits
MOST = 6  # instruments of a band

# program numbers, our aspects, the roles it can take, lowest and highest note. Instruments without
# roles sound like nothing in our vocabulary, or like two things at once, and are never played.
_PROGRAMS: tuple[tuple[tuple[int, ...], str, str, int, int], ...] = (
    ((0, 1, 3), "piano", "lead chords", 21, 108),
    ((4, 5), "electric piano", "lead chords", 28, 103),
    ((6,), "harpsichord", "lead chords", 29, 89),
    ((8, 9), "glockenspiel", "lead", 72, 103),
    ((10,), "glockenspiel", "lead chords", 60, 96),  # music box
    ((11,), "vibraphone", "lead chords", 53, 89),
    ((12,), "marimba", "lead chords", 45, 91),
    ((13,), "marimba", "lead", 65, 103),  # xylophone
    ((14,), "glockenspiel", "lead", 60, 77),  # tubular bells
    ((16, 17, 18, 19, 20), "organ", "lead chords pad", 36, 91),
    ((21, 23), "accordion", "lead chords pad", 53, 89),
    ((22,), "harmonica", "lead", 60, 89),
    ((24, 25), "acoustic guitar", "lead chords", 40, 79),
    ((26, 27), "electric guitar", "lead chords", 40, 84),
    ((28,), "electric guitar", "chords", 40, 76),
    ((29, 30), "electric guitar", "lead power", 40, 84),
    ((32,), "double bass", "bass", 28, 52),
    ((33, 34, 35, 36, 37), "bass guitar", "bass", 28, 52),
    ((38, 39), "synthesizer", "bass", 28, 52),
    ((40, 110), "violin", "lead", 55, 96),
    ((41,), "strings", "lead", 48, 84),  # viola
    ((42,), "cello", "lead bass", 36, 72),
    ((44,), "strings", "pad", 40, 88),
    ((45,), "pizzicato strings", "lead chords", 40, 88),
    ((46,), "harp", "lead chords", 28, 100),
    ((48, 49), "strings", "lead chords pad", 36, 93),
    ((52, 53), "choir", "lead pad", 45, 79),
    ((56, 59), "trumpet", "lead", 55, 82),
    ((57,), "trombone", "lead", 40, 70),
    ((58,), "tuba", "lead bass", 28, 55),
    ((60,), "French horn", "lead pad", 41, 77),
    ((61,), "brass", "lead chords pad", 41, 82),
    ((64,), "saxophone", "lead", 56, 87),
    ((65,), "saxophone", "lead", 49, 80),
    ((66,), "saxophone", "lead", 44, 75),
    ((67,), "saxophone", "lead", 36, 67),
    ((68,), "woodwinds", "lead", 58, 89),  # oboe
    ((69,), "woodwinds", "lead", 52, 81),  # English horn
    ((70,), "woodwinds", "lead", 34, 70),  # bassoon
    ((71,), "clarinet", "lead", 50, 88),
    ((72,), "flute", "lead", 74, 103),
    ((73, 74, 75), "flute", "lead", 60, 95),
    ((80, 81, 87), "synthesizer", "lead chords", 36, 96),
    ((88, 89, 90, 95), "synthesizer", "pad", 36, 91),
    ((104,), "sitar", "lead", 48, 77),
    ((105,), "banjo", "lead chords", 48, 81),
    ((2, 7, 15), "", "", 0, 0),  # electric grand piano, clavinet, dulcimer
    ((31, 43, 47), "", "", 0, 0),  # guitar harmonics, bowed double bass, timpani
    ((50, 51, 54, 55, 62, 63), "", "", 0, 0),  # synthetic strings, voice and brass, hit
    ((76, 77, 78, 79), "", "", 0, 0),  # bottle, shakuhachi, whistle, ocarina
    ((82, 83, 84, 85, 86, 91, 92, 93, 94), "", "", 0, 0),  # synthetic pipes, voices and others
    (tuple(range(96, 104)), "", "", 0, 0),  # synthetic effects
    ((106, 107, 108, 109, 111), "", "", 0, 0),  # shamisen, koto, kalimba, bagpipe, shanai
    (tuple(range(112, 128)), "", "", 0, 0),  # tuned percussion and effects
)
_KITS: tuple[tuple[tuple[int, ...], str, str], ...] = (
    ((0, 8, 16, 32, 40), "drums", "beat"),
    ((25,), "drum machine", "beat"),
    ((0,), "percussion", "percussion"),
)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One of a soundfont's instruments."""

    bank: int  # 0, or DRUM_BANK
    program: int  # 0 to 127
    aspect: str  # our name for it, "" for none
    roles: frozenset[str]  # "lead", "chords", "power", "pad", "bass", "beat", "percussion"
    low: int = 0  # MIDI notes it can play
    high: int = 127

    @property
    def label(self) -> str:
        """Such as "48", or "128:25" for a drum kit."""
        return str(self.program) if self.bank == 0 else f"{self.bank}:{self.program}"


INSTRUMENTS: tuple[Instrument, ...] = tuple(
    Instrument(0, number, aspect, frozenset(roles.split()), low, high)
    for numbers, aspect, roles, low, high in _PROGRAMS
    for number in numbers
) + tuple(
    Instrument(DRUM_BANK, number, aspect, frozenset([role]))
    for numbers, aspect, role in _KITS
    for number in numbers
)
UNPEDALLED = frozenset({6, 16, 17, 18, 19, 20, 21, 23, 28, 45, 48, 49, 61, 80, 81, 87, 105})


@dataclass(frozen=True, slots=True)
class Seat:
    """A part of a band: what it plays, on which of some instruments, and how often it is there."""

    role: str
    aspects: tuple[str, ...]  # () for any that can
    chance: float = 1.0


def _seat(role: str, aspects: str = "", chance: float = 1.0) -> Seat:
    return Seat(role, tuple(a.strip() for a in aspects.split(",") if a.strip()), chance)


WINDS = "flute, clarinet, woodwinds, French horn, trumpet"
# weight, seats: the lead plays the melody and the chords are the piano's part
BANDS: tuple[tuple[float, tuple[Seat, ...]], ...] = (
    (2.0, (_seat("lead", "piano"), _seat("chords", "piano"))),
    (1.0, (_seat("chords", "acoustic guitar"),)),
    (1.5, (_seat("lead", "piano"), _seat("chords", "piano"), _seat("pad", "strings"))),
    (1.0, (_seat("lead", "violin, cello, flute, clarinet, saxophone, trumpet"),
           _seat("chords", "piano, acoustic guitar, harp"))),
    (3.0, (_seat("lead", "electric guitar"), _seat("chords", "electric guitar", 0.6),
           _seat("power", "electric guitar", 0.6), _seat("bass", "bass guitar"),
           _seat("beat", "drums"), _seat("pad", "organ, synthesizer", 0.25))),
    (2.0, (_seat("lead", "acoustic guitar, piano, electric guitar, synthesizer"),
           _seat("chords", "piano, electric piano, acoustic guitar"),
           _seat("bass", "bass guitar"), _seat("beat", "drums, drum machine"),
           _seat("pad", "strings, synthesizer", 0.4), _seat("percussion", "", 0.25))),
    (2.0, (_seat("lead", "saxophone, trumpet, vibraphone, electric guitar, trombone, clarinet"),
           _seat("chords", "piano, electric piano, organ", 0.9), _seat("bass", "double bass"),
           _seat("beat", "drums", 0.8))),
    (2.0, (_seat("lead", "synthesizer"), _seat("chords", "synthesizer, electric piano", 0.6),
           _seat("pad", "synthesizer", 0.7), _seat("bass", "synthesizer"),
           _seat("beat", "drum machine", 0.9))),
    (2.5, (_seat("lead", "strings, violin, flute, woodwinds, French horn, clarinet"),
           _seat("pad", "strings"), _seat("chords", "harp, pizzicato strings", 0.5),
           _seat("counter", WINDS, 0.6), _seat("pad", "French horn, brass, choir", 0.5),
           _seat("bass", "cello, tuba", 0.4))),
    (1.5, (_seat("lead", "violin, harmonica, accordion, flute"),
           _seat("chords", "acoustic guitar, banjo"), _seat("bass", "double bass", 0.6),
           _seat("percussion", "", 0.3))),
    (1.0, (_seat("lead", "trumpet, trombone, saxophone, clarinet"),
           _seat("chords", "brass, banjo, piano"), _seat("bass", "tuba"),
           _seat("beat", "drums", 0.7))),
    (1.0, (_seat("lead", "marimba, vibraphone, glockenspiel"),
           _seat("chords", "marimba, harp, pizzicato strings, acoustic guitar", 0.8),
           _seat("percussion", "", 0.6), _seat("bass", "double bass, bass guitar", 0.4))),
    (0.8, (_seat("lead", "harpsichord, organ, flute, violin"),
           _seat("chords", "harpsichord, organ"), _seat("bass", "cello", 0.6))),
    (0.8, (_seat("lead", "sitar, flute, violin"), _seat("percussion"),
           _seat("pad", "synthesizer, strings", 0.5))),
    (0.8, (_seat("pad", "choir"), _seat("chords", "organ, piano, harp", 0.5),
           _seat("lead", "choir, organ, flute", 0.7))),
    (0.7, (_seat("beat", "drums, drum machine"), _seat("percussion", "", 0.5),
           _seat("bass", "bass guitar, synthesizer", 0.6))),
    (3.0, (_seat("lead"), _seat("chords", "", 0.8), _seat("counter", "", 0.4),
           _seat("pad", "", 0.4), _seat("bass", "", 0.6), _seat("beat", "", 0.5),
           _seat("percussion", "", 0.2))),
)  # fmt: skip


def choose_band(
    has: Callable[[Instrument], bool], rng: random.Random
) -> dict[Instrument, list[str]]:
    """Up to MOST instruments, each with its roles; `has` says which can be played."""
    (seats,) = rng.choices([seats for _, seats in BANDS], [weight for weight, _ in BANDS])
    band: dict[Instrument, list[str]] = {}
    for seat in seats:
        if rng.random() >= seat.chance or len(band) == MOST:
            continue
        found = _choose(seat, [i for i in INSTRUMENTS if has(i)], list(band), rng)
        if found is not None:
            band.setdefault(found, []).append(seat.role)
    return band


def _choose(
    seat: Seat, able: list[Instrument], band: list[Instrument], rng: random.Random
) -> Instrument | None:
    """An instrument for a seat: one that plays already where that fits, else a random one."""
    role = "lead" if seat.role == "counter" else seat.role
    fit = [i for i in able if role in i.roles and (not seat.aspects or i.aspect in seat.aspects)]
    playing = [i for i in band if i in fit]
    if playing and seat.aspects and rng.random() < 0.7:
        return playing[0]
    aspects = sorted({i.aspect for i in fit})
    if not aspects:
        return None
    chosen = rng.choice(aspects)
    return rng.choice([i for i in fit if i.aspect == chosen])
