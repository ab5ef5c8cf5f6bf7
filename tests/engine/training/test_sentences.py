"""Composed sentences say exactly their aspects, in plain English."""

import random

import pytest

from engine.training.aspects import load_aspects
from engine.training.sentences import LIMITS, MOST, allowed, canonical, compose, narrowest, render
from engine.training.vocabulary import BOS, EOS, SEP, Vocabulary, likely_aspects, random_aspects

pytestmark = pytest.mark.training
ASPECTS = load_aspects()
BY_NAME = {a.name: a for a in ASPECTS}
VOCABULARY = Vocabulary(ASPECTS)


def _said(*names: str) -> str:
    order = {a.name: i for i, a in enumerate(ASPECTS)}
    pieces = compose(canonical([BY_NAME[n] for n in names], order), random.Random(str(names)))
    return render([p if isinstance(p, str) else p.phrase for p in pieces])


@pytest.mark.parametrize(
    "names",
    [("jazz",), ("gloomy",), ("piano",), ("piano", "drums"), ("female vocals",), ("no vocals",),
     ("slow",), ("acoustic",), ("R&B",), ("energetic", "R&B", "male vocals", "drums")],
)  # fmt: skip
def test_few_aspects_make_a_short_sentence(names: tuple[str, ...]) -> None:
    text = _said(*names)
    assert text[0].isupper() and text.endswith(".") and len(text) < 90
    assert all(BY_NAME[n].phrase.lower() in text.lower() for n in names)


def test_articles() -> None:
    assert render(["a", "eerie", "piece", "."]) == "An eerie piece."
    assert render(["an", "R&B", "song", "."]) == "An R&B song."
    assert " a R&B" not in _said("R&B") and not _said("R&B").startswith("A R&B")


def test_every_subset_is_said_once_and_nothing_else() -> None:
    rng = random.Random(0)
    for _ in range(2000):
        aspects = random_aspects(ASPECTS, rng)
        pieces = compose(aspects, rng)
        said = [p for p in pieces if not isinstance(p, str)]
        assert sorted(a.name for a in said) == sorted(a.name for a in aspects)
        text = render([p if isinstance(p, str) else p.phrase for p in pieces])
        assert len(text) <= 250 and text[0].isupper() and text.endswith(".")
        assert "  " not in text and " ," not in text and ",," not in text


def test_the_narrower_word_stands_alone() -> None:
    names = ("heavy metal", "rock", "guitar", "pop/rock", "electric guitar", "piano")
    kept = [a.name for a in narrowest([BY_NAME[n] for n in names])]
    assert kept == ["heavy metal", "electric guitar", "piano"]


def test_the_same_aspects_are_told_in_many_ways() -> None:
    aspects = [BY_NAME[n] for n in ("gloomy", "slow", "blues", "male vocals", "piano", "drums")]
    rng = random.Random(2)
    told = {tuple(str(piece) for piece in compose(aspects, rng)) for _ in range(300)}
    assert len(told) > 100


def test_limits_hold() -> None:
    rng = random.Random(1)
    for _ in range(300):
        kept = allowed(rng.sample(ASPECTS, 60))
        assert len(kept) <= MOST
        kinds = [a.kind for a in kept]
        assert all(kinds.count(kind) <= most for kind, most in LIMITS.items())
        names = {a.name for a in kept if a.kind == "vocals"}
        assert "no vocals" not in names or names == {"no vocals"}


def test_tokens_have_prefix_and_ends() -> None:
    tokens = VOCABULARY.encode(
        [BY_NAME["piano"], BY_NAME["jazz"], BY_NAME["sad"]], random.Random(0)
    )
    texts = [t["text"] for t in VOCABULARY.tokens()]
    assert len(texts) == len(VOCABULARY)
    assert tokens[0] == BOS and tokens[-1] == EOS
    prefix = tokens[1 : tokens.index(SEP)]
    assert [texts[t] for t in prefix] == ["sad", "jazz", "piano"]


def test_an_items_own_aspects_are_its_likely_ones() -> None:
    labels = [1.0 if a.name in ("jazz", "piano") else 0.0 for a in ASPECTS]
    found = {a.name for _ in range(20) for a in likely_aspects(ASPECTS, labels, random.Random(_))}
    assert found == {"jazz", "piano"}
