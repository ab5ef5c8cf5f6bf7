"""The demo's pieces for instruments without a plug, each of another kind and with its own seed."""

import numpy as np

from engine.demo.instruments import bowed, piano, pluck, violins, vowel
from engine.demo.sound import RATE, Array, Mix, colour, envelope, hertz, noise, ring, score, times


def ballad() -> Array:
    """Solo piano, slow, C major, with broken chords under a song-like tune."""
    mix, beat = Mix(35.5, 1), 60 / 62
    chords = "C2+G2+C3+E3 B1+G2+D3+G3 A1+E2+C3+E3 F1+C2+A2+C3 E2+C3+G3+C4 F1+F2+C3+A3".split()
    chords += ["G1+G2+C3+F3", "C2+G2+E3+G3"]
    for bar, chord in enumerate(chords):
        hands = [hertz(name) for name in chord.split("+")]
        for step, voice in enumerate((0, 1, 2, 3, 2, 3, 2, 1) if bar < 7 else (0, 1, 2, 3)):
            at = (4 * bar + step / 2) * beat + mix.rng.normal(0, 0.012)
            force = (0.62 if step == 0 else 0.4) + mix.rng.normal(0, 0.03)
            mix.add(piano(mix.rng, hands[voice], 3.4 - 0.25 * step, force), at, 0.5, -0.25, 0.3)
    tune = score(
        "G4 1.5 E5 .5 D5 1 C5 1  G4+D5 2 B4 1 G4 1  C5 1.5 E5 .5 A5 1 G5 1  A4+F5 2 E5 1 C5 1 "
        "E5 1 G5 1 E5+C6 1.5 B5 .5  A5 1.5 G5 .5 F5 1 C5+A5 1  C5+G5 2 B4+F5 1 D5 1 "
        "E5 1 D5 1 G4+C5 3"
    )
    for start, pitches, length in tune:
        for pitch in pitches:
            force = 0.72 + 0.12 * np.sin(start / 5) + mix.rng.normal(0, 0.04)
            sound = piano(mix.rng, pitch, length * beat + 0.5, force)
            mix.add(sound, start * beat + mix.rng.normal(0.015, 0.012), 0.6, 0.2, 0.3)
    return mix.finish(hall=1.9, drive=0.8)


def fingerpicked() -> Array:
    """One steel-string guitar, alternating thumb and syncopated fingers, G major, 96 bpm."""
    mix, beat = Mix(34.5, 4), 60 / 96
    shapes = {
        "G": "G2 D3 G3 B3 G4",
        "Em": "E2 B2 G3 B3 E4",
        "C": "C3 G2 G3 C4 E4",
        "D": "D3 A2 A3 D4 F#4",
        "Am": "A2 E2 A3 C4 E4",
    }
    order = "G Em C D G Em Am D C G Am D G".split()
    pattern = [(0, 0), (0, 4), (1, 1), (1.5, 3), (2, 0), (2.5, 2), (3, 1), (3.5, 4)]
    for bar, chord in enumerate(order):
        strings = [hertz(name) for name in shapes[chord].split()]
        picks = pattern if bar < 12 else [(0.06 * string, string) for string in range(5)]
        for place, string in picks:
            last = 1.9 if string < 2 else 2.4 + (bar == 12)
            loud = (0.75 if string < 2 else 0.6) * mix.rng.uniform(0.85, 1.1)
            sound = pluck(mix.rng, strings[string], last, 4000 + 700 * string, 1.7)
            touch = noise(mix.rng, 0.02, 1500, 7000) * np.exp(-times(0.02) / 0.003)
            sound[: len(touch)] += 0.05 * touch  # the nail leaving the string
            at = (4 * bar + place) * beat + mix.rng.normal(0.01, 0.007)
            mix.add(sound, at, loud, 0.12 * string - 0.3, 0.22)
    tune = score("- 7 B4 .5 A4 .5 G4 8 E4 4 A4 3 B4 1 D5 4 B4 4 C5 3 B4 1 A4 4 G4 4 B4 4 C5 2 A4 2")
    for start, pitches, _ in tune:
        sound = pluck(mix.rng, pitches[0], 2.2, 6500, 2.0)
        mix.add(sound, start * beat + 0.012, 0.55, 0.15, 0.25)
    body = 0.35 * np.stack([colour(side, 85, 320, 2) for side in mix.dry])
    mix.dry += body  # the air in the box
    return mix.finish(hall=1.1, drive=0.9)


