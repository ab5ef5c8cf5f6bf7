"""Promises about what a write leaves alone: sound, other tags, attributes, links, large files."""

from __future__ import annotations

import dataclasses
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import av

from engine import tags
from engine.audio import pcm_digest
from engine.disk import attributes_of
from engine.errors import LinernotesError
from engine.journal import Journal
from engine.scan import content_hash
from engine.tags import DESCRIPTION
from engine.writing import TagFileWriter, settle
from engine.writing.wanted import wanted_fields
from tests.audio_files import FORMATS, make_audio
from tests.torture.promises import Figure, forked
from tests.torture.subjects import DESCRIPTION as WORDS
from tests.torture.subjects import MTIME_NS, Write, track_of, undo_all

_NOBODY = 65534
_NOTHING = "nothing to hear"
WRITABLE = ("mp3", "flac", "ogg", "opus", "m4a", "alac", "wav", "wav24", "aiff", "wma",
             "wavpack", "oggflac", "tta", "mp2")  # fmt: skip


def sound_and_tags(disk: Path, music: Sequence[Path], write: Write) -> Iterator[Figure]:
    """P5 sound, P6 other tags, P7 a second reader, P8 undo after three writes; per file."""
    broken, done = {p: Counter[str]() for p in ("P5", "P6", "P7", "P8")}, Counter[str]()
    ours = list(wanted_fields(track_of(Path(__file__))))
    journal = disk / "sound.sqlite"
    displaced = []
    for path in [*_crafted(disk / "crafted"), *music]:
        first, sound = path.read_bytes(), _sound(path)
        with suppress(LinernotesError):
            others = tags.foreign_entries(path, ours)
        try:
            write(journal, path)
        except LinernotesError:
            done["refused"] += 1
            broken["P5"]["changed though refused"] += path.read_bytes() != first
            continue
        done["written"] += 1
        broken["P5"]["sound changed"] += _sound(path) != sound
        try:
            broken["P6"]["lost"] += bool(others - tags.foreign_entries(path, ours))
            # FFmpeg does not look for an ID3v2 tag in tta files, and cannot open some at all.
            if path.suffix != ".tta" and sound != _NOTHING:
                broken["P7"]["second reader"] += _second_reader(path) != WORDS.text.strip()
        except (LinernotesError, av.FFmpegError):
            broken["P7"]["unreadable"] += 1
        once = path.read_bytes()
        write(journal, path)
        broken["P6"]["not idempotent"] += path.read_bytes() != once
        _two_more_writes(journal, path)
        troubles = undo_all(journal)
        broken["P8"]["not restored"] += bool(troubles) or path.read_bytes() != first
    with suppress(LinernotesError), Journal(journal) as opened:
        displaced = [len(r.displaced) for b in opened.batches() for r in opened.of_batch(b.id)]
    yield Figure(
        "P5 sound bit-exact",
        done.total(),
        broken["P5"],
        ", ".join(f"{n} {word}" for word, n in done.items()),
    )
    yield Figure("P6 nothing else changes", done["written"], broken["P6"])
    yield Figure("P7 a second reader agrees", done["written"], broken["P7"])
    sizes = f"median {sorted(displaced)[len(displaced) // 2]} bytes kept" if displaced else ""
    yield Figure("P8 undo after three writes", done["written"], broken["P8"], sizes)


def _two_more_writes(journal: Path, path: Path) -> None:
    """Other words on top, twice, so that undo has something to find its way through."""
    for number in (1, 2):
        words = dataclasses.replace(WORDS, text=f"Other words, {number}. " * number * 20)
        with suppress(LinernotesError), Journal(journal) as opened:
            TagFileWriter(opened).write(dataclasses.replace(track_of(path), description=words))


def _sound(path: Path) -> str:
    try:
        return pcm_digest(path)
    except LinernotesError:
        return _NOTHING


def _second_reader(path: Path) -> str:
    """Our description as FFmpeg sees it."""
    with av.open(str(path)) as source:
        found = {**source.metadata, **source.streams.audio[0].metadata}
    named = {key.upper(): value for key, value in found.items()}
    return named.get(DESCRIPTION.vorbis, "").strip()


def _crafted(folder: Path) -> Iterator[Path]:
    """Files of every format, and those that taggers are known to silence."""
    folder.mkdir()
    for kind in WRITABLE:
        yield make_audio(folder / f"{kind}{FORMATS[kind].suffix}", kind=kind, seconds=5, seed=3)
    for name, size in (("zero", bytes(4)), ("endless", b"\xff" * 4)):
        wav = make_audio(folder / f"{name}.wav", seconds=5)
        content = bytearray(wav.read_bytes())
        at = content.index(b"data") + 4
        content[at : at + 4] = size
        wav.write_bytes(content)
        yield wav
    yield _fragmented(folder)


