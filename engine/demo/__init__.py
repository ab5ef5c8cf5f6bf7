"""Composes the demo music folder: eight short pieces, synthesised with numpy and encoded.

Nothing is recorded or downloaded. Each piece has its own seed, so its samples are the same at
every run, and each goes out in another kind of file, so that a demo run meets every decoder.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import soundfile
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

from engine.demo import acoustic, electric
from engine.demo.sound import RATE, Array

ARTIST = "Linernotes Demo"
ALBUM = "Composed for you"


@dataclass(frozen=True)
class Piece:
    """One piece: its title, what plays it (samples (frames, 2)), and the file it becomes."""

    title: str
    play: Callable[[], Array]
    suffix: str
    container: str
    codec: str
    bit_rate: int | None = None

    def file_name(self, number: int) -> str:
        """The file's name in the folder; numbers give the folder an order."""
        return f"{number:02d} {self.title}{self.suffix}"


PIECES: Sequence[Piece] = (
    Piece("Lamp in the Window", acoustic.ballad, ".mp3", "mp3", "libmp3lame", 192_000),
    Piece("Concrete After Midnight", electric.techno, ".wav", "wav", "pcm_s16le"),
    Piece("Broken Amplifier", electric.rock, ".flac", "flac", "flac"),
    Piece("Path Along the Creek", acoustic.fingerpicked, ".ogg", "OGG", "VORBIS"),
    Piece("Slow Light", acoustic.choir, ".opus", "opus", "libopus", 128_000),
    Piece("Largo for Empty Chairs", acoustic.largo, ".m4a", "ipod", "aac", 192_000),
    Piece("Level Nine", electric.chiptune, ".aiff", "aiff", "pcm_s16be"),
    Piece("Last Table by the Door", electric.jazz, ".mp3", "mp3", "libmp3lame", 160_000),
)


def compose(folder: Path) -> Iterator[Path]:
    """Writes the demo pieces into the folder and yields each file once it is whole.

    A file already there is left as it is and yielded too, so a second run is quick. Stopping
    between two pieces, or being killed within one, leaves no half-written music file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number, piece in enumerate(PIECES, start=1):
        target = folder / piece.file_name(number)
        if not target.exists():
            # No music suffix: whoever scans the folder meanwhile must not take it for a song.
            part = target.with_name(f".{target.name}.part")
            try:
                _encode(part, piece, number, piece.play())
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
        yield target


def _encode(path: Path, piece: Piece, number: int, samples: Array) -> None:
    """Encodes samples of shape (frames, 2) at RATE with the piece's tags."""
    if piece.codec == "VORBIS":
        _encode_vorbis(path, piece, samples)
        return
    options = {"write_id3v2": "1"} if piece.container == "aiff" else {}
    with av.open(path, "w", format=piece.container, options=options) as container:
        container.metadata.update(
            {"title": piece.title, "artist": ARTIST, "album": ALBUM, "track": str(number)}
        )
        rate = 48000 if piece.codec == "libopus" else RATE  # the only high rate Opus has
        stream = container.add_stream(piece.codec, rate=rate, layout="stereo")
        assert isinstance(stream, AudioStream)
        if piece.bit_rate is not None:
            stream.bit_rate = piece.bit_rate
        for start in range(0, len(samples), RATE):
            block = np.ascontiguousarray(samples[start : start + RATE].T, dtype=np.float32)
            frame = AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate = RATE
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _encode_vorbis(path: Path, piece: Piece, samples: Array) -> None:
    """Ogg Vorbis through libsndfile: the encoder inside PyAV is experimental and rough."""
    with soundfile.SoundFile(
        path, "w", RATE, 2, format=piece.container, subtype=piece.codec
    ) as out:
        out.title, out.artist, out.album = piece.title, ARTIST, ALBUM
        for start in range(0, len(samples), RATE):  # in one go, libvorbis overflows the stack
            out.write(samples[start : start + RATE])
