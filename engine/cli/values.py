"""The program's values as JSON values, for `--json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine import jobs
from engine.search import Hit
from engine.tags import TagChange
from engine.track import Aspect, Description, Track


def change_values(change: TagChange) -> dict[str, Any]:
    return {
        "field": change.field.name,
        "policy": change.kind.value,
        "before": list(change.before),
        "after": list(change.after),
    }


def kept(seen: jobs.Preview) -> dict[str, tuple[str, ...]]:
    """What is in the file and stays as it is."""
    changed = {change.field.name for change in seen.changes}
    return {name: values for name, values in seen.before.items() if name not in changed}


def track_values(track: Track, *, full: bool = False) -> dict[str, Any]:
    """A track of the library as JSON values."""
    description = track.description or Description("")
    values: dict[str, Any] = {
        "path": str(track.path),
        "state": track.state.value,
        "title": track.tags.title,
        "artist": track.tags.artist,
        "album": track.tags.album,
        "description": description.text,
        "missing": track.missing,
        "error": track.error or None,
    }
    if full:
        values |= facts(description, description.aspects, track.duration_s)
    return values


def hit_values(hit: Hit) -> dict[str, Any]:
    """A search result as JSON values."""
    return {
        "path": str(hit.track.path),
        "score": round(hit.score, 4),
        "description": hit.track.description.text if hit.track.description else "",
        "reasons": list(map(str, hit.reasons)),
        "strong": hit.strong,
        "moment": hit.moment,
        "versions": [str(track.path) for track in hit.versions],
    }


def facts(description: Description, aspects: Sequence[Aspect], duration_s: float) -> dict[str, Any]:
    return {
        "aspects": [aspect_values(a) for a in aspects],
        "tempo_bpm": description.tempo_bpm,
        "tempo_confidence": description.tempo_confidence,
        "tempo_alternatives": list(description.tempo_alternatives),
        "key": description.key or None,
        "key_confidence": description.key_confidence,
        "loudness_lufs": description.loudness_lufs,
        "duration_s": round(duration_s, 3),
        "model": description.model or None,
    }


def measured(description: Description) -> dict[str, str]:
    """Tempo, key and loudness for people, as far as they are known: "120 bpm (or 60)"."""
    facts = {}
    if description.tempo_bpm:
        others = " or ".join(f"{bpm:.0f}" for bpm in description.tempo_alternatives)
        facts["tempo"] = f"{description.tempo_bpm:.0f} bpm" + (f" (or {others})" if others else "")
    if description.key:
        mode = "minor" if description.key.endswith("m") else "major"
        facts["key"] = f"{description.key.removesuffix('m')} {mode}"
    if description.loudness_lufs is not None:
        facts["loudness"] = f"{description.loudness_lufs:.0f} LUFS".replace("-", "−")
    return facts


def aspect_values(aspect: Aspect) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": aspect.kind,
        "name": aspect.name,
        "probability": round(aspect.probability, 4),
        "spans": [list(span) for span in aspect.spans],
    }
    if aspect.family:
        values["family"] = aspect.family
    if aspect.valence is not None and aspect.arousal is not None:
        values |= {"valence": aspect.valence, "arousal": aspect.arousal}
    return values
