"""The decoder's tokens: one for each word of the patterns and one for each aspect's phrase."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from engine.training.aspects import Aspect
from engine.training.sentences import (
    LEADS,
    NOUNS,
    NOUNS_SUNG,
    RESTS,
    VERBS,
    allowed,
    canonical,
    compose,
)

PAD, BOS, EOS, SEP = 0, 1, 2, 3
SPECIAL = ("<pad>", "<bos>", "<eos>", "<sep>")
WORDS = (
    ",", ".", ":", "a", "an", "and", "with", "over", "in", "this", "this is", "sets", "music",
    "vein", "style", "blend of", "mix of", "meeting of",
    *dict.fromkeys((*LEADS[1:], *VERBS, *RESTS, *NOUNS_SUNG, *NOUNS)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Token numbers of plain words and of aspects."""

    aspects: tuple[Aspect, ...]

    def __len__(self) -> int:
        return len(SPECIAL) + len(WORDS) + len(self.aspects)

    def first_aspect(self) -> int:
        """The token of the first aspect; the others follow in order."""
        return len(SPECIAL) + len(WORDS)

    def tokens(self) -> list[dict[str, object]]:
        """The token list of vocabulary.json."""
        plain: list[dict[str, object]] = [{"text": text} for text in SPECIAL + WORDS]
        return plain + [{"text": a.phrase, "aspect": i} for i, a in enumerate(self.aspects)]

    def encode(self, aspects: Sequence[Aspect], rng: random.Random) -> list[int]:
        """<bos> aspects <sep> sentence <eos>."""
        order = {a.name: i for i, a in enumerate(self.aspects)}
        number = {a: self.first_aspect() + order[a.name] for a in aspects}
        words = {word: len(SPECIAL) + i for i, word in enumerate(WORDS)}
        prefix = canonical(aspects, order)
        sentence = [
            words[piece] if isinstance(piece, str) else number[piece]
            for piece in compose(prefix, rng)
        ]
        return [BOS, *(number[a] for a in prefix), SEP, *sentence, EOS]


def random_aspects(aspects: Sequence[Aspect], rng: random.Random) -> list[Aspect]:
    """1 to 8 aspects of any kinds, within the limits of a sentence."""
    kinds = rng.sample(sorted({a.kind for a in aspects}), rng.randint(1, 6))
    usable = [a for a in aspects if a.kind in kinds]
    weights = [{"mood": 0.3, "genre": 0.5, "instrument": 1.0}.get(a.kind, 3.0) for a in usable]
    drawn = rng.choices(usable, weights, k=16)
    return allowed(drawn)[: rng.randint(1, 8)]


def likely_aspects(
    aspects: Sequence[Aspect], labels: Sequence[float], rng: random.Random
) -> list[Aspect]:
    """Some of an item's own aspects, drawn by how sure they are; labels are 0-1."""
    sure = [(a, p) for a, p in zip(aspects, labels, strict=True) if p > 0.35 and rng.random() < p]
    rng.shuffle(sure)
    return allowed([a for a, _ in sure])[: rng.randint(1, 8)]
