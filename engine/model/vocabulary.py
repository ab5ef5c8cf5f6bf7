"""What the model can hear and say: its aspects and the tokens of its sentences."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import ModelError
from engine.track import Aspect, Description

NO_VOCALS = "no vocals"
_NO_SPACE_BEFORE = frozenset(",.;:")


@dataclass(frozen=True, slots=True)
class AspectEntry:
    """One name of the reviewed vocabulary."""

    kind: str
    name: str
    phrase: str  # how it is said in a sentence
    synonyms: tuple[str, ...]
    threshold: float  # probability from which it may be said
    family: str = ""
    broader: tuple[
        str, ...
    ] = ()  # names that this one makes needless: "guitar" beside "electric guitar"
    valence: float | None = None
    arousal: float | None = None

    @property
    def is_manner(self) -> bool:
        """Whether it tells how the music goes: slow, acoustic, instrumental."""
        return self.kind in ("tempo", "texture") or self.name == NO_VOCALS


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Aspects in the order of the model's probabilities, tokens in the order of its logits."""

    aspects: tuple[AspectEntry, ...] = field(repr=False)
    tokens: tuple[str, ...] = field(repr=False)
    token_of_aspect: dict[int, int] = field(repr=False)  # index of an aspect → its token
    bos: int
    eos: int
    sep: int  # between the list of aspects and the sentence
    pad: int

    def all_aspects(self, description: Description) -> tuple[Aspect, ...]:
        """Every name of the vocabulary with its probability for a track, most probable first."""
        heard = {(a.kind, a.name): a for a in description.aspects}
        probabilities = np.frombuffer(description.probabilities, "<f2")
        every = (
            heard.get((e.kind, e.name))
            or Aspect(e.kind, e.name, float(p), (), False, e.family, e.valence, e.arousal)
            for e, p in zip(self.aspects, probabilities, strict=True)
        )
        return tuple(sorted(every, key=lambda a: -a.probability))

    def render(self, ids: list[int]) -> str:
        """Tokens as an English sentence."""
        text = ""
        for token in (self.tokens[i] for i in ids):
            space = "" if not text or token in _NO_SPACE_BEFORE else " "
            text += space + token
        words = text.split(" ")
        for i, word in enumerate(words[:-1]):
            if word.lower() == "a" and words[i + 1][:1].lower() in "aeiou":
                words[i] = word + "n"
        text = " ".join(words)
        return text[:1].upper() + text[1:]


def load_vocabulary(folder: Path) -> Vocabulary:
    """Reads aspects.json and vocabulary.json of a model; raises ModelError."""
    try:
        aspects = json.loads((folder / "aspects.json").read_text("utf-8"))
        words = json.loads((folder / "vocabulary.json").read_text("utf-8"))
        return Vocabulary(
            aspects=tuple(_entry(a) for a in aspects),
            tokens=tuple(t["text"] for t in words["tokens"]),
            token_of_aspect={
                t["aspect"]: i for i, t in enumerate(words["tokens"]) if "aspect" in t
            },
            **{name: words[name] for name in ("bos", "eos", "sep", "pad")},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(folder, f"its vocabulary cannot be read ({error})") from error


def _entry(values: dict[str, Any]) -> AspectEntry:
    return AspectEntry(
        kind=values["kind"],
        name=values["name"],
        phrase=values["phrase"],
        synonyms=tuple(values["synonyms"]),
        threshold=values["threshold"],
        family=values.get("family") or "",
        broader=tuple(values.get("broader") or ()),
        valence=values.get("valence"),
        arousal=values.get("arousal"),
    )
