"""Writes a description into a music file so that the file is, at every moment, old or new.

The order of steps is the safety: look → copy → edit the copy → prove the copy → flush it → look
again → replace → flush the folder. Whatever fails, the user's file is as it was.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from engine import tags
from engine.audio import pcm_digest
from engine.errors import AudioError, TagError
from engine.tags import COMMENT, DESCRIPTION, FIELDS, SOURCE, Field, TagChange
from engine.track import Description, Track, TrackState

_COPY_PREFIX = ".~linernotes-"
_COPY_NAME = re.compile(re.escape(_COPY_PREFIX) + r"([0-9]{1,9})-[0-9a-f]{8}(\.|$)")
_FREE_MARGIN = 16 * 1024 * 1024  # bytes left over on the disk besides two copies of the file
_COMMENT_LENGTH = 250


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did to one file."""

    changes: tuple[TagChange, ...]  # empty: the file said all this already and was not touched
    size: int  # bytes, of the file as it is now
    mtime_ns: int


def wanted_fields(track: Track) -> dict[Field, tuple[str, ...]]:
    """What the track's description puts into which field; of an edited one only the words."""
    description = track.description or Description("")
    edited = track.state is TrackState.EDITED
    fields: dict[Field, tuple[str, ...]] = {
        DESCRIPTION: (description.text,),
        SOURCE: (f"linernotes/{description.model};edited={int(edited)}",),
        COMMENT: (description.text[:_COMMENT_LENGTH],),
    }
    if edited:  # what the model heard is not what the person said
        return fields
    fields |= {
        FIELDS["genre"]: _names(description, "genre"),
        FIELDS["mood"]: _names(description, "mood"),
        FIELDS["instruments"]: _names(description, "instrument"),
        FIELDS["key"]: (description.key,),
    }
    if description.tempo_bpm:
        fields[FIELDS["bpm"]] = (str(round(description.tempo_bpm)),)
    return fields


def preview(track: Track) -> list[TagChange]:
    """What `write_description` would change in the file; raises TagError if it would refuse."""
    path, _ = _look(track)
    return tags.plan_changes(path, wanted_fields(track))


def write_description(track: Track) -> Written:
    """Puts the track's description into its file's tags.

    Keeps the sound bit for bit, every field that is not ours, the ID3 version, mode, owner,
    times and extended attributes. Raises TagError, and has then changed nothing.
    """
    path, before = _look(track)
    changes = tags.plan_changes(path, wanted_fields(track))
    if not changes:
        return Written((), before.st_size, before.st_mtime_ns)
    try:
        after = _replace_by_edited_copy(path, before, changes)
    except PermissionError as error:
        raise TagError(path, "it or its folder belongs to another user or is protected") from error
    except OSError as error:
        raise TagError(path, error.strerror or str(error)) from error
    except MemoryError as error:
        raise TagError(path, "writing its tags needs too much memory") from error
    return Written(tuple(changes), after.st_size, after.st_mtime_ns)


def _replace_by_edited_copy(
    path: Path, before: os.stat_result, changes: Sequence[TagChange]
) -> os.stat_result:
    """The new file's state; raises OSError or TagError, and then the old file is in place."""
    _sweep(path.parent)
    with _copy_of(path, before) as copy:
        _edit(path, copy, changes)
        _prove(path, copy, changes)
        _copy_attributes(path, copy, before)
        _flush(copy)
        after = copy.stat()
        if _identity(path.lstat()) != _identity(before):
            raise TagError(path, "another program changed it meanwhile; scan it again")
        copy.replace(path)
    with suppress(OSError):  # some network file systems cannot flush a folder
        _flush(path.parent)
    return after


def _names(description: Description, kind: str) -> tuple[str, ...]:
    return tuple(a.name for a in description.aspects if a.kind == kind and a.supported)


def _look(track: Track) -> tuple[Path, os.stat_result]:
    """Where the file really is (a symbolic link stays a link) and its state, if it may be written.

    Raises TagError with the reason if not.
    """
    try:
        path = track.path.resolve(strict=True)
        return path, _writable(path, track)
    except OSError as error:
        raise TagError(track.path, error.strerror or str(error)) from error
    except RuntimeError as error:  # Python 3.12 and older, for links that run in a circle
        raise TagError(track.path, "it is a link that leads nowhere") from error


