"""engine.query.complete: what an unfinished word may become."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.query import complete
from tests.engine.query.trees import lines

GENRES = ("rock", "rock and roll", "jazz")


def values(field: str, prefix: str) -> Sequence[str]:
    return [g for g in GENRES if field == "genre" and g.startswith(prefix)]


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("gen|", ["genre:|"]),
        ("calm -gen|", ["calm -genre:|"]),
        ("(gen|", ["(genre:|"]),
        ("BP|", ["bpm:|"]),
        ("l|", ["length:|", "loudness:|", "like:|"]),
        ("a gen|:rock", ["a genre:|rock"]),
        ("genre:ro|", ["genre:rock|", 'genre:"rock and roll"|']),
        ("genre:ro|ck, calm", ["genre:rock|, calm", 'genre:"rock and roll"|, calm']),
        ('genre:"rock a|', ['genre:"rock and roll"|']),
        ('genre:"rock a|"', ['genre:"rock and roll"|']),
        ("style:ja|", ["style:jazz|"]),
        ("genre:|", ["genre:rock|", 'genre:"rock and roll"|', "genre:jazz|"]),
        ("key:c#|", ["key:C#|", "key:C#m|"]),
        ("added:y|", ["added:yesterday|", "added:year|"]),
        ("bpm:9|", []),
        ("like:so|", []),
        ("foo:ba|", []),
        ('"calm gen|', []),
        ("calm |", []),
        ("|", []),
    ],
)
def test_completions(text: str, completed: list[str]) -> None:
    cursor = text.index("|")
    query = text[:cursor] + text[cursor + 1 :]
    found = complete(query, cursor, values)
    assert [f"{query[: c.start]}{c.text}|{query[c.end :]}" for c in found] == completed


def test_after_a_choice_the_next_value_is_completed() -> None:
    query = "genre:jazz|ro"
    found = complete(query, len(query), values)
    assert [query[: c.start] + c.text for c in found] == [
        "genre:jazz|rock",
        'genre:jazz|"rock and roll"',
    ]


@given(lines, st.integers(0, 60))
def test_any_text_and_cursor_have_an_answer(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    for completion in complete(text, cursor, lambda field, prefix: [f"{prefix}x"]):
        assert 0 <= completion.start <= cursor <= completion.end <= len(text)
