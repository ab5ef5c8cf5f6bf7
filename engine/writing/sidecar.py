"""Puts descriptions into small files beside the music, which is not touched.

One per music file, or one per folder, which holds the same under the files' names. The two hold
what tags would: {"file": …, "audio_hash": …, "music_description": ["…"], …}.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from engine import disk
from engine.errors import ChangedError, TagError
from engine.tags import FIELDS, TagChange
from engine.track import Track
from engine.writing.look import resolved
from engine.writing.profiles import STANDARD, Profile
from engine.writing.tag_file import Written
from engine.writing.wanted import wanted_fields

SUFFIX = ".linernotes.json"  # behind the file's name; by itself it is the name of the folder's
_MOST_BYTES = {False: 1024 * 1024, True: 256 * 1024 * 1024}  # of a file's, of a folder's
_MARK = "audio_hash"  # every sidecar of ours has it
_FILES = "linernotes_files"  # a folder's sidecar: what would be in theirs, by name
_FOREIGN = "a file of this name is there that Linernotes has not written"

_Values = dict[str, Any]  # what is kept of one music file


class SidecarWriter:
    """The same calls as TagFileWriter, for people who may not change a byte of their music."""

    def __init__(self, profile: Profile = STANDARD, *, per_folder: bool = False) -> None:
        """`per_folder`: one `.linernotes.json` in each folder instead of one beside each file."""
        self._profile = profile
        self._per_folder = per_folder

    def preview(self, track: Track) -> list[TagChange]:
        """What `write` would change in the sidecar; raises TagError."""
        path, _ = _looked_at(track)
        return self._changes(track, self._read(path))

    def write(self, track: Track) -> Written:
        """Writes the sidecar in one step; raises TagError."""
        path, info = _looked_at(track)
        try:
            with self._lock(path.parent):
                changes = self._changes(track, self._read(path))
                if changes:
                    self._write(path, self._values(track))
        except OSError as error:
            raise TagError(path, error.strerror or str(error)) from error
        return Written(tuple(changes), info.st_size, info.st_mtime_ns)

    def _lock(self, folder: Path) -> AbstractContextManager[object]:
        """Nobody else writes the folder's sidecar meanwhile: they would lose our words, or we."""
        if not self._per_folder or sys.platform == "win32":  # which cannot lock a folder
            return nullcontext()
        return disk.Lock(folder, create=False)

    def _changes(self, track: Track, before: _Values) -> list[TagChange]:
        held = _fields(before)
        wanted = {f: tuple(v) for f, v in wanted_fields(track, self._profile).items() if any(v)}
        return [
            TagChange(field, held.get(field.name, ()), values)
            for field, values in wanted.items()
            if held.get(field.name, ()) != values
        ]

    def _values(self, track: Track) -> _Values:
        fields = wanted_fields(track, self._profile).items()
        words = {field.name: list(values) for field, values in fields if any(values)}
        return {"file": _plain(track.path.name), _MARK: track.audio_hash, **words}

    def _read(self, path: Path) -> _Values:
        """What is kept of the file; nothing if nothing is. Raises TagError."""
        if not self._per_folder:
            return _read(sidecar_of(path), _MARK)
        values = _files(path.parent).get(_plain(path.name), {})
        return values if isinstance(values, dict) else {}

    def _write(self, path: Path, values: _Values) -> None:
        if not self._per_folder:
            _write(sidecar_of(path), values)
            return
        files = {**_files(path.parent), _plain(path.name): values}
        _write(path.parent / SUFFIX, {_FILES: files})


def sidecar_of(path: Path) -> Path:
    """The place of a file's own sidecar."""
    return path.with_name(path.name + SUFFIX)


def read_sidecar(sidecar: Path) -> Iterator[tuple[Path, str, dict[str, tuple[str, ...]]]]:
    """Of each music file that a sidecar is about: its path, the hash of its sound, its fields.

    Raises TagError if the sidecar is not ours.
    """
    if sidecar.name == SUFFIX:
        for name, values in _files(sidecar.parent).items():
            if isinstance(values, dict):
                yield sidecar.with_name(name), str(values.get(_MARK, "")), _fields(values)
    elif values := _read(sidecar, _MARK):
        music = sidecar.with_name(sidecar.name.removesuffix(SUFFIX))
        yield music, str(values[_MARK]), _fields(values)


def _fields(values: _Values) -> dict[str, tuple[str, ...]]:
    return {n: tuple(map(str, values[n])) for n in FIELDS if isinstance(values.get(n), list)}


def _looked_at(track: Track) -> tuple[Path, os.stat_result]:
    try:
        path, info = resolved(track.path)
    except OSError as error:
        raise TagError(track.path, error.strerror or str(error)) from error
    if (info.st_size, info.st_mtime_ns) != (track.size, track.mtime_ns):
        raise ChangedError(path, "it has changed since it was scanned; scan it again")
    return path, info


def _plain(name: str) -> str:
    """The name as text: what is not UTF-8 in it is spelled out, so that no two become one."""
    return name.encode("utf-8", "backslashreplace").decode()


def _files(folder: Path) -> _Values:
    """What the folder's sidecar holds, by file name; raises TagError if it is not ours."""
    files = _read(folder / SUFFIX, _FILES).get(_FILES, {})
    if not isinstance(files, dict):
        raise TagError(folder / SUFFIX, _FOREIGN)
    return files


def _read(sidecar: Path, mark: str) -> _Values:
    """What is in it, nothing if it is not there; raises TagError for a file that is not ours."""
    most = _MOST_BYTES[mark == _FILES]
    try:
        info = sidecar.lstat()
        if not stat.S_ISREG(info.st_mode) or info.st_size > most:
            raise TagError(sidecar, _FOREIGN)
        with disk.open_regular(sidecar) as file:
            values = json.loads(file.readall())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise TagError(sidecar, _FOREIGN) from error
    if not isinstance(values, dict) or mark not in values:
        raise TagError(sidecar, _FOREIGN)
    return values


def _write(sidecar: Path, values: _Values) -> None:
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    try:
        disk.put(sidecar, text.encode("utf-8", "replace"), overwrite=True)
    except OSError as error:
        raise TagError(sidecar, error.strerror or str(error)) from error
