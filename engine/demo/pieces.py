"""The demo's eight pieces, each of another kind and with its own seed."""

import numpy as np

from engine.demo.instruments import (
    bowed,
    electric_piano,
    hat,
    kick,
    piano,
    pluck,
    snare,
    violins,
    vowel,
)
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


def _acid(freq: float, seconds: float, cutoff: float) -> Array:
    """A saw through a resonant low-pass that shuts during the note; cutoff in Hz."""
    k = np.arange(1, int(9000 / freq), dtype=np.float64)
    ratio = k * freq / cutoff
    gain = 1 / np.sqrt((1 - ratio**2) ** 2 + (0.3 * ratio) ** 2)
    return ring(k * freq, gain / k, np.minimum(0.4, 0.16 / ratio), seconds)


def techno() -> Array:
    """Four on the floor at 128 bpm: kick, hats, clap, acid bass with a sweep, dub stabs."""
    mix, beat, bars = Mix(35.0, 2), 60 / 128, 18
    drum, closed, opened = kick(46, 190, 0.19), hat(mix.rng, 0.025), hat(mix.rng, 0.11)
    clap = noise(mix.rng, 0.3, 900, 3500) * np.exp(-times(0.3) / 0.06)
    clap *= np.where((times(0.3) < 0.03) & (times(0.3) % 0.01 > 0.005), 0.2, 1)  # many hands
    stab = np.sum([_acid(hertz(name), 0.3, 1500) for name in ("A3", "C4", "E4", "G4")], axis=0)
    riff = "A1 A1 A2 A1 C2 A1 G1 A2 A1 E2 A1 A2 D2 A1 C2 G1".split()
    pumped = Mix(35.0, 22)
    for step in range(16 * bars):
        at, bar, place = step * beat / 4, step // 16, step % 16
        floor = not 11 <= bar < 13  # the break: two bars without a bass drum
        if place % 4 == 0 and floor:
            mix.add(drum, at, 1.0, 0, 0.0)
        if place % 8 == 4 and bar >= 2:
            mix.add(clap, at, 0.32, 0.05, 0.25)
        if bar >= 1:
            mix.add(closed, at, 0.16 + 0.1 * (place % 4 == 2), 0.25, 0.05)
        if place % 4 == 2 and bar >= 4:
            mix.add(opened, at, 0.3, -0.15, 0.1)
        if bar >= 2:
            cutoff = 260 + 2600 * (0.5 - 0.5 * np.cos(2 * np.pi * (step - 32) / 128)) ** 1.5
            accent = 0.34 if place in (0, 3, 7, 11, 14) else 0.22
            pumped.add(_acid(hertz(riff[place]), beat / 4.4, cutoff), at, accent, 0, 0.05)
        if bar >= 6 and place in (3, 6, 11):
            for echo in range(4):
                pan = 0.7 * (-1) ** echo
                pumped.add(stab, at + echo * 0.75 * beat, 0.1 * 0.55**echo, pan, 0.5)
    riser = noise(mix.rng, 8 * beat, 2000, 9000) * np.linspace(0, 1, int(8 * beat * RATE)) ** 2
    mix.add(riser, 44 * beat, 0.2, 0, 0.5)
    since = np.arange(pumped.dry.shape[1]) / RATE % beat
    duck = 1 - 0.65 * np.exp(-since / 0.09)  # the side chain: everything makes way for the kick
    mix.dry += pumped.dry * duck
    mix.wet += pumped.wet * duck
    return mix.finish(hall=1.2, drive=1.3)


def _amplifier(sound: Array, gain: float) -> Array:
    """A valve amplifier in overdrive into a loudspeaker box that passes 90 Hz to 4.8 kHz."""
    tight = colour(sound, 110, 9000, 1)
    bent = np.tanh(gain * tight / np.percentile(np.abs(tight), 99) + 0.15)
    return colour(bent - bent.mean(), 85, 4800, 3)