def choir() -> Array:
    """A wordless choir over a drone with far bells: no pulse, slow chords, a long hall."""
    mix, span = Mix(38.0, 5), 6.8
    chords = [
        "A2 E3 B3 C4 E4",
        "F2 C3 A3 C4 G4",
        "C3 G3 B3 D4 E4",
        "G2 D3 A3 B3 D4",
        "A2 E3 A3 C#4 E4",
    ]
    ah, oo = vowel(710, 1150, 2800, 3600), vowel(330, 800, 2400, 3300)
    for index, chord in enumerate(chords):
        for part, name in enumerate(chord.split()):
            for sung, late in ((oo, 0.0), (ah, 1.4)):  # each chord opens from oo to ah
                last = span + 1.2 - late
                tone = bowed(mix.rng, hertz(name), last, sung, 3, attack=2.2, vibrato=0.006)
                mix.add(tone, index * span + late, 0.3 if late else 0.4, 0.4 * part - 0.8, 0.9)
        low = hertz(chord.split()[0]) / 2
        drone = ring(np.array([low, low * 1.003, low * 2]), np.ones(3), np.full(3, 9.0), span + 1)
        mix.add(drone * envelope(len(drone), 2.0, 2.0), index * span, 0.25, 0, 0.3)
        breath = noise(mix.rng, span + 1, 500, 2500) * envelope(int((span + 1) * RATE), 3, 3)
        mix.add(breath, index * span, 0.02, 0, 1.0)
    scale = [hertz(name) for name in ("A5", "B5", "C6", "E6", "G6", "B6")]
    for at in np.cumsum(mix.rng.uniform(1.2, 2.6, 15)):
        tone = mix.rng.choice(scale) * np.array([1, 2.76, 5.4])
        bell = ring(tone, np.array([1.0, 0.4, 0.15]), np.array([1.6, 0.8, 0.3]), 4.0)
        mix.add(bell, float(at), 0.05, mix.rng.uniform(-0.8, 0.8), 2.0)
    return mix.finish(hall=4.0, drive=0.7, bright=3500)


def largo() -> Array:
    """String orchestra in four parts, D minor, very slow, with suspensions and a long hall."""
    mix, beat = Mix(38.5, 6), 60 / 58
    parts = [
        (
            "A5 3 G5 1 F5 4 G5 2 F5 2 E5 4 F5 2 A5 2 D6 3 C6 1 Bb5 2 A5 1 G5 1 F5 1 E5 1 F#5 2",
            0.5,
            -0.5,
        ),
        ("F5 2 D5 2 D5 2 C5 2 D5 4 D5 2 C#5 2 D5 4 F5 4 D5 4 D5 1 C#5 1 D5 2", 0.42, -0.1),
        ("A4 4 A4 4 Bb4 2 A4 2 A4 4 A4 2 F4 2 F4 4 G4 2 Bb4 2 A4 2 A4 2", 0.45, 0.3),
        ("D3 4 F3 4 G3 2 D3 2 A2 4 D3 2 C3 2 Bb2 4 G2 4 A2 2 D2+D3 2", 0.7, 0.6),
    ]
    hair = noise(mix.rng, 12.0, 1500, 6000)  # bow hair on strings, shared by all notes
    for text, gain, pan in parts:
        for start, pitches, length in score(text):
            last = length * beat + 0.3 + (1.6 if start >= 30 else 0)
            arch = 0.7 + 0.5 * np.sin(np.pi * min(1.0, (start + 2) / 34))  # one long swell
            for pitch in pitches:
                tone = bowed(mix.rng, pitch, last, violins, 6, attack=0.3, vibrato=0.0045)
                bow = hair[: len(tone)] * envelope(len(tone), 0.2, 0.4)
                mix.add(tone + 0.012 * bow, start * beat, gain * arch, pan, 0.65)
    return mix.finish(hall=2.6, drive=0.8, bright=4500)
