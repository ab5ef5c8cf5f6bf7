"""engine.query.chips: a query in plain words, condition by condition."""

from __future__ import annotations

import pytest

from engine.query import Any, Named, Node, chips, parse, replaced, without


def labels(tree: Node | None) -> list[str]:
    return [str(chip.label) for chip in chips(tree)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", []),
        ("calm piano", ["calm piano"]),
        ('"calm piano"', ["“calm piano”"]),
        ("-drums", ["no drums"]),
        ("-jazz", ["not jazz"]),
        ('-"drums"', ["not “drums”"]),
        ("-(a, b)", ["not (a, b)"]),
        ("(a, b) OR c", ["(a, b) or c"]),
        ("genre:rock|pop", ["genre: rock or pop"]),
        ("genre:rock OR mood:calm", ["genre: rock or mood: calm"]),
        ("-genre:rock", ["not genre: rock"]),
        ("key:Cm|F#", ["in C minor or in F# major"]),
        ("bpm:90-110", ["90 to 110 bpm"]),
        ("bpm:120", ["120 bpm"]),
        ("bpm:<90", ["under 90 bpm"]),
        ("bpm:>0", ["over 0 bpm"]),
        ("year:1994", ["from 1994"]),
        ("year:90s", ["from the 1990s"]),
        ("year:1990-1994", ["from 1990 to 1994"]),
        ("year:<1980", ["before 1980"]),
        ("year:>1989", ["since 1990"]),
        ("length:3:30", ["3:30 long"]),
        ("length:3:30-1:05:00", ["3:30 to 1:05:00 long"]),
        ("length:<3m", ["shorter than 3:00"]),
        ("length:>2.5", ["longer than 2.5"]),
        ("added:2026-01-15", ["added on 2026-01-15"]),
        ("added:2026-01", ["added 2026-01-01 to 2026-01-31"]),
        ("added:2026..", ["added since 2026-01-01"]),
        ("added:<2026", ["added up to 2025-12-31"]),
        ("like:choir", ["like choir"]),
        ('like:"/m/a.mp3" + choir - drums - bass', ["like a.mp3 + choir − drums − bass"]),
        ('like:"C:\\m\\a.mp3"@5', ["like a.mp3 (from 0:05)"]),
        ('like:"/"@-5', ["like / (up to 0:05)"]),
    ],
)
def test_labels(text: str, shown: list[str]) -> None:
    assert labels(parse(text, now_s=1_795_368_000.0).tree) == shown


def test_what_must_not_be_there_is_not_wanted() -> None:
    wanted = {str(chip.label): chip.wanted for chip in chips(parse("a, -b", now_s=0.0).tree)}
    assert wanted == {"a": True, "not b": False}


def test_chips_are_removed_and_edited_one_by_one() -> None:
    tree = parse("a, under 90 bpm, -b", now_s=0.0).tree
    first, middle, last = chips(tree)
    assert labels(without(tree, middle)) == ["a", "not b"]
    assert without(without(without(tree, first), middle), last) is None
    choice = Any((Named("genre", "rock"), Named("genre", "pop")))
    assert labels(replaced(tree, first, choice)) == [
        "genre: rock or pop",
        "under 90 bpm",
        "not b",
    ]
