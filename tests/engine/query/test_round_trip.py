"""engine.query: any text has an answer, and every tree can be written down."""

from __future__ import annotations

import random
import sys
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.query import Node, Words, chips, parse, replaced, without, write
from engine.query.grammar import MAX_TERMS
from engine.query.tokens import MAX_CHARACTERS, MAX_DEPTH
from tests.engine.query.trees import lines, trees

NOW_S = 1_795_368_000.0  # November 2026

_PIECES = (
    "calm piano", "no", "not", "without", "OR", "AND", "NOT", "or", "and", "-", "--", "(", ")", '"',
    "“", "”", "„", ",", "|", "\\", "genre:", "bpm:", "year:", "length:", "added:", "key:", "like:",
    "path:", "foo:", "90", "..", "-110", ">", "<=", "~", "+", "@", "@1:05-1:20", "90s", "3:30",
    "2026-02-30", "0000-00-00", "9999-12-31", "1e999", "nan", "inf", "9" * 400, "today",
    "last 9999 years", "under 90 bpm", "in C minor", "x.mp3", "\x00", "\x1b[31m", "\ud800",
    "\u202e", "👩‍🎤", "e\u0301", "العربية", "日本語", "Sunn O)))", "P!nk", "10,000", 'tempo:"',
    "bpm>90", " ", "\n",
)  # fmt: skip


def check(text: str) -> None:
    """The text has an answer, and the answer can be written down and shown."""
    parsed = parse(text, now_s=NOW_S, names=("drums", "calm piano"))
    assert parsed.tree is not None or parsed.problems or not text.strip("\x00\ud800 \n\x1b")
    assert all(str(problem).endswith((".", "?")) for problem in parsed.problems)
    if parsed.tree is not None:
        assert parse(write(parsed.tree), now_s=0.0).tree == parsed.tree
    assert all(str(chip.label) for chip in chips(parsed.tree))


def test_ten_thousand_fuzzed_strings() -> None:
    chance = random.Random(5)
    for _ in range(10_000):
        pieces = chance.choices(_PIECES, k=chance.randint(0, 8))
        check(chance.choice(("", " ")).join(pieces))


@given(st.one_of(st.text(st.characters()), lines))
@settings(max_examples=300, deadline=None)
@example("\x00")
@example('"""')
@example("\\")
def test_any_text_has_an_answer(text: str) -> None:
    parsed = parse(text, now_s=NOW_S)
    if parsed.tree is not None:
        assert parse(write(parsed.tree), now_s=0.0).tree == parsed.tree
    assert all(str(chip.label) for chip in chips(parsed.tree))


@given(trees)
@settings(max_examples=300, deadline=None)
@example(Words("no vocals"))
@example(Words("under 90 bpm"))
@example(Words("Sunn O)))"))
def test_every_tree_is_read_back_as_it_was_written(tree: Node) -> None:
    parsed = parse(write(tree), now_s=NOW_S)
    assert parsed.tree == tree, write(tree)
    assert all("There is no field" in str(problem) for problem in parsed.problems)


@given(trees)
@settings(max_examples=100, deadline=None)
def test_a_chip_is_removed_and_replaced_alone(tree: Node) -> None:
    shown = chips(tree)
    for chip in shown:
        rest = chips(without(tree, chip))
        assert rest == tuple(other for other in shown if other != chip)
        edited = chips(replaced(tree, chip, Words("an edited chip")))
        assert len(edited) == len(shown)


def test_what_is_too_long_too_deep_or_too_much_is_told() -> None:
    def told(text: str) -> str:
        return " ".join(map(str, parse(text, now_s=NOW_S).problems))

    assert f"first {MAX_CHARACTERS:,} characters" in told("a " * 50_000)
    assert f"{MAX_DEPTH} deep" in told("(" * 4_000 + "a" + ")" * 4_000)
    assert f"{MAX_DEPTH} deep" in told("-(" * 2_000 + "a" + ")" * 2_000)
    assert f"first {MAX_TERMS} conditions" in told(", ".join(f"a{n}" for n in range(MAX_TERMS + 1)))
    assert f"first {MAX_TERMS} conditions" in told("like:" + " + ".join("a" * (MAX_TERMS + 1)))
    assert told(", ".join(f"a{n}" for n in range(MAX_TERMS))) == ""
    assert told("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == ""


@pytest.mark.parametrize(
    "piece",
    [
        "calm ", "no a ", "no ", "a, ", "a OR ", "(a ", "-(", ") ", '"', '"a ', "under 90 in c ",
        "and ", "foo:bar ", "bpm:9 ", "genre:a|", "like:a + ", "\\", "1-", "@", "not the ",
    ],
)  # fmt: skip
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """In calls of functions, which no busy machine changes."""
    short, long = (piece * (length // len(piece)) for length in (500, 4_000))
    assert calls_of(long) < 10 * calls_of(short) + 1_000


def calls_of(text: str) -> int:
    """How many functions reading the text calls."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse(text, now_s=NOW_S)
    finally:
        sys.setprofile(before)
    return calls


def test_ten_thousand_brackets_are_no_recursion() -> None:
    for text in ("(" * 10_000, ")" * 4_000, "-(" * 10_000, "NOT " * 10_000, "like:(" * 10_000):
        check(text)
