"""Phrases of a description and the seconds behind them."""

from __future__ import annotations

from pathlib import Path

from engine.evidence import phrases
from engine.model import Vocabulary
from engine.spread import listened_to
from engine.track import Aspect, Track

GUITAR = Aspect("instrument", "electric guitar", 0.9, ((0.0, 10.0),))
DRUMS = Aspect("instrument", "drums", 0.8, ((0.0, 10.0), (30.0, 40.0)))


def found(text: str, vocabulary: Vocabulary, *aspects: Aspect) -> dict[str, bool]:
    return {text[p.start : p.end]: bool(p.spans) for p in phrases(text, aspects, vocabulary)}


def test_phrases_lead_to_the_seconds_that_support_them(vocabulary: Vocabulary) -> None:
    text = "Rousing instrumental rock with electric guitar and drums."
    told = phrases(text, [GUITAR, DRUMS], vocabulary)
    by_name = {phrase.name: phrase for phrase in told}
    assert by_name["drums"].spans == DRUMS.spans
    assert by_name["electric guitar"].spans == GUITAR.spans
    assert by_name["rock"].spans == ()  # said, but nothing of it was heard
    assert [p.start for p in told] == sorted(p.start for p in told)


def test_a_longer_phrase_counts_instead_of_the_shorter_in_it(vocabulary: Vocabulary) -> None:
    assert found("An electric guitar.", vocabulary, GUITAR) == {"electric guitar": True}
    assert found("A drumstick and a hard-rockabillyish tune.", vocabulary, DRUMS) == {}


def test_a_narrower_aspect_supports_the_broader_word(vocabulary: Vocabulary) -> None:
    assert found("A GUITAR.", vocabulary, GUITAR) == {"GUITAR": True}
    assert found("A guitar.", vocabulary, DRUMS) == {"guitar": False}


def test_any_text_is_bearable(vocabulary: Vocabulary) -> None:
    for text in ("", "\ud800(*[", "drums" * 50, "İSTANBUL drums"):
        for phrase in phrases(text, [DRUMS], vocabulary):
            assert text[phrase.start : phrase.end].casefold() == "drums"
    nothing = Vocabulary((), (), {}, 0, 0, 0, 0)
    assert phrases("drums", [DRUMS], nothing) == ()


def test_windows_that_were_described() -> None:
    track = Track(Path("/m.mp3"), 1, 1, duration_s=100.0, audio_hash="3x10:ab")
    windows = listened_to(track)
    assert windows == ((17.5, 27.5), (45.0, 55.0), (72.5, 82.5))
    for other in ("", "ab", "axb:1", "3x0:1"):
        assert listened_to(Track(Path("/m"), 1, 1, duration_s=9.0, audio_hash=other)) == ()
