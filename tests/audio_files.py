"""A factory of small real audio files for the tests, in every format PyAV can write here.

Nothing is checked in: each test makes the files it needs, seeded, in a fraction of a second.
The second half makes bad files out of good ones, the way disks and downloads do.
"""

import base64
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import soundfile
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

Samples = npt.NDArray[np.float32]

_LAMBDA = 118  # FFmpeg's FF_QP2LAMBDA: the unit its quality scale counts in


@dataclass(frozen=True)
class Format:
    """How one kind of file is written.

    `container` and `codec` are FFmpeg's names. `tags` says whether the container keeps tags,
    `cover` how it keeps a picture: "stream" (attached), "comment" (a Vorbis comment), "chunk"
    (an ID3 tag in an IFF chunk) or None. `rates` are the sample rates in Hz the codec takes
    (empty: all); `samples` is FFmpeg's sample format where the codec's first choice is a poor
    one; `options` are the muxer's.
    """

    suffix: str
    container: str
    codec: str
    lossless: bool = False
    tags: bool = True
    cover: str | None = None
    rates: tuple[int, ...] = ()
    bit_rate: int | None = None
    samples: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)


_MPEG_RATES = (32000, 44100, 48000)
_OPUS_RATES = (48000, 24000, 16000, 12000, 8000)
# PyAV refuses pictures in the container "ipod", so .m4a files are "mp4" with the other's brand.
_M4A = {"brand": "M4A "}

FORMATS: dict[str, Format] = {
    "mp3": Format(".mp3", "mp3", "libmp3lame", cover="stream", bit_rate=128_000),
    "flac": Format(".flac", "flac", "flac", lossless=True, cover="stream"),
    "ogg": Format(".ogg", "ogg", "vorbis", cover="comment"),
    "opus": Format(".opus", "opus", "libopus", cover="comment", rates=_OPUS_RATES),
    "oggflac": Format(".oga", "ogg", "flac", lossless=True, cover="comment"),
    "m4a": Format(".m4a", "mp4", "aac", cover="stream", bit_rate=128_000, options=_M4A),
    "mp4": Format(".mp4", "mp4", "aac", cover="stream", bit_rate=128_000),
    "alac": Format(
        ".m4a", "mp4", "alac", lossless=True, cover="stream", samples="s16p", options=_M4A
    ),
    "wav": Format(".wav", "wav", "pcm_s16le", lossless=True, cover="chunk"),
    "wav24": Format(".wav", "wav", "pcm_s24le", lossless=True),
    "wavfloat": Format(".wav", "wav", "pcm_f32le", lossless=True),
    "aiff": Format(
        ".aiff",
        "aiff",
        "pcm_s16be",
        lossless=True,
        cover="chunk",
        options={"write_id3v2": "1"},
    ),
    "wma": Format(".wma", "asf", "wmav2", bit_rate=128_000),
    "wavpack": Format(".wv", "wv", "wavpack", lossless=True, samples="s16p"),
    "tta": Format(".tta", "tta", "tta", lossless=True, samples="s16"),
    "mka": Format(".mka", "matroska", "libopus", rates=_OPUS_RATES),
    "webm": Format(".webm", "webm", "libopus", rates=_OPUS_RATES),
    "caf": Format(".caf", "caf", "pcm_s16be", lossless=True),
    "au": Format(".au", "au", "pcm_s16be", lossless=True),
    "w64": Format(".w64", "w64", "pcm_s16le", lossless=True, tags=False),
    "mp2": Format(".mp2", "mp2", "mp2", tags=False, rates=_MPEG_RATES, bit_rate=192_000),
    "ac3": Format(".ac3", "ac3", "ac3", tags=False, rates=_MPEG_RATES, bit_rate=192_000),
    "eac3": Format(".eac3", "eac3", "eac3", tags=False, rates=_MPEG_RATES, bit_rate=192_000),
    "aac": Format(".aac", "adts", "aac", bit_rate=128_000, options={"write_id3v2": "1"}),
}

