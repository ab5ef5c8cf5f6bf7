"""Notation and the building blocks of sound: partials, noise, envelopes, a mix with a hall.

Sounds are one-dimensional arrays of samples at RATE; finished pieces have shape (frames, 2).
"""

import numpy as np
import numpy.typing as npt

RATE = 44100

_PEAK = 0.8  # leaves the lossy encoders room to overshoot without clipping
_BLOCK = 512
_SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}

Array = npt.NDArray[np.float64]
Note = tuple[float, tuple[float, ...], float]  # start in beats, pitches in Hz, length in beats


def hertz(name: str) -> float:
    """The frequency in Hz of a note name such as "A4", "F#3" or "Bb2" (A4 = 440 Hz)."""
    accidental = name.count("#") - name[1:].count("b")
    midi = 12 * (int(name[-1]) + 1) + _SEMITONES[name[0]] + accidental
    return float(440.0 * 2.0 ** ((midi - 69) / 12))


def score(text: str) -> list[Note]:
    """Reads "C4+E4 2 - 1 G4 .5": notes (chords joined by +, rests "-") and lengths in beats."""
    words, beat, notes = text.split(), 0.0, list[Note]()
    for names, length in zip(words[::2], map(float, words[1::2]), strict=True):
        if names != "-":
            notes.append((beat, tuple(hertz(name) for name in names.split("+")), length))
        beat += length
    return notes


def times(seconds: float) -> Array:
    """The time in seconds of every sample of a sound that long."""
    return np.arange(int(seconds * RATE)) / RATE


def ring(freqs: Array, amps: Array, decays: Array, seconds: float) -> Array:
    """Sum of decaying sines: frequencies in Hz, amplitudes, time constants in s, all (partials,).

    exp(a(m + n)) = exp(am) exp(an), so one small matrix product stands in for a sine per sample
    and partial, which makes a piece of a thousand rich notes a matter of a second.
    """
    frames = int(seconds * RATE)
    speed = (2j * np.pi * freqs - 1 / decays) / RATE
    coarse = np.exp(np.outer(np.arange(-(-frames // _BLOCK)) * _BLOCK, speed)) * amps
    fine = np.exp(np.outer(speed, np.arange(_BLOCK)))
    product = coarse.astype(np.complex64) @ fine.astype(np.complex64)
    out: Array = product.imag.ravel()[:frames].astype(np.float64)
    tail = min(frames, 400)  # a few ms of fade: a note cut short must not click
    out[frames - tail :] *= np.linspace(1, 0, tail)
    return out


def envelope(frames: int, attack: float, release: float) -> Array:
    """Raised-cosine swell and fade, (frames,); attack and release in seconds."""
    shaped = np.ones(frames)
    for part, seconds in ((shaped, attack), (shaped[::-1], release)):
        length = max(1, int(seconds * RATE))
        part[:length] *= 0.5 - 0.5 * np.cos(np.pi / length * np.arange(min(frames, length)))
    return shaped


def colour(sound: Array, low: float, high: float, order: int = 2) -> Array:
    """Band-pass between two frequencies in Hz with gentle slopes; zero phase, same length."""
    size = 1 << (len(sound) + 2000).bit_length()
    freqs = np.fft.rfftfreq(size, 1 / RATE) + 1e-6
    gain = 1 / np.sqrt((1 + (low / freqs) ** (2 * order)) * (1 + (freqs / high) ** (2 * order)))
    spectrum = np.fft.rfft(sound.astype(np.float32), size) * gain.astype(np.float32)
    shaped: Array = np.fft.irfft(spectrum, size)[: len(sound)].astype(np.float64)
    return shaped


def noise(rng: np.random.Generator, seconds: float, low: float, high: float) -> Array:
    """White noise through `colour`, at unit loudness (rms)."""
    sound = colour(rng.standard_normal(int(seconds * RATE)), low, high)
    even: Array = sound / np.sqrt(np.mean(sound**2))
    return even


class Mix:
    """A stereo mixing desk: a dry bus and one that feeds the reverb, both (2, frames)."""

    def __init__(self, seconds: float, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.dry = np.zeros((2, int(seconds * RATE)))
        self.wet = np.zeros_like(self.dry)

    def add(
        self, sound: Array, at: float, gain: float, pan: float = 0.0, send: float = 0.2
    ) -> None:
        """Puts a sound at a time in s; pan -1 (left) to 1; send is its share of reverb."""
        start = max(0, int(at * RATE))
        angle = (pan + 1) * np.pi / 4
        room = self.dry.shape[1] - start
        placed = np.outer([np.cos(angle), np.sin(angle)], gain * sound[: max(0, room)])
        self.dry[:, start : start + placed.shape[1]] += placed
        self.wet[:, start : start + placed.shape[1]] += send * placed

    def finish(self, hall: float = 1.4, drive: float = 1.0, bright: float = 6000.0) -> Array:
        """Adds reverb (hall: its decay in s; bright: its treble's end in Hz), limits, fades.

        Returns the piece, (frames, 2), with its peak at _PEAK.
        """
        frames = self.dry.shape[1]
        length = int(hall * 1.5 * RATE)
        fading = np.exp(-6.9 / hall / RATE * np.arange(length)).astype(np.float32)
        tail = self.rng.standard_normal((2, length), dtype=np.float32) * fading
        tail[:, : int(0.012 * RATE)] = 0  # the first reflection takes its time
        tail /= np.sqrt((tail**2).sum(axis=1, keepdims=True))
        size = 1 << (frames + length).bit_length()
        freqs = np.fft.rfftfreq(size, 1 / RATE).astype(np.float32)
        slope = freqs**2 / (freqs**2 + 25**2)  # no direct current, no rumble
        spectrum = np.fft.rfft(self.wet.astype(np.float32), size) * np.fft.rfft(tail, size)
        spectrum /= 1 + (freqs / np.float32(bright)) ** 2
        spectrum += np.fft.rfft(self.dry.astype(np.float32), size)
        out = np.fft.irfft(spectrum * slope, size)[:, :frames].astype(np.float64)
        out = np.tanh(drive * out / np.percentile(np.abs(out), 99.9))
        out *= np.minimum(1, (frames - np.arange(frames)) / RATE / 1.5)
        return np.ascontiguousarray(out.T * (_PEAK / np.abs(out).max()))
