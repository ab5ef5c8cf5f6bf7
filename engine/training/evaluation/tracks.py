"""The labelled clips as the program hears them: its decoder, its windows, its captioner."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.audio import load_windows
from engine.errors import LinernotesError
from engine.model import AspectEntry, Captioner, TextEncoder
from engine.model.captioner import NOT_MUSIC
from engine.pool import WINDOWS
from engine.track import Description
from engine.training.aspects import Aspect
from engine.training.clips import Clip
from engine.training.errors import TrainingError

Floats = NDArray[np.float32]
MUSIC = ("songs", "excerpts", "described")  # sources with people's labels


@dataclass(frozen=True, slots=True)
class Tracks:
    """Clips and what the program says of each."""

    clips: list[Clip]
    descriptions: list[Description]
    probabilities: Floats  # (n, A), mean over the windows
    embedding: Floats  # (n, 384), unit length
    failures: tuple[str, ...] = ()  # clips that cannot be described, and why

    def of(self, *sources: str) -> "Tracks":
        """The tracks of some sources."""
        return self.rows([i for i, clip in enumerate(self.clips) if clip.source in sources])

    def rows(self, rows: Sequence[int]) -> "Tracks":
        """Some of the tracks."""
        return Tracks(
            [self.clips[i] for i in rows],
            [self.descriptions[i] for i in rows],
            self.probabilities[np.array(rows, np.int64)],
            self.embedding[np.array(rows, np.int64)],
        )

    @property
    def refused(self) -> NDArray[np.bool_]:
        """Which tracks (n,) the program says are not music."""
        return np.array([d.reason == NOT_MUSIC for d in self.descriptions], np.bool_)


@dataclass(frozen=True, slots=True)
class Model:
    """An exported model's folder, opened by the program's own code."""

    captioner: Captioner
    text: TextEncoder

    @classmethod
    def open(cls, folder: Path, aspects: tuple[Aspect, ...]) -> "Model":
        """Raises ModelError, and TrainingError where it is of another vocabulary."""
        captioner = Captioner(folder)
        if [a.name for a in captioner.vocabulary.aspects] != [a.name for a in aspects]:
            raise TrainingError(folder, "is a model of another vocabulary than aspects.toml")
        return cls(captioner, TextEncoder(folder))

    @property
    def entries(self) -> tuple[AspectEntry, ...]:
        """The published aspects."""
        return self.captioner.vocabulary.aspects

    def read(self, texts: Iterable[str]) -> Floats:
        """Unit vectors (n, 384) of texts."""
        return np.stack([self.text.encode(text) for text in texts])

    def published(self, aspects: tuple[Aspect, ...]) -> tuple[Aspect, ...]:
        """The vocabulary with the valence and arousal that were published with the model."""
        return tuple(
            replace(a, valence=e.valence, arousal=e.arousal)
            for a, e in zip(aspects, self.entries, strict=True)
        )

    def hear(self, clips: Iterable[Clip]) -> Tracks:
        """Describe every clip as a user's file; one that cannot be described costs only itself."""
        heard, failures = list[tuple[Clip, Description]](), list[str]()
        for clip in clips:
            try:
                heard.append((clip, self._describe(clip.path)))
            except LinernotesError as error:
                failures.append(str(error))
        if not heard:
            raise TrainingError(Path(failures[0] if failures else "."), "no clip could be heard")
        vectors = np.stack([_mean(d.embedding) for _, d in heard])
        probabilities = [np.frombuffer(d.probabilities, "<f2") for _, d in heard]
        return Tracks(
            [clip for clip, _ in heard],
            [description for _, description in heard],
            np.stack(probabilities).astype(np.float32),
            vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
            tuple(failures),
        )

    def _describe(self, path: Path) -> Description:
        rate, seconds = self.captioner.sample_rate, self.captioner.window_s
        return self.captioner.describe(
            load_windows(path, sample_rate=rate, seconds=seconds, count=WINDOWS)
        )


def _mean(embedding: bytes) -> Floats:
    """The mean (384,) of a description's windows."""
    return np.asarray(
        np.frombuffer(embedding, "<f2").astype(np.float32).reshape(-1, 384).mean(0), np.float32
    )


@dataclass(frozen=True, slots=True)
class Said:
    """One aspect's phrase in a sentence."""

    start: int  # characters
    end: int
    aspect: int  # index


def said_in(text: str, entries: Sequence[AspectEntry]) -> list[Said]:
    """Which aspects a sentence says and where, in its order; "electric guitar" says no "guitar"."""
    phrases = sorted(((e.phrase, i) for i, e in enumerate(entries)), key=lambda item: -len(item[0]))
    unread, found = text, list[Said]()
    for phrase, index in phrases:
        pattern = re.compile(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", re.IGNORECASE)
        found += [Said(*match.span(), index) for match in pattern.finditer(unread)]
        unread = pattern.sub("\0" * len(phrase), unread)
    return sorted(found, key=lambda said: said.start)


def said_matrix(tracks: Tracks, entries: Sequence[AspectEntry]) -> NDArray[np.bool_]:
    """Which aspects the sentences say (n, A)."""
    matrix = np.zeros((len(tracks.clips), len(entries)), np.bool_)
    for row, description in enumerate(tracks.descriptions):
        matrix[row, [said.aspect for said in said_in(description.text, entries)]] = True
    return matrix