_BY_SUFFIX = {".ogg": "ogg", ".oga": "oggflac", ".m4a": "m4a", ".wav": "wav", ".aif": "aiff"}


def music(seconds: float, sample_rate: int, channels: int, seed: int) -> Samples:
    """Something like music, (channels, frames), peak 0.6: seeded chords twice a second, noise."""
    rng = np.random.default_rng(seed)
    frames = round(seconds * sample_rate)
    time = np.arange(frames) / sample_rate
    root = 110 * 2 ** (rng.integers(0, 12) / 12)
    strike = np.exp(-3 * (time % 0.5))
    out = np.zeros((channels, frames))
    for ratio in (1.0, rng.choice([1.19, 1.26]), 1.5):
        for harmonic in range(1, 5):
            wave = np.sin(2 * np.pi * root * ratio * harmonic * time) * strike / harmonic
            out += wave * rng.uniform(0.5, 1, (channels, 1))
    out += 0.15 * rng.standard_normal((channels, frames)) * np.exp(-25 * (time % 0.25))
    out *= 0.6 / max(1e-9, np.abs(out).max(initial=0))
    return out.astype(np.float32)


def make_audio(
    path: Path,
    *,
    seconds: float = 12.0,
    sample_rate: int = 44100,
    channels: int = 2,
    seed: int = 0,
    tags: Mapping[str, str] | None = None,
    id3_version: int | None = None,
    cover: bool = False,
    kind: str | None = None,
    samples: Samples | None = None,
) -> Path:
    """Writes a real audio file and returns its path.

    `kind` names an entry of FORMATS; without it the path's suffix decides. A codec that cannot
    have `sample_rate` gets the nearest rate it has. `id3_version` is for mp3 and aiff: 1 (mp3
    only), 3 (ID3v2.3) or 4. `samples`, (channels, frames), replaces the invented music. Tags
    are dropped where the format keeps none; a cover where none is possible is an error.
    """
    chosen = FORMATS[kind or _kind_of(path)]
    rate = min(chosen.rates or (sample_rate,), key=lambda known: abs(known - sample_rate))
    sound = music(seconds, rate, channels, seed) if samples is None else samples
    written = _written_tags(chosen, tags or {}, cover)
    if chosen.codec == "vorbis":
        _write_vorbis(path, sound, rate, written)
        return path
    options = dict(chosen.options) | _id3_options(chosen, id3_version)
    with av.open(path, "w", format=chosen.container, options=options) as container:
        container.metadata.update(written)
        stream = _audio_stream(container, chosen, rate, len(sound))
        if cover and chosen.cover == "stream":
            _add_cover(container)
        _encode(container, stream, sound, rate if samples is None else sample_rate)
    if cover and chosen.cover == "chunk":
        _append_id3_chunk(path, written, id3_version or 3)
    if id3_version == 1:
        _append_id3v1(path, written)
    return path


def cover_jpeg() -> bytes:
    """The little square picture that `cover=True` puts into files, as JPEG bytes."""
    codec = av.CodecContext.create("mjpeg", "w")
    assert isinstance(codec, av.VideoCodecContext)
    codec.width = codec.height = 64
    codec.pix_fmt = "yuvj420p"
    codec.framerate = 1  # type: ignore[assignment]  # PyAV takes any number here
    return b"".join(bytes(packet) for packet in [*codec.encode(_cover_frame()), *codec.encode()])


def _kind_of(path: Path) -> str:
    """The entry of FORMATS for a path's suffix; the plainest one where several share it."""
    suffix = path.suffix.lower()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    for name, known in FORMATS.items():
        if known.suffix == suffix:
            return name
    raise ValueError(f"no format writes {suffix!r} files")


