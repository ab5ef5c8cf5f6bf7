"""csv: a table with a line of headings, safe to open in a spreadsheet, and csv of others."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.playlist_files.columns import COLUMNS, Cell
from engine.playlist_files.places import legible, places
from engine.playlist_files.values import Entry, Listing, bounded, first, label, seconds
from engine.track import Track

# A spreadsheet runs a cell that begins like this; the signs in full width count as well.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
csv.field_size_limit(2**31 - 1)  # of the whole process; a tag may be long, and files are bounded
_NAMES_OF_PLACES = ("path", "location", "file", "filename")


def render(tracks: Sequence[Track], columns: Sequence[str]) -> str:
    """One line per track, in this order, with these of COLUMNS."""
    getters = [COLUMNS[name] for name in columns]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_safe(get(track)) for get in getters] for track in tracks)
    return text.getvalue()


def rows(text: str) -> Iterator[dict[str, str]]:
    """The lines of a table by their headings, as they were before `render` made them safe."""
    heading = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count))
    names = [name.strip().lower() for name in next(reader, [])]
    for cells in reader:
        yield {name: _original(cell) for name, cell in zip(names, cells, strict=False)}


def parse(text: str, folder: Path) -> Listing:
    """The entries of a table with paths, hashes, or titles and artists.

    Raises ValueError, in words, for too many.
    """
    return Listing("", bounded(_entry(row, folder) for row in rows(text) if any(row.values())))


def _entry(row: dict[str, str], folder: Path) -> Entry:
    place = first(row.get(name, "") for name in _NAMES_OF_PLACES)
    said = label(legible(row.get("artist", "")), legible(row.get("title", "")))
    return Entry(
        first((legible(place), said, "a line without path or title")),
        places(place, folder) if place else (),
        said,
        seconds(row.get("length_s")),
        row.get("audio_hash", ""),
    )


def _safe(cell: Cell) -> str:
    if not isinstance(cell, str):  # a number is no formula, even a negative one
        return "" if cell is None else str(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _original(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
