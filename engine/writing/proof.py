"""What is done to a file's tags with a tag library: planned, edited on a copy, and proved.

These functions run in a child process with limits (engine.child), because a hostile file can
make a tag library hang, eat memory or crash.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from engine import tags
from engine.audio import same_sound
from engine.containers import identify
from engine.errors import AudioError, TagError
from engine.journal import Stretch
from engine.tags import Field, Policy, TagChange


def plan(
    path: Path, wanted: Mapping[Field, Sequence[str]], policies: Mapping[str, Policy]
) -> list[TagChange]:
    """What writing the fields would change in the file; raises TagError if it is not safe to."""
    tags.refuse_unsafe(path)
    return tags.plan_changes(path, wanted, policies)


def read(path: Path) -> tuple[dict[str, tuple[str, ...]], str]:
    """(values of the fields that the file holds, by name; its container); raises TagError."""
    held = {field.name: values for field, values in tags.read_fields(path).items()}
    with path.open("rb") as file:
        container = identify(file)
    return held, container.name if container else ""


def edit(path: Path, copy: Path, changes: Sequence[TagChange], id3_version: int = 4) -> None:
    """Makes the changes in `copy`, a copy of `path`; raises TagError."""
    try:
        tags.edit_tags(copy, changes, id3_version)
    except TagError as error:
        raise TagError(path, error.reason) from error


def prove(
    path: Path, copy: Path, changes: Sequence[TagChange], same: Sequence[Stretch] = ()
) -> None:
    """Raises TagError unless the changes, and nothing else, are what is other in the copy.

    `same`: what has been found to be the same in both, and is not compared again.
    """
    ours = [change.field for change in changes]
    try:
        before, after = (tags.told_apart(each, ours) for each in (path, copy))
        same_bytes = tags.same_spans(path, before, copy, after, same)
        # The bytes prove the sound where we know all that a decoder is given (tags/raw.py says
        # for each format why); elsewhere it is decoded and compared.
        proved = same_bytes and tags.proves_sound(before, after)
        if not proved and not same_sound(path, copy):
            raise TagError(path, "writing its tags would change its sound")
        # What is altered is lost in its old form, so only losses have to be looked for.
        if not same_bytes or (lost := tags.lost(before, after)):
            names = f" ({', '.join(sorted({name for name, _ in lost}))})" if same_bytes else ""
            reason = f"writing would lose or alter tags that are not ours{names[:100]}"
            raise TagError(path, reason)
        written = tags.read_fields(copy)
        unseen = tags.unseen(copy, changes, after.ours)
    except AudioError as error:
        raise TagError(path, f"its sound cannot be compared: {error.reason}") from error
    for change in changes:
        read_back = _same_words(written.get(change.field, ()), change.after)
        if not read_back or change.field in unseen:
            raise TagError(path, f"the field {change.field.name} does not read back")


def _same_words(read: Sequence[str], written: Sequence[str]) -> bool:
    # ID3v2.3 holds one value per field: several are joined there.
    return tuple(read) == tuple(written) or tuple(read) == ("; ".join(written),)
