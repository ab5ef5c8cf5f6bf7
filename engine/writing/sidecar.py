"""Puts a description into a small file beside the music file, which is not touched."""

from __future__ import annotations

import json
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from engine import disk
from engine.errors import ChangedError, TagError
from engine.tags import FIELDS, TagChange
from engine.track import Track
from engine.writing.look import resolved
from engine.writing.profiles import STANDARD, Profile
from engine.writing.tag_file import Written
from engine.writing.wanted import wanted_fields

SUFFIX = ".linernotes.json"
_MOST_BYTES = 1024 * 1024
_MARK = "audio_hash"  # every sidecar of ours has it
_FOREIGN = "a file of this name is there that Linernotes has not written"


class SidecarWriter:
    """The same calls as TagFileWriter, for people who may not change a byte of their music."""

    def __init__(self, profile: Profile = STANDARD) -> None:
        self._profile = profile

    def preview(self, track: Track) -> list[TagChange]:
        """What `write` would change in the sidecar; raises TagError."""
        return self._planned(track)[2]

    def write(self, track: Track) -> Written:
        """Writes `FILE.linernotes.json` in one step; raises TagError."""
        path, info, changes = self._planned(track)
        if changes:
            values = {
                "file": track.path.name.encode("utf-8", "replace").decode(),
                _MARK: track.audio_hash,
                **{
                    c.name: list(v)
                    for c, v in wanted_fields(track, self._profile).items()
                    if any(v)
                },
            }
            _write(sidecar_of(path), json.dumps(values, ensure_ascii=False, indent=1) + "\n")
        return Written(tuple(changes), info.st_size, info.st_mtime_ns)

    def _planned(self, track: Track) -> tuple[Path, os.stat_result, list[TagChange]]:
        try:
            path, info = resolved(track.path)
            if (info.st_size, info.st_mtime_ns) != (track.size, track.mtime_ns):
                raise ChangedError(path, "it has changed since it was scanned; scan it again")
        except OSError as error:
            raise TagError(track.path, error.strerror or str(error)) from error
        before = _read(sidecar_of(path))
        wanted = {f: tuple(v) for f, v in wanted_fields(track, self._profile).items() if any(v)}
        changes = [
            TagChange(field, before.get(field.name, ()), values)
            for field, values in wanted.items()
            if before.get(field.name, ()) != values
        ]
        return path, info, changes


def sidecar_of(path: Path) -> Path:
    """The sidecar's place."""
    return path.with_name(path.name + SUFFIX)


def music_of(sidecar: Path) -> Path:
    """The music file that a sidecar lies beside."""
    return sidecar.with_name(sidecar.name.removesuffix(SUFFIX))


def read_sidecar(sidecar: Path) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The hash of the sound it is about, and its fields.

    Raises TagError if it is not ours, FileNotFoundError if it is not there.
    """
    try:
        if not stat.S_ISREG(sidecar.lstat().st_mode):
            raise TagError(sidecar, _FOREIGN)
        with sidecar.open("rb") as file:
            values = json.loads(file.read(_MOST_BYTES))
    except FileNotFoundError:
        raise
    except (OSError, ValueError, RecursionError) as error:
        raise TagError(sidecar, _FOREIGN) from error
    if not isinstance(values, dict) or _MARK not in values:
        raise TagError(sidecar, _FOREIGN)
    fields = {n: tuple(map(str, values[n])) for n in FIELDS if isinstance(values.get(n), list)}
    return str(values[_MARK]), fields


def _read(sidecar: Path) -> dict[str, tuple[str, ...]]:
    """Its fields, none if it is not there; raises TagError for a file that is not ours."""
    try:
        return read_sidecar(sidecar)[1]
    except FileNotFoundError:
        return {}


def _write(sidecar: Path, text: str) -> None:
    copy = sidecar.with_name(f".~linernotes-{secrets.token_hex(8)}.json")
    try:
        copy.write_bytes(text.encode("utf-8", "replace"))
        disk.flush(copy)
        copy.replace(sidecar)
        disk.sync_folder(sidecar.parent)
    except OSError as error:
        with suppress(OSError):
            copy.unlink()
        raise TagError(sidecar, error.strerror or str(error)) from error
