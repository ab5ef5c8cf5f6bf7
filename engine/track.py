"""The values that travel through the program; all frozen, all safe to send to another process."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class TrackState(StrEnum):
    """Where a track stands; each job reads one state and leaves the next."""

    FOUND = "found"  # seen on disk, not listened to yet
    DESCRIBED = "described"  # the model has spoken; waits for the user
    ACCEPTED = "accepted"  # the user took the model's words
    EDITED = "edited"  # the user wrote their own words
    TAGGED = "tagged"  # the words are in the file
    SKIPPED = "skipped"  # the user wants none
    FAILED = "failed"  # could not be described; its error says why


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing heard in the music."""

    kind: str  # genre, instrument, vocals, mood, tempo or texture
    name: str  # "electric guitar"
    probability: float  # calibrated, 0–1, for the whole track
    spans: tuple[tuple[float, float], ...] = ()  # seconds of the track that support it
    supported: bool = True  # probable enough to be said in a sentence
    family: str = ""  # of a genre: the editors' genre it belongs to
    valence: float | None = None  # of a mood: −1 (unpleasant) … 1 (pleasant)
    arousal: float | None = None  # of a mood: −1 (calm) … 1 (excited)


@dataclass(frozen=True, slots=True)
class Change:
    """From where on a track sounds clearly different from before."""

    start_s: float  # seconds; what follows, as far as it was heard, has gained and lost
    end_s: float
    gained: tuple[str, ...] = ()  # names of aspects, the clearest first
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """What a track sounds like."""

    text: str  # a sentence, or two when it changes; "" when nothing could be said truthfully
    reason: str = ""  # why there is no text
    aspects: tuple[Aspect, ...] = ()  # what was heard, most probable first
    structure: tuple[Change, ...] = ()  # in the order of time; the library does not keep it
    tempo_bpm: float | None = None  # beats per minute; None when there is no steady beat
    tempo_confidence: float = 0.0  # 0–1, that tempo_bpm is right
    tempo_alternatives: tuple[float, ...] = ()  # beats per minute it may be too, likeliest first
    key: str = ""  # as a tag writes it: "C", "F#m"; "" when unclear
    key_confidence: float = 0.0  # 0–1, that key is right
    loudness_lufs: float | None = None  # integrated (ITU-R BS.1770); None for silence
    embedding: bytes = field(default=b"", repr=False)  # float16, one row per window
    text_embedding: bytes = field(default=b"", repr=False)  # float16, one row: of `text`
    probabilities: bytes = field(default=b"", repr=False)  # float16, the model's whole vocabulary
    model: str = ""  # name and version of the model that wrote it; USER for a person's words


@dataclass(frozen=True, slots=True)
class Tags:
    """The words a file already carries."""

    title: str = ""
    artist: str = ""
    album: str = ""
    comment: str = ""
    description: str = ""  # our own field, if we have written to this file before
    genre: str = ""  # as people have written it; several are joined by "; "
    year: int | None = None  # of the release


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything a worker learns from one file: small, frozen, without audio."""

    tags: Tags
    duration_s: float
    audio_hash: str  # of the decoded windows: the same music under another name or tag
    description: Description


@dataclass(frozen=True, slots=True)
class Track:
    """One file of the library."""

    path: Path
    size: int  # bytes
    mtime_ns: int
    state: TrackState = TrackState.FOUND
    tags: Tags = Tags()
    duration_s: float = 0.0
    audio_hash: str = ""
    description: Description | None = None
    error: str = ""  # why it FAILED
    missing: bool = False  # not in its folder at the last scan
    heard: bool = False  # the file as it is now was listened to
    added_s: float = 0.0  # when the library first saw it, seconds since 1970
    id: int = 0  # the library's own number, 0 before it is saved


USER = "user"
"""The `model` of words that a person wrote."""

AUTOMATIC = frozenset({TrackState.FOUND, TrackState.DESCRIBED, TrackState.FAILED})
"""States that no user has touched: a new analysis may replace what they hold."""

WRITABLE = frozenset({TrackState.ACCEPTED, TrackState.EDITED})
"""States whose description waits to be written."""
