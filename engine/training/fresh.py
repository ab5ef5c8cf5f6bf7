"""Windows that never were: cut anywhere, turned, coloured, mixed, and the teacher asked afresh.

The teacher's stored opinions are of a few windows as they are. A student that is to hear what the
teacher hears needs many more, and needs to know what the teacher makes of a change: so each fresh
window is made as audio and heard by both. They lie in shards of a fixed size in the cache; a
shard that is there is complete.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path

import numpy as np
import scipy.fft
import soundfile
import soxr
import torch
from numpy.typing import NDArray

from engine.training import teacher
from engine.training.clips import Clip
from engine.training.errors import TrainingError
from engine.training.frontend import N_CHROMA, N_FRAMES, N_MELS, N_SAMPLES, SAMPLE_RATE, Frontend
from engine.training.networks import N_STEPS, TEACHER
from engine.training.teacher import own_teacher, teacher_window, teachers
from engine.training.whole import whole

Floats = NDArray[np.float32]
SHARD = 4096  # windows
CHUNK = 64  # windows that a worker makes at a time
DRAW = {
    "songs": 0.36, "excerpts": 0.16, "described": 0.12, "debian": 0.24, "more": 0.04,
    "effects": 0.05, "notmusic": 0.05, "rendered": 0.08, "captions": 0.2,
}  # fmt: skip
MIX_SHARE, MIX_DB = 0.3, 14.0  # of the windows; how far below the first the second may lie
SPEED_SHARE, SPEED = 0.5, 0.12  # of the windows; how much faster or slower, pitch with it
COLOUR_SHARE, COLOUR_DB = 0.5, 6.0
DULL_SHARE, DULL_HZ = 0.2, (4000.0, 11_000.0)  # a low pass, as of a bad copy
N_AUDIOSET = 527  # classes


def course_of(shard: Path) -> Path:
    """The file that holds the courses of a shard, beside its index fresh-N.npz."""
    return shard.with_name(f"{shard.stem}-course.npy")


def is_whole(shard: Path) -> bool:
    """Whether all of a shard is there; without the course it is of an earlier version."""
    return shard.exists() and course_of(shard).exists()


@dataclass(frozen=True, slots=True)
class Cut:
    """Ten seconds of a file."""

    clip: str
    path: Path
    start_s: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a fresh window is made."""

    first: Cut
    second: Cut | None
    second_db: float  # level of the second below the first
    speed: float
    colour_db: tuple[float, ...]  # at five frequencies from low to high, empty for none
    dull_hz: float  # 0 for none
    gain_db: float


def lengths(clips: list[Clip]) -> dict[str, float]:
    """Seconds of each clip that can be opened."""
    found = {}
    for clip in clips:
        try:
            found[clip.name] = float(soundfile.info(clip.path).duration)
        except soundfile.LibsndfileError:
            continue  # costs one file: prepare has named it
    return found


def recipes(
    clips: list[Clip], seconds: dict[str, float], number: int, rng: np.random.Generator
) -> list[Recipe]:
    """Random recipes from the training clips."""
    by_source: dict[str, list[Clip]] = {}
    for clip in clips:
        if clip.split == "train" and seconds.get(clip.name, 0.0) > 0.1 and clip.source in DRAW:
            by_source.setdefault(clip.source, []).append(clip)
    sources = sorted(by_source)
    share = np.array([DRAW[s] for s in sources])
    share /= share.sum()
    weight = {
        s: np.sqrt([min(seconds[c.name], 600.0) for c in by_source[s]]) for s in sources
    }  # a long file has more to say, but not ten times more

    def cut() -> Cut:
        source = sources[int(rng.choice(len(sources), p=share))]
        w = weight[source]
        clip = by_source[source][int(rng.choice(len(w), p=w / w.sum()))]
        last = max(0.0, seconds[clip.name] - teacher.SECONDS * (1 + SPEED))
        return Cut(clip.name, clip.path, round(float(rng.uniform(0, last)), 3))

    found = []
    for _ in range(number):
        colour = rng.uniform(-COLOUR_DB, COLOUR_DB, 5).round(2).tolist()
        found.append(
            Recipe(
                first=cut(),
                second=cut() if rng.random() < MIX_SHARE else None,
                second_db=float(rng.uniform(0, MIX_DB)),
                speed=float(rng.uniform(1 - SPEED, 1 + SPEED)) if rng.random() < SPEED_SHARE else 1,
                colour_db=tuple(colour) if rng.random() < COLOUR_SHARE else (),
                dull_hz=float(rng.uniform(*DULL_HZ)) if rng.random() < DULL_SHARE else 0.0,
                gain_db=float(rng.uniform(-8, 4)),
            )
        )
    return found


