"""What can go wrong that a user can do something about.

    LinernotesError(path, reason)
    ├── AudioError      the file gives no sound that could be described
    ├── WorkerError     the worker that listened to the file died, hung or ran out of memory
    ├── ClusterError    the cluster cannot be reached, or has no worker that may listen
    ├── TagError        the tags cannot be read, or writing them was refused or failed
    │   └── ChangedError    somebody else changed the file: it has to be scanned again first
    ├── JournalError    the journal that undo lives on cannot be read or written
    ├── ModelError      the model files are missing, altered or of another kind
    ├── LibraryError    the library cannot be opened or does not know the track
    ├── PlaylistError   a playlist, or a playlist file, is not what was asked for
    └── ScanError       a folder cannot be read

Any other exception is our bug.
"""

from __future__ import annotations

from pathlib import Path

from engine.words import printable


class LinernotesError(Exception):
    """A trouble with one file or folder, in words for the user; survives pickling."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{printable(self.path)}: {self.reason}"


class AudioError(LinernotesError):
    """The file gives no sound that could be described."""


class WorkerError(LinernotesError):
    """The worker process that listened to the file died, hung or ran out of memory."""


class ClusterError(LinernotesError):
    """The cluster cannot be reached, or a worker may not listen; `path` is a network address."""


class TagError(LinernotesError):
    """The tags cannot be read, or writing them was refused or failed; the file is as it was."""


class ChangedError(TagError):
    """The file is no longer what was scanned, or what was written; somebody's change is kept."""


class JournalError(LinernotesError):
    """The journal of writes cannot be opened, read or written; no music file was changed."""


class ModelError(LinernotesError):
    """The model files are missing, altered or made for another version of the program."""


class LibraryError(LinernotesError):
    """The library cannot be opened, or does not know the track."""


class PlaylistError(LinernotesError):
    """A playlist is not there or its name is taken, or its file cannot be read or written."""


class ScanError(LinernotesError):
    """A folder cannot be read."""
