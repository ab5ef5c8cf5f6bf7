"""Renders songs with fluidsynth and soundfonts into excerpts whose instruments are known."""

import csv
import random
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, fields
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from engine.training.arranging import (
    EXCERPT_S,
    Part,
    arrange,
    bpm_of,
    choose_passage,
    key_of,
)
from engine.training.aspects import load_aspects
from engine.training.clips import split_of
from engine.training.errors import TrainingError
from engine.training.midi import read_song, write_midi
from engine.training.orchestra import choose_band
from engine.training.soundfonts import Soundfont, find_soundfonts

Floats = NDArray[np.float32]
SAMPLE_RATE = 32_000  # Hz, that of the teacher's ears
GAP_S = 2.0  # between two parts, for the sound to die away
FRAME = SAMPLE_RATE // 4  # samples in which a part is audible or not
AUDIBLE_DB = 20.0  # a part this far below all of them together is not heard
SILENT_DB = 45.0  # nor is one this far below the loudest moment
AUDIBLE_SHARE = 0.2  # of the excerpt: parts heard for less are left out
ATTEMPTS = 8  # until something is heard
SEED = "linernotes rendered"
SPLITS = ("train",) * 8 + ("val", "test")  # of ten excerpts
SHARES = (0.8, 0.1)  # of the songs: training, validation
TABLE = "rendered.csv"
KEY_NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")  # as engine.key's


@dataclass(frozen=True, slots=True)
class Rendered:
    """One row of rendered.csv: an excerpt and what is true of it."""

    file: str  # beside the table
    song: str  # "472"
    split: str  # "train", "val" or "test", by the song
    soundfont: str
    instruments: str  # aspects that are heard, and what they are kinds of: "strings;violin"
    bpm: str  # "" where the beat is not steady
    key: str  # "C", "F#m"; "" where it changes or is not known
    programs: str  # General MIDI's numbers, "128:" before those of drum kits: "0;48;128:0"


@dataclass(frozen=True, slots=True)
class Job:
    """One excerpt to render."""

    number: int
    song: Path  # its folder
    split: str
    soundfont: Soundfont
    folder: Path  # where the excerpt goes
    seconds: float = EXCERPT_S  # how long it is


def unpack_songs(data: Path, folder: Path) -> list[Path]:
    """The songs' folders, unpacked below `folder` from data/midi/pop909.tar.xz once."""
    songs = folder / "pop909"
    if not songs.is_dir():
        archive, part = data / "midi" / "pop909.tar.xz", folder / ".unpacking"
        shutil.rmtree(part, ignore_errors=True)
        try:
            with tarfile.open(archive) as tar:
                tar.extractall(part, filter="data")
            (part / "pop909").rename(songs)
        except (OSError, tarfile.TarError, EOFError) as error:
            raise TrainingError(archive, f"cannot be unpacked ({error})") from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return sorted(path for path in songs.iterdir() if path.is_dir())


def read_table(folder: Path) -> list[Rendered]:
    """The rows of rendered.csv whose files are there; none before the first run."""
    path, names = folder / TABLE, [field.name for field in fields(Rendered)]
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != names:
            raise TrainingError(path, "has other columns than: " + ", ".join(names))
        whole = [Rendered(**row) for row in rows if None not in row and None not in row.values()]
    return [row for row in whole if (folder / row.file).is_file()]


