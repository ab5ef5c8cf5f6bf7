"""Words that are gone and words that are new."""

from __future__ import annotations

import pytest

from tagger_gui.review.diff import changed_words


def pieces(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start : start + length] for start, length in spans]


@pytest.mark.parametrize(
    ("before", "after", "gone", "added"),
    [
        ("", "new words", [], ["new words"]),
        ("old", "", ["old"], []),
        ("a calm piece", "a wild piece", ["calm"], ["wild"]),
        ("same", "same", [], []),
        ("<b>x</b>", "<b>y</b>", ["x"], ["y"]),
        ("keep", "keep — and more", [], [" — and more"]),
    ],
)
def test_whole_words_are_compared(
    before: str, after: str, gone: list[str], added: list[str]
) -> None:
    old, new = changed_words(before, after)
    assert (pieces(before, old), pieces(after, new)) == (gone, added)
