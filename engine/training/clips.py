"""The training material: which clips there are, whose they are and how they are split."""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.training.errors import TrainingError

SPLIT_SEED = "linernotes-2026"
SPLITS = ("train", "val", "test")
SHARES = {"music": (0.70, 0.15), "described": (0.55, 0.15), "notmusic": (0.70, 0.15)}


@dataclass(frozen=True, slots=True)
class Clip:
    """One audio file and what people said of it."""

    source: str  # "songs", "excerpts", "described", "notmusic" or "debian"
    name: str  # unique within all sources
    path: Path
    split: str  # "train", "val" or "test"
    genres: tuple[str, ...] = ()  # people's words, lower case
    moods: tuple[str, ...] = ()  # people's words, lower case
    instruments: tuple[str, ...] = ()  # the composer's words, lower case
    quadrant: str = ""  # "Q1" to "Q4", songs only


def split_of(group: str, shares: tuple[float, float]) -> str:
    """The split of a group of clips that must stay together: a hash, so that it never moves."""
    digest = hashlib.sha256(f"{SPLIT_SEED}/{group}".encode()).digest()
    place = int.from_bytes(digest[:8], "big") / 2**64
    train, val = shares
    return "train" if place < train else "val" if place < train + val else "test"


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    try:
        with path.open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise TrainingError(path, f"cannot be read ({error.strerror})") from error


def _words(text: str, separators: str = ";") -> tuple[str, ...]:
    """The separate lower-case words of a list such as "Blues; Folk"."""
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    return tuple(w.strip().lower() for w in text.split(separators[0]) if w.strip())


def music_clips(data: Path) -> list[Clip]:
    """Songs and excerpts with people's labels."""
    return [
        Clip(
            source=row["collection"],
            name=row["clip"],
            path=data / "music" / row["file"],
            split=split_of(f"artist {row['artist_group']}", SHARES["music"]),
            genres=_words(row["genres"]),
            moods=_words(row["moods"]),
            quadrant=row["quadrant"],
        )
        for row in _rows(data / "music" / "clips.csv")
    ]


def tempo_words(bpm: str) -> tuple[str, ...]:
    """The tempo word for the composer's beats per minute; none between two words."""
    value = float(bpm or 0)
    slow, mid, fast = 0 < value <= 80, 92 <= value <= 124, value >= 140
    return ("slow",) if slow else ("mid-tempo",) if mid else ("fast",) if fast else ()


def described_clips(data: Path) -> list[Clip]:
    """Pieces with the composer's own words for instruments and feel."""
    return [
        Clip(
            source="described",
            name=row["clip"],
            path=data / "described" / row["file"],
            split=split_of(f"piece {row['clip']}", SHARES["described"]),
            genres=(row["genre"].lower(),),
            moods=_words(row["feel"], ",;") + tempo_words(row["bpm"]),
            instruments=_words(row["instruments"], ",;."),
        )
        for row in _rows(data / "described" / "clips.csv")
    ]


def notmusic_clips(data: Path) -> list[Clip]:
    """Sounds that are not music."""
    return [
        Clip("notmusic", row["file"], data / "notmusic" / row["file"],
             split_of(f"sound {row['file']}", SHARES["notmusic"]))
        for row in _rows(data / "notmusic" / "clips.csv")
    ]  # fmt: skip


def soundtrack_clips(data: Path, soundtracks: Path) -> list[Clip]:
    """Free game soundtracks, extracted to soundtracks/PACKAGE/PATH; for training only."""
    clips = [
        Clip("debian", f"{row['package']}/{row['path']}",
             soundtracks / row["package"] / row["path"], "train")
        for row in _rows(data / "debian.csv")
    ]  # fmt: skip
    return [clip for clip in clips if clip.path.exists()]


def all_clips(data: Path, soundtracks: Path) -> list[Clip]:
    """Every clip of every source."""
    return [
        *music_clips(data),
        *described_clips(data),
        *notmusic_clips(data),
        *soundtrack_clips(data, soundtracks),
    ]


@dataclass(frozen=True, slots=True)
class TeacherLabels:
    """What four taggers hear, per window of ten seconds."""

    name: NDArray[np.str_]  # (n,) clip names
    start: NDArray[np.float32]  # (n,) seconds
    audioset: NDArray[np.float32]  # (n, 527) probabilities
    embedding: NDArray[np.float32]  # (n, 384)
    tags: NDArray[np.float32]  # (n, 150) jamendo, mtat and msd probabilities of its segment, or NaN


def teacher_labels(data: Path, file: str) -> TeacherLabels:
    """Read labels/FILE.npz and give each window the tags of the 29 s segment around it."""
    path = data / "labels" / f"{file}.npz"
    try:
        z = np.load(path)
    except OSError as error:
        raise TrainingError(path, "cannot be read") from error
    tags = np.concatenate([z["s_jamendo"], z["s_mtt"], z["s_msd"]], axis=1).astype(np.float32)
    by_clip: dict[str, list[int]] = {}
    for row, name in enumerate(z["s_id"]):
        by_clip.setdefault(str(name), []).append(row)
    tags = np.concatenate([tags, np.full((1, tags.shape[1]), np.nan, np.float32)])  # row -1
    rows = [
        min(
            by_clip.get(str(name), [-1]),  # pieces shorter than a segment have no tags
            key=lambda r: abs(float(z["s_start"][r]) + 9.5 - float(start)),
        )
        for name, start in zip(z["w_id"], z["w_start"], strict=True)
    ]
    return TeacherLabels(
        z["w_id"],
        z["w_start"].astype(np.float32),
        z["w_audioset"].astype(np.float32),
        z["w_emb"].astype(np.float32),
        tags[rows],
    )


def by_name(clips: Iterable[Clip]) -> dict[str, Clip]:
    """The clips under their names."""
    return {clip.name: clip for clip in clips}
