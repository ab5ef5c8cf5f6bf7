"""A song is given to other instruments; tempo and key that are written are those that sound."""

import random
from pathlib import Path

import numpy as np
import pytest

from engine.training.arranging import (
    EXCERPT_S,
    Part,
    Passage,
    arrange,
    bpm_of,
    choose_passage,
    key_of,
)
from engine.training.midi import Song, read_song
from engine.training.orchestra import INSTRUMENTS, Instrument, choose_band
from tests.engine.training.songs import write_song

pytestmark = pytest.mark.training
PASSAGE = Passage(start=2.0, speed=1.1, transpose=3)


@pytest.fixture
def song(tmp_path: Path) -> Song:
    """Ten bars at 120 beats per minute in C major."""
    return read_song(write_song(tmp_path))


def _instrument(aspect: str, role: str) -> Instrument:
    return next(i for i in INSTRUMENTS if i.aspect == aspect and role in i.roles)


def _part(song: Song, aspect: str, role: str) -> Part:
    (part,) = arrange(song, PASSAGE, {_instrument(aspect, role): [role]}, random.Random(0))
    return part


def test_the_melody_sounds_faster_and_higher(song: Song) -> None:
    notes = _part(song, "flute", "lead").voice.notes
    assert notes[1].start - notes[0].start == pytest.approx(0.5 / 1.1)
    assert {note.pitch % 12 for note in notes} == {(p + 3) % 12 for p in (0, 2, 4, 5, 7)}


@pytest.mark.parametrize(
    ("aspect", "role"),
    [
        ("tuba", "lead"),
        ("glockenspiel", "lead"),
        ("bass guitar", "bass"),
        ("strings", "pad"),
        ("electric guitar", "power"),
        ("piano", "chords"),
    ],
)
def test_notes_are_within_reach_and_within_the_excerpt(song: Song, aspect: str, role: str) -> None:
    part = _part(song, aspect, role)
    assert part.voice.notes
    for note in part.voice.notes:
        assert part.instrument.low <= note.pitch <= part.instrument.high
        assert 0 <= note.start < note.end <= EXCERPT_S
        assert 1 <= note.velocity <= 127


def test_the_bass_plays_roots_of_the_chords(song: Song) -> None:
    pitches = {note.pitch % 12 for note in _part(song, "bass guitar", "bass").voice.notes}
    roots = {3, 0}  # C and A, three semitones up
    assert roots <= pitches <= roots | {(root + 7) % 12 for root in roots}


@pytest.mark.parametrize("seed", range(6))
def test_drums_strike_on_every_beat_and_are_not_transposed(song: Song, seed: int) -> None:
    drums = _instrument("drums", "beat")
    (part,) = arrange(song, PASSAGE, {drums: ["beat"]}, random.Random(seed))
    struck = np.array([note.start for note in part.voice.notes])
    beats = np.arange(0, EXCERPT_S, 0.5 / 1.1)
    assert np.abs(beats[:, None] - struck).min(axis=1).max() < 1e-6
    assert {note.pitch for note in part.voice.notes} >= {36}


def test_no_pitch_is_struck_while_it_sounds(song: Song) -> None:
    rng = random.Random(1)
    for _ in range(40):
        band = choose_band(lambda i: bool(i.aspect), rng)
        for part in arrange(song, choose_passage(song, rng), band, rng):
            ends: dict[int, float] = {}
            for note in part.voice.notes:
                assert ends.get(note.pitch, 0) <= note.start + 1e-6
                ends[note.pitch] = note.end


def test_the_piano_keeps_its_pedal_and_the_organ_has_none(song: Song) -> None:
    assert _part(song, "piano", "chords").voice.pedal == ((0.0, EXCERPT_S),)
    assert _part(song, "organ", "chords").voice.pedal == ()


def test_tempo_and_key_are_what_sounds(song: Song) -> None:
    assert bpm_of(song, PASSAGE) == pytest.approx(132.0)
    assert key_of(song, PASSAGE) == (3, "maj")


def test_a_key_that_the_notes_deny_is_not_written(tmp_path: Path) -> None:
    folder = write_song(tmp_path)
    (folder / "key_audio.txt").write_text("0 20 F#:maj")
    assert key_of(read_song(folder), PASSAGE) is None


def test_an_unsteady_beat_has_no_tempo(tmp_path: Path) -> None:
    folder = write_song(tmp_path)
    times = np.cumsum(np.random.default_rng(0).uniform(0.3, 0.9, 40))
    (folder / "beat_midi.txt").write_text("\n".join(f"{time} 0 0" for time in times))
    assert bpm_of(read_song(folder), PASSAGE) is None
