"""Between the rows of the tables and the values of the program."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from engine.track import Analysis, Aspect, Description, Tags, Track, TrackState

SEPARATOR = os.fsencode(os.sep)


def path_bytes(path: Path) -> bytes:
    """The path as the system has it: names that are not UTF-8 survive."""
    return os.fsencode(path)


def path_of(stored: bytes) -> Path:
    """The path that `path_bytes` stored."""
    return Path(os.fsdecode(stored))


def track_of(row: Any, vectors: Any | None = None) -> Track:
    """A row of `tracks`, with its row of `vectors` if asked for, as a Track."""
    description = None
    if row.model or row.text:
        description = Description(
            text=row.text,
            aspects=tuple(_aspect(values) for values in json.loads(row.aspects)),
            tempo_bpm=row.tempo_bpm,
            tempo_confidence=row.tempo_confidence,
            tempo_alternatives=tuple(json.loads(row.tempo_alternatives)),
            key=row.key,
            key_confidence=row.key_confidence,
            loudness_lufs=row.loudness_lufs,
            embedding=vectors.embedding if vectors else b"",
            text_embedding=vectors.text_embedding if vectors else b"",
            probabilities=vectors.probabilities if vectors else b"",
            model=row.model,
        )
    return Track(
        path=path_of(row.path),
        size=row.size,
        mtime_ns=row.mtime_ns,
        state=TrackState(row.state),
        tags=Tags(row.title, row.artist, row.album, row.comment, genre=row.genre, year=row.year),
        duration_s=row.duration_s,
        audio_hash=row.audio_hash,
        description=description,
        error=row.error,
        missing=row.missing,
        heard=row.heard,
        added_s=row.added_s,
        id=row.id,
    )


def facts_of(analysis: Analysis) -> dict[str, Any]:
    """Columns that describe the sound and the file's tags: true whatever the user has decided."""
    sound = analysis.description
    return {
        "audio_hash": analysis.audio_hash,
        "duration_s": analysis.duration_s,
        "title": analysis.tags.title,
        "artist": analysis.tags.artist,
        "album": analysis.tags.album,
        "comment": analysis.tags.comment,
        "genre": analysis.tags.genre,
        "year": analysis.tags.year,
        "tempo_bpm": sound.tempo_bpm,
        "tempo_confidence": sound.tempo_confidence,
        "tempo_alternatives": json.dumps(sound.tempo_alternatives),
        "key": sound.key,
        "key_confidence": sound.key_confidence,
        "loudness_lufs": sound.loudness_lufs,
        "heard": True,
        "error": "",
        "missing": False,
    }


WORDS = ("text", "aspects", "aspect_words", "model")


def words_of(description: Description) -> dict[str, Any]:
    """The columns WORDS, which hold a description."""
    return {
        "text": description.text,
        "aspects": json.dumps([_values(a) for a in description.aspects], ensure_ascii=False),
        "aspect_words": " ".join(a.name for a in description.aspects),
        "model": description.model,
    }


def vectors_of(description: Description) -> dict[str, bytes]:
    """Columns of `vectors`."""
    return {
        "embedding": description.embedding,
        "text_embedding": description.text_embedding,
        "probabilities": description.probabilities,
    }


def _values(aspect: Aspect) -> list[Any]:
    return [
        aspect.kind,
        aspect.name,
        round(aspect.probability, 4),
        aspect.spans,
        aspect.family,
        aspect.valence,
        aspect.arousal,
    ]


def _aspect(values: list[Any]) -> Aspect:
    kind, name, probability, spans, family, valence, arousal = values
    return Aspect(
        kind,
        name,
        probability,
        tuple((start, end) for start, end in spans),
        family=family,
        valence=valence,
        arousal=arousal,
    )
