"""The training material: which clips there are, whose they are and how they are split."""

import csv
import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.training.errors import TrainingError
from engine.training.label_arrays import read_arrays

SPLIT_SEED, HELD_OUT_SEED, ANEW_SEED = "linernotes-2026", "linernotes-2026-b", "linernotes-2026-c"
SPLITS = ("train", "val", "test")
SHARES = {"music": (0.70, 0.13), "described": (0.55, 0.12), "notmusic": (0.70, 0.15)}
EMOTIONS = (
    "amazement", "solemnity", "tenderness", "nostalgia", "calmness", "power",
    "joyful_activation", "tension", "sadness",
)  # fmt: skip


UNLABELLED = ("notmusic", "rendered", "captions")  # sources without stored teachers' labels


@dataclass(frozen=True, slots=True)
class Clip:
    """One audio file and what people said of it."""

    source: str  # "songs", "excerpts", "described", "notmusic", "debian", "rendered", "captions"
    name: str  # unique within all sources
    path: Path
    split: str  # "train", "val" or "test"
    genres: tuple[str, ...] = ()  # people's words, lower case
    moods: tuple[str, ...] = ()  # people's words, lower case
    instruments: tuple[str, ...] = ()  # the composer's words, lower case
    quadrant: str = ""  # "Q1" to "Q4", songs only
    group: str = ""  # clips of one group (artist, piece) are no independent evidence
    emotions: tuple[float, ...] = ()  # share of listeners who felt each of EMOTIONS, excerpts only
    aspects: tuple[str, ...] = ()  # names in our vocabulary that are known to be true
    captions: tuple[str, ...] = ()  # people's sentences about it
    start: float = 0.0  # seconds of the file at which it begins


def split_of(group: str, shares: tuple[float, float]) -> str:
    """The split of a group of clips that must stay together: hashes, so that it never moves."""
    train, val = shares
    if _place(f"{SPLIT_SEED}/{group}") < train:
        return "train"
    return "val" if _place(f"{HELD_OUT_SEED}/{group}") < val / (1 - train) else "test"


def split_anew(group: str, shares: tuple[float, float]) -> str:
    """The split of a group where the test part of `split_of` has been looked at too often.

    The test part is drawn from groups that no version was judged, chosen or calibrated on; those
    that were tested on are trained on instead, and those that choices are made on stay.
    """
    train, val = shares
    former = split_of(group, shares)
    if former != "train":
        return "val" if former == "val" else "train"
    return "test" if _place(f"{ANEW_SEED}/{group}") < (1 - train - val) / train else "train"


def parts_of(groups: Sequence[str], number: int) -> NDArray[np.int64]:
    """One of so many parts for each row (n,), to be held out in turn; a group stays together."""
    place = {group: at for at, group in enumerate(dict.fromkeys(groups))}
    part = np.random.default_rng(0).permutation(len(place)) % number
    return np.asarray(part[[place[group] for group in groups]])


