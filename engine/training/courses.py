"""What the teacher hears at each step of the prepared windows: its embedding's course."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.training.clips import Clip, by_name
from engine.training.errors import TrainingError
from engine.training.networks import N_STEPS, TEACHER
from engine.training.prepare import COURSES, FRAMES, WINDOWS
from engine.training.teacher import own_teacher, teacher_window, teachers
from engine.training.whole import whole

_CHUNK = 64  # windows that a worker is asked for at a time
Cuts = list[tuple[Path, float]]  # file, start in s


def _courses_of(cuts: Cuts) -> NDArray[np.float16]:
    """(n, 27, 384); zeros where a file cannot be read."""
    found = np.zeros((len(cuts), N_STEPS, TEACHER), np.float16)
    for row, (path, start) in enumerate(cuts):
        try:
            samples = teacher_window(path, start)
        except TrainingError:
            continue
        found[row] = own_teacher().hear(samples)[2]
    return found


def make_courses(
    clips: list[Clip], teacher_file: Path, cache: Path, workers: int = 2
) -> Iterator[str]:
    """Write cache/course.npy, rows as in frames.npy, once; zeros where there is no window.

    Yields a line of progress now and then. Raises TrainingError without a teacher.
    """
    known, target = by_name(clips), cache / COURSES
    total = len(np.load(cache / FRAMES, mmap_mode="r"))
    if target.exists() and len(np.load(target, mmap_mode="r")) == total:
        return
    with (cache / WINDOWS).open(newline="", encoding="utf-8") as file:
        windows = [
            (int(row["row"]), known[row["clip"]].path, float(row["start_s"]))
            for row in csv.DictReader(file)
        ]
    shape = (total, N_STEPS, TEACHER)
    chunks = [windows[i : i + _CHUNK] for i in range(0, len(windows), _CHUNK)]
    with teachers(teacher_file, workers) as pool, whole(target) as part:
        courses = np.lib.format.open_memmap(part, "w+", np.float16, shape)
        asked = ([(path, start) for _, path, start in chunk] for chunk in chunks)
        for number, (chunk, found) in enumerate(
            zip(chunks, pool.map(_courses_of, asked), strict=True), 1
        ):
            courses[[row for row, *_ in chunk]] = found
            if number % 20 == 0:
                yield f"the teacher's course over {number * _CHUNK} of {len(windows)} windows"
        courses.flush()
