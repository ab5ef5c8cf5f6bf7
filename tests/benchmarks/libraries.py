"""Libraries of any size, made up: the real schema, names and sentences as they are met, vectors.

Aspects are drawn by genre, so that they hang together; sentences are composed of them as those are
that the model learned from; the sound lies near its own words. Names follow Zipf's law.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from engine.library import Library
from engine.model import TextEncoder, Vocabulary, load_vocabulary
from engine.paths import resource
from engine.training.aspects import load_aspects
from engine.training.sentences import allowed, compose, render

KEYS = ("C", "Am", "G", "Em", "D", "Bm", "F", "Dm", "A", "F#m", "Eb", "Cm")
SENTENCES = 4000  # different ones; libraries of real music repeat themselves as well
_SYLLABLES = "ka lo mi ra ven dor sha bel tin mo gra fel ou zen pri na sol we har un".split()
_BATCH = 10_000


def make_library(path: Path, count: int, *, seed: int = 0, windows: int = 1) -> None:
    """A library of `count` described tracks at `path`, which must not be there yet."""
    Library(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("INSERT INTO roots VALUES (1, ?)", (b"/music",))
    kinds = Kinds(seed, windows)
    for at in range(0, count, _BATCH):
        tracks = [kinds.track(number) for number in range(at, min(at + _BATCH, count))]
        connection.execute("BEGIN")
        for table in ("tracks", "vectors"):
            rows = [track[table] for track in tracks]
            marks = ", ".join(f":{name}" for name in rows[0])
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({marks})", rows
            )
        connection.execute("COMMIT")
    connection.close()


class Kinds:
    """Draws tracks."""

    def __init__(self, seed: int, windows: int) -> None:
        folder = resource("model")
        self._random, self._numbers = random.Random(seed), np.random.default_rng(seed)
        self._windows = windows
        self._vocabulary = load_vocabulary(folder)
        self._words = list(_names(self._random, 20_000))
        self._weights = 1 / np.arange(1, len(self._words) + 1) ** 0.9
        self._weights /= self._weights.sum()
        self._kinds = list(self._drawn(TextEncoder(folder), self._vocabulary))
        self._drawn_words = iter(())

    def track(self, number: int) -> dict[str, dict[str, Any]]:
        """Columns of one track in both tables."""
        kind, draw = self._kinds[int(self._numbers.integers(len(self._kinds)))], self._random
        artist, album = self._name(2), self._name(3)
        title = self._name(draw.randint(1, 5))
        sound = kind["vector"] + self._numbers.normal(0, 0.04, (self._windows, len(kind["vector"])))
        heard = kind["probabilities"] + self._numbers.normal(0, 0.05, len(kind["probabilities"]))
        return {
            "tracks": {
                "id": number + 1,
                "path": f"/music/{artist}/{album}/{number:07d} {title}.flac".encode(),
                "root_id": 1,
                "size": 30_000_000 + number,
                "mtime_ns": 10**18 + number,
                "state": "described",
                "heard": True,
                "missing": False,
                "audio_hash": f"{self._windows}x10:{number:032x}",
                "duration_s": round(draw.lognormvariate(5.4, 0.4), 1),
                "title": title,
                "artist": artist,
                "album": album,
                "comment": "",
                "text": kind["text"],
                "aspects": kind["aspects"],
                "aspect_words": kind["words"],
                "tempo_bpm": round(draw.lognormvariate(4.7, 0.25), 1),
                "key": draw.choice(KEYS),
                "model": "made up",
                "error": "",
                "genre": kind["genre"],
                "year": draw.randint(1955, 2026),
                "added_s": 1.7e9 + number,
            },
            "vectors": {
                "track_id": number + 1,
                "embedding": sound.astype("<f2").tobytes(),
                "text_embedding": kind["vector"].astype("<f2").tobytes(),
                "probabilities": np.clip(heard, 0, 1).astype("<f2").tobytes(),
            },
        }

    def _name(self, words: int) -> str:
        drawn = list(self._take(words))
        return " ".join(drawn).title()

    def _take(self, count: int) -> Iterator[str]:
        for _ in range(count):
            word = next(self._drawn_words, None)
            if word is None:
                picked = self._numbers.choice(len(self._words), 100_000, p=self._weights)
                self._drawn_words = iter([self._words[i] for i in picked])
                word = next(self._drawn_words)
            yield word

    def _drawn(self, encoder: TextEncoder, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
        """Kinds of tracks: a few aspects, their sentence, its vector."""
        by_kind: dict[str, list[int]] = {}
        for index, entry in enumerate(vocabulary.aspects):
            by_kind.setdefault(entry.kind, []).append(index)
        entries = {aspect.name: aspect for aspect in load_aspects()}
        counts = {"genre": 2, "mood": 3, "instrument": 3, "vocals": 1, "tempo": 1, "texture": 1}
        for _ in range(SENTENCES):
            indices = []
            for kind, most in counts.items():
                # the first of a kind are met most often
                weights = [1 / (1 + place) for place in range(len(by_kind[kind]))]
                number = self._random.randint(0, most)
                indices += self._random.choices(by_kind[kind], weights, k=number)
            named = allowed([entries[vocabulary.aspects[i].name] for i in indices])
            pieces = compose(named, self._random) if named else []
            words = [w for p in pieces for w in (p if isinstance(p, str) else p.phrase).split()]
            text = render(words) if words else ""
            chosen = [e for e in vocabulary.aspects if any(e.name == a.name for a in named)]
            indices = [vocabulary.aspects.index(e) for e in chosen]
            probabilities = self._numbers.beta(0.5, 8, len(vocabulary.aspects))
            probabilities[indices] = self._numbers.uniform(0.8, 0.98, len(indices))
            yield {
                "text": text,
                "vector": encoder.encode(text or "music"),
                "probabilities": probabilities,
                "words": " ".join(e.name for e in chosen),
                "genre": next((e.name for e in chosen if e.kind == "genre"), ""),
                "aspects": json.dumps([
                    [e.kind, e.name, 0.9, [], e.family, e.valence, e.arousal] for e in chosen
                ]),
            }  # fmt: skip


def _names(draw: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        yield "".join(draw.choices(_SYLLABLES, k=draw.randint(1, 3)))
