"""Words fit for people."""

from __future__ import annotations

from engine.words import counted


def test_one_is_not_many() -> None:
    assert [counted(n, "track") for n in (0, 1, 2_000)] == ["0 tracks", "1 track", "2,000 tracks"]
