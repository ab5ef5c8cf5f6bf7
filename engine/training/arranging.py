"""A song's excerpt given to other instruments, in another key and at another speed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from engine.training.midi import SCALES, Chord, Note, Song, Voice
from engine.training.orchestra import DRUM_BANK, UNPEDALLED, Instrument

EXCERPT_S = 12.0
SHORTEST_NOTE_S = 0.05
STEPS = 16  # of a drum pattern: sixteenths of a bar of four beats
IN_SCALE = 0.9  # share of the notes that must lie in the annotated key's scale to believe it

Lines = dict[int, str]  # General MIDI drum note -> which sixteenths it is struck on
BEATS: tuple[Lines, ...] = (
    {36: "x.......x.x.....", 38: "....x.......x...", 42: "x.x.x.x.x.x.x.x."},
    {36: "x.....x.x.......", 38: "....x.......x...", 42: "x.x.x.x.x.x.x.x."},
    {36: "x..x..x...x..x..", 38: "....x.......x..x", 42: "xxxxxxxxxxxxxxxx"},
    {36: "x.........x.....", 38: "........x.......", 42: "x...x...x...x..."},
    {36: "x...x...x...x...", 38: "....x.......x...", 46: "..x...x...x...x."},
    {36: "x...x...x...x...", 39: "....x.......x...", 42: "x.xxx.xxx.xxx.xx"},
    {36: "x.......x.......", 44: "....x.......x...", 51: "x...x..xx...x..x"},
    {36: "x..x..x.x..x..x.", 37: "x..x....x.x.....", 42: "x.x.x.x.x.x.x.x."},
    {36: "x.x...x.x.x...x.", 38: "....x.......x...", 51: "x.x.x.x.x.x.x.x."},
)
HAND_DRUMS: tuple[Lines, ...] = (
    {70: "xxxxxxxxxxxxxxxx", 64: "x..x..x.x..x..x."},
    {54: "x.x.x.x.x.x.x.x.", 39: "....x.......x..."},
    {60: "x.x.....x.x.....", 61: "....x.xx....x.xx", 75: "x..x..x...x.x..."},
    {63: "..xx..x...xx..x.", 64: "x...x...x...x...", 56: "x...x...x...x..."},
    {62: "x..x...xx..x...x", 63: "..x...x...x...x.", 70: "x.x.x.x.x.x.x.x."},
    {76: "x.....x...x.....", 77: "...x.....x....x.", 54: "....x.......x..."},
)
FILL: Lines = {36: "x...x...........", 50: "........xx......", 48: "..........xx....",
               45: "............xx..", 38: "x.x.x.x.......xx"}  # fmt: skip
CRASH = 49


@dataclass(frozen=True, slots=True)
class Passage:
    """What is played of a song, and how differently."""

    start: float  # seconds of the song
    speed: float  # 1.1 is a tenth faster
    transpose: int  # semitones
    length: float = EXCERPT_S  # seconds that sound

    @property
    def end(self) -> float:
        """Seconds of the song."""
        return self.start + self.length * self.speed

    def at(self, time: float) -> float:
        """Seconds of the excerpt at a time of the song, within the excerpt."""
        return min(max((time - self.start) / self.speed, 0.0), self.length)


@dataclass(frozen=True, slots=True)
class Part:
    """One instrument of an arrangement and what it plays."""

    instrument: Instrument
    voice: Voice


def choose_passage(song: Song, rng: random.Random, seconds: float = EXCERPT_S) -> Passage:
    """A random stretch between the song's first and last notes, to sound for `seconds`."""
    notes = song.melody + song.piano
    speed = 2 ** rng.uniform(-0.32, 0.32)  # 0.8 to 1.25
    first = min((note.start for note in notes), default=0.0)
    last = max((note.end for note in notes), default=0.0) - seconds * speed
    return Passage(rng.uniform(first, max(first, last)), speed, rng.randint(-5, 6), seconds)


