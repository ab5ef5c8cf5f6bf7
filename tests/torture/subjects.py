"""The files that are tortured, the write that is done to them, and its careless double."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine import tags
from engine.errors import LinernotesError
from engine.journal import Journal
from engine.track import Aspect, Description, Track, TrackState
from engine.writing import TagFileWriter, proof, settle, steps, to_undo, undo
from engine.writing.wanted import wanted_fields
from tests.audio_files import make_audio

KINDS = ("mp3", "flac", "m4a", "ogg", "wav")
MTIME_NS = 10**18
# Long enough that no format's padding holds it: what follows has to be moved.
WORDS = "A calm, slow piano piece with strings. " * 200
DESCRIPTION = Description(
    WORDS,
    aspects=(Aspect("mood", "calm", 0.9), Aspect("instrument", "piano", 0.8)),
    tempo_bpm=72.0,
    key="F#m",
    model="torture",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One file, as it is before and after a write."""

    path: Path
    old: bytes
    new: bytes

    def reset(self) -> None:
        """The old file again, alone in its folder."""
        for other in self.path.parent.iterdir():
            if other != self.path:
                other.unlink()
        self.path.write_bytes(self.old)
        os.utime(self.path, ns=(MTIME_NS, MTIME_NS))

    @property
    def state(self) -> str:
        """What is there now: old, new, mixed or missing."""
        if not self.path.exists():
            return "missing"
        content = self.path.read_bytes()
        return {self.old: "old", self.new: "new"}.get(content, "mixed")

    @property
    def strays(self) -> int:
        """Files beside it."""
        return len(list(self.path.parent.iterdir())) - self.path.exists()


def track_of(path: Path) -> Track:
    """The file as a freshly heard track whose words were accepted."""
    info = path.stat()
    state = TrackState.ACCEPTED
    return Track(path, info.st_size, info.st_mtime_ns, state, description=DESCRIPTION)


def write(journal: Path, path: Path) -> None:
    """One write through the protocol; raises LinernotesError."""
    with Journal(journal) as opened:
        TagFileWriter(opened).write(track_of(path))


def careless_write(journal: Path, path: Path) -> None:
    """What most taggers do: the library saves into the user's own file."""
    tags.edit_tags(path, proof.plan(path, wanted_fields(track_of(path)), {}))


Write = Callable[[Path, Path], None]


def restart(journal: Path) -> None:
    """What happens when the program starts: unfinished writes are settled."""
    with Journal(journal) as opened, opened.lock():
        settle(opened)
        assert opened.unfinished() == []


def undo_all(journal: Path) -> list[str]:
    """Takes everything back; the reasons of what could not be."""
    troubles = []
    with Journal(journal) as opened:
        own = opened.begin(undo=True)
        for target in to_undo(opened, None):
            try:
                for record in steps(opened, target):
                    undo(opened, own, record)
            except LinernotesError as error:
                troubles.append(error.reason)
    return troubles


def make_subject(folder: Path, kind: str, seconds: float, write_it: Write = write) -> Subject:
    """A file of its own folder, written once to know what it becomes."""
    home = folder / f"{kind}-{seconds:g}"
    home.mkdir(parents=True)
    path = make_audio(home / f"a.{kind}", seconds=seconds, tags={"title": "Kept"})
    os.utime(path, ns=(MTIME_NS, MTIME_NS))
    old = path.read_bytes()
    write_it(folder / "make.journal.sqlite", path)
    subject = Subject(path, old, path.read_bytes())
    subject.reset()
    return subject
