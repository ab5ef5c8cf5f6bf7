"""What could not be understood, for a line under the search box."""

from __future__ import annotations

_MOST = 5


class Problems:
    """Plain sentences, each once, only the first few."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, sentence: str) -> None:
        if sentence not in self._found and len(self._found) < _MOST:
            self._found.append(sentence)

    def told(self) -> tuple[str, ...]:
        return tuple(self._found)