def _coloured(samples: Floats, recipe: Recipe) -> Floats:
    """Samples (320000,) with tone and low pass, in one Fourier transform of the window."""
    if not recipe.colour_db and not recipe.dull_hz:
        return samples
    spectrum = scipy.fft.rfft(samples)
    hertz = scipy.fft.rfftfreq(len(samples), 1 / teacher.SAMPLE_RATE)
    level = np.zeros(len(hertz))
    if recipe.colour_db:
        level += np.interp(np.log(hertz + 1), np.log([60, 250, 1000, 4000, 12000]),
                           recipe.colour_db)  # fmt: skip
    if recipe.dull_hz:
        level -= np.clip(np.log2(np.maximum(hertz, 1) / recipe.dull_hz), 0, None) * 48  # dB/octave
    gain = (10 ** (level / 20)).astype(np.float32)
    return np.asarray(scipy.fft.irfft(spectrum * gain, len(samples)), np.float32)


def make_window(recipe: Recipe) -> Floats:
    """The samples (320000,) of a recipe at the teacher's rate, mono, within -1..1."""
    samples = teacher_window(recipe.first.path, recipe.first.start_s, recipe.speed)
    if recipe.second is not None:
        other = teacher_window(recipe.second.path, recipe.second.start_s)
        loud, second = (np.sqrt(np.mean(x**2)) + 1e-6 for x in (samples, other))
        samples = samples + other * (loud / second) * 10 ** (-recipe.second_db / 20)
    samples = _coloured(samples, recipe) * 10 ** (recipe.gain_db / 20)
    return np.asarray(samples / max(1.0, float(np.abs(samples).max())), np.float32)


@dataclass(slots=True)
class Heard:
    """What the student sees and what the teacher heard, of n windows; zeros where unreadable."""

    frames: NDArray[np.float16]  # (n, N_FRAMES, 140)
    audioset: NDArray[np.float16]  # (n, 527)
    embedding: NDArray[np.float16]  # (n, 384)
    course: NDArray[np.float16]  # (n, 27, 384)


_frontend = once(Frontend)  # one in each worker process


def _hear(chosen: list[Recipe]) -> Heard:
    """Makes the windows and lets both listen, in a worker process."""
    asked, frontend = own_teacher(), _frontend()
    heard = Heard(
        np.zeros((len(chosen), N_FRAMES, N_MELS + N_CHROMA), np.float16),
        np.zeros((len(chosen), N_AUDIOSET), np.float16),
        np.zeros((len(chosen), TEACHER), np.float16),
        np.zeros((len(chosen), N_STEPS, TEACHER), np.float16),
    )
    for row, recipe in enumerate(chosen):
        try:
            samples = make_window(recipe)
        except TrainingError:
            continue  # a row of zeros
        heard.audioset[row], heard.embedding[row], heard.course[row] = asked.hear(samples)
        seen = soxr.resample(samples, teacher.SAMPLE_RATE, SAMPLE_RATE, quality="MQ")
        with torch.no_grad():
            parts = frontend(torch.from_numpy(np.resize(seen, N_SAMPLES))[None])
        heard.frames[row] = torch.cat(parts, dim=2)[0].numpy()
    return heard


def make_shards(
    clips: list[Clip], teacher_file: Path, cache: Path, shards: int, workers: int = 2
) -> Iterator[str]:
    """Write fresh-N.npy, fresh-N-course.npy and fresh-N.npz to cache for N below shards.

    The recipes of a shard depend on its number and the clips alone. Yields a line for each.
    """
    indices = [cache / f"fresh-{shard}.npz" for shard in range(shards)]
    missing = [i for i, index in enumerate(indices) if not is_whole(index)]
    if not missing:
        return
    seconds = lengths(clips)
    with teachers(teacher_file, workers) as pool:
        for shard in missing:
            chosen = recipes(clips, seconds, SHARD, np.random.default_rng([2026, shard]))
            parts = [chosen[i : i + CHUNK] for i in range(0, SHARD, CHUNK)]
            _write_shard(indices[shard], chosen, pool.map(_hear, parts))
            yield f"fresh windows: shard {shard + 1} of {shards}"


def _write_shard(index: Path, chosen: list[Recipe], parts: Iterator[Heard]) -> None:
    """The index is written last, and an old one removed first: with it the shard is whole."""
    index.unlink(missing_ok=True)
    shape = (len(chosen), N_FRAMES, N_MELS + N_CHROMA)
    frames = np.lib.format.open_memmap(index.with_suffix(".npy"), "w+", np.float16, shape)
    audioset, embedding, course, done = [], [], [], 0
    for heard in parts:
        frames[done : done + len(heard.frames)] = heard.frames
        done += len(heard.frames)
        audioset.append(heard.audioset)
        embedding.append(heard.embedding)
        course.append(heard.course)
    frames.flush()
    np.save(course_of(index), np.concatenate(course))
    with whole(index) as part, part.open("wb") as file:
        np.savez(
            file,
            clip=np.array([r.first.clip for r in chosen]),
            start=np.array([r.first.start_s for r in chosen], np.float32),
            other=np.array([r.second.clip if r.second else "" for r in chosen]),
            other_start=np.array([r.second.start_s if r.second else 0 for r in chosen]),
            other_db=np.array([r.second_db for r in chosen], np.float32),
            audioset=np.concatenate(audioset),
            embedding=np.concatenate(embedding),
        )
