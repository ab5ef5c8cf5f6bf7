"""A made-up song in the form of POP909, for the tests of MIDI rendering."""

from pathlib import Path

import mido

BEAT_S = 0.5  # 120 beats per minute
BARS = 10
BAR_S = 4 * BEAT_S
TICKS = 480  # a beat


def write_song(folder: Path, *, tempo: int = 500_000) -> Path:
    """FOLDER/001 with a tune in C major over C and A minor; `tempo` is microseconds a beat."""
    song = folder / "001"
    song.mkdir(parents=True)
    midi = mido.MidiFile(type=1, ticks_per_beat=TICKS)
    midi.tracks.append(mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=tempo)]))
    tunes = {"MELODY": [72, 74, 76, 77, 79], "BRIDGE": [67, 65], "PIANO": [48, 52, 55, 57]}
    for channel, (name, pitches) in enumerate(tunes.items()):
        track = mido.MidiTrack([mido.MetaMessage("track_name", name=name)])
        if name == "PIANO":
            track.append(mido.Message("control_change", channel=channel, control=64, value=127))
        for beat in range(4 * BARS):
            pitch = pitches[beat % len(pitches)]
            track.append(mido.Message("note_on", channel=channel, note=pitch, velocity=80))
            track.append(mido.Message("note_on", channel=channel, note=pitch, velocity=0,
                                      time=TICKS))  # fmt: skip
        if name == "PIANO":
            track.append(mido.Message("control_change", channel=channel, control=64, value=0))
        midi.tracks.append(track)
    midi.save(song / "001.mid")
    beat_s = tempo / 1e6
    beats = [f"{n * beat_s} {float(n % 2 == 0)} {float(n % 4 == 0)}" for n in range(4 * BARS)]
    (song / "beat_midi.txt").write_text("\n".join(beats))
    bar = 4 * beat_s
    chords = [f"{n * bar}\t{(n + 1) * bar}\t{('C:maj', 'A:min7/b7')[n % 2]}" for n in range(BARS)]
    (song / "chord_midi.txt").write_text("\n".join(chords))
    (song / "key_audio.txt").write_text(f"0.0\t{BARS * bar}\tC:maj\n")
    return song