def rock() -> Array:
    """Distorted guitars left and right, bass and drums, E minor, 144 bpm."""
    mix, beat, seconds = Mix(36.0, 3), 60 / 144, 36.0
    verse = ["E2"] * 8 + ["G2"] * 4 + ["A2"] * 4 + ["E2"] * 8 + ["D2"] * 4 + ["A2"] * 4
    chorus = ["C3"] * 8 + ["G2"] * 8 + ["D3"] * 8 + ["E2"] * 8
    roots = [*verse, *verse, *chorus, *verse, *chorus]
    for side in (-1, 1):  # two takes, each with its own little errors
        guitar = Mix(seconds, 30 + side)
        for step, name in enumerate(roots):
            loud = 64 <= step < 96 or step >= 128
            if step % 8 in ((0, 3, 6) if loud else range(8)):
                accent = loud or step % 8 in (0, 3, 6)
                last = beat * (3.2 if loud else 0.55 if accent else 0.3) / (2 if loud else 1)
                at = step * beat / 2 + guitar.rng.normal(0.004, 0.004)
                for ratio in (1.0, 1.498, 2.0):
                    tone = hertz(name) * ratio * (1 + guitar.rng.normal(0, 0.0008))
                    bright, sustain = (3200, 3.0) if accent else (900, 0.22)
                    guitar.add(pluck(guitar.rng, tone, last, bright, sustain), at, 1.0, 0, 0)
        mix.add(_amplifier(guitar.dry[0], 7.0), 0, 0.34, 0.8 * side, 0.1)
    for step, name in enumerate(roots):
        low = pluck(mix.rng, hertz(name) / 2, beat * 0.55, 1400, 1.5)
        mix.add(np.tanh(2.5 * low), step * beat / 2, 0.4, 0, 0.0)
    lead = score("E5 2 G5 1 F#5 1 D5 3 B4 1 A5 2 F#5 1 D5 1 E5 2 G5 2")
    for chorus_at in (32, 64):
        for start, pitches, length in lead:
            sung = bowed(mix.rng, pitches[0], length * beat, violins, 1, attack=0.02, vibrato=0.007)
            mix.add(_amplifier(sung, 4.0), (chorus_at + start) * beat, 0.22, 0.1, 0.4)
    _rock_drums(mix, len(roots), beat)
    return mix.finish(hall=0.9, drive=1.4)


def _rock_drums(mix: Mix, steps: int, beat: float) -> None:
    """A rock beat in eighths with crashes and a fill at the end of every eighth bar."""
    drum, tight, crash = kick(58, 120, 0.12), hat(mix.rng, 0.04), hat(mix.rng, 0.7)
    snares = [snare(mix.rng) for _ in range(3)]
    for step in range(steps):
        at, place = step * beat / 2 + mix.rng.normal(0, 0.003), step % 8
        fill = step % 32 >= 28
        if place in (0, 3, 5) or (place == 7 and step % 16 == 15):
            mix.add(drum, at, 0.85, 0, 0.05)
        if place in (2, 6) or fill:
            mix.add(snares[step % 3], at, 0.6, -0.05, 0.35)
        if fill:
            mix.add(snares[(step + 1) % 3], at + beat / 4, 0.4, 0.2, 0.35)
        mix.add(tight, at, 0.26 if place % 2 == 0 else 0.17, 0.35, 0.1)
        if step % 32 == 0:
            mix.add(crash, at, 0.5, -0.4, 0.3)


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


def _pulse(freq: float, seconds: float, duty: float, fade: float, wobble: float = 0.0) -> Array:
    """A game console's pulse wave; duty is the high share of a period, fade its decay in s."""
    time = times(seconds)
    phase = freq * (time + wobble * np.sin(2 * np.pi * 6 * time) / (2 * np.pi * 6))
    steps = np.ceil(15 * np.exp(-time / fade)) / 15  # sixteen volume steps, as the chips had
    shaped: Array = np.where(phase % 1 < duty, 1.0, -1.0) * steps
    return shaped


def chiptune() -> Array:
    """Game-console music at 150 bpm: pulse lead, arpeggios, stepped triangle bass, noise drums."""
    mix, beat = Mix(34.5, 7), 60 / 150
    chords = ["A3 C4 E4", "F3 A3 C4", "C4 E4 G4", "G3 B3 D4"] * 4
    chords += ["F3 A3 C4", "G3 B3 D4", "A3 C4 E4", "A3 C#4 E4", "A3 C#4 E4"]
    hiss = np.repeat(mix.rng.choice([-1.0, 1.0], 4000), 3)
    for bar, chord in enumerate(chords):
        tones = [hertz(name) for name in chord.split()]
        for step in range(16):
            at = (4 * bar + step / 4) * beat
            mix.add(_pulse(2 * tones[step % 3], beat / 4, 0.125, 0.15), at, 0.13, 0.45, 0)
            if step % 2 == 0:
                time = times(beat / 2.3)
                wave = np.abs((tones[0] / (2 if step % 4 else 4) * time) % 1 * 4 - 2) - 1
                mix.add(np.round(wave * 7) / 7, at, 0.4, 0, 0)
            if step % 8 == 4:
                mix.add(hiss[:5000] * np.exp(-np.arange(5000) / 1100), at, 0.3, 0, 0)
            elif step % 8 == 0 or step == 10:
                mix.add(kick(60, 400, 0.05)[:4000], at, 0.5, 0, 0)
            elif step % 2 == 0:
                mix.add(hiss[:1200] * np.exp(-np.arange(1200) / 250), at, 0.1, 0, 0)
    tune = (
        "A5 1 E5 .5 A5 .5 B5 1 C6 1 A5 .5 C6 .5 B5 .5 A5 .5 F5 2 "
        "G5 1 E5 .5 G5 .5 C6 1 E6 1 D6 1.5 C6 .5 B5 2 "
        "E6 .5 - .5 E6 .5 D6 .5 C6 1 A5 1 F5 .5 A5 .5 C6 .5 F6 .5 E6 1 D6 1 "
        "G5 .5 C6 .5 E6 .5 G6 .5 E6 2 D6 .5 B5 .5 D6 1 G6 2 "
    )
    end = "A5 2 C6 2 B5 2 D6 2 C6 1 B5 1 A5 1 E5 1 A5 4 A5 4"
    for start, pitches, length in score(tune + tune + end):
        for echo, gain in ((0.0, 0.3), (0.75 * beat, 0.09)):
            tone = _pulse(pitches[0], length * beat * 0.92, 0.25, 0.9, 0.008)
            mix.add(tone, start * beat + echo, gain, -0.3 if echo == 0 else 0.5, 0)
    return mix.finish(hall=0.4, drive=0.9)


