"""Opens and writes playlist files; the only place of the package that touches the disk."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from engine import disk
from engine.errors import PlaylistError
from engine.playlist_files import json_list, m3u, table, xspf
from engine.playlist_files.columns import COLUMNS
from engine.playlist_files.places import is_broken
from engine.playlist_files.values import Listing
from engine.track import Track

_MOST_BYTES = 64 * 1024 * 1024
_NOT_UTF8 = "it is not in UTF-8; what is not was read as Windows-1252"


class PlaylistFormat(StrEnum):
    """Formats that are written; m3u is read as well."""

    M3U8 = "m3u8"
    XSPF = "xspf"
    CSV = "csv"
    JSON = "json"


def format_of(path: Path) -> PlaylistFormat:
    """The format that the file's name promises; raises PlaylistError."""
    suffix = path.suffix.lower().removeprefix(".")
    try:
        return PlaylistFormat.M3U8 if suffix == "m3u" else PlaylistFormat(suffix)
    except ValueError:
        known = ", ".join(PlaylistFormat)
        raise PlaylistError(path, f"its name ends in none of {known}") from None


def write(
    path: Path,
    name: str,
    tracks: Sequence[Track],
    *,
    format_: PlaylistFormat | None = None,
    columns: Sequence[str] = tuple(COLUMNS),
    relative: bool = False,
    overwrite: bool = False,
) -> None:
    """Writes the tracks, in this order, in one step; raises PlaylistError, and nothing is there.

    `columns` are for csv and json; `relative` paths are for m3u8. A file that is there already
    is only replaced with `overwrite`.
    """
    if unknown := [column for column in columns if column not in COLUMNS]:
        reason = f"there is no column {unknown[0]}; there are {', '.join(COLUMNS)}"
        raise PlaylistError(path, reason)
    kind = format_ or format_of(path)
    if kind is PlaylistFormat.XSPF:
        data = xspf.render(name, tracks)
    elif kind is PlaylistFormat.M3U8:
        data = _encoded(m3u.render(name, tracks, _folder(path) if relative else None))
    elif kind is PlaylistFormat.CSV:  # spreadsheets know UTF-8 by its mark
        data = codecs.BOM_UTF8 + _encoded(table.render(tracks, columns))
    else:
        data = _encoded(json_list.render(name, tracks, columns))
    try:
        disk.put(path, data, overwrite=overwrite)
    except FileExistsError:
        raise PlaylistError(path, "there is a file of this name already") from None
    except OSError as error:
        raise PlaylistError(path, error.strerror or str(error)) from error


def read(path: Path) -> Listing:
    """The entries of a playlist file; raises PlaylistError. Opens no other file."""
    kind = format_of(path)
    data = _bytes(path)
    folder = _folder(path)
    try:
        if kind is PlaylistFormat.XSPF:
            return xspf.parse(data, folder)
        if kind is PlaylistFormat.JSON:
            return json_list.parse(data, folder)
        return _read_text(data, folder, m3u.parse if kind is PlaylistFormat.M3U8 else table.parse)
    except ValueError as error:
        raise PlaylistError(path, str(error)) from error


def _bytes(path: Path) -> bytes:
    try:
        # A FIFO or a device could keep us waiting, or never end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise PlaylistError(path, "it is not a file")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise PlaylistError(path, error.strerror or str(error)) from error
    if len(data) > _MOST_BYTES:
        raise PlaylistError(path, f"it has more than {_MOST_BYTES // 2**20} MiB")
    return data


def _read_text(data: bytes, folder: Path, parse: Callable[[str, Path], Listing]) -> Listing:
    """UTF-8, UTF-16 with its mark, or an older encoding, whose bytes are kept for the paths."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return parse(data.decode("utf-16", "replace"), folder)
    text = data.decode("utf-8-sig", "surrogateescape")
    return replace(parse(text, folder), remarks=(_NOT_UTF8,) if is_broken(text) else ())


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # paths are UTF-8 already, see places.location


def _folder(path: Path) -> Path:
    return Path(os.path.abspath(path)).parent  # noqa: PTH100  (resolve() would follow links)
