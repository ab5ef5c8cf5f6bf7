"""Which words of a text are gone, and which are new."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
Span = tuple[int, int]  # first character, number of characters


def changed_words(before: str, after: str) -> tuple[list[Span], list[Span]]:
    """(what of `before` is gone, what of `after` is new), in whole words."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    gone, added = list[Span](), list[Span]()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind != "equal":
            gone += _span(old, i, i_end)
            added += _span(new, j, j_end)
    return gone, added


def _span(words: list[str], first: int, end: int) -> list[Span]:
    start = sum(map(len, words[:first]))
    length = sum(map(len, words[first:end]))
    return [(start, length)] if length else []