def arrange(
    song: Song, passage: Passage, band: dict[Instrument, list[str]], rng: random.Random
) -> list[Part]:
    """The parts of a band; seconds are the excerpt's, pitches transposed and within reach."""
    parts = []
    for instrument, roles in band.items():
        notes: list[Note] = []
        for role in roles:
            notes += _play(song, passage, instrument, role, rng)
        if not notes:
            continue
        drums = instrument.bank == DRUM_BANK
        pedal: tuple[tuple[float, float], ...] = ()
        if "chords" in roles and instrument.program not in UNPEDALLED:
            spans = [(passage.at(down), passage.at(up)) for down, up in song.pedal]
            pedal = tuple((down, up) for down, up in spans if up > down)
        voice = Voice(instrument.program, drums, _without_clashes(notes), pedal)
        parts.append(Part(instrument, voice))
    return parts


def bpm_of(song: Song, passage: Passage) -> float | None:
    """Beats per minute as they sound; None where the passage is not steady."""
    beats = [time for time, _ in song.beats if passage.start - 1 <= time <= passage.end + 1]
    steps = np.diff(beats)
    if len(steps) < 4 or steps.min() <= 0 or steps.max() > 1.15 * steps.min():
        return None
    return float(60 / np.median(steps) * passage.speed)


def key_of(song: Song, passage: Passage) -> tuple[int, str] | None:
    """Tonic (0 is C) and mode as they sound; None where it changes or the notes disagree."""
    keys = [k for k in song.keys if k.start <= passage.start + 2 and k.end >= passage.end - 2]
    pitches = [
        note.pitch % 12
        for note in song.melody + song.piano
        if passage.start <= note.start < passage.end
    ]
    if len(keys) != 1 or not pitches:
        return None
    scale = {(keys[0].tonic + step) % 12 for step in SCALES[keys[0].mode]}
    if sum(pitch in scale for pitch in pitches) < IN_SCALE * len(pitches):
        return None
    return (keys[0].tonic + passage.transpose) % 12, keys[0].mode


def _play(
    song: Song, passage: Passage, instrument: Instrument, role: str, rng: random.Random
) -> list[Note]:
    """The notes of one role in the excerpt."""
    notes: Sequence[Note]
    if role == "beat":
        notes = _struck(song, passage, rng.choice(BEATS), rng, fills=True)
    elif role == "percussion":
        notes = _struck(song, passage, rng.choice(HAND_DRUMS), rng)
    elif role == "bass":
        notes = _bass(song, passage, instrument, rng)
    elif role == "pad":
        notes = _chords(song, passage, instrument.low + 24, again_every=None)
    elif role == "power":
        notes = _chords(song, passage, 40, again_every=rng.choice((1, 2)), tones=2)
    else:
        notes = {"lead": song.melody, "counter": song.bridge, "chords": song.piano}[role]
    heard = _heard(notes, passage)
    return heard if instrument.bank == DRUM_BANK else _reachable(heard, passage, instrument)


def _heard(notes: Sequence[Note], passage: Passage) -> list[Note]:
    """What of the notes falls into the passage, in the excerpt's seconds."""
    cut = [
        replace(note, start=passage.at(note.start), end=passage.at(note.end))
        for note in notes
        if note.start < passage.end and note.end > passage.start
    ]
    return [note for note in cut if note.end - note.start >= SHORTEST_NOTE_S]


def _reachable(notes: list[Note], passage: Passage, instrument: Instrument) -> list[Note]:
    """Transposed, first all by the same octaves, then each note that is still out of reach."""
    if not notes:
        return []
    middle = np.median([note.pitch for note in notes]) + passage.transpose
    centre = (instrument.low + instrument.high) / 2
    reach = max((instrument.high - instrument.low) / 2 - 6, 6)
    octaves = 0
    while middle + 12 * octaves > centre + reach:
        octaves -= 1
    while middle + 12 * octaves < centre - reach:
        octaves += 1
    found = []
    for note in notes:
        pitch = note.pitch + passage.transpose + 12 * octaves
        while pitch > instrument.high:
            pitch -= 12
        while pitch < instrument.low:
            pitch += 12
        found.append(replace(note, pitch=pitch))
    return found


