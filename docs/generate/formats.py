"""The files that Linernotes writes, as it writes them: one track of nobody, put into each."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing, redirect_stdout
from dataclasses import replace
from pathlib import Path

from docs.generate.markdown import code, commented, literal, table
from engine.cli.output import Output
from engine.cli.values import aspect_values
from engine.journal import Journal
from engine.journal.record import Batch, Record, RecordState
from engine.library import KeptWords, words_file
from engine.model import load_manifest
from engine.paths import resource
from engine.playlist_files import COLUMNS, PlaylistFormat
from engine.playlist_files import write as write_playlist
from engine.track import (
    USER,
    Analysis,
    Aspect,
    Change,
    Description,
    Tags,
    Track,
    TrackState,
)
from engine.writing import SidecarWriter

_ASPECTS = (
    Aspect("instrument", "piano", 0.91, ((4.0, 14.0), (55.0, 65.0))),
    Aspect("mood", "calm", 0.78, ((4.0, 14.0),), valence=0.4, arousal=-0.6),
    Aspect("genre", "ambient", 0.71, ((4.0, 14.0),), family="electronic"),
)
_DESCRIPTION = Description(
    "A calm, slow piano piece.",
    aspects=_ASPECTS,
    structure=(Change(55.0, 65.0, gained=("strings",)),),
    tempo_bpm=72.0,
    tempo_confidence=0.81,
    tempo_alternatives=(144.0,),
    key="Am",
    key_confidence=0.74,
    loudness_lufs=-18.2,
    model=load_manifest(resource("model")).title,
)
_TRACK = Track(
    Path("/music/Nobody/Lamp.flac"),
    1_000_000,
    0,
    TrackState.ACCEPTED,
    Tags("Lamp", "Nobody", "Window"),
    duration_s=120.5,
    audio_hash="6f1c…",
    description=_DESCRIPTION,
)
_DEFINED = re.compile(r"CREATE TABLE (\w+) \((.*?)\)$", re.DOTALL)


def sidecar() -> str:
    """A sidecar file."""
    with tempfile.TemporaryDirectory() as folder:
        music = Path(folder) / _TRACK.path.name
        music.write_bytes(b"")
        info = music.stat()
        track = replace(_TRACK, path=music, size=info.st_size, mtime_ns=info.st_mtime_ns)
        SidecarWriter().write(track)
        (written,) = Path(folder).glob("*.json")
        return f"`{written.name}`:\n\n{code(written.read_text('utf-8'), 'json')}"


def words() -> str:
    """A file of words: a folder, and what was decided about one track."""
    kept = KeptWords(
        _TRACK.audio_hash, _TRACK.path, TrackState.EDITED, "For a rainy evening.", USER
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "words.jsonl"
        words_file.write(file, [kept], [_TRACK.path.parent])
        return code(file.read_text("utf-8"))


def playlist_csv() -> str:
    """A playlist as csv."""
    return code(_playlist(PlaylistFormat.CSV))


def playlist_json() -> str:
    """A playlist as json, with the columns that it and csv can have."""
    columns = ", ".join(map(literal, COLUMNS))
    return f"{code(_playlist(PlaylistFormat.JSON), 'json')}\n\nColumns: {columns}."


def _playlist(kind: PlaylistFormat) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "playlist"
        write_playlist(file, "Evening", [_TRACK], format_=kind)
        return file.read_text("utf-8-sig")


def describe() -> str:
    """What `describe --json` prints about a track, and what each name means."""
    heard = Analysis(_TRACK.tags, _TRACK.duration_s, _TRACK.audio_hash, _DESCRIPTION)
    with redirect_stdout(io.StringIO()) as printed:
        Output(json=True).analysis(_TRACK.path, heard, _ASPECTS, embedding=False)
    values = json.loads(printed.getvalue())
    meanings = commented(Description) | {"duration_s": "seconds"}
    meanings = {name: text.replace("None", "null") for name, text in meanings.items()}
    rows = [[literal(name), meanings.get(name, "")] for name in values if meanings.get(name)]
    aspect = commented(Aspect)
    inner = [
        [literal(f"aspects: {name}"), aspect.get(name, "")]
        for name in dict.fromkeys(name for each in _ASPECTS for name in aspect_values(each))
    ]
    change = [[literal(f"structure: {n}"), t] for n, t in commented(Change).items()]
    shown = code(json.dumps(values, indent=1, ensure_ascii=False), "json")
    return f"{shown}\n\n{table(['name', 'what it is'], [*rows, *inner, *change])}"


def journal() -> str:
    """The tables of the journal, and the states that a record can have."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.journal.sqlite"
        Journal(path).close()
        with closing(sqlite3.connect(path)) as connection:
            tables = connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'table'")
            defined = [found for (sql,) in tables if (found := _DEFINED.match(sql or ""))]
    meanings = {"batches": commented(Batch), "records": commented(Record)}
    rows = [
        [literal(f"{name}.{column}"), meanings.get(name, {}).get(column, "")]
        for name, columns in (found.groups() for found in defined)
        for column in _columns(columns)
        if not name.startswith("sqlite_")
    ]
    states = [[literal(state.value), commented(RecordState)[state.name]] for state in RecordState]
    return f"{table(['column', 'what it is'], rows)}\n\n{table(['state', 'what it means'], states)}"


def _columns(definition: str) -> Iterable[str]:
    plain = re.sub(r"--.*", "", definition)
    return [part.split()[0] for part in re.split(r",(?![^(]*\))", plain) if part.split()]
