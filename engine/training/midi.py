"""Songs as notes: read with their beats, chords and keys as POP909 has them, and written as MIDI.

POP909 (Wang et al., ISMIR 2020) keeps each song in a folder NUMBER/ with NUMBER.mid of three
tracks, MELODY, BRIDGE and PIANO, and text files of beats, chords and keys beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import mido
import numpy as np

from engine.training.errors import TrainingError

TICKS_PER_BEAT = 480  # of the files written here
TICKS_PER_S = 2 * TICKS_PER_BEAT  # at 120 beats per minute
DRUM_CHANNEL = 9
SUSTAIN = 64  # controller number of the pedal
PITCH_CLASSES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
SCALES = {"maj": (0, 2, 4, 5, 7, 9, 11), "min": (0, 2, 3, 5, 7, 8, 10)}
QUALITIES = {  # semitones above the root
    "maj": (0, 4, 7), "min": (0, 3, 7), "dim": (0, 3, 6), "aug": (0, 4, 8),
    "sus2": (0, 2, 7), "sus4": (0, 5, 7), "maj6": (0, 4, 7, 9), "min6": (0, 3, 7, 9),
    "7": (0, 4, 7, 10), "maj7": (0, 4, 7, 11), "min7": (0, 3, 7, 10), "minmaj7": (0, 3, 7, 11),
    "dim7": (0, 3, 6, 9), "hdim7": (0, 3, 6, 10),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """One note."""

    start: float  # seconds
    end: float  # seconds
    pitch: int  # MIDI number, 60 is middle C
    velocity: int  # 1 to 127


@dataclass(frozen=True, slots=True)
class Chord:
    """One chord and how long it holds."""

    start: float  # seconds
    end: float  # seconds
    root: int  # pitch class, 0 is C
    tones: tuple[int, ...]  # pitch classes, the root first


@dataclass(frozen=True, slots=True)
class Key:
    """One key and how long it holds."""

    start: float  # seconds
    end: float  # seconds
    tonic: int  # pitch class, 0 is C
    mode: str  # "maj" or "min"


@dataclass(frozen=True, slots=True)
class Song:
    """One song's notes and what people and programs wrote of it."""

    name: str
    melody: tuple[Note, ...]
    bridge: tuple[Note, ...]
    piano: tuple[Note, ...]
    pedal: tuple[tuple[float, float], ...]  # seconds during which the piano's pedal is down
    beats: tuple[tuple[float, bool], ...]  # seconds, whether it begins a bar
    chords: tuple[Chord, ...]
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """The notes of one instrument, to be written on a channel of its own."""

    program: int  # General MIDI, 0 to 127
    drums: bool
    notes: tuple[Note, ...]
    pedal: tuple[tuple[float, float], ...] = ()  # seconds


def pitch_class(name: str) -> int:
    """0 to 11 of a name such as "C", "F#" or "Bb"."""
    if not name:
        raise ValueError("no name of a note")
    return (PITCH_CLASSES[name[0]] + name.count("#") - name[1:].count("b")) % 12


def parse_chord(text: str) -> tuple[int, tuple[int, ...]] | None:
    """Root and tones of a chord such as "Ab:min7/b7"; None for "N", no chord."""
    if text.startswith("N"):
        return None
    root, _, rest = text.partition(":")
    quality = rest.split("/")[0].split("(")[0] or "maj"
    first = pitch_class(root.split("/")[0])
    tones = QUALITIES.get(quality, QUALITIES["min" if quality.startswith("min") else "maj"])
    return first, tuple((first + tone) % 12 for tone in tones)


def read_song(folder: Path) -> Song:
    """Read one folder of POP909; TrainingError when a file is missing or of another form."""
    path = folder / f"{folder.name}.mid"
    tracks, pedal = _read_tracks(path)
    if "PIANO" not in tracks:
        raise TrainingError(path, "has no track named PIANO")
    beats, chords, keys = (
        _lines(folder / f"{name}.txt") for name in ("beat_midi", "chord_midi", "key_audio")
    )
    try:
        return Song(
            folder.name,
            tuple(tracks.get("MELODY", ())),
            tuple(tracks.get("BRIDGE", ())),
            tuple(tracks["PIANO"]),
            tuple(pedal),
            tuple((float(time), float(first) == 1) for time, _, first in beats),
            tuple(
                Chord(float(start), float(end), *parsed)
                for start, end, text in chords
                if (parsed := parse_chord(text))
            ),
            tuple(_key(*row) for row in keys),
        )
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise TrainingError(folder, f"holds beats, chords or keys of another form ({error})") from (
            error
        )


