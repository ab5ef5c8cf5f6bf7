"""Renders songs with fluidsynth and soundfonts into excerpts whose instruments are known."""

import csv
import random
import shutil
import tarfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, fields
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from engine.training.arranging import EXCERPT_S, arrange, bpm_of, choose_passage, key_of
from engine.training.aspects import load_aspects
from engine.training.clips import split_of
from engine.training.errors import TrainingError
from engine.training.midi import read_song
from engine.training.orchestra import choose_band
from engine.training.soundfonts import Soundfont, find_soundfonts
from engine.training.synthesis import audible, synthesise, write_audio

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
        complete = [Rendered(**row) for row in rows if None not in row and None not in row.values()]
    return [row for row in complete if (folder / row.file).is_file()]


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
        write_audio(job.folder / _file_of(job.number), (mix * level).astype(np.float32))
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