def render(
    data: Path,
    folder: Path,
    number: int,
    workers: int = 2,
    *,
    seconds: float = EXCERPT_S,
    held_out: bool = False,
) -> Iterator[str]:
    """Fill `folder` up to `number` excerpts and rendered.csv; yields a line of progress at times.

    Each excerpt depends only on its number and length, so that a stopped run is taken up where it
    was and a larger number adds to what is there. Those of training songs are left out if only
    what is `held_out` is wanted. A song that cannot be read costs its excerpt, with a line.
    """
    if shutil.which("fluidsynth") is None:
        raise TrainingError(Path("fluidsynth"), "is not installed; Debian's package has that name")
    soundfonts = find_soundfonts()
    (folder / "audio").mkdir(parents=True, exist_ok=True)
    songs = _songs_of_splits(unpack_songs(data, folder))
    done = read_table(folder)
    there = {row.file for row in done}
    splits = songs.keys() - ({"train"} if held_out else ())
    wanted = [n for n in range(number) if _split(n) in splits and _file_of(n) not in there]
    jobs = [_job(n, songs[_split(n)], soundfonts, folder, seconds) for n in wanted]
    yield f"{len(done)} excerpts are there, {len(jobs)} to render"
    with (folder / TABLE).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in fields(Rendered)])
        writer.writerows(astuple(row) for row in done)
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            for count, (job, row) in enumerate(zip(jobs, pool.map(_attempt, jobs), strict=True), 1):
                if isinstance(row, str):
                    yield f"{_file_of(job.number)} left out: {row}"
                else:
                    writer.writerow(astuple(row))
                    file.flush()
                if count % 50 == 0:
                    yield f"{count} of {len(jobs)} excerpts"
    yield f"{len(read_table(folder))} excerpts in {folder}"


