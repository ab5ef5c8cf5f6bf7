"""engine.tags.policy: what becomes of a field that a person, or we ourselves, filled before."""

from __future__ import annotations

import pytest

from engine.tags import COMMENT, DESCRIPTION, FIELDS, Policy
from engine.tags.policy import decided, our_comments

OURS = "A calm, slow piano piece."
MOOD, BPM = FIELDS["mood"], FIELDS["bpm"]


@pytest.mark.parametrize(
    ("policy", "before", "after"),
    [
        (Policy.FILL, "", OURS),
        (Policy.FILL, "mine", "mine"),
        (Policy.APPEND, "", OURS),
        (Policy.APPEND, "mine", f"mine — {OURS}"),
        (Policy.APPEND, f"mine — {OURS}", f"mine — {OURS}"),
        (Policy.REPLACE, "mine", OURS),
        (Policy.NEVER, "", ""),
        (Policy.NEVER, "mine", "mine"),
    ],
)
def test_a_comment(policy: Policy, before: str, after: str) -> None:
    held = (before,) if before else ()
    assert decided(COMMENT, policy, held, [OURS], our_comments(OURS, ())) == (
        (after,) if after else ()
    )


LONG = "An old sentence of ours, that went on and on. " * 4


@pytest.mark.parametrize("policy", [Policy.FILL, Policy.APPEND])
@pytest.mark.parametrize("before", [LONG, LONG[:100], f"sad · {LONG}"[:100]])
def test_our_own_earlier_comment_is_renewed(policy: Policy, before: str) -> None:
    earlier = our_comments(LONG, ["sad"])
    assert decided(COMMENT, policy, [before], [OURS], earlier) == (OURS,)
    appended = decided(COMMENT, Policy.APPEND, [f"mine — {before}"], [OURS], earlier)
    assert appended == (f"mine — {OURS}",)
    assert decided(COMMENT, policy, [before], [OURS])[0].startswith(before), "without a trace of us"


@pytest.mark.parametrize("mine", ["An old sentence", "mine · " + LONG[:93], LONG[:100] + "!"])
def test_what_is_only_like_ours_is_a_persons(mine: str) -> None:
    earlier = our_comments(LONG, ["sad"])
    assert decided(COMMENT, Policy.FILL, [mine], [OURS], earlier) == (mine,)


def test_values_of_a_list_are_added_once() -> None:
    assert decided(MOOD, Policy.APPEND, ["Calm", "mine"], ["calm", "sad"]) == (
        "Calm", "mine", "sad",
    )  # fmt: skip
    joined = ["calm; mine"]
    assert decided(MOOD, Policy.APPEND, joined, ["calm"]) == ("calm; mine",)
    assert decided(MOOD, Policy.FILL, ["mine"], ["calm"]) == ("mine",)


def test_a_single_number_is_never_appended_to() -> None:
    assert decided(BPM, Policy.APPEND, ["120"], ["72"]) == ("120",)
    assert decided(BPM, Policy.REPLACE, ["120"], ["72"]) == ("72",)


def test_our_own_field_is_always_set_and_nothing_never_writes() -> None:
    assert decided(DESCRIPTION, Policy.FILL, ["old"], [OURS]) == (OURS,)
    assert decided(COMMENT, Policy.REPLACE, ["mine"], []) == ("mine",)
