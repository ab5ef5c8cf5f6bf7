"""A file's windows, decoded by the library that reads its kind best, made alike for the model."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

import numpy as np
import soxr

from engine.audio import ffmpeg, libsndfile
from engine.audio.loudness import integrated
from engine.audio.pieces import Decoded, Samples, UnreadableError
from engine.containers import Container, has_vbr_header, identify
from engine.errors import AudioError
from engine.spread import SLACK_S, Wanted

MIN_SOUND_S = 3.0  # less than this is too little to say anything about
SILENCE_PEAK = 1e-4  # −80 dBFS: what no one hears


@dataclass(frozen=True, slots=True)
class Windows:
    """Pieces of a track, ready for the model."""

    samples: Samples  # (n_windows, n_samples), mono, −1…1
    starts_s: tuple[float, ...]  # where each begins in the track
    seconds: float  # how long each is
    duration_s: float  # of the whole track
    decoder: str  # name and version of the library that decoded them
    asked: int = 3  # how many windows were asked for
    loudness_lufs: float | None = None  # of them together; None when they are silent

    @property
    def audio_hash(self) -> str:
        """Names the music independent of tags and file name: BLAKE2 of the 16-bit samples.

        "3x10:…": hashes of other numbers of windows say nothing about each other.
        """
        pcm = np.round(self.samples * 32767).astype("<i2")
        digest = hashlib.blake2b(pcm.tobytes(), digest_size=16).hexdigest()
        return f"{self.asked}x{self.seconds:g}:{digest}"


def load_windows(
    path: Path,
    *,
    sample_rate: int,
    seconds: float,
    count: int,
    passage: tuple[float, float] | None = None,
) -> Windows:
    """`count` windows of `seconds`, spread evenly over the track; fewer if it is short.

    With `passage`, in seconds, spread over this part of it.

    A track shorter than one window is repeated until it fills one. Raises AudioError when the
    file cannot be opened, is not audio, is silent, or gives less than 3 s of sound.
    """
    trouble = ""
    with open_audio(path) as (file, container):
        for decoder in decoders(file, container):
            try:
                decoded = decoder.decode(file, container, Wanted(seconds, count, passage))
                return _alike(decoded, sample_rate, seconds, count)
            except UnreadableError as error:
                trouble = str(error)
    raise AudioError(path, trouble)


def same_sound(one: Path, other: Path) -> bool:
    """Whether both files sound the same to the last sample; raises AudioError.

    A decoder that is given the same packets decodes the same sound, so where the packets are
    equal nothing needs to be decoded. Not so in Ogg: pages may be missing, and decoders differ in
    what they make of the numbers of those that are there.
    """
    with open_audio(one) as (_, container):
        by_packets = container.demuxer != "ogg"
    if by_packets and packet_digest(one) == packet_digest(other):
        return True
    return pcm_digest(one) == pcm_digest(other)


def packet_digest(path: Path) -> str:
    """SHA-256 of what the file gives to a decoder; raises AudioError."""
    with open_audio(path) as (file, container):
        try:
            return ffmpeg.packet_digest(file, container)
        except UnreadableError as error:
            raise AudioError(path, str(error)) from error


def pcm_digest(path: Path) -> str:
    """SHA-256 of every decoded sample of the file: equal as long as the sound is untouched.

    Raises AudioError when nothing can be decoded.
    """
    with open_audio(path) as (file, container):
        try:
            return ffmpeg.digest(file, container)
        except UnreadableError as error:
            raise AudioError(path, str(error)) from error


@contextmanager
def open_audio(path: Path) -> Iterator[tuple[BinaryIO, Container]]:
    """The file, open for reading, and what kind it is; raises AudioError."""
    try:
        # O_NONBLOCK: opening a FIFO must not wait for someone to write to it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise AudioError(path, error.strerror or str(error)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise AudioError(path, "this is not a file with music in it, but a folder or device")
    with os.fdopen(descriptor, "rb") as file:
        container = identify(file)
        if container is None:
            raise AudioError(path, "this is not audio of a kind that Linernotes knows")
        yield file, container


def decoders(file: BinaryIO, container: Container) -> Iterator[ModuleType]:
    """The decoders for the file, the one to be tried first first."""
    # Without a length in its header, libsndfile guesses an mp3's length and stops there silently.
    if container.libsndfile and (container.name != "mp3" or has_vbr_header(file)):
        yield libsndfile
    yield ffmpeg


def _alike(decoded: Decoded, rate: int, seconds: float, asked: int) -> Windows:
    """Equally long windows at the model's rate; those without sound are left out."""
    length = round(rate * seconds)
    windows, starts, heard = [], [], 0.0
    for piece in decoded.pieces:
        # A damaged file can hold infinities; far too loud is loud enough.
        mono = np.clip(np.nan_to_num(piece.samples, posinf=1.0, neginf=-1.0), -8.0, 8.0)
        heard += len(mono) / piece.rate
        if len(mono) < MIN_SOUND_S * piece.rate or np.ptp(mono) < SILENCE_PEAK:
            continue  # too short, or a constant, which is as silent as nothing
        mono = soxr.resample(mono, piece.rate, rate, quality="HQ")
        if len(mono) < length - SLACK_S * rate:
            mono = np.resize(mono, length)  # repeats it
        windows.append(np.pad(mono, (0, max(0, length - len(mono))))[:length])
        starts.append(round(piece.start_s, 3))
    if heard < MIN_SOUND_S:
        raise UnreadableError(f"only {heard:.1f} s of sound could be decoded")
    if not windows:
        raise UnreadableError("there is no sound in it, only silence")
    samples = np.clip(np.stack(windows), -1.0, 1.0).astype(np.float32)
    return Windows(
        samples,
        tuple(starts),
        seconds,
        decoded.duration_s,
        decoded.decoder,
        asked,
        _loudness(decoded),
    )


def _loudness(decoded: Decoded) -> float | None:
    """Of all pieces as one programme; those of another rate than the first are left out."""
    rate = decoded.pieces[0].rate
    return integrated(
        (moment for piece in decoded.pieces if piece.rate == rate for moment in piece.moments),
        rate,
    )