def _without_clashes(notes: list[Note]) -> tuple[Note, ...]:
    """In order, each ending before the same pitch is struck again."""
    found: list[Note] = []
    last: dict[int, int] = {}  # pitch -> place in found
    for note in sorted(notes, key=lambda n: (n.start, n.pitch, -n.end)):
        before = last.get(note.pitch)
        if before is not None and found[before].end > note.start:
            if note.start - found[before].start < SHORTEST_NOTE_S:
                continue
            found[before] = replace(found[before], end=note.start)
        last[note.pitch] = len(found)
        found.append(note)
    return tuple(found)


def _beats_between(song: Song, start: float, end: float) -> list[float]:
    return [time for time, _ in song.beats if start - 0.05 <= time < end - 0.05]


def _near(chords: Sequence[Chord], passage: Passage) -> list[Chord]:
    return [c for c in chords if c.end > passage.start and c.start < passage.end]


def _bass(song: Song, passage: Passage, instrument: Instrument, rng: random.Random) -> list[Note]:
    """Roots and fifths of the chords: held, on every beat, or twice a beat."""
    style, notes = rng.choice(("held", "beats", "eighths", "fifths")), list[Note]()
    for chord in _near(song.chords, passage):
        root = instrument.low + (chord.root - instrument.low) % 12
        beats = _beats_between(song, chord.start, chord.end)
        if style == "held" or len(beats) < 2:
            notes.append(Note(chord.start, chord.end, root, 90))
            continue
        ends = [*beats[1:], chord.end]
        for number, (start, end) in enumerate(zip(beats, ends, strict=True)):
            pitch = root + 7 if style == "fifths" and number % 2 else root
            middle = (start + end) / 2
            spans = [(start, middle), (middle, end)] if style == "eighths" else [(start, end)]
            notes += [Note(a, a + 0.9 * (b - a), pitch, rng.randint(80, 100)) for a, b in spans]
    return notes


def _chords(
    song: Song, passage: Passage, low: int, *, again_every: int | None, tones: int = 4
) -> list[Note]:
    """Chords from `low` upward: held, or struck on every n-th beat. Two tones: root and fifth."""
    notes = []
    for chord in _near(song.chords, passage):
        beats = _beats_between(song, chord.start, chord.end)
        starts = beats[::again_every] if again_every and beats else [chord.start]
        pitch_classes = chord.tones[:tones] if tones > 2 else (chord.root, chord.root + 7)
        pitches = [low + (tone - low) % 12 for tone in pitch_classes]
        for start, end in zip(starts, [*starts[1:], chord.end], strict=True):
            notes += [Note(start, end, pitch, 80) for pitch in pitches]
    return notes


def _struck(
    song: Song, passage: Passage, lines: Lines, rng: random.Random, *, fills: bool = False
) -> list[Note]:
    """A pattern struck on every bar, sometimes with a fill before a crash."""
    notes, step, swing = list[Note](), 0, rng.choice((0.0, 0.0, 0.15))
    near = [b for b in song.beats if passage.start - 8 <= b[0] <= passage.end + 8]
    bar, filling = -1, False
    for (time, first), (following, _) in pairwise(near):
        if first:
            step, bar = 0, bar + 1
            if filling:
                notes.append(Note(time, time + 0.2, CRASH, 100))
            filling = fills and rng.random() < 0.2
        for quarter in range(4):
            late = swing * (following - time) / 2 if quarter % 2 else 0.0
            when = time + (following - time) * quarter / 4 + late
            for key, pattern in (FILL if filling else lines).items():
                if pattern[(step + quarter) % STEPS] == "x":
                    loud = rng.randint(75, 110) - 12 * (quarter % 2)
                    notes.append(Note(when, when + 0.15 * passage.speed, key, loud))
        step += 4
    return notes