def _songs_of_splits(songs: Iterable[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for song in songs:
        found.setdefault(split_of(f"midi {song.name}", SHARES), []).append(song)
    return found


def _job(
    number: int, songs: list[Path], soundfonts: list[Soundfont], folder: Path, seconds: float
) -> Job:
    rng = random.Random(f"{SEED} {number}")
    (soundfont,) = rng.choices(soundfonts, [font.weight for font in soundfonts])
    return Job(number, rng.choice(songs), _split(number), soundfont, folder, seconds)


def _split(number: int) -> str:
    return SPLITS[number % len(SPLITS)]


def _file_of(number: int) -> str:
    return f"audio/m{number:05d}.ogg"


def _attempt(job: Job) -> Rendered | str:
    """A row, or why there is none, in a worker process."""
    try:
        return render_one(job)
    except TrainingError as error:
        return str(error)


def render_one(job: Job) -> Rendered:
    """Render one excerpt; TrainingError for a song or soundfont that cannot be used."""
    rng = random.Random(f"{SEED} {job.number} arranged")
    song = read_song(job.song)
    for _ in range(ATTEMPTS):
        passage = choose_passage(song, rng, job.seconds)
        band = choose_band(job.soundfont.has, rng)
        if len(band) > 1 and rng.random() < 0.15:
            del band[rng.choice(list(band))]
        parts = arrange(song, passage, band, rng)
        if not parts:
            continue
        sounds = synthesise(parts, job.soundfont, rng, job.seconds)
        kept = audible(sounds)
        if not kept:
            continue
        mix = sounds[kept].sum(axis=0)
        level = 10 ** (rng.uniform(-9, -1) / 20) / np.abs(mix).max()
        _write_audio(job.folder / _file_of(job.number), (mix * level).astype(np.float32))
        played = [parts[i].instrument for i in kept]
        tempo, key = bpm_of(song, passage), key_of(song, passage)
        if all(not {"lead", "chords", "pad"} & i.roles for i in played):
            key = None
        return Rendered(
            _file_of(job.number), song.name, job.split, job.soundfont.path.stem,
            ";".join(instrument_aspects([i.aspect for i in played])),
            f"{tempo:.1f}" if tempo else "", _key_name(key),
            ";".join(i.label for i in played),
        )  # fmt: skip
    raise TrainingError(job.song, "nothing of it was heard")


def _key_name(key: tuple[int, str] | None) -> str:
    return KEY_NAMES[key[0]] + ("m" if key[1] == "min" else "") if key else ""


def instrument_aspects(names: list[str]) -> list[str]:
    """The names with those they are kinds of, such as strings for a violin, in our order."""
    kinds = _broader()
    heard = set(names).union(*(kinds[name] for name in names))
    return [name for name in kinds if name in heard]


@cache
def _broader() -> dict[str, tuple[str, ...]]:
    """What each aspect is a kind of."""
    return {aspect.name: aspect.broader for aspect in load_aspects()}


def synthesise(
    parts: list[Part], soundfont: Soundfont, rng: random.Random, seconds: float = EXCERPT_S
) -> Floats:
    """Each part's sound (parts, samples), mono at SAMPLE_RATE, at the loudness it has in the mix.

    Parts sound one after another in a single run of fluidsynth, so that each can be judged alone.
    """
    stride, samples = seconds + GAP_S, int(seconds * SAMPLE_RATE)
    with tempfile.TemporaryDirectory() as place:
        score, sound = Path(place) / "score.mid", Path(place) / "sound.wav"
        write_midi(score, [part.voice for part in parts], stride)
        room = rng.uniform(0.1, 0.9)
        command = [
            "fluidsynth", "-n", "-i", "-q", "-F", str(sound), "-T", "wav", "-O", "float",
            "-r", str(SAMPLE_RATE), "-g", "0.3", "-C", "0", "-R", "1",
            "-o", f"synth.reverb.room-size={room:.2f}", "-o", "synth.dynamic-sample-loading=1",
            "-o", "synth.default-soundfont=",  # else it plays another, without a word
            str(soundfont.path), str(score),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, check=True, capture_output=True, timeout=300)
            for line in done.stderr.decode(errors="replace").splitlines():
                if "preset" in line or "SoundFont" in line:  # it plays on without, or another's
                    raise TrainingError(soundfont.path, f"cannot be played ({line.strip()})")
            heard = soundfile.read(sound, dtype="float32", always_2d=True)[0].mean(axis=1)
        except (subprocess.SubprocessError, OSError, soundfile.LibsndfileError) as error:
            raise TrainingError(soundfont.path, f"fluidsynth failed ({error})") from error
    found = np.zeros((len(parts), samples), np.float32)
    for row, part in enumerate(parts):
        start = int(row * stride * SAMPLE_RATE)
        cut = heard[start : start + samples]
        found[row, : len(cut)] = cut * _gain(cut, part, rng)
    return found


def _gain(sound: Floats, part: Part, rng: random.Random) -> float:
    """Brings a part to its place in the mix: its loud moments, wherever the soundfont had them."""
    energy = np.square(sound[: len(sound) // FRAME * FRAME]).reshape(-1, FRAME).mean(axis=1)
    loud = float(np.sqrt(np.quantile(energy, 0.9))) if len(energy) else 0.0
    least, most = (-10, -3) if part.instrument.roles == {"pad"} else (-8, 1)
    return 0.0 if loud == 0 else 10 ** (rng.uniform(least, most) / 20) * 0.1 / loud


def audible(sounds: Floats) -> list[int]:
    """The parts (parts, samples) that are heard long enough beside each other.

    The faintest is left out first, since the others are easier to hear without it.
    """
    kept = list(range(len(sounds)))
    while kept:
        shares = _audible_shares(sounds[kept])
        worst = int(shares.argmin())
        if shares[worst] >= AUDIBLE_SHARE:
            break
        del kept[worst]
    return kept


def _audible_shares(sounds: Floats) -> NDArray[np.float64]:
    """The share of the excerpt in which each part (parts, samples) stands out."""
    length = sounds.shape[1] // FRAME * FRAME
    parts = np.square(sounds[:, :length], dtype=np.float64).reshape(len(sounds), -1, FRAME).mean(2)
    whole = np.square(sounds[:, :length].sum(0), dtype=np.float64).reshape(-1, FRAME).mean(1)
    floor = np.maximum(whole * 10 ** (-AUDIBLE_DB / 10), whole.max() * 10 ** (-SILENT_DB / 10))
    shares: NDArray[np.float64] = ((parts > floor) & (parts > 0)).mean(axis=1)
    return shares


def _write_audio(path: Path, samples: Floats) -> None:
    """Ogg Vorbis, put in place whole."""
    part = path.with_suffix(".part")
    with soundfile.SoundFile(part, "w", SAMPLE_RATE, 1, format="OGG", subtype="VORBIS") as file:
        for start in range(0, len(samples), SAMPLE_RATE):  # long blocks overflow its stack
            file.write(samples[start : start + SAMPLE_RATE])
    part.replace(path)
