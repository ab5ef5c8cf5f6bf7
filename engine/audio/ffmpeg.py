"""Windows, and a proof of sameness, through FFmpeg (PyAV): every format, damaged files too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

import av
import numpy as np

from engine.audio.loudness import moments
from engine.audio.pieces import (
    MAX_TRACK_S,
    Channels,
    Decoded,
    Piece,
    Samples,
    UnreadableError,
    downmix,
    words,
)
from engine.containers import Container, has_vbr_header
from engine.spread import SLACK_S, Wanted

_WITHOUT_LENGTH = ("mp3", "mp2", "aac")  # unless their first frame tells it

av.logging.set_level(None)  # FFmpeg's own chatter about damaged files is not for users


def decode(file: BinaryIO, container: Container, windows: Wanted) -> Decoded:
    guessed = container.name in _WITHOUT_LENGTH and not has_vbr_header(file)
    file.seek(0)
    try:
        with av.open(file, mode="r", format=container.demuxer, metadata_errors="ignore") as source:
            stream = _audio_stream(source)
            duration = _measured_s(source, stream) if guessed else _length_s(source, stream)
            if duration is None:
                duration, pieces = _read_through(source, stream, windows)
            else:
                pieces = [
                    _seek_and_read(source, stream, start, windows.seconds, duration)
                    for start in windows.starts(duration)
                ]
                if sum(len(p.samples) for p in pieces) == 0:  # seeking may be what fails
                    duration, pieces = _read_through(source, stream, windows)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise UnreadableError(f"it cannot be decoded ({words(error)})") from error
    return Decoded(pieces, duration, f"FFmpeg {av.ffmpeg_version_info}")


def _audio_stream(source: Any) -> Any:
    stream = next(iter(source.streams.audio), None)
    # Decoding a stream without a codec context crashes the interpreter.
    if stream is None or stream.codec_context is None:
        raise UnreadableError("it holds no sound that can be decoded")
    if not stream.codec_context.sample_rate:
        raise UnreadableError("its header tells no sample rate")
    stream.codec_context.thread_type = "NONE"  # one core per worker
    return stream


def _length_s(source: Any, stream: Any) -> float | None:
    length = None
    if stream.duration is not None and stream.time_base:
        length = float(stream.duration * stream.time_base)
    elif source.duration is not None:
        length = source.duration / av.time_base
    return length if length and 0 < length <= MAX_TRACK_S else None


def _measured_s(source: Any, stream: Any) -> float | None:
    """The sum of all packets: for kinds whose length is otherwise guessed from the bit rate."""
    ticks = sum(packet.duration or 0 for packet in source.demux(stream))
    length = float(ticks * stream.time_base)
    return length if 0 < length <= MAX_TRACK_S else None


def _seek_and_read(
    source: Any, stream: Any, start: float, seconds: float, duration: float
) -> Piece:
    """One window; moved back once if a wrong estimate of the length left it short."""
    piece = _read_from(source, stream, start, seconds)
    missing = min(seconds, duration) - len(piece.samples) / piece.rate
    if missing > SLACK_S and start > 0:
        earlier = max(0.0, start - missing - 0.5)
        again = _read_from(source, stream, earlier, seconds)
        if len(again.samples) > len(piece.samples):
            return again
    return piece


def _read_from(source: Any, stream: Any, start: float, seconds: float) -> Piece:
    origin = float((stream.start_time or 0) * stream.time_base)
    try:
        source.seek(round((start + origin) / stream.time_base), stream=stream, backward=True)
    except av.FFmpegError:
        return Piece(start, np.zeros(0, np.float32), stream.codec_context.sample_rate)
    rate = stream.codec_context.sample_rate
    blocks: list[Samples] = []
    loud: list[Channels] = []
    have, wanted = 0, round(seconds * rate)
    for at, block, frame_rate in _blocks(source, stream):
        if frame_rate != rate:
            continue
        skip = max(0, round((start + origin - at) * rate)) if not have else 0
        blocks.append(downmix(block)[skip:])
        loud += moments(block[skip:], rate, have)
        have += len(blocks[-1])
        if have >= wanted:
            break
    samples = np.concatenate(blocks)[:wanted] if blocks else np.zeros(0, np.float32)
    return Piece(start, samples, rate, tuple(loud))


def _read_through(source: Any, stream: Any, wanted: Wanted) -> tuple[float, list[Piece]]:
    """For files without a length or a way to seek: decodes everything (at most an hour).

    Only the downmix of so much is kept; as loudness, each channel counts as loud as that.
    """
    with suppress(av.FFmpegError):  # a demuxer that cannot seek stands at its start already
        source.seek(0)
    rate = stream.codec_context.sample_rate
    blocks, have, channels = [], 0, 1
    for _, block, frame_rate in _blocks(source, stream):
        if frame_rate == rate:
            blocks.append(downmix(block))
            have, channels = have + len(block), block.shape[1]
        if have > 3600 * rate:
            break
    samples = np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
    starts = wanted.starts(have / rate)
    length = round(wanted.seconds * rate)
    windows = [samples[round(s * rate) : round(s * rate) + length] for s in starts]
    return have / rate, [
        Piece(start, window, rate, tuple(moments(np.tile(window[:, None], channels), rate)))
        for start, window in zip(starts, windows, strict=True)
    ]


def _blocks(source: Any, stream: Any) -> Iterator[tuple[float, Channels, int]]:
    """(time in s, samples, rate) frame by frame; damaged packets are passed over."""
    for packet in source.demux(stream):
        try:
            frames = packet.decode()
        except av.FFmpegError:
            continue
        for frame in frames:
            if frame.samples:
                yield float(frame.time or 0.0), _frame_samples(frame), frame.sample_rate


def stream(file: BinaryIO, container: Container, seconds: float) -> Iterator[tuple[Samples, int]]:
    """(mono samples, rate) of the whole file, `seconds` at a time; raises UnreadableError."""
    file.seek(0)
    try:
        with av.open(file, mode="r", format=container.demuxer, metadata_errors="ignore") as source:
            sound = _audio_stream(source)
            rate = sound.codec_context.sample_rate
            blocks: list[Samples] = []
            have = 0
            for _, block, frame_rate in _blocks(source, sound):
                if frame_rate == rate:
                    blocks.append(downmix(block))
                    have += len(block)
                if have >= seconds * rate:
                    yield np.concatenate(blocks), rate
                    blocks, have = [], 0
            if blocks:
                yield np.concatenate(blocks), rate
    except (av.FFmpegError, OSError, ValueError) as error:
        raise UnreadableError(f"it cannot be decoded ({words(error)})") from error


_SCALE = {"u8": 128.0, "s16": 32768.0, "s32": 2147483648.0, "flt": 1.0, "dbl": 1.0}


def _frame_samples(frame: Any) -> Channels:
    """A frame of any sample format as float32 (n, channels), full scale = 1."""
    array = frame.to_ndarray()  # planar: (channels, n); packed: (1, n × channels)
    channels = frame.layout.nb_channels
    block = array.T if frame.format.is_planar else array.reshape(-1, channels)
    scale = _SCALE[frame.format.name.removesuffix("p")]
    samples: Channels = np.asarray(block, np.float32)
    if frame.format.name.startswith("u8"):
        samples = samples - 128.0
    return samples if scale == 1.0 else samples / np.float32(scale)


def _packets(source: Any, stream: Any) -> Iterator[Any]:
    """Packets to the end; the error, if tags or junk there cannot be read as sound."""
    try:
        yield from source.demux(stream)
    except av.FFmpegError as error:
        yield error


def packet_digest(file: BinaryIO, container: Container) -> str:
    """SHA-256 of everything that the decoder is given: equal digests, equal sound.

    That is each packet's bytes, times and side data (which hold gapless trimming), and the
    codec's set-up. Different digests prove nothing. Raises UnreadableError.
    """
    file.seek(0)
    sha = hashlib.sha256()
    try:
        with av.open(file, mode="r", format=container.demuxer, metadata_errors="ignore") as source:
            stream = _audio_stream(source)
            codec = stream.codec_context
            sample_format = codec.format.name if codec.format else None  # of damaged files
            shape = (codec.name, codec.codec_tag, sample_format, codec.layout.name)
            times = (codec.sample_rate, stream.time_base, stream.start_time)
            sha.update(repr((shape, times)).encode() + _codec_setup(codec))
            for packet in source.demux(stream):
                facts = (packet.pts, packet.dts, packet.duration, packet.size)
                flags = (packet.is_discard, packet.is_corrupt, packet.is_keyframe)
                sha.update(repr((facts, flags)).encode())
                for side in packet.iter_sidedata():
                    if side.data_type != "strings_metadata":  # tags
                        sha.update(side.data_type.encode() + bytes(side))
                sha.update(packet)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise UnreadableError(f"it cannot be decoded ({words(error)})") from error
    return sha.hexdigest()


def _codec_setup(codec: Any) -> bytes:
    """What the decoder is set up with; of Vorbis without the comments, which are tags.

    Xiph lacing: two packets' sizes in bytes of 255 and a rest, behind the number of packets less
    one, then the packets: identification, comments, codebooks.
    """
    extradata = bytes(codec.extradata or b"")
    if codec.name != "vorbis" or extradata[:1] != b"\x02":
        return extradata
    at, sizes = 1, []
    for _ in range(2):
        end = at
        while extradata[end : end + 1] == b"\xff":
            end += 1
        sizes.append(sum(extradata[at : end + 1]))
        at = end + 1
    return extradata[at : at + sizes[0]] + extradata[at + sum(sizes) :]


def digest(file: BinaryIO, container: Container) -> str:
    """SHA-256 of every decoded sample with its rate and sample format; tags do not matter.

    Raises UnreadableError when nothing can be decoded.
    """
    file.seek(0)
    sha, total = hashlib.sha256(), 0
    try:
        with av.open(file, mode="r", format=container.demuxer, metadata_errors="ignore") as source:
            stream = _audio_stream(source)
            for packet in _packets(source, stream):
                if isinstance(packet, av.FFmpegError):
                    sha.update(b"end " + type(packet).__name__.encode())
                    break
                try:
                    for frame in packet.decode():
                        sha.update(f"{frame.sample_rate} {frame.format.name}".encode())
                        sha.update(np.ascontiguousarray(frame.to_ndarray()).data)
                        total += frame.samples
                except av.FFmpegError as error:
                    sha.update(b"damaged packet " + type(error).__name__.encode())
    except (av.FFmpegError, OSError, ValueError) as error:
        raise UnreadableError(f"it cannot be decoded ({words(error)})") from error
    if not total:
        raise UnreadableError("it holds no sound that can be decoded")
    return sha.hexdigest()
