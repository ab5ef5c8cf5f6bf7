"""engine.verify: what became of the files since they were listened to, in one word each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine import jobs
from engine.library import Library
from engine.track import Analysis, Description, Tags
from engine.verify import Verdict, audio_hash, verify
from tests.audio_files import make_audio

RATE = 22050
LIKE = "3x10:"


def listen(library: Library, folder: Path) -> None:
    """Scans the folder and keeps the true hash of every file's sound with some words."""
    list(jobs.scan(library, [folder]))
    for track in library.unheard():
        sound = audio_hash(track.path, RATE, LIKE)
        heard = Description("Some words.", model="m")
        library.save_analysis(track, Analysis(Tags(), 4.0, sound, heard))


def verdicts(library: Library) -> dict[str, Verdict]:
    return {f.track.path.name: f.verdict for f in verify(library, library.tracks(), RATE)}


def damage(path: Path) -> None:
    """One byte of the sound changes, and nobody wrote it."""
    info = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "music"
    made.mkdir()
    for number, name in enumerate(("sound", "rot", "missing", "other", "retagged")):
        make_audio(made / f"{name}.wav", seconds=4, seed=number)
    return made


def test_every_verdict(library: Library, folder: Path) -> None:
    listen(library, folder)
    make_audio(folder / "new.wav", seconds=4, seed=9)
    list(jobs.scan(library, [folder]))
    damage(folder / "rot.wav")
    (folder / "missing.wav").unlink()
    make_audio(folder / "other.wav", seconds=4, seed=7)
    with (folder / "retagged.wav").open("ab") as file:
        file.write(b"LIST\4\0\0\0INFO")
    before = {p: p.read_bytes() for p in folder.iterdir()}
    assert verdicts(library) == {
        "sound.wav": Verdict.SOUND,
        "rot.wav": Verdict.ROT,
        "missing.wav": Verdict.MISSING,
        "other.wav": Verdict.OTHER,
        "retagged.wav": Verdict.CHANGED,
        "new.wav": Verdict.UNHEARD,
    }
    assert {p: p.read_bytes() for p in folder.iterdir()} == before


def test_a_file_that_we_wrote_is_known_to_the_byte(library: Library, folder: Path) -> None:
    """P18: write, verify, take everything back, verify; rot is seen even in a tag."""
    first = {p: p.read_bytes() for p in folder.iterdir()}
    listen(library, folder)
    jobs.accept(library, library.tracks())
    assert not [e.error for e in jobs.write(library, library.tracks()) if e.error]
    assert {p: p.read_bytes() for p in folder.iterdir()} != first
    assert set(verdicts(library).values()) == {Verdict.SOUND}
    assert not [e.error for e in jobs.undo(library, None) if e.error]
    assert {p: p.read_bytes() for p in folder.iterdir()} == first
    assert set(verdicts(library).values()) == {Verdict.SOUND}
    assert {t.state.value for t in library.tracks()} == {"skipped"}
    rotten = folder / "rot.wav"
    damage(rotten)
    assert verdicts(library)["rot.wav"] is Verdict.ROT
    list(jobs.scan(library, [folder]))
    assert library.unheard() == []