def jazz() -> Array:
    """A trio after hours: walking bass, swung ride and brushes, electric piano; 132 bpm."""
    mix, beat = Mix(36.0, 8), 60 / 132
    walk = score(
        "D2 1 F2 1 A2 1 Ab2 1 G2 1 B2 1 D3 1 Db3 1 C3 1 B2 1 A2 1 G2 1 A2 1 G2 1 E2 1 Eb2 1 "
        "D2 1 E2 1 F2 1 F#2 1 G2 1 A2 1 B2 1 G2 1 E2 1 G2 1 B2 1 Bb2 1 A2 1 C#3 1 E3 1 Eb3 1"
    )
    comping = score(
        "- 1.67 F3+C4+E4 2.33 F3+B3+E4 1.67 F3+B3+E4 1 - 1.33 - .67 E3+B3+D4 3.33 C#4+G3+Bb3 4 "
        "- .67 F3+A3+C4 1.5 F3+C4+E4 1.83 F3+B3+D4 4 - .67 D4+G3+B3 1 - 2.33 "
        "C#4+G3+F4 2.67 G3+C#4 1.33"
    )
    solo = score(
        "- 8.67 E5 .33 G5 .67 B4 .33 D5 1 C5 1.67 - .33 A4 .67 Bb4 .33 C#5 .67 E5 .33 G5 1 F5 1.67 "
        "E5 .33 D5 .67 C5 .33 A4 1 B4 .67 D5 .33 F5 .67 A5 .33 G#5 2 G5 .67 E5 .33 B4 1 D5 2 "
        "Bb4 .67 A4 .33"
    )
    for chorus in range(2):
        for start, pitches, length in comping:
            for pitch in pitches:
                sound = electric_piano(pitch, min(length, 1.2) * beat, 0.55)
                sway = 1 + 0.25 * np.sin(2 * np.pi * 5.2 * np.arange(len(sound)) / RATE)
                mix.add(sound * sway, (start + 32 * chorus) * beat, 0.22, 0.3, 0.25)
        for start, pitches, length in solo:
            sound = electric_piano(pitches[0], length * beat, 0.75 + 0.1 * chorus)
            late = mix.rng.normal(0.02, 0.008)
            mix.add(sound, (start + 32 * chorus) * beat + late, 0.36, 0.15, 0.3)
        for start, pitches, _ in walk:
            low = pluck(mix.rng, pitches[0], beat * 1.05, 700, 1.1)
            mix.add(low, (start + 32 * chorus) * beat + mix.rng.normal(0, 0.005), 0.7, -0.1, 0.1)
    for name in ("D3", "F3", "A3", "C4", "E4"):  # the last chord, left to ring
        mix.add(electric_piano(hertz(name), 3.5, 0.5), 64 * beat, 0.25, 0.2, 0.4)
    mix.add(pluck(mix.rng, hertz("D2"), 3.5, 700, 1.6), 64 * beat, 0.7, -0.1, 0.1)
    _brushes(mix, 64, beat)
    return mix.finish(hall=1.0, drive=0.9)


def _brushes(mix: Mix, beats: int, beat: float) -> None:
    """Swung ride cymbal, hi-hat on two and four, and a brush stirring the snare."""
    ride, foot = hat(mix.rng, 0.3), hat(mix.rng, 0.03)
    stir = noise(mix.rng, 2 * beat, 700, 5000)
    stir *= envelope(len(stir), 0.5 * beat, 1.2 * beat)
    for count in range(beats):
        at = count * beat
        mix.add(ride, at + mix.rng.normal(0, 0.004), 0.32 * mix.rng.uniform(0.8, 1.1), -0.35, 0.15)
        if count % 2:
            mix.add(ride, at + beat * 0.66, 0.21, -0.35, 0.15)
            mix.add(foot, at, 0.3, 0.25, 0.1)
        else:
            mix.add(stir, at, 0.06, 0.2, 0.2)
    mix.add(hat(mix.rng, 0.8), beats * beat, 0.25, -0.3, 0.3)
