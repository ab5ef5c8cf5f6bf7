"""The factory of test files is itself tested: a wrong file would make other tests lie."""

from pathlib import Path

import av
import av.error
import numpy as np
import pytest
import soundfile

from tests import audio_files
from tests.audio_files import FORMATS, make_audio

TAGS = {"title": "Größe ☃", "artist": "Somebody", "album": "Some Record"}


def decode(path: Path) -> tuple[np.ndarray, int]:
    """All samples of the first audio stream as floats, (channels, frames), and the rate in Hz."""
    with av.open(path) as container:
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="fltp", layout=stream.layout.name, rate=stream.rate)
        frames = [out for frame in container.decode(stream) for out in resampler.resample(frame)]
        return np.concatenate([frame.to_ndarray() for frame in frames], axis=1), stream.rate


def read_tags(path: Path) -> dict[str, str]:
    """The file's tags with lower-case keys; Ogg keeps them at the stream, others at the file."""
    with av.open(path) as container:
        found = dict(container.metadata) | dict(container.streams.audio[0].metadata)
        return {key.lower(): value for key, value in found.items()}


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_decodes_to_its_length(tmp_path: Path, kind: str) -> None:
    path = make_audio(tmp_path / f"song{FORMATS[kind].suffix}", seconds=3.0, kind=kind, tags=TAGS)
    sound, rate = decode(path)
    assert sound.shape[1] / rate == pytest.approx(3.0, abs=0.15)
    assert sound.shape[0] == 2
    assert rate in (44100, 48000)
    assert 0.02 < np.sqrt(np.mean(sound**2)) < 0.5
    assert np.abs(sound).max() < 1
    if FORMATS[kind].tags:
        assert TAGS.items() <= read_tags(path).items()


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if FORMATS[kind].lossless])
def test_lossless_formats_keep_the_samples(tmp_path: Path, kind: str) -> None:
    path = make_audio(tmp_path / "song", seconds=2.0, seed=3, kind=kind)
    sound, rate = decode(path)
    assert sound.shape[1] == 2 * rate
    assert np.abs(sound - audio_files.music(2.0, rate, 2, 3)).max() < 1e-4


@pytest.mark.parametrize("kind", FORMATS)
def test_mono_and_other_rates(tmp_path: Path, kind: str) -> None:
    path = make_audio(tmp_path / "song", seconds=2.0, channels=1, sample_rate=32000, kind=kind)
    sound, rate = decode(path)
    assert sound.shape[0] == 1
    assert rate == (32000 if not FORMATS[kind].rates or 32000 in FORMATS[kind].rates else rate)
    assert sound.shape[1] / rate == pytest.approx(2.0, abs=0.15)


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if FORMATS[kind].cover])
def test_cover_and_tags_together(tmp_path: Path, kind: str) -> None:
    path = make_audio(tmp_path / "song", seconds=2.0, kind=kind, cover=True, tags=TAGS)
    assert TAGS.items() <= read_tags(path).items()
    assert decode(path)[0].shape[1] > 0
    with av.open(path) as container:
        pictures = [s for s in container.streams.video if s.disposition.name == "attached_pic"]
        assert len(pictures) == 1
        assert next(container.decode(pictures[0])).width == 64


@pytest.mark.parametrize("suffix", sorted({known.suffix for known in FORMATS.values()}))
def test_the_suffix_chooses_the_format(tmp_path: Path, suffix: str) -> None:
    assert decode(make_audio(tmp_path / f"song{suffix}", seconds=1.0))[0].shape[1] > 0


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ape"):
        make_audio(tmp_path / "song.ape")


def test_what_a_format_cannot_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cover"):
        make_audio(tmp_path / "song.ac3", cover=True)
    with pytest.raises(ValueError, match="ID3"):
        make_audio(tmp_path / "song.flac", id3_version=3)
    with pytest.raises(ValueError, match="ID3"):
        make_audio(tmp_path / "song.aiff", id3_version=1)


@pytest.mark.parametrize(
    ("version", "head"), [(0, b"\xff"), (1, b"\xff"), (3, b"ID3\x03"), (4, b"ID3\x04")]
)
def test_id3_versions(tmp_path: Path, version: int, head: bytes) -> None:
    tags = {"title": "Plain", "artist": "Somebody"}
    path = make_audio(tmp_path / "song.mp3", seconds=1.0, tags=tags, id3_version=version)
    content = path.read_bytes()
    assert content.startswith(head)
    assert (content[-128:-125] == b"TAG") == (version == 1)
    assert read_tags(path).get("title") == (None if version == 0 else "Plain")


def test_the_seed_decides_the_sound(tmp_path: Path) -> None:
    first = make_audio(tmp_path / "a.flac", seconds=1.0, seed=1)
    again = make_audio(tmp_path / "b.flac", seconds=1.0, seed=1)
    other = make_audio(tmp_path / "c.flac", seconds=1.0, seed=2)
    assert first.read_bytes() == again.read_bytes()
    assert not np.allclose(decode(first)[0], decode(other)[0])


def test_truncate_keeps_the_head(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.wav", seconds=2.0)
    whole = path.read_bytes()
    audio_files.truncate(path, 0.5)
    assert path.read_bytes() == whole[: len(whole) // 2]


def test_flip_bytes_inverts_so_many(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.mp3", seconds=2.0)
    before = np.frombuffer(path.read_bytes(), np.uint8)
    after = np.frombuffer(audio_files.flip_bytes(path, 50, 1, start=100).read_bytes(), np.uint8)
    changed = np.flatnonzero(before != after)
    assert len(changed) == 50
    assert changed.min() >= 100


def test_zero_hole_keeps_the_size(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.mp3", seconds=2.0)
    before = path.read_bytes()
    after = audio_files.zero_hole(path, 5000, 3000).read_bytes()
    assert after == before[:5000] + bytes(3000) + before[8000:]
    assert audio_files.zero_hole(path, len(before) - 10, 99).stat().st_size == len(before)


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".m4a", ".ogg", ".opus"])
def test_silent_is_silent_and_well_formed(tmp_path: Path, suffix: str) -> None:
    sound, rate = decode(audio_files.silent(tmp_path / f"hush{suffix}", seconds=2.0))
    assert sound.shape[1] / rate == pytest.approx(2.0, abs=0.15)
    assert np.abs(sound).max() < 1e-3


def test_text_named_mp3_is_no_music(tmp_path: Path) -> None:
    path = audio_files.text_named_mp3(tmp_path / "list.mp3")
    with pytest.raises(av.error.FFmpegError), av.open(path) as container:
        next(container.decode(audio=0))


def test_vbr_mp3_without_xing_hides_its_length(tmp_path: Path) -> None:
    path = audio_files.vbr_mp3_without_xing(tmp_path / "vbr.mp3", seconds=20.0)
    content = path.read_bytes()
    assert not any(name in content[:4096] for name in (b"Xing", b"Info", b"VBRI", b"ID3"))
    assert decode(path)[0].shape[1] / 44100 == pytest.approx(20.0, abs=0.15)
    with av.open(path) as container:
        assert container.duration is not None
        claimed = container.duration / av.time_base
    # Whoever believes the header is wrong, with FFmpeg as with libsndfile.
    assert abs(claimed - 20.0) > 2
    assert abs(soundfile.info(path).duration - 20.0) > 2
