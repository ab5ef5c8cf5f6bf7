"""Songs of POP909's form are read as notes, and written notes are read again."""

from pathlib import Path

import mido
import pytest

from engine.training.errors import TrainingError
from engine.training.midi import Note, Voice, parse_chord, pitch_class, read_song, write_midi
from tests.engine.training.songs import BARS, write_song

pytestmark = pytest.mark.training


def test_a_song_is_read_with_its_beats_chords_and_key(tmp_path: Path) -> None:
    song = read_song(write_song(tmp_path))
    assert song.name == "001"
    assert [note.pitch for note in song.melody[:5]] == [72, 74, 76, 77, 79]
    assert (song.melody[1].start, song.melody[1].end) == pytest.approx((0.5, 1.0))
    assert len(song.beats) == 4 * BARS and sum(first for _, first in song.beats) == BARS
    assert song.chords[1].tones == (9, 0, 4, 7)
    assert (song.keys[0].tonic, song.keys[0].mode) == (0, "maj")
    assert song.pedal == ((0.0, 2.0 * BARS),)


def test_the_tempo_is_the_files(tmp_path: Path) -> None:
    song = read_song(write_song(tmp_path, tempo=600_000))
    assert song.melody[1].start == pytest.approx(0.6)


def test_a_change_of_tempo_moves_what_follows(tmp_path: Path) -> None:
    path = write_song(tmp_path) / "001.mid"
    midi = mido.MidiFile(path)
    midi.tracks[0].append(mido.MetaMessage("set_tempo", tempo=1_000_000, time=480))
    midi.save(path)
    starts = [note.start for note in read_song(path.parent).melody[:3]]
    assert starts == pytest.approx([0.0, 0.5, 1.5])


@pytest.mark.parametrize(
    ("text", "root", "tones"),
    [
        ("C:maj", 0, (0, 4, 7)),
        ("Ab:min7/b7", 8, (8, 11, 3, 6)),
        ("F#:sus4(b7)", 6, (6, 11, 1)),
        ("Bb:min11", 10, (10, 1, 5)),
    ],
)
def test_chords(text: str, root: int, tones: tuple[int, ...]) -> None:
    assert parse_chord(text) == (root, tones)


def test_no_chord_and_no_note() -> None:
    assert parse_chord("N") is None
    with pytest.raises(ValueError, match="no name"):
        pitch_class("")


def test_written_voices_are_read_again_one_after_another(tmp_path: Path) -> None:
    piano = Voice(0, False, (Note(0.0, 1.0, 60, 80), Note(1.0, 2.0, 60, 70)), ((0.0, 2.0),))
    write_midi(tmp_path / "a.mid", [piano, Voice(25, True, (Note(0.5, 0.6, 36, 99),))], 3.0)
    time, heard = 0.0, []
    for message in mido.MidiFile(tmp_path / "a.mid"):
        time += message.time
        if message.type == "note_on":
            heard.append((round(time, 2), message.channel, message.note))
    assert heard == [(0.0, 0, 60), (1.0, 0, 60), (3.5, 9, 36)]


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("001.mid", b"MThd", "MIDI"),
        ("001.mid", b"", "MIDI"),
        ("001.mid", b"\xff" * 400, "MIDI"),
        ("beat_midi.txt", b"0.5 1.0 one", "another form"),
        ("beat_midi.txt", b"0.5", "another form"),
        ("chord_midi.txt", b"0 1 H:maj", "another form"),
        ("key_audio.txt", b"0 1 C:blues", "another form"),
        ("key_audio.txt", b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_damaged_song_is_told(tmp_path: Path, file: str, content: bytes, reason: str) -> None:
    song = write_song(tmp_path)
    (song / file).write_bytes(content)
    with pytest.raises(TrainingError, match=reason):
        read_song(song)


def test_a_song_without_its_files_is_told(tmp_path: Path) -> None:
    song = write_song(tmp_path)
    (song / "chord_midi.txt").unlink()
    with pytest.raises(TrainingError, match=r"chord_midi\.txt"):
        read_song(song)


def test_a_midi_file_without_the_piano_is_told(tmp_path: Path) -> None:
    song = write_song(tmp_path)
    mido.MidiFile(type=1).save(song / "001.mid")
    with pytest.raises(TrainingError, match="PIANO"):
        read_song(song)