def _place(text: str) -> float:
    """A number in 0..1 that is always the same for the same text."""
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def read_rows(path: Path, *columns: str) -> list[dict[str, str]]:
    """The rows of a CSV file; TrainingError when it lacks a column or a row is cut short."""
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = csv.DictReader(file)
            missing = [name for name in columns if name not in (rows.fieldnames or ())]
            if missing:
                raise TrainingError(path, f"has no column named {missing[0]}")
            found = list(rows)
    except OSError as error:
        raise TrainingError(path, f"cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise TrainingError(path, "is not a table in UTF-8") from error
    for number, row in enumerate(found, 2):
        if any(row[name] is None for name in columns):
            raise TrainingError(path, f"is cut short in row {number}")
    return found


def _number(path: Path, row: dict[str, str], column: str) -> float:
    """A number from a table; 0 for an empty field."""
    try:
        value = float(row[column] or 0)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise TrainingError(path, f"has {row[column]!r} instead of a number in column {column}")
    return value


def _words(text: str, separators: str = ";") -> tuple[str, ...]:
    """The separate lower-case words of a list such as "Blues; Folk"."""
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    return tuple(w.strip().lower() for w in text.split(separators[0]) if w.strip())


def _words_as_written(text: str) -> tuple[str, ...]:
    """The separate words of a list such as "strings;French horn"."""
    return tuple(w.strip() for w in text.split(";") if w.strip())


def _felt(path: Path, text: str) -> tuple[float, ...]:
    """The shares, in the order of EMOTIONS, of a list such as "power:0.06; tension:0.12"."""
    try:
        shares = dict(part.strip().split(":") for part in text.split(";") if part.strip())
        return tuple(float(shares.get(name, 0)) for name in EMOTIONS) if shares else ()
    except ValueError as error:
        raise TrainingError(path, f"has {text!r} instead of shares of listeners") from error


MUSIC_COLUMNS = ("collection", "clip", "file", "artist_group", "genres", "moods", "quadrant")


def music_clips(data: Path) -> list[Clip]:
    """Songs and excerpts with people's labels; each says something of the music."""
    path = data / "music" / "clips.csv"
    clips = [
        Clip(
            source=row["collection"],
            name=row["clip"],
            path=data / "music" / row["file"],
            split=split_anew(f"artist {row['artist_group']}", SHARES["music"]),
            genres=_words(row["genres"]),
            moods=_words(row["moods"]),
            quadrant=row["quadrant"],
            group=f"artist {row['artist_group']}",
            emotions=_felt(path, row.get("listener_emotions") or ""),
        )
        for row in read_rows(path, *MUSIC_COLUMNS)
    ]
    for clip in clips:
        if not clip.genres and (clip.source == "excerpts" or not clip.moods):
            raise TrainingError(path, f"has no label for clip {clip.name}")
    return clips


def tempo_words(bpm: str | float) -> tuple[str, ...]:
    """The tempo word for the composer's beats per minute; none between two words."""
    value = float(bpm or 0)
    slow, mid, fast = 0 < value <= 80, 92 <= value <= 124, value >= 140
    return ("slow",) if slow else ("mid-tempo",) if mid else ("fast",) if fast else ()


def described_clips(data: Path) -> list[Clip]:
    """Pieces with the composer's own words for instruments and feel."""
    path = data / "described" / "clips.csv"
    return [
        Clip(
            source="described",
            name=row["clip"],
            path=data / "described" / row["file"],
            split=split_anew(f"piece {row['clip']}", SHARES["described"]),
            genres=(row["genre"].lower(),),
            moods=_words(row["feel"], ",;") + tempo_words(_number(path, row, "bpm")),
            instruments=_words(row["instruments"], ",;."),
            group=f"piece {row['clip']}",
        )
        for row in read_rows(path, "clip", "file", "genre", "feel", "bpm", "instruments")
    ]


def notmusic_clips(data: Path) -> list[Clip]:
    """Sounds that are not music."""
    return [
        Clip("notmusic", row["file"], data / "notmusic" / row["file"],
             split_of(f"sound {row['file']}", SHARES["notmusic"]))
        for row in read_rows(data / "notmusic" / "clips.csv", "file")
    ]  # fmt: skip


def soundtrack_clips(data: Path, soundtracks: Path) -> list[Clip]:
    """Free game soundtracks, extracted to soundtracks/PACKAGE/PATH; for training only."""
    clips = [
        Clip("debian", f"{row['package']}/{row['path']}",
             soundtracks / row["package"] / row["path"], "train")
        for row in read_rows(data / "debian.csv", "package", "path")
    ]  # fmt: skip
    return [clip for clip in clips if clip.path.exists()]


def rendered_clips(folder: Path) -> list[Clip]:
    """Rendered MIDI (engine.training.rendering); its instruments are known to be all there are."""
    path = folder / "rendered.csv"

    def heard(row: dict[str, str]) -> tuple[str, ...]:
        names = _words_as_written(row["instruments"])
        return names if "choir" in names else (*names, "no vocals")

    clips = [
        Clip(
            source="rendered",
            name=f"rendered/{Path(row['file']).stem}",
            path=folder / row["file"],
            split=row["split"],
            moods=tempo_words(_number(path, row, "bpm")),
            aspects=heard(row),
            group=f"midi {row['song']}",
        )
        for row in read_rows(path, "file", "song", "split", "instruments", "bpm")
    ]
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


def listed_names(data: Path, file: str) -> set[str]:
    """Names of all clips that labels/FILE.npz may label, whether their audio is there or not."""
    if file == "debian":
        rows = read_rows(data / "debian.csv", "package", "path")
        return {f"{row['package']}/{row['path']}" for row in rows}
    folder = {"clips": "music"}.get(file, file)
    return {row["clip"] for row in read_rows(data / folder / "clips.csv", "clip")}


def teacher_labels(data: Path, file: str) -> TeacherLabels:
    """Read labels/FILE.npz and give each window the tags of the 29 s segment around it.

    TrainingError when the file does not fit itself or the clips listed (label_arrays).
    """
    z = read_arrays(data / "labels" / f"{file}.npz", listed_names(data, file))
    tags = np.concatenate([z["s_jamendo"], z["s_mtt"], z["s_msd"]], axis=1).astype(np.float32)
    by_clip: dict[str, list[int]] = {}
    for row, name in enumerate(z["s_id"]):
        by_clip.setdefault(str(name), []).append(row)
    tags = np.concatenate([tags, np.full((1, tags.shape[1]), np.nan, np.float32)])  # row -1
    starts = np.append(z["s_start"], np.inf)  # row -1 again
    rows = [
        min(
            by_clip.get(str(name), [-1]),  # pieces shorter than a segment have no tags
            key=lambda r: abs(float(starts[r]) + 9.5 - float(start)),
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
