"""Message: what the engine says to the user, in parts, so that a window can say it otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

Part: TypeAlias = "str | int | float | Message"


@dataclass(frozen=True, slots=True)
class Message:
    """Some words or a sentence; str() says it in English.

    `text` is spelled out in the source, so that its translations can be found.
    """

    text: str  # with {0}, {1}, … in the places of its parts
    parts: tuple[Part, ...] = ()

    def of(self, *parts: Part) -> Message:
        """The message with its parts.

        These are words of users and files, which nobody translates; counts; floats, of which two
        decimals are told; other messages.
        """
        return replace(self, parts=parts)

    def __str__(self) -> str:
        return self.text.format(*map(_in_english, self.parts))


def _in_english(part: Part) -> str:
    if isinstance(part, int):
        return f"{part:,}"
    return f"{part:.2f}" if isinstance(part, float) else str(part)
