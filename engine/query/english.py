"""Plain English in free words: "no drums", "under 90 bpm", "from the 90s", "in C minor"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import accumulate

from engine.query.tree import Node, Words, negated
from engine.query.values import read_value

_NEGATIONS = frozenset(("no", "not", "without"))
_ARTICLES = frozenset(("a", "an", "any", "the"))
_JOINTS = frozenset(("and", "but", "with"))  # say nothing beside a condition
_CHOICES = frozenset(("or", "nor"))
_LONGEST_NAME = 4  # words
_PLAIN = "\0"  # stands for a word that is to be left alone

_N = r"\d{1,4}(?:\.\d+)?"
_BPM = r" ?(?:bpm|beats per minute)"
_UNIT = r"(?:h(?:ours?)?|min(?:ute)?s?|m|s(?:ec(?:ond)?s?)?)"
_TIME = rf"(\d{{1,2}}:\d\d|{_N} ?{_UNIT})"
_YEAR = r"[12]\d{3}"
_AGE = rf"(?:the )?({_YEAR}|(?:\d\d)?\d0'?s)"
_DATE = rf"({_YEAR}(?:-\d\d?(?:-\d\d?)?)?)"
_NOTE = r"([a-g](?:#|♯|b|♭|[ -](?:sharp|flat))?[ -](?:major|minor))"
_PERIOD = r"(today|yesterday|this (?:week|month|year)|(?:the )?(?:last|past) (?:\d+ )?[a-z]+)"
_BELOW = r"(?:under|below|(?:less|slower|shorter) than|at most|up to)"
_ABOVE = r"(?:over|above|(?:more|faster|longer) than|at least)"
_ABOUT = r"(?:around|about|roughly)"

# What people say, the field, and how the field's value would say it.
_SAYINGS = tuple(
    (re.compile(rf"{pattern}(?=[.;!?]?(?: |$))"), field, value)
    for pattern, field, value in (
        (rf"{_BELOW} ({_N}){_BPM}", "tempo", "<{0}"),
        (rf"{_ABOVE} ({_N}){_BPM}", "tempo", ">{0}"),
        (rf"slower than ({_N})", "tempo", "<{0}"),
        (rf"faster than ({_N})", "tempo", ">{0}"),
        (rf"(?:between )?({_N})(?:{_BPM})? ?(?:-|–|to|and) ?({_N}){_BPM}", "tempo", "{0}..{1}"),
        (rf"{_ABOUT} ({_N}){_BPM}", "tempo", "~{0}"),
        (rf"(?:at )?({_N}){_BPM}", "tempo", "{0}"),
        (rf"{_BELOW} {_TIME}", "length", "<{0}"),
        (rf"{_ABOVE} {_TIME}", "length", ">{0}"),
        (rf"between ({_N}) and ({_N}) ?({_UNIT})", "length", "{0}{2}..{1}{2}"),
        (rf"between {_TIME} and {_TIME}", "length", "{0}..{1}"),
        (rf"{_ABOUT} {_TIME}", "length", "~{0}"),
        (rf"from {_AGE} to {_AGE}", "year", "{0}..{1}"),
        (rf"between ({_YEAR}) and ({_YEAR})", "year", "{0}..{1}"),
        (rf"from {_AGE}", "year", "{0}"),
        (rf"before {_AGE}", "year", "<{0}"),
        (rf"after {_AGE}", "year", ">{0}"),
        (rf"since {_AGE}", "year", ">={0}"),
        (rf"in (?:the key of )?{_NOTE}(?! (?:key|mode|scale))", "key", "{0}"),
        (rf"added (?:in |over )?{_PERIOD}", "added", "{0}"),
        (rf"added (?:in |on ){_DATE}", "added", "{0}"),
        (rf"added since {_DATE}", "added", ">={0}"),
        (rf"added after {_DATE}", "added", ">{0}"),
        (rf"added before {_DATE}", "added", "<{0}"),
    )
)
_BEGINNINGS = frozenset(
    "under below less slower shorter at up over above more faster longer around about roughly"
    " between from before after since in added".split()
)


def read_words(
    words: Sequence[str], plain: Sequence[bool], names: Collection[str], now_s: float
) -> list[Node]:
    """The nodes of a run of words; those that are `plain` mean only themselves.

    A negation reaches over the longest of `names` (lower case) that follows it; where none does,
    to the next negation or comparison, to "but" or "with", or to the end of the run.
    """
    return _Run(words, plain, names, now_s).read()


class _Run:
    def __init__(
        self, words: Sequence[str], plain: Sequence[bool], names: Collection[str], now_s: float
    ) -> None:
        self._words = words
        self._low = [
            _PLAIN if kept else word.lower() for word, kept in zip(words, plain, strict=True)
        ]
        self._text = " ".join(self._low)
        self._starts = list(accumulate((len(word) + 1 for word in self._low), initial=0))
        self._names = names
        self._now_s = now_s
        self._said = [self._saying(at) for at in range(len(words))]

    def read(self) -> list[Node]:
        nodes: list[Node] = []
        at = start = 0
        while at < len(self._words):
            found = self._condition(at)
            if found is None:
                at += 1
                continue
            read, after = found
            nodes += [*self._free(start, at), *read]
            at = start = after
        return [*nodes, *self._free(start, at)]

    def _condition(self, at: int) -> tuple[list[Node], int] | None:
        """What is said or denied from this word on, and where it ends."""
        if said := self._said[at]:
            return [said[0]], said[1]
        if not self._negates(at):
            return None
        if said := self._said[at + 1]:
            return [negated(said[0])], said[1]
        spans = self._known(at + 1) or self._unknown(at + 1)
        denied = [negated(node) for span in spans for node in self._free(*self._bare(*span))]
        return (denied, spans[-1][1]) if denied else None

    def _saying(self, at: int) -> tuple[Node, int] | None:
        """A comparison that begins with this word, and where it ends."""
        word = self._low[at]
        if word not in _BEGINNINGS and not word[0].isdigit():
            return None
        for pattern, field, value in _SAYINGS:
            if found := pattern.match(self._text, self._starts[at]):
                node = read_value(field, value.format(*found.groups()), self._now_s)
                if node is not None:
                    return node, at + found[0].count(" ") + 1
        return None

    def _negates(self, at: int) -> bool:
        """Not so in "with or without you", "symphony no 5", or at the end."""
        if self._low[at] not in _NEGATIONS or at + 1 == len(self._words):
            return False
        chosen = at > 0 and self._low[at - 1] == "or"
        return not chosen and not (self._low[at] == "no" and self._low[at + 1].isdigit())

    def _known(self, at: int) -> list[tuple[int, int]]:
        """Where names stand that begin here, divided by "and" or "or"; empty if none does."""
        spans: list[tuple[int, int]] = []
        while at < len(self._words):
            start, _ = self._bare(at, len(self._words))
            ends = range(min(start + _LONGEST_NAME, len(self._words)), start, -1)
            end = next((end for end in ends if " ".join(self._low[start:end]) in self._names), 0)
            if not end:
                break
            spans.append((start, end))
            if end == len(self._words) or self._low[end] not in _CHOICES | {"and"}:
                break
            at = end + 1
        return spans

    def _unknown(self, start: int) -> list[tuple[int, int]]:
        """Where the things stand that are denied from here on, divided by "or"."""
        spans: list[tuple[int, int]] = []
        for at in range(start, len(self._words)):
            if self._low[at] in _CHOICES:
                spans.append((start, at))
                start = at + 1
            elif self._low[at] in ("but", "with") or self._said[at] or self._negates(at):
                joined = at > start and self._low[at - 1] in _JOINTS
                return [*spans, (start, at - joined)]
        return [*spans, (start, len(self._words))]

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        """Without an article."""
        return start + (start + 1 < end and self._low[start] in _ARTICLES), end

    def _free(self, start: int, end: int) -> list[Node]:
        return [Words(" ".join(self._words[start:end]))] if start < end else []


def without_joints(words: Words, before: bool, after: bool) -> Words | None:
    """The words without "and", "but" and "with" at an edge that stands beside a condition."""
    parts = words.text.split(" ")
    while before and parts and parts[0].lower() in _JOINTS:
        parts = parts[1:]
    while after and parts and parts[-1].lower() in _JOINTS:
        parts = parts[:-1]
    return Words(" ".join(parts)) if parts else None
