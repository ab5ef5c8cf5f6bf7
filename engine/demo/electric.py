"""The demo's pieces for instruments with a plug, each of another kind and with its own seed."""

import numpy as np

from engine.demo.instruments import bowed, electric_piano, hat, kick, pluck, snare, violins
from engine.demo.sound import RATE, Array, Mix, colour, envelope, hertz, noise, ring, score, times


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