def _written_tags(chosen: Format, tags: Mapping[str, str], cover: bool) -> dict[str, str]:
    """The tags to write, with the cover among them where that is the way of the format."""
    if cover and chosen.cover is None:
        raise ValueError(f"no cover can be written into {chosen.suffix} files here")
    if cover and chosen.cover == "comment":
        return dict(tags) | {"METADATA_BLOCK_PICTURE": _picture_comment()}
    return dict(tags)


def _id3_options(chosen: Format, version: int | None) -> dict[str, str]:
    """The muxer options that make FFmpeg write that version of ID3 (0: no ID3 at all)."""
    if version is None:
        return {}
    if version not in {"mp3": (0, 1, 3, 4), "aiff": (3, 4)}.get(chosen.container, ()):
        raise ValueError(f"{chosen.container} files cannot have ID3 version {version}")
    return {"id3v2_version": str(version if version > 1 else 0)}


def _audio_stream(
    container: OutputContainer, chosen: Format, rate: int, channels: int
) -> AudioStream:
    """Opens the audio stream of a container that is being written."""
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[channels]
    stream = container.add_stream(chosen.codec, rate=rate, layout=layout)
    assert isinstance(stream, AudioStream)
    if chosen.bit_rate is not None:
        stream.bit_rate = chosen.bit_rate
    if chosen.samples is not None:
        stream.format = chosen.samples
    return stream


def _encode(container: OutputContainer, stream: AudioStream, sound: Samples, rate: int) -> None:
    """Encodes samples (channels, frames) at `rate` Hz, a second at a time, and flushes."""
    for start in range(0, sound.shape[1], rate):
        block = np.ascontiguousarray(sound[:, start : start + rate], dtype=np.float32)
        frame = AudioFrame.from_ndarray(block, format="fltp", layout=stream.layout.name)
        frame.sample_rate = rate
        frame.pts = start
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _write_vorbis(path: Path, sound: Samples, rate: int, tags: Mapping[str, str]) -> None:
    """Ogg Vorbis by libsndfile (the encoder in PyAV is rough and stereo only), then the tags.

    libsndfile writes only a few known tags, so PyAV copies the packets into a tagged file.
    """
    raw = path.with_name(path.name + ".raw")
    with soundfile.SoundFile(raw, "w", rate, len(sound), format="OGG", subtype="VORBIS") as out:
        for start in range(0, sound.shape[1], rate):
            out.write(sound[:, start : start + rate].T)
    with av.open(raw) as source, av.open(path, "w", format="ogg") as container:
        container.metadata.update(tags)
        stream = container.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = stream
                container.mux(packet)
    raw.unlink()


def _cover_frame() -> VideoFrame:
    """A 64 x 64 picture: a colour gradient."""
    ramp = np.arange(0, 256, 4, dtype=np.uint8)
    picture = np.stack([np.tile(ramp, (64, 1)), np.tile(ramp[:, None], (1, 64))], axis=-1)
    rgb = np.concatenate([picture, np.full((64, 64, 1), 90, np.uint8)], axis=-1)
    return VideoFrame.from_ndarray(rgb, format="rgb24").reformat(format="yuvj420p")


def _add_cover(container: OutputContainer) -> None:
    """Adds and writes an attached picture; the audio stream must have been added before."""
    art = container.add_stream("mjpeg", rate=1)
    assert isinstance(art, VideoStream)
    art.width = art.height = 64
    art.pix_fmt = "yuvj420p"
    art.disposition = Disposition.attached_pic
    container.mux([*art.encode(_cover_frame()), *art.encode(None)])


def _picture_comment() -> str:
    """The cover as a METADATA_BLOCK_PICTURE comment: FLAC's picture block in base64."""
    jpeg, mime = cover_jpeg(), b"image/jpeg"
    block = struct.pack(">II", 3, len(mime)) + mime + struct.pack(">I", 0)
    block += struct.pack(">IIIII", 64, 64, 24, 0, len(jpeg)) + jpeg
    return base64.b64encode(block).decode("ascii")


