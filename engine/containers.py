"""What kind of audio file something is, told from its first bytes and not from its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Container:
    """A file format that Linernotes knows."""

    name: str
    suffixes: tuple[str, ...]
    demuxer: str  # FFmpeg's name: the only demuxer that may open such a file
    libsndfile: bool = False  # whether libsndfile decodes it well enough to go first


CONTAINERS = {
    c.name: c
    for c in (
        Container("mp3", (".mp3",), "mp3", libsndfile=True),
        Container("flac", (".flac", ".fla"), "flac", libsndfile=True),
        Container("ogg vorbis", (".ogg", ".oga"), "ogg", libsndfile=True),
        Container("ogg flac", (), "ogg"),
        # libsndfile needs three times the time of FFmpeg for Opus.
        Container("opus", (".opus",), "ogg"),
        Container("speex", (".spx",), "ogg"),
        Container("mp4", (".m4a", ".m4b", ".mp4a", ".m4r"), "mov"),
        Container("wav", (".wav", ".wave", ".rf64", ".bwf"), "wav", libsndfile=True),
        Container("aiff", (".aif", ".aiff", ".aifc"), "aiff", libsndfile=True),
        Container("asf", (".wma",), "asf"),
        Container("wavpack", (".wv",), "wv"),
        Container("monkey's audio", (".ape",), "ape"),
        Container("true audio", (".tta",), "tta"),
        Container("mp2", (".mp2",), "mp3"),
        Container("ac3", (".ac3", ".eac3"), "ac3"),
        Container("aac", (".aac",), "aac"),
        Container("caf", (".caf",), "caf"),
        Container("au", (".au", ".snd"), "au"),
    )
}

AUDIO_SUFFIXES = frozenset(s for c in CONTAINERS.values() for s in c.suffixes)

HEADER_BYTES = 4096
_FRAMES_IN_A_ROW = 3
_JUNK_BYTES = 128 * 1024  # how far behind a tag or junk a first MPEG frame is looked for

_MAGIC = (
    (b"fLaC", "flac"),
    (b"wvpk", "wavpack"),
    (b"MAC ", "monkey's audio"),
    (b"TTA1", "true audio"),
    (b"caff", "caf"),
    (b".snd", "au"),
    (bytes.fromhex("3026b2758e66cf11"), "asf"),
    (b"\x0b\x77", "ac3"),
)
_OGG_CODECS = (
    (b"OpusHead", "opus"),
    (b"\x01vorbis", "ogg vorbis"),
    (b"\x7fFLAC", "ogg flac"),
    (b"Speex   ", "speex"),
)
# Brands of MP4 files that hold sound alone; videos are not a music library's business.
_MP4_BRANDS = (b"M4A ", b"M4B ", b"M4P ", b"isom", b"iso2", b"mp42", b"mp41", b"dash", b"qt  ")


def identify(file: BinaryIO, *, strict: bool = False) -> Container | None:
    """The container of an open file; None when it is none that we know.

    Reads at most 132 KiB at the start and behind an ID3v2 tag, and moves the file's position.
    MPEG frames have no signature and may begin behind junk; with `strict` they must begin at
    once, for files whose name does not speak of audio: any large file holds some by chance.
    """
    file.seek(0)
    header = file.read(HEADER_BYTES)
    if header[:3] == b"ID3" and len(header) >= 10:
        file.seek(id3_size(header))
        header = file.read(HEADER_BYTES)
    name = _by_magic(header) or _by_mpeg_frames(header + file.read(_JUNK_BYTES), strict)
    return CONTAINERS.get(name) if name else None


def id3_size(header: bytes) -> int:
    """Bytes of the ID3v2 tag that `header` begins with, its own header and footer included."""
    size = 0
    for byte in header[6:10]:
        size = size << 7 | byte & 0x7F
    return size + (20 if header[5] & 0x10 else 10)


def is_audio_name(name: str) -> bool:
    """Whether the name ends like an audio file's."""
    return PurePath(name).suffix.lower() in AUDIO_SUFFIXES


def _by_magic(header: bytes) -> str | None:
    if header[:4] in (b"RIFF", b"RF64", b"BW64") and header[8:12] == b"WAVE":
        return "wav"
    if header[:4] == b"FORM" and header[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if header[:4] == b"OggS":
        return next((name for mark, name in _OGG_CODECS if mark in header[:512]), None)
    if header[4:8] == b"ftyp":
        return "mp4" if header[8:12] in _MP4_BRANDS else None
    return next((name for mark, name in _MAGIC if header.startswith(mark)), None)


def _by_mpeg_frames(data: bytes, strict: bool) -> str | None:
    """mp3, mp2 or aac when frames of one kind follow each other: one sync word proves nothing."""
    at = data.find(b"\xff")
    while 0 <= at < len(data) - 8 and not (strict and at):
        name, next_at, count = "", at, 0
        while found := _mpeg_frame(data, next_at) or _adts_frame(data, next_at):
            if name and found[0] != name:
                break
            name, next_at, count = found[0], next_at + found[1], count + 1
            if count == _FRAMES_IN_A_ROW:
                return name
        at = data.find(b"\xff", at + 1)
    return None


_RATES_KBPS = {  # MPEG audio bit rates by (version 1?, layer); index 0 is "free", 15 is invalid
    (True, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (False, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _mpeg_frame(data: bytes, at: int) -> tuple[str, int] | None:
    """Name of the layer and bytes of the MPEG audio frame at `at` (ISO 11172-3 §2.4.1.3)."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return None
    version, layer = data[at + 1] >> 3 & 3, 4 - (data[at + 1] >> 1 & 3)
    rate_index, sample_index = data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or layer not in (2, 3) or rate_index in (0, 15) or sample_index == 3:
        return None
    rate = _RATES_KBPS[(version == 3, layer)][rate_index - 1] * 1000
    samples = 576 if layer == 3 and version != 3 else 1152
    size = samples // 8 * rate // _SAMPLE_RATES[version][sample_index] + (data[at + 2] >> 1 & 1)
    return ("mp3" if layer == 3 else "mp2"), size


def _adts_frame(data: bytes, at: int) -> tuple[str, int] | None:
    """Bytes of the ADTS frame at `at` (ISO 13818-7 §6.2)."""
    if at + 7 > len(data) or data[at] != 0xFF or data[at + 1] & 0xF6 != 0xF0:
        return None
    size = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
    return ("aac", size) if size > 7 else None


def has_vbr_header(file: BinaryIO) -> bool:
    """Whether an mp3's first frame carries a Xing, Info or VBRI header, which tells its length."""
    file.seek(0)
    header = file.read(10)
    file.seek(id3_size(header) if header[:3] == b"ID3" and len(header) == 10 else 0)
    start = file.read(HEADER_BYTES)
    return any(mark in start for mark in (b"Xing", b"Info", b"VBRI"))
