"""What happens to a field that somebody may have filled already."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from engine.tags.fields import COMMENT, DESCRIPTION, SOURCE, Field

JOINT = " — "  # between a person's comment and ours
MOOD_JOINT = " · "  # between the moods and the words of a comment
COMMENT_LENGTHS = (100, 250)  # characters: for small displays, and for all others


class Policy(StrEnum):
    """Per field. Our own two fields are always set."""

    FILL = "fill"  # only if it is empty, or holds what we wrote there before
    APPEND = "append"  # behind what is there; a field of one number is filled only
    REPLACE = "replace"
    NEVER = "never"


def decided(
    field: Field,
    policy: Policy,
    before: Sequence[str],
    values: Sequence[str],
    earlier: Collection[str] = (),
) -> tuple[str, ...]:
    """The field's values afterwards; `earlier`: comments that are ours, see `our_comments`."""
    now, ours = tuple(before), tuple(values)
    if not ours or policy is Policy.NEVER:
        return now
    if not now or field in (DESCRIPTION, SOURCE) or policy is Policy.REPLACE:
        return ours
    if field is COMMENT:
        return _comment(policy, now, ours[0], earlier)
    if policy is Policy.APPEND and field.many:
        # ID3v2.3 holds one value: several are joined there.
        there = {value.casefold() for text in now for value in text.split("; ")}
        return now + tuple(v for v in ours if v.casefold() not in there)
    return now


def _comment(
    policy: Policy, now: tuple[str, ...], ours: str, earlier: Collection[str]
) -> tuple[str, ...]:
    there = "".join(now)
    if there in earlier:
        return (ours,)
    if policy is not Policy.APPEND or there.endswith(JOINT + ours):
        return now
    for old in earlier:
        if there.endswith(JOINT + old):
            return (there.removesuffix(old) + ours,)
    return (there + JOINT + ours,)


def our_comments(described: str, moods: Sequence[str]) -> frozenset[str]:
    """Every comment that we may have written with this description, to the letter.

    What is only similar has been changed by a person, and is theirs.
    """
    if not described:
        return frozenset()
    texts = (described, ", ".join(moods) + MOOD_JOINT + described)
    return frozenset(text[:length] for text in texts for length in COMMENT_LENGTHS)
