"""The reviewed vocabulary of aspects (aspects.toml beside this file)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.training.errors import TrainingError

ASPECTS_FILE = Path(__file__).with_name("aspects.toml")
KINDS = ("genre", "instrument", "vocals", "mood", "tempo", "texture")
TAGGERS = ("audioset", "jamendo", "mtat", "msd")
FAMILIES = (
    "Pop/Rock", "Jazz", "Electronic", "International", "R&B", "Vocal", "Blues", "Country",
    "Rap", "Latin", "Folk", "Reggae", "New Age", "Stage & Screen", "Easy Listening",
    "Avant-Garde", "Comedy/Spoken", "Holiday", "Religious", "Children's", "Classical",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that may be said about music, and what it is learnt from."""

    kind: str
    name: str
    phrase: str  # how a sentence says it: one token
    synonyms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # words of people's labels that mean it
    audioset: tuple[str, ...] = ()  # classes of the taggers that mean it
    jamendo: tuple[str, ...] = ()
    mtat: tuple[str, ...] = ()
    msd: tuple[str, ...] = ()
    share: float | None = None  # of the training songs believed to have it
    broader: tuple[str, ...] = ()  # aspects that this one is a kind of
    say: bool = True  # False: fit for search and for the plane of moods, not for a sentence
    family: str | None = None  # genre: one of the editors' genres
    valence: float | None = None  # mood: -1 to 1
    arousal: float | None = None  # mood: -1 to 1

    def classes(self) -> list[tuple[str, str]]:
        """The taggers' classes that mean it, as (tagger, class)."""
        return [(tagger, name) for tagger in TAGGERS for name in getattr(self, tagger)]


def families_of(aspects: tuple[Aspect, ...]) -> list[int]:
    """For each aspect the place of its family's own word; for all but styles their own place.

    A style is never likelier than the family of genres that it belongs to.
    """
    heads = {a.family: i for i, a in enumerate(aspects) if a.kind == "genre" and a.share is None}
    return [
        heads.get(a.family, i) if a.kind == "genre" and a.share is not None else i
        for i, a in enumerate(aspects)
    ]


def load_aspects(path: Path = ASPECTS_FILE) -> tuple[Aspect, ...]:
    """Read the vocabulary, in the order of the model's probabilities."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["aspect"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise TrainingError(path, f"is not a vocabulary of aspects ({error})") from error
    found = []
    for row in rows:
        fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
        found.append(Aspect(**fields))
    return tuple(found)