def _fragmented(folder: Path) -> Path:
    source = make_audio(folder / "whole.m4a", seconds=5)
    path = folder / "fragmented.m4a"
    options = {"movflags": "frag_keyframe+empty_moov", "brand": "M4A "}
    with av.open(str(source)) as opened, av.open(str(path), "w", "mp4", options=options) as copy:
        stream = copy.add_stream_from_template(opened.streams.audio[0])
        for packet in opened.demux(opened.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                copy.mux(packet)
    return path


def attributes(disk: Path, write: Write) -> Iterator[Figure]:
    """P10, as an ordinary user: mode, owner, times, extended attributes, links, read-only."""
    home = disk / "attributes"
    home.mkdir()
    sample = make_audio(disk / "sample.mp3", seconds=5).read_bytes()
    write(disk / "root.sqlite", disk / "sample.mp3")  # loads all that an ordinary user may not
    os.chmod(disk, 0o755)  # noqa: PTH101
    for path in (home, *disk.parents[:1]):
        path.chmod(0o755)
    home.chmod(0o777)
    report = disk / "report"
    report.touch()
    report.chmod(0o666)

    def as_nobody() -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
        report.write_text("\n".join(_broken_attributes(home, sample, write)))

    _, status = os.waitpid(forked(as_nobody), 0)
    found = report.read_text().split("\n") if status == 0 else ["died"]
    yield Figure("P10 attributes and links", 8, Counter(f for f in found if f))


def _broken_attributes(home: Path, sample: bytes, write: Write) -> Iterator[str]:
    journal = home / "j.sqlite"

    def made(name: str) -> Path:
        path = home / name
        path.write_bytes(sample)
        os.utime(path, ns=(MTIME_NS, MTIME_NS))
        return path

    plain = made("plain.mp3")
    plain.chmod(0o640)
    with suppress(OSError):
        os.setxattr(plain, "user.rating", b"5")
    before, inode_group = attributes_of(plain), plain.stat().st_gid
    write(journal, plain)
    after = attributes_of(plain)
    for name in ("mode", "uid", "mtime_ns", "extended"):
        if getattr(before, name) != getattr(after, name):
            yield name
    if plain.stat().st_gid != inode_group:
        yield "group"
    for name, spoil in (("read-only", lambda p: p.chmod(0o444)),
                        ("hard link", lambda p: os.link(p, home / "second name"))):  # fmt: skip
        path = made(f"{name}.mp3")
        spoil(path)
        with suppress(LinernotesError, OSError):
            write(journal, path)
        if path.read_bytes() != sample:
            yield f"{name} not refused"
    link = home / "link.mp3"
    link.symlink_to(made("target.mp3"))
    write(journal, link)
    if not link.is_symlink():
        yield "symbolic link replaced"


def large_and_gone(disk: Path, write: Write) -> Iterator[Figure]:
    """P17: 5 GiB with holes, and a folder that goes away in the middle."""
    broken = Counter[str]()
    sparse = disk / "sparse.mp3"
    sparse.write_bytes(make_audio(disk / "s.mp3", seconds=5).read_bytes())
    os.truncate(sparse, 5 * 1024**3)
    begun = time.monotonic()
    with suppress(LinernotesError):
        write(disk / "large.sqlite", sparse)
        broken["sparse file not refused"] += 1
    seconds = time.monotonic() - begun
    broken["slow"] += seconds > 5
    broken["grown"] += sparse.stat().st_blocks > 10_000
    sparse.unlink()
    home = disk / "share"
    home.mkdir()
    path = make_audio(home / "a.flac", seconds=30)
    old = content_hash(path)
    for delay in range(10):
        child = forked(write, disk / "gone.sqlite", path)
        time.sleep(0.02 * delay)
        home.rename(disk / "elsewhere")
        os.waitpid(child, 0)
        (disk / "elsewhere").rename(home)
        with Journal(disk / "gone.sqlite") as journal, journal.lock():
            settle(journal)
        undo_all(disk / "gone.sqlite")
        broken["changed"] += content_hash(path) != old
        broken["stray"] += len(list(home.iterdir())) != 1
    yield Figure("P17 large and gone", 11, broken, f"5 GiB refused in {seconds:.2f} s")