def _key(start: str, end: str, text: str) -> Key:
    tonic, _, mode = text.partition(":")
    if mode not in SCALES:
        raise ValueError(f"no mode {mode!r}")
    return Key(float(start), float(end), pitch_class(tonic), mode)


def _lines(path: Path) -> list[list[str]]:
    """The words of each line of a text file."""
    try:
        return [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(path, "cannot be read") from error


def _read_tracks(path: Path) -> tuple[dict[str, list[Note]], list[tuple[float, float]]]:
    """Notes by the track's name, and when PIANO's pedal is down."""
    try:
        midi = mido.MidiFile(path)
    except (OSError, EOFError, ValueError, KeyError, IndexError) as error:
        raise TrainingError(path, f"is not a MIDI file that can be read ({error})") from error
    seconds = _clock(midi)
    tracks: dict[str, list[Note]] = {}
    pedal: list[tuple[float, float]] = []
    for track in midi.tracks:
        notes, tick, open_notes, down = tracks.setdefault(track.name, []), 0, {}, None
        for message in track:
            tick += message.time
            if message.type == "note_on" and message.velocity:
                open_notes[message.note] = (tick, message.velocity)
            elif message.type in ("note_on", "note_off") and message.note in open_notes:
                start, velocity = open_notes.pop(message.note)
                notes.append(Note(seconds(start), seconds(tick), message.note, velocity))
            elif track.name == "PIANO" and message.is_cc(SUSTAIN):
                if message.value >= 64 and down is None:
                    down = tick
                elif message.value < 64 and down is not None:
                    pedal.append((seconds(down), seconds(tick)))
                    down = None
        notes.sort(key=lambda note: (note.start, note.pitch))
    return tracks, pedal


class _Clock:
    """Seconds of a tick, by the file's changes of tempo."""

    def __init__(self, changes: Iterable[tuple[int, int]], ticks_per_beat: int) -> None:
        ticks, tempos = [0], [500_000]  # microseconds a beat: the standard's beginning
        for tick, tempo in sorted(changes):
            ticks.append(tick)
            tempos.append(tempo)
        self._ticks = np.array(ticks)
        self._rates = np.array(tempos) / 1e6 / ticks_per_beat  # seconds a tick
        steps = np.diff(self._ticks) * self._rates[:-1]
        self._seconds = np.concatenate([[0.0], np.cumsum(steps)])

    def __call__(self, tick: int) -> float:
        at = int(np.searchsorted(self._ticks, tick, side="right")) - 1
        return float(self._seconds[at] + (tick - self._ticks[at]) * self._rates[at])


def _clock(midi: mido.MidiFile) -> _Clock:
    changes = []
    for track in midi.tracks:
        tick = 0
        for message in track:
            tick += message.time
            if message.type == "set_tempo":
                changes.append((tick, message.tempo))
    return _Clock(changes, midi.ticks_per_beat)


def write_midi(path: Path, voices: Sequence[Voice], stride_s: float = 0.0) -> None:
    """Write voices as a MIDI file, the n-th one `n * stride_s` seconds late."""
    midi = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_BEAT)
    channels = iter([c for c in range(16) if c != DRUM_CHANNEL])
    for number, voice in enumerate(voices):
        channel = DRUM_CHANNEL if voice.drums else next(channels)
        late = number * stride_s
        start = mido.Message("program_change", channel=channel, program=voice.program)
        events = [(late, 0, start)]
        for note in voice.notes:
            on = mido.Message("note_on", channel=channel, note=note.pitch, velocity=note.velocity)
            off = mido.Message("note_off", channel=channel, note=note.pitch)
            events += [(late + note.start, 2, on), (late + note.end, 1, off)]
        for down, up in voice.pedal:
            for time, value in ((down, 127), (up, 0)):
                pedal = mido.Message("control_change", channel=channel, control=SUSTAIN,
                                     value=value)  # fmt: skip
                events.append((late + time, 1, pedal))
        midi.tracks.append(_track(events))
    midi.save(path)


def _track(events: list[tuple[float, int, mido.Message]]) -> mido.MidiTrack:
    """A track of (seconds, rank among those of one moment, message)."""
    track, before = mido.MidiTrack(), 0
    for seconds, _, message in sorted(events, key=lambda event: event[:2]):
        tick = round(seconds * TICKS_PER_S)
        track.append(message.copy(time=tick - before))
        before = tick
    return track
