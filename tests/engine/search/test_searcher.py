"""engine.search: words, meaning and aspects, with the real text tower of the shipped model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.errors import AudioError
from engine.library import Library
from engine.model import TextEncoder, Vocabulary
from engine.paths import resource
from engine.query import Like, Seed, write
from engine.search import Hit, Searcher, ears
from engine.track import Analysis, Description, Tags, TrackState
from tests.audio_files import make_audio
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


TEMPI = {"rain.mp3": 72.0, "club.mp3": 128.0}


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
            tempo_bpm=TEMPI.get(name),
            key="Am" if name == "rain.mp3" else "",
            embedding=vector,
            text_embedding=vector,
            probabilities=probabilities.tobytes(),
            model="test-1",
        )
        tags = Tags(title=name.split(".")[0], artist="R.E.M.", genre="Folk", year=1990)
        sound = f"1x10:{name}"
        library.save_analysis(add(library, name), Analysis(tags, 60.0, sound, description))
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
    assert "“piano” in its description" in map(str, hit.reasons)
    assert any(str(reason).startswith("piano 0.9") for reason in hit.reasons)


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
    ["", "   ", "ſad pİano", "R.E.M.", "AC/DC", "P!nk", "Sunn O)))", "C#", '"', "*", "a OR",
     "NEAR(", "-", "🎸", "hello, world", "title:x", "\0", "\udcff", "^", "(" * 50, "x" * 5000],
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


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("under 90 bpm", {"rain"}),
        ("bpm:100-140", {"club"}),
        ("key:8A", {"rain"}),
        ("genre:techno", {"club"}),
        ("genre:folk", {"rain", "club", "metal", "flute", "choir"}),  # people's own word
        ("instrument:piano", {"rain"}),
        ("vocals:no", {"rain", "club", "flute"}),
        ("vocals:male", {"metal"}),
        ("title:flu", {"flute"}),
        ("year:1980..1989", set()),
        ("year:90s -instrument:piano", {"club", "metal", "flute", "choir"}),
        ("bpm:>100 OR title:choir", {"club", "choir"}),
        ('"church"', {"choir"}),
        ("path:metal", {"metal"}),
        ("state:described title:rain", {"rain"}),
        ("state:skipped", set()),
        ("artist:R.E.M. without vocals, no piano", {"club", "flute"}),
    ],
)
def test_demands_are_met_by_every_hit(searcher: Searcher, query: str, expected: set[str]) -> None:
    assert {hit.track.tags.title for hit in searcher.search(query, everything=True)} == expected
    assert {hit.track.tags.title for hit in searcher.search(query)} == expected


def test_the_facts_that_were_asked_for_are_reasons(searcher: Searcher) -> None:
    (hit,) = searcher.search("piano under 90 bpm, in A minor, from 1990")
    assert {"72 bpm", "A minor", "1990"} <= set(map(str, hit.reasons))


def test_the_strong_come_first_and_the_weak_are_counted(searcher: Searcher) -> None:
    answer = searcher.ask("piano", everything=True)
    assert [hit.strong for hit in answer.hits] == [True, False, False, False, False]
    assert (answer.strong, answer.weaker) == (1, 4)
    assert [hit.strong for hit in searcher.ask("piano").hits] == [True]


def test_what_is_not_understood_is_said(searcher: Searcher) -> None:
    assert searcher.ask("colour:red piano").problems
    assert not searcher.ask("piano").problems


def test_an_example_is_never_its_own_answer(searcher: Searcher, library: Library) -> None:
    seed = next(t for t in library.tracks() if t.tags.title == "flute")
    found = searcher.ask(write(Like((Seed(path=str(seed.path)),))), everything=True).hits
    assert len(found) == 4
    assert seed.path not in {hit.track.path for hit in found}
    assert all("sounds alike" in " ".join(map(str, hit.reasons)) for hit in found)


def test_words_steer_an_example(searcher: Searcher, library: Library) -> None:
    seed = next(t for t in library.tracks() if t.tags.title == "choir")
    for words, expected in (("piano", "rain"), ("techno", "club"), ("electric guitar", "metal")):
        like = Like((Seed(path=str(seed.path)), Seed(words)))
        assert searcher.ask(write(like), everything=True).hits[0].track.tags.title == expected


def test_a_file_from_elsewhere_can_be_the_example(
    library: Library, searcher: Searcher, text_encoder: TextEncoder, vocabulary: Vocabulary
) -> None:
    heard: list[Path] = []

    def listen(path: Path, start_s: float | None, end_s: float | None) -> NDArray[np.float32]:
        heard.append(path)
        assert (start_s, end_s) == (5.0, 15.0)
        return text_encoder.encode("a choir singing in a church")[None]

    query = "like:/elsewhere/x.mp3@0:05-0:15"
    assert "listened" in " ".join(map(str, searcher.ask(query).problems))
    with_ears = Searcher(library, text_encoder, vocabulary, listen)
    assert with_ears.ask(query, everything=True).hits[0].track.tags.title == "choir"
    assert heard == [Path("/elsewhere/x.mp3")]


def test_moments_are_seconds_of_the_track(searcher: Searcher) -> None:
    hit = searcher.ask("piano", moments=True).hits[0]
    assert hit.moment == (25.0, 35.0)  # the one window of a minute


def test_facets_count_what_their_nodes_find(searcher: Searcher) -> None:
    facets = searcher.facets()
    counted = {(f.kind, str(f.value)): f.count for f in facets}
    assert counted["vocals", "no vocals"] == 3
    assert counted["key", "Am"] == counted["tempo", "70–90 bpm"] == 1
    assert counted["state", "described"] == 5
    for facet in facets:
        if facet.kind != "genre":  # people's own genres are found as well
            assert len(searcher.ids(write(facet.node))) == facet.count, facet
    assert {f.value for f in searcher.facets("bpm:>100") if f.kind == "genre"} == {"techno"}


def test_a_library_that_changes_is_seen_at_once(searcher: Searcher, library: Library) -> None:
    assert len(searcher.ids("")) == 0
    assert len(searcher.ids("title:rain")) == 1
    add(library, "new.mp3")
    assert len(searcher.ids("-title:rain")) == 5


def test_large_libraries_are_kept_short_and_measured_exactly(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [(h.track.path, round(h.score, 3)) for h in searcher.search("wet night, piano")]
    monkeypatch.setattr("engine.search.index.EXACT_UP_TO", 2)
    monkeypatch.setattr("engine.search.index.SHORT", 4)
    short = Searcher(searcher._library, searcher._encoder, searcher._vocabulary)
    assert [h.track.path for h in short.search("wet night, piano")][:1] == [before[0][0]]
    assert not short.index.sound.exact


def test_ears_hear_passages_of_real_files(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "a.flac", seconds=30)
    listen = ears(resource("model"))
    heard = listen(path, 12.0, 14.0)
    assert heard.shape == (1, 384)
    assert np.allclose(np.linalg.norm(heard, axis=1), 1, atol=1e-2)
    (tmp_path / "b.mp3").write_bytes(b"no music" * 999)
    with pytest.raises(AudioError):
        listen(tmp_path / "b.mp3", None, None)
