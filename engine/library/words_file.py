"""The user's own words and decisions as plain text: one JSON object per line.

A file of this kind lies beside every library, and each decision is added to it in the moment it
is made, so the words are never in the database alone. `export-words` writes the same form. A line
that was cut off or damaged costs only itself; of several lines about one track the last counts.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.disk import flush, sync_folder
from engine.errors import LibraryError
from engine.library.rows import path_bytes
from engine.track import AUTOMATIC, USER, TrackState
from engine.words import one_line

_HEADER = {"linernotes": "words", "version": 1}
_LONGEST_LINE = 1024 * 1024  # bytes
_STATES = frozenset(state.value for state in TrackState)


@dataclass(frozen=True, slots=True)
class KeptWords:
    """What a person decided about one piece of music."""

    audio_hash: str  # of the sound; "" if it was never listened to
    path: Path  # where it was then
    state: TrackState
    text: str
    model: str  # who wrote the text; USER for a person

    @property
    def is_decision(self) -> bool:
        """Whether a person has a part in it; else it takes back what was decided before."""
        return self.state not in AUTOMATIC or self.model == USER


@dataclass(slots=True)
class WordsFile:
    """Everything that such a file says."""

    words: list[KeptWords] = field(default_factory=list)  # one per sound and path, oldest first
    roots: list[Path] = field(default_factory=list)  # folders that are scanned
    bad_lines: int = 0


def words_file_of(library: Path) -> Path:
    """The file beside a library."""
    return library.with_name(f"{library.stem}.words.jsonl")


def append(
    path: Path,
    words: Iterable[KeptWords],
    roots: Iterable[Path] = (),
    forgotten: Iterable[Path] = (),
) -> None:
    """Adds lines at the end, after a cut-off one too; raises OSError. One writer at a time.

    `forgotten`: folders that are scanned no longer.
    """
    lines = [*map(_line, map(_values, words)), *(_line({"root": str(root)}) for root in roots)]
    lines += [_line({"root": str(root), "forgotten": True}) for root in forgotten]
    if not lines:
        return
    with path.open("a+b") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(-1, os.SEEK_END)
            lines.insert(0, b"" if file.read(1) == b"\n" else b"\n")
        else:
            lines.insert(0, _line(_HEADER))
        file.write(b"".join(lines))


def write(path: Path, words: Iterable[KeptWords], roots: Iterable[Path] = ()) -> None:
    """Writes a whole file, which replaces an older one in one step; raises LibraryError."""
    half = path.with_name(f".~{path.name}-{secrets.token_hex(4)}")
    try:
        with half.open("xb") as file:
            file.write(_line(_HEADER))
            file.writelines(_line({"root": str(root)}) for root in roots)
            file.writelines(_line(_values(kept)) for kept in words)
        flush(half)
        half.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise LibraryError(path, error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def read(path: Path) -> WordsFile:
    """What the file says, as far as it is legible; raises LibraryError if nothing is."""
    latest: dict[tuple[str, Path], KeptWords] = {}
    found = WordsFile()
    try:
        with path.open("rb") as file:
            for values in _objects(file):
                kept = kept_of(values)
                if kept is not None:
                    latest.pop((kept.audio_hash, kept.path), None)
                    latest[kept.audio_hash, kept.path] = kept
                elif values is not None and isinstance(values.get("root"), str):
                    root = Path(values["root"])
                    found.roots = [other for other in found.roots if other != root]
                    if not values.get("forgotten"):
                        found.roots.append(root)
                elif values != _HEADER:
                    found.bad_lines += 1
    except OSError as error:
        raise LibraryError(path, error.strerror or str(error)) from error
    found.words = [kept for kept in latest.values() if kept.is_decision]
    if found.bad_lines and not latest and not found.roots:
        raise LibraryError(path, "it holds no words that Linernotes has written")
    return found


def tidy(path: Path) -> None:
    """Leaves one line per track; the file says what it said before. Raises LibraryError."""
    if path.exists():
        found = read(path)
        if not found.bad_lines:  # what is illegible today may be mended by hand
            write(path, found.words, found.roots)


def _objects(file: Any) -> Iterator[dict[str, Any] | None]:
    """Every line's values, None for a line that is none of ours."""
    while line := file.readline(_LONGEST_LINE):
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            values = None
        if line.strip():
            yield values if isinstance(values, dict) else None


def kept_of(values: dict[str, Any] | None) -> KeptWords | None:
    """Words out of values by their names; None if they are not such."""
    if values is None:
        return None
    words = [values.get(name) for name in ("audio_hash", "path", "state", "text", "model")]
    if not all(isinstance(word, str) and "\0" not in word for word in words):
        return None
    audio_hash, path, state, text, model = map(str, words)
    if state not in _STATES or not path:
        return None
    try:
        path_bytes(Path(path))  # half a surrogate pair is no name
    except UnicodeEncodeError:
        return None
    return KeptWords(audio_hash, Path(path), TrackState(state), one_line(text), model)


def _values(kept: KeptWords) -> dict[str, str]:
    return {
        "audio_hash": kept.audio_hash,
        "path": str(kept.path),
        "state": kept.state.value,
        "text": kept.text,
        "model": kept.model,
    }


def _line(values: dict[str, Any]) -> bytes:
    # Bytes of a name that are not UTF-8 become JSON's own escapes, which lead back to them.
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
