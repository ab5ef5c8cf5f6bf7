"""engine.search: words, meaning and aspects, with the real text tower of the shipped model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.library import Library
from engine.model import TextEncoder, Vocabulary
from engine.search import Hit, Searcher
from engine.track import Analysis, Description, Tags, TrackState
from tests.engine.test_library import add

TEXTS = {
    "rain.mp3": "A sad, slow piano piece for a rainy evening.",
    "club.mp3": "An energetic techno track with pounding drums.",
    "metal.mp3": "Loud, angry heavy metal with distorted guitars and screaming.",
    "flute.mp3": "A gentle folk tune with flute and acoustic guitar.",
    "choir.mp3": "A solemn choir singing in a church.",
}
ASPECTS = {
    "rain.mp3": ("piano", "no vocals"),
    "club.mp3": ("techno", "no vocals"),
    "metal.mp3": ("electric guitar", "male vocals"),
    "flute.mp3": ("flute", "no vocals"),
    "choir.mp3": ("choir",),
}


@pytest.fixture
def searcher(library: Library, text_encoder: TextEncoder, vocabulary: Vocabulary) -> Searcher:
    names = {entry.name: i for i, entry in enumerate(vocabulary.aspects)}
    for name, text in TEXTS.items():
        vector = text_encoder.encode(text).astype("<f2").tobytes()
        probabilities = np.full(len(vocabulary.aspects), 0.02, "<f2")
        for aspect in ASPECTS[name]:
            if aspect in names:
                probabilities[names[aspect]] = 0.95
        description = Description(
            text,
            embedding=vector,
            text_embedding=vector,
            probabilities=probabilities.tobytes(),
            model="test-1",
        )
        tags = Tags(title=name.split(".")[0], artist="R.E.M.")
        library.save_analysis(add(library, name), Analysis(tags, 60.0, name, description))
    return Searcher(library, text_encoder, vocabulary)


def names(hits: list[Hit]) -> list[str]:
    return [hit.track.path.name for hit in hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rainy evening", "rain.mp3"),  # written words
        ("pounding", "club.mp3"),
        ("pian", "rain.mp3"),  # an unfinished word
        ("melancholy keyboard music on a wet night", "rain.mp3"),  # the same in other words
        ("dance floor music in a nightclub", "club.mp3"),
        ("furious guitar noise", "metal.mp3"),
        ("hymn sung by many voices", "choir.mp3"),
    ],
)
def test_words_and_their_meaning_find_the_track(
    searcher: Searcher, query: str, expected: str
) -> None:
    assert names(searcher.search(query, everything=True))[0] == expected


def test_every_hit_says_why(searcher: Searcher) -> None:
    hit = searcher.search("piano")[0]
    assert "“piano” in its description" in hit.reasons
    assert any(reason.startswith("piano 0.9") for reason in hit.reasons)


def test_negation_is_understood(searcher: Searcher, vocabulary: Vocabulary) -> None:
    assert "flute.mp3" not in names(searcher.search("guitar without flute"))
    quiet = names(searcher.search("no vocals", everything=True))
    assert set(quiet[:3]) == {"rain.mp3", "club.mp3", "flute.mp3"}


def test_a_query_that_fits_nothing_finds_nothing_unless_everything_is_asked(
    searcher: Searcher,
) -> None:
    assert searcher.search("zebra tax return 1987") == []
    assert len(searcher.search("zebra tax return 1987", everything=True)) == 5
    assert len(searcher.search("piano", everything=True, limit=2)) == 2


def test_edited_words_are_found_by_meaning(
    searcher: Searcher, library: Library, text_encoder: TextEncoder
) -> None:
    from engine import jobs

    track = library.tracks()[0]
    jobs.edit(library, text_encoder, track, "Sounds like a spaghetti western duel at noon.")
    hits = searcher.search("cowboy film showdown")
    assert names(hits)[:1] == [track.path.name]
    assert library.get(track.path).state is TrackState.EDITED


@pytest.mark.parametrize(
    "query",
    ["", "   ", "R.E.M.", "AC/DC", "P!nk", "Sunn O)))", "C#", '"', "*", "a OR", "NEAR(", "-", "🎸",
     "hello, world", "title:x", "\0", "\udcff", "^", "(" * 50, "x" * 5000],
)  # fmt: skip
def test_odd_queries_are_answered(searcher: Searcher, query: str) -> None:
    searcher.search(query, everything=True)
    searcher.search(query)


def test_names_with_dots_are_found(searcher: Searcher) -> None:
    assert len(searcher.search("R.E.M.")) == 5


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60))
def test_no_text_makes_it_stumble(searcher: Searcher, query: str) -> None:
    assert all(0 <= hit.score <= 1 for hit in searcher.search(query, everything=True))


def test_an_empty_library_answers_nothing(
    library: Library, text_encoder: TextEncoder, vocabulary: Vocabulary
) -> None:
    assert Searcher(library, text_encoder, vocabulary).search("piano", everything=True) == []
