"""engine.search.versions: one recording is shown once, others are never put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.search.answer import Hit
from engine.search.versions import capped, grouped, is_same_recording
from engine.track import Tags, Track


def track(title: str, artist: str = "A", *, length: float = 200.0, sound: str = "") -> Track:
    tags = Tags(title=title, artist=artist)
    return Track(Path(f"/{title}-{length}"), 1, 1, tags=tags, duration_s=length, audio_hash=sound)


def hit(found: Track) -> Hit:
    return Hit(found, 0.5, (), strong=True)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (track("Song"), track("song"), True),
        (track("Song"), track("Song (2011 Remaster)"), True),
        (track("Song"), track("Song - Remastered 2009", length=201.0), True),
        (track("Song"), track("Song (Live)"), False),
        (track("Song"), track("Song (Extended Mix)", length=390.0), False),
        (track("Song"), track("Song", length=300.0), False),
        (track("Song"), track("Song", artist="B"), False),
        (track("", sound="3x10:a"), track("x", sound="3x10:a"), True),
        (track(""), track(""), False),
        (track("!!!"), track("???"), False),
    ],
)
def test_only_one_recording_is_one(one: Track, other: Track, same: bool) -> None:
    assert is_same_recording(one, other) is same
    assert is_same_recording(other, one) is same


def test_versions_stand_behind_the_best(tmp_path: Path) -> None:
    first, other, copy = track("Song"), track("Tune"), track("Song (Mono)")
    found = grouped([hit(first), hit(other), hit(copy)])
    assert [h.track for h in found] == [first, other]
    assert found[0].versions == (copy,)


def test_no_artist_fills_the_page() -> None:
    hits = [hit(track(f"{n}", artist)) for n in range(3) for artist in ("A", "B", "")]
    kept = [h.track.tags.artist for h in capped(hits, 1)]
    assert sorted(kept) == ["", "", "", "A", "B"]