def _append_id3_chunk(path: Path, tags: Mapping[str, str], version: int) -> None:
    """Adds an ID3v2 tag with the cover as last chunk of a WAV or AIFF file.

    FFmpeg reads such chunks with pictures, but PyAV has no way to let it write one. The tag is
    borrowed from the head of a very short MP3.
    """
    donor = path.with_name(path.name + ".donor")
    make_audio(donor, kind="mp3", seconds=0.1, tags=tags, id3_version=version, cover=True)
    content = donor.read_bytes()
    donor.unlink()
    size = 0
    for byte in content[6:10]:  # seven bits to the byte
        size = size << 7 | byte
    tag = content[: 10 + size]
    tag += bytes(len(tag) % 2)
    whole = path.read_bytes()
    big = whole.startswith(b"FORM")
    length = ">I" if big else "<I"
    whole += (b"ID3 " if big else b"id3 ") + struct.pack(length, len(tag)) + tag
    path.write_bytes(whole[:4] + struct.pack(length, len(whole) - 8) + whole[8:])


def _append_id3v1(path: Path, tags: Mapping[str, str]) -> None:
    """Adds the 128 bytes of an ID3v1 tag by hand: FFmpeg's own option writes nothing here."""
    fields = [("title", 30), ("artist", 30), ("album", 30), ("date", 4), ("comment", 30)]
    texts = [tags.get(name, "").encode("latin-1", "replace")[:room] for name, room in fields]
    padded = [text.ljust(room, b"\0") for text, (_, room) in zip(texts, fields, strict=True)]
    with path.open("ab") as file:
        file.write(b"TAG" + b"".join(padded) + b"\xff")


# ---------------------------------------------------------------- bad and strange files


def truncate(path: Path, keep: float) -> Path:
    """Cuts a file to the first `keep` (0 to 1) of its bytes, as a broken download does."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    return path


def flip_bytes(path: Path, count: int, seed: int, start: int = 0) -> Path:
    """Inverts `count` different bytes at random places from offset `start` on."""
    content = np.frombuffer(path.read_bytes(), dtype=np.uint8).copy()
    rng = np.random.default_rng(seed)
    content[start + rng.permutation(len(content) - start)[:count]] ^= 0xFF
    path.write_bytes(content.tobytes())
    return path


def zero_hole(path: Path, start: int, length: int) -> Path:
    """Overwrites `length` bytes from offset `start` with zeros: an unwritten disk block."""
    content = bytearray(path.read_bytes())
    end = min(len(content), start + length)
    content[start:end] = bytes(max(0, end - start))
    path.write_bytes(content)
    return path


def silent(path: Path, seconds: float = 12.0, sample_rate: int = 44100) -> Path:
    """A well-formed stereo file of digital silence."""
    frames = round(seconds * sample_rate)
    return make_audio(path, sample_rate=sample_rate, samples=np.zeros((2, frames), np.float32))


def text_named_mp3(path: Path) -> Path:
    """A text file behind a music file's name."""
    path.write_text("Shopping list: strings, rosin, tea.\n" * 40, encoding="utf-8")
    return path


def vbr_mp3_without_xing(path: Path, seconds: float = 30.0, seed: int = 0) -> Path:
    """A variable-rate MP3 without the Xing header that tells its length.

    The first tenth is silent, so a reader that takes the first frame's bit rate for the whole
    file's guesses a length several times too long.
    """
    rate = 44100
    sound = music(seconds, rate, 2, seed)
    sound[:, : sound.shape[1] // 10] = 0
    options = {"write_xing": "0", "id3v2_version": "0"}
    with av.open(path, "w", format="mp3", options=options) as container:
        quality = {"flags": "+qscale", "global_quality": str(2 * _LAMBDA)}
        stream = container.add_stream("libmp3lame", rate=rate, layout="stereo", options=quality)
        assert isinstance(stream, AudioStream)
        _encode(container, stream, sound, rate)
    return path
