"""Does the library still tell the truth about the files? Listens to them again and compares."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine import disk
from engine.audio import load_windows
from engine.child import Child
from engine.errors import AudioError, LinernotesError
from engine.journal import Journal, RecordState
from engine.library import Library
from engine.track import Track


class Verdict(StrEnum):
    """What was found out about one file."""

    SOUND = "sound"  # the file is what it was when it was listened to, or when we wrote it
    CHANGED = "changed"  # somebody wrote to it (other tags, say), but the music is the same
    OTHER = "other music"  # somebody replaced the music
    ROT = "rot"  # nobody wrote to it, and yet it is different: its disk is failing
    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNHEARD = "unheard"  # never listened to: nothing to compare with


_VERDICTS = {  # by: nobody wrote to the file, it sounds the same
    (True, True): Verdict.SOUND,
    (True, False): Verdict.ROT,
    (False, True): Verdict.CHANGED,
    (False, False): Verdict.OTHER,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One file's verdict."""

    track: Track
    verdict: Verdict
    detail: str = ""


def verify(library: Library, tracks: Sequence[Track], sample_rate: int) -> Generator[Finding]:
    """Compares every file with what the library and the journal know of it; changes nothing.

    `sample_rate`: the model's, hertz, at which the library's hashes of the sound were made.
    """
    with Journal.beside(library.path) as journal, Child("listening") as child:
        for track in tracks:
            if track.audio_hash:
                yield _finding(track, journal, child, sample_rate)
            else:
                yield Finding(track, Verdict.UNHEARD)


def _finding(track: Track, journal: Journal, child: Child, sample_rate: int) -> Finding:
    try:
        path = track.path.resolve(strict=True)
        info = path.stat()
        written = _written_hash(journal, path)
        untouched = (info.st_size, info.st_mtime_ns) == (track.size, track.mtime_ns)
        if written is not None and disk.hash_of(path, written) == written:
            return Finding(track, Verdict.SOUND, "to the byte as it was written")
        if written is not None and untouched:
            return Finding(track, Verdict.ROT, "its bytes are not those that were written")
        same = child.run(audio_hash, path, sample_rate, track.audio_hash) == track.audio_hash
    except FileNotFoundError:
        return Finding(track, Verdict.MISSING)
    except AudioError as error:
        return Finding(track, Verdict.ROT if untouched else Verdict.OTHER, error.reason)
    except (OSError, RuntimeError, LinernotesError) as error:
        return Finding(track, Verdict.UNREADABLE, str(error))
    return Finding(track, _VERDICTS[untouched, same])


def _written_hash(journal: Journal, path: Path) -> str | None:
    """Hash of the file as our last write or undo left it; None if we never wrote to it."""
    done = (RecordState.COMMITTED, RecordState.UNDONE)
    hashes = [r.new_hash for r in journal.of_path(path) if r.state in done]
    return hashes[-1] if hashes else None


def audio_hash(path: Path, sample_rate: int, like: str) -> str:
    """The hash of the file's sound over the same windows as the hash `like`; raises AudioError."""
    count, seconds = like.partition(":")[0].split("x")
    windows = load_windows(path, sample_rate=sample_rate, seconds=float(seconds), count=int(count))
    return windows.audio_hash
