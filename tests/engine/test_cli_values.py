"""engine.cli.values: what was measured, in words."""

from __future__ import annotations

from engine.cli.values import facts, measured
from engine.track import Description


def test_what_was_measured_is_told_to_people() -> None:
    heard = Description(
        "", tempo_bpm=119.6, tempo_alternatives=(59.8,), key="F#m", loudness_lufs=-13.6
    )
    assert measured(heard) == {
        "tempo": "120 bpm (or 60)",
        "key": "F# minor",
        "loudness": "−14 LUFS",
    }
    assert measured(Description("", tempo_bpm=90.0, key="Bb")) == {
        "tempo": "90 bpm",
        "key": "Bb major",
    }
    assert measured(Description("", loudness_lufs=0.0)) == {"loudness": "0 LUFS"}


def test_what_was_not_heard_is_not_told() -> None:
    assert measured(Description("")) == {}
    unknown = facts(Description(""), (), 0.0)
    assert unknown["tempo_bpm"] is unknown["key"] is unknown["loudness_lufs"] is None