def _writable(path: Path, track: Track) -> os.stat_result:
    info = path.lstat()
    if not stat.S_ISREG(info.st_mode):
        raise TagError(path, "not a regular file")
    if (info.st_size, info.st_mtime_ns) != (track.size, track.mtime_ns):
        raise TagError(path, "it has changed since it was scanned; scan it again")
    if not info.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise TagError(path, "it is read-only")
    if info.st_nlink > 1:
        raise TagError(path, f"it is one file under {info.st_nlink} names (hard links)")
    if shutil.disk_usage(path.parent).free < 2 * info.st_size + _FREE_MARGIN:
        raise TagError(path, "there is too little free space on its disk for a safe copy")
    if _is_fragmented_mp4(path):
        raise TagError(path, "it is a fragmented MP4, which cannot be written safely")
    return info


def _is_fragmented_mp4(path: Path) -> bool:
    """Whether an MP4 file has movie fragments; their offsets would break."""
    with path.open("rb") as file:
        if file.read(8)[4:] != b"ftyp":
            return False
        at, size = 0, file.seek(0, 2)
        while at + 8 <= size:
            file.seek(at)
            header = file.read(16)
            length, name = int.from_bytes(header[:4], "big"), header[4:8]
            if length == 1:
                length = int.from_bytes(header[8:16], "big")
            if name == b"moof":
                return True
            if name == b"moov" and b"mvex" in file.read(min(length, 64 * 1024 * 1024)):
                return True
            if length < 8:
                return False
            at += length
    return False


@contextmanager
def _copy_of(path: Path, info: os.stat_result) -> Iterator[Path]:
    """A copy in the same folder under a name of ours; gone afterwards unless it was moved."""
    copy = path.with_name(f"{_COPY_PREFIX}{os.getpid()}-{secrets.token_hex(4)}{path.suffix[:16]}")
    try:
        with path.open("rb") as source, copy.open("xb") as target:
            copy.chmod(0o600)
            shutil.copyfileobj(source, target, 1024 * 1024)
        if copy.stat().st_size != info.st_size:
            raise TagError(path, "another program changed it meanwhile; scan it again")
        yield copy
    finally:
        with suppress(FileNotFoundError):
            copy.unlink()


def _edit(path: Path, copy: Path, changes: Sequence[TagChange]) -> None:
    try:
        tags.edit_tags(copy, changes)
    except TagError as error:
        raise TagError(path, error.reason) from error


def _prove(path: Path, copy: Path, changes: Sequence[TagChange]) -> None:
    """The copy sounds the same, says what it should, and has lost nothing."""
    ours = [change.field for change in changes]
    try:
        if pcm_digest(copy) != pcm_digest(path):
            raise TagError(path, "writing its tags would change its sound")
        # What is altered is lost in its old form, so only losses have to be looked for.
        if tags.foreign_entries(path, ours) - tags.foreign_entries(copy, ours):
            raise TagError(path, "writing would lose or alter tags that are not ours")
        written = tags.read_fields(copy)
    except AudioError as error:
        raise TagError(path, f"its sound cannot be compared: {error.reason}") from error
    for change in changes:
        if not _same_words(written.get(change.field, ()), change.after):
            raise TagError(path, f"the field {change.field.name} does not read back")


def _same_words(read: Sequence[str], written: Sequence[str]) -> bool:
    # ID3v2.3 holds one value per field: several are joined there.
    return tuple(read) == tuple(written) or tuple(read) == ("; ".join(written),)


def _copy_attributes(path: Path, copy: Path, info: os.stat_result) -> None:
    """Mode, owner, times and extended attributes of the original."""
    now = copy.stat()
    if sys.platform != "win32" and (now.st_uid, now.st_gid) != (info.st_uid, info.st_gid):
        os.chown(copy, info.st_uid, info.st_gid)
    _drop_inherited_attributes(path, copy)
    shutil.copystat(path, copy)


def _drop_inherited_attributes(path: Path, copy: Path) -> None:
    """A new file may inherit access rights from its folder which the original never had."""
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):  # no extended attributes on this file system
        for name in set(os.listxattr(copy)) - set(os.listxattr(path)):
            os.removexattr(copy, name)


def _identity(info: os.stat_result) -> tuple[int, ...]:
    return (info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)


def _flush(path: Path) -> None:
    """Makes a file, or a folder's list of names, survive a power cut."""
    if path.is_dir() and sys.platform == "win32":
        return  # Windows has no way to flush a folder
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Removes the copies that a killed run of ours left in the folder."""
    for copy in folder.glob(f"{_COPY_PREFIX}*"):
        ours = _COPY_NAME.match(copy.name)
        if ours and int(ours[1]) != os.getpid() and not psutil.pid_exists(int(ours[1])):
            with suppress(OSError):  # another user's, or a folder: not worth a refusal
                copy.unlink()
