"""Decode every window once and keep its log-mel and chroma frames as float16 on disk."""

import csv
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import soxr
import torch
from numpy.typing import NDArray

from engine.training.clips import UNLABELLED, Clip, by_name, teacher_labels
from engine.training.errors import TrainingError
from engine.training.frontend import (
    N_CHROMA,
    N_FRAMES,
    N_MELS,
    N_SAMPLES,
    SAMPLE_RATE,
    WINDOW_S,
    Frontend,
)
from engine.training.sounds import read_mono
from engine.training.whole import whole

FRAMES, WINDOWS, COURSES = "frames.npy", "windows.csv", "course.npy"
Plan = list[tuple[str, float, str, Path]]  # clip name, start in s, source, path


def load_window(path: Path, start_s: float) -> NDArray[np.float32]:
    """Ten seconds of mono samples (N_SAMPLES,) in -1..1; short audio is repeated to fill them."""
    mono, rate = read_mono(path, start_s, WINDOW_S + 0.1)
    if rate != SAMPLE_RATE:
        mono = soxr.resample(mono, rate, SAMPLE_RATE)
    return np.clip(np.resize(mono, N_SAMPLES), -1, 1).astype(np.float32)


def plan_windows(data: Path, clips: list[Clip]) -> Plan:
    """The windows to prepare: those that the teachers labelled, then one of each other clip."""
    known = by_name(clips)
    plan: Plan = []
    for file in ("clips", "described", "debian"):
        labels = teacher_labels(data, file)
        for name, start in zip(labels.name, labels.start, strict=True):
            clip = known.get(str(name))
            if clip is not None:
                plan.append((clip.name, float(start), clip.source, clip.path))
    plan += [(c.name, c.start, c.source, c.path) for c in clips if c.source in UNLABELLED]
    return plan


def _frames_of(plan: Plan) -> NDArray[np.float16]:
    """Log-mel and chroma (n, N_FRAMES, 140) of the planned windows, in a worker process."""
    torch.set_num_threads(1)
    frontend = Frontend()
    found = np.zeros((len(plan), N_FRAMES, N_MELS + N_CHROMA), np.float16)
    for row, (_, start, _, path) in enumerate(plan):
        try:
            samples = torch.from_numpy(load_window(path, start))[None]
        except TrainingError:
            continue  # a row of zeros: left out of the index by the caller, which says so
        with torch.no_grad():
            found[row] = torch.cat(frontend(samples), dim=2)[0].numpy()
    return found


def prepare(data: Path, clips: list[Clip], cache: Path, workers: int = 2) -> Iterator[str]:
    """Write cache/frames.npy and cache/windows.csv; yields a line of progress now and then.

    Frames that are there, of these windows, are kept.
    """
    plan = plan_windows(data, clips)
    cache.mkdir(parents=True, exist_ok=True)
    if not _is_prepared(plan, cache):
        yield from _make_frames(plan, cache, workers)
    usable = np.load(cache / FRAMES, mmap_mode="r")[:, 0, 0] != 0
    with (cache / WINDOWS).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "clip", "start_s", "source"])
        for row, (name, start, source, _) in enumerate(plan):
            if usable[row]:
                writer.writerow([row, name, start, source])
    yield f"{int(usable.sum())} usable windows in {cache}, {int((~usable).sum())} left out"


def _is_prepared(plan: Plan, cache: Path) -> bool:
    """Whether the frames in the cache are those of the plan."""
    if not (cache / FRAMES).exists() or not (cache / WINDOWS).exists():
        return False
    planned = {str(row): (name, str(start)) for row, (name, start, *_) in enumerate(plan)}
    with (cache / WINDOWS).open(newline="", encoding="utf-8") as file:
        same = all(planned.get(r["row"]) == (r["clip"], r["start_s"]) for r in csv.DictReader(file))
    return same and len(np.load(cache / FRAMES, mmap_mode="r")) == len(plan)


def _make_frames(plan: Plan, cache: Path, workers: int) -> Iterator[str]:
    shape = (len(plan), N_FRAMES, N_MELS + N_CHROMA)
    chunks = [plan[i : i + 64] for i in range(0, len(plan), 64)]
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    with pool, whole(cache / FRAMES) as part:
        frames, done = np.lib.format.open_memmap(part, "w+", np.float16, shape), 0
        for found in pool.map(_frames_of, chunks):
            frames[done : done + len(found)] = found
            done += len(found)
            yield f"{done} of {len(plan)} windows"
        frames.flush()
        (cache / COURSES).unlink(missing_ok=True)  # of other windows
