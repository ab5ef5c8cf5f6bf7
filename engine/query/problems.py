"""What could not be understood, for a line under the search box."""

from __future__ import annotations

from engine.message import Message

UNFIT = {
    "key": Message("“{0}” is not a key: write {1}."),
    "tempo": Message("“{0}” is not a tempo: write {1}."),
    "year": Message("“{0}” is not a year: write {1}."),
    "length": Message("“{0}” is not a length: write {1}."),
    "added": Message("“{0}” is not a date: write {1}."),
    "loudness": Message("“{0}” is not a loudness: write {1}."),
}
"""By field: what is said of a text that is none of its values, with an example of one."""

_MOST = 5


class Problems:
    """Plain sentences, each once, only the first few."""

    def __init__(self) -> None:
        self._found: list[Message] = []

    def add(self, sentence: Message) -> None:
        if sentence not in self._found and len(self._found) < _MOST:
            self._found.append(sentence)

    def told(self) -> tuple[Message, ...]:
        return tuple(self._found)
