"""The demo's instruments, each a function from pitch and length to samples."""

from collections.abc import Callable

import numpy as np

from engine.demo.sound import RATE, Array, envelope, noise, ring, times

_TABLE = 8192


def piano(rng: np.random.Generator, freq: float, seconds: float, force: float) -> Array:
    """Stiff strings struck by felt: stretched partials, two decays, a beating pair, a thump."""
    k = np.arange(1, max(3, min(24, int(9000 / freq))) + 1, dtype=np.float64)
    stretched = k * freq * np.sqrt(1 + 3e-4 * (freq / 262) * k**2)
    amps = np.abs(np.sin(np.pi * k / 7.3)) * np.exp(-k * freq / (900 + 3200 * force)) / k**0.6
    decays = 2.6 * (262 / freq) ** 0.5 / (1 + 0.12 * k)
    sound = ring(
        np.concatenate([stretched, stretched * 1.0007, stretched * 0.9994]),
        np.concatenate([amps, 0.6 * amps, 0.3 * amps]),
        np.concatenate([0.35 * decays, decays, 1.6 * decays]),
        seconds + 0.25,
    )
    sound *= envelope(len(sound), 0.003, 0.25)
    thump = noise(rng, 0.06, 80, 900 + 2000 * force)
    sound[: len(thump)] += 0.05 * force * thump * np.exp(-times(0.06) / 0.012)
    return force * sound


def pluck(
    rng: np.random.Generator,
    freq: float,
    seconds: float,
    bright: float = 3000.0,
    sustain: float = 1.6,
) -> Array:
    """A plucked string: a noise burst round a Karplus-Strong loop, computed mode by mode.

    The loop's low-pass lets high modes die first; the pluck point leaves some modes out.
    """
    k = np.arange(1, int(min(9000, 5 * bright) / freq) + 2, dtype=np.float64)
    burst = 0.55 + 0.45 * rng.random(len(k))
    amps = burst * np.abs(np.sin(np.pi * k * rng.uniform(0.17, 0.21))) / k
    amps *= 1 / (1 + (k * freq / bright) ** 2)
    decays = sustain * (196 / freq) ** 0.4 / (1 + k * freq / 1200)
    stretched = k * freq * np.sqrt(1 + 4e-5 * k**2)
    return ring(stretched, 2 * amps, decays, seconds)


def bowed(
    rng: np.random.Generator,
    freq: float,
    seconds: float,
    spectrum: Callable[[Array], Array],
    players: int,
    *,
    attack: float = 0.25,
    vibrato: float = 0.004,
) -> Array:
    """A section on one note: wavetables with vibrato; spectrum gives gain at Hz of a harmonic."""
    k = np.arange(1, int(min(10000, RATE / 2.2) / freq) + 1, dtype=np.float64)
    half = np.zeros(_TABLE // 2 + 1, dtype=np.complex128)
    half[1 : len(k) + 1] = spectrum(k * freq) / k * np.exp(2j * np.pi * rng.random(len(k)))
    table = np.fft.irfft(half, _TABLE)
    table /= np.abs(table).max()
    table = table.astype(np.float32)
    time = times(seconds)
    coarse = time.astype(np.float32)  # enough for what only sways, and much quicker to sway
    total = np.zeros(len(time), dtype=np.float32)
    for _ in range(players):
        speed = 2 * np.pi * rng.uniform(4.4, 5.8)
        tuned = freq * (1 + rng.normal(0, 0.0018))
        late = np.minimum(coarse / 0.6, 1) * (vibrato / speed)  # vibrato starts after the note
        phase = time + late * np.sin(speed * coarse + rng.uniform(0, 6))
        place = (phase * (tuned * _TABLE)).astype(np.int32) + rng.integers(_TABLE)
        swell = 1 + 0.12 * np.sin(rng.uniform(1, 4) * coarse + rng.uniform(0, 6))
        total += swell * table[place & (_TABLE - 1)]
    shaped: Array = total / players**0.5 * envelope(len(time), attack, max(0.35, 0.7 * attack))
    return shaped


def violins(freqs: Array) -> Array:
    """Gain at frequencies in Hz of a bowed string's body: a saw with broad resonances."""
    body = (
        0.35 + np.exp(-(((freqs - 480) / 260) ** 2)) + 0.8 * np.exp(-(((freqs - 1300) / 700) ** 2))
    )
    shaped: Array = (body + 0.6 * np.exp(-(((freqs - 2700) / 900) ** 2))) / (
        1 + (freqs / 4500) ** 2
    )
    return shaped


def vowel(*formants: float) -> Callable[[Array], Array]:
    """The gain curve of a sung vowel, from the frequencies of its formants in Hz."""

    def gain(freqs: Array) -> Array:
        peaks = [
            0.45**i * np.exp(-(((freqs - formant) / (90 + 0.06 * formant)) ** 2))
            for i, formant in enumerate(formants)
        ]
        shaped: Array = (0.02 + np.sum(peaks, axis=0)) * (freqs / 200) ** 0.3
        return shaped

    return gain


def electric_piano(freq: float, seconds: float, force: float) -> Array:
    """A tine piano by phase modulation: harder notes bark more."""
    time = times(seconds + 0.15)
    bark = force * 1.6 * np.exp(-time / 0.35) * np.sin(2 * np.pi * freq * time)
    tine = 0.12 * force * np.exp(-time / 0.05) * np.sin(2 * np.pi * 7.03 * freq * time)
    body = np.sin(2 * np.pi * freq * time + bark) * np.exp(-time / 1.1)
    shaped: Array = force * (body + tine) * envelope(len(time), 0.004, 0.15)
    return shaped


def kick(pitch: float = 48.0, sweep: float = 160.0, decay: float = 0.16) -> Array:
    """A bass drum: a sine falling to `pitch` Hz, with a click in front."""
    time = times(0.42)
    phase = 2 * np.pi * (pitch * time + sweep * 0.03 * (1 - np.exp(-time / 0.03)))
    click = 0.5 * np.sin(2 * np.pi * 1800 * time) * np.exp(-time / 0.003)
    shaped: Array = (np.sin(phase) * np.exp(-time / decay) + click) * envelope(
        len(time), 0.001, 0.1
    )
    return shaped


def snare(rng: np.random.Generator, ringing: float = 0.11) -> Array:
    """A snare drum: two drumhead modes under a burst of rattle."""
    time = times(0.4)
    head = np.sin(2 * np.pi * 188 * time) + 0.6 * np.sin(2 * np.pi * 331 * time)
    rattle = noise(rng, 0.4, 1200, 9000) * np.exp(-time / ringing)
    shaped: Array = 0.7 * head * np.exp(-time / 0.07) + 0.55 * rattle
    return shaped * envelope(len(time), 0.0008, 0.15)


def hat(rng: np.random.Generator, decay: float) -> Array:
    """A cymbal: metal partials that fit no scale, and noise; decay in s sets hat to crash."""
    seconds = min(2.5, 6 * decay)
    partials = rng.uniform(3200, 12500, 28)
    metal = ring(partials, rng.uniform(0.3, 1, 28) / 5, np.full(28, decay), seconds)
    hiss = noise(rng, seconds, 6500, 14000) * np.exp(-times(seconds) / decay)
    shaped: Array = 0.5 * metal + 0.5 * hiss
    return shaped * envelope(len(shaped), 0.001, seconds / 3)
