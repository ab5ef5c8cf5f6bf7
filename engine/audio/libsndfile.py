"""Windows through libsndfile: quick and exact for wav, aiff, flac, ogg vorbis and mp3."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

import soundfile

from engine.audio.loudness import moments
from engine.audio.pieces import (
    MAX_TRACK_S,
    Decoded,
    Piece,
    Samples,
    UnreadableError,
    downmix,
    words,
)
from engine.containers import Container
from engine.spread import SLACK_S, Wanted


def decode(file: BinaryIO, container: Container, windows: Wanted) -> Decoded:
    file.seek(0)
    try:
        with soundfile.SoundFile(os.dup(file.fileno()), closefd=True) as sound:
            rate = sound.samplerate
            duration = sound.frames / rate
            if not 0 < duration <= MAX_TRACK_S:
                raise UnreadableError("its length is not to be believed")
            wanted = min(round(windows.seconds * rate), sound.frames)
            pieces = []
            for start in windows.starts(duration):
                sound.seek(min(round(start * rate), sound.frames - wanted))
                block = sound.read(wanted, dtype="float32", always_2d=True)
                # A damaged file comes back short, without an error: count.
                if len(block) < wanted - SLACK_S * rate:
                    raise UnreadableError(f"it breaks off at {start + len(block) / rate:.0f} s")
                pieces.append(Piece(start, downmix(block), rate, tuple(moments(block, rate))))
    except (soundfile.SoundFileError, OSError, ValueError) as error:
        raise UnreadableError(f"it cannot be decoded ({words(error)})") from error
    return Decoded(pieces, duration, f"libsndfile {soundfile.__libsndfile_version__}")


def stream(file: BinaryIO, _container: Container, seconds: float) -> Iterator[tuple[Samples, int]]:
    """(mono samples, rate) of the whole file, `seconds` at a time; raises UnreadableError."""
    file.seek(0)
    try:
        with soundfile.SoundFile(os.dup(file.fileno()), closefd=True) as sound:
            wanted = round(seconds * sound.samplerate)
            for block in sound.blocks(wanted, dtype="float32", always_2d=True):
                yield downmix(block), sound.samplerate
    except (soundfile.SoundFileError, OSError, ValueError) as error:
        raise UnreadableError(f"it cannot be decoded ({words(error)})") from error
