"""Reads the user's words out of a library that may be old, damaged, or no library at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from engine.errors import LibraryError
from engine.library.words_file import WordsFile, kept_of
from engine.track import AUTOMATIC, USER

_COLUMNS = "audio_hash, path, state, text, model"
_NOT_DECIDED = tuple(state.value for state in AUTOMATIC)
_DECIDED = f"state NOT IN ({', '.join('?' * len(_NOT_DECIDED))}) OR model = ?"


def read_words(library: Path) -> WordsFile:
    """The decisions and folders in it, up to where it is damaged; changes nothing.

    Raises LibraryError if it gives nothing for being damaged.
    """
    found = WordsFile()
    trouble: sqlite3.Error | None = None
    for query, values in (
        (f"SELECT {_COLUMNS} FROM tracks WHERE {_DECIDED}", (*_NOT_DECIDED, USER)),
        (f"SELECT {_COLUMNS} FROM waiting_words", ()),
    ):
        try:
            _read_table(library, query, values, found)
        except sqlite3.Error as error:
            # A library from before there were waiting words is none the worse.
            trouble = trouble if "no such table" in str(error) else error
    try:
        with closing(_opened(library)) as connection:
            paths = connection.execute("SELECT path FROM roots").fetchall()
            found.roots = [Path(os.fsdecode(path)) for (path,) in paths]
    except sqlite3.Error as error:
        trouble = error
    if trouble and not found.words and not found.roots:
        raise LibraryError(library, f"nothing in it is legible ({trouble})") from trouble
    return found


def _read_table(library: Path, query: str, values: tuple[str, ...], found: WordsFile) -> None:
    with closing(_opened(library)) as connection:
        for audio_hash, path, state, text, model in connection.execute(query, values):
            named = {"audio_hash": audio_hash, "state": state, "text": text, "model": model}
            kept = kept_of({**named, "path": os.fsdecode(path)})
            found.bad_lines += kept is None
            if kept:
                found.words.append(kept)


def _opened(library: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{library.absolute().as_uri()}?mode=ro", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection
