"""One function per promise: how often it was put to the test, and how often it was broken."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import LinernotesError
from tests.torture import power
from tests.torture.shim import FAIL, KILL, LOG, Shim
from tests.torture.subjects import (
    KINDS,
    MTIME_NS,
    Subject,
    Write,
    make_subject,
    restart,
    undo_all,
)

_ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table."""

    promise: str
    trials: int
    broken: Counter[str]  # by the kind of harm
    detail: str = ""


def forked(work: Callable[..., None], *arguments: Any) -> int:
    """Does the work in a child process of its own; its number."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work(*arguments)
            code = 0
        except LinernotesError:
            code = 3
        finally:
            os._exit(code)
    return child


def _judged(subject: Subject, journal: Path, broken: Counter[str]) -> str:
    """What is there after a restart; harm is counted, a new file is taken back."""
    restart(journal)
    state = subject.state
    broken["mixed"] += state == "mixed"
    broken["missing"] += state == "missing"
    broken["stray"] += subject.strays > 0
    if state == "new":
        troubles = undo_all(journal)
        broken["no undo"] += bool(troubles) or subject.state != "old"
        kept = subject.path.exists() and subject.path.stat().st_mtime_ns == MTIME_NS
        broken["mtime"] += not kept
    return state


def kills_at_random(disk: Path, count: int, write: Write) -> Iterator[Figure]:
    """P2: kill -9 at a random moment of a write."""
    rng = random.Random(2)
    for kind in KINDS:
        broken, states = Counter[str](), Counter[str]()
        subject = make_subject(disk, kind, 60, write)
        journal = disk / f"{kind}.sqlite"
        begun = time.monotonic()
        for _ in range(3):
            os.waitpid(forked(write, journal, subject.path), 0)
            subject.reset()
        most = (time.monotonic() - begun) / 3
        for _ in range(count // len(KINDS)):
            subject.reset()
            child = forked(write, journal, subject.path)
            time.sleep(rng.uniform(0, 1.5 * most))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            states[_judged(subject, journal, broken)] += 1
        yield Figure(f"P2 kill -9, {kind}", count // len(KINDS), broken, _words(states))


def kills_at_calls(disk: Path, shim: Shim, write: Write) -> Iterator[Figure]:
    """P2: killed behind every call that changes the disk."""
    for kind in KINDS:
        broken, states = Counter[str](), Counter[str]()
        subject = make_subject(disk, kind, 8, write)
        journal = disk / f"{kind}.sqlite"
        trials, killed = 0, True
        while killed:
            subject.reset()
            trials += 1
            with shim.armed(KILL, trials):
                _, status = os.waitpid(forked(write, journal, subject.path), 0)
            killed = os.WIFSIGNALED(status)
            states[_judged(subject, journal, broken)] += 1
        yield Figure(f"P2 kill per call, {kind}", trials, broken, _words(states))


def power_cuts(disk: Path, shim: Shim, count: int, write: Write) -> Iterator[Figure]:
    """P3: the power goes at a random call, and what was not flushed is lost or torn."""
    rng = random.Random(3)
    broken, states, deaf = Counter[str](), Counter[str](), Counter[str]()
    for kind in KINDS:
        subject = make_subject(disk, kind, 8, write)
        journal = disk / f"{kind}.sqlite"
        write(journal, subject.path)
        undo_all(journal)
        subject.reset()
        names, contents = power.snapshot(disk)
        with shim.armed(LOG):
            write(journal, subject.path)
        calls = list(shim.calls())
        for number in range(2 * count // len(KINDS)):
            cut = rng.randint(0, len(calls))
            flushes = number % 2 == 0
            found = power.after_power_cut(names, contents, calls[:cut], rng, flushes=flushes)
            power.put_on_disk(disk, found)
            if flushes:
                states[_judged(subject, journal, broken)] += 1
            else:  # the check of the check: without flushes the model must show harm
                with suppress(Exception):
                    restart(journal)
                deaf[subject.state] += 1
        power.put_on_disk(disk, {n: contents[i] for n, i in names.items()})
    yield Figure("P3 power cuts", 2 * count // len(KINDS) // 2 * len(KINDS), broken, _words(states))
    harm = deaf["mixed"] + deaf["missing"]
    detail = f"on a disk that ignores flushes: {harm} of {deaf.total()} harmed"
    yield Figure("P3 check of the model", 1, Counter({"no harm seen": harm == 0}), detail)


def faults(disk: Path, shim: Shim, write: Write) -> Iterator[Figure]:
    """P4: every call fails once, with every error, until a write has none left."""
    for kind in KINDS:
        broken, trials = Counter[str](), 0
        subject = make_subject(disk, kind, 4, write)
        journal = disk / f"{kind}.sqlite"
        for code in _ERRORS:
            number = 0
            while True:
                number += 1
                subject.reset()
                with shim.armed(FAIL, number, code):
                    _, status = os.waitpid(forked(write, journal, subject.path), 0)
                    clean = shim.count < number
                trials += 1
                state = subject.state
                told = os.WEXITSTATUS(status) == 3
                broken["changed"] += state not in ("old", "new") or (told and state != "old")
                broken["no message"] += not told and os.WEXITSTATUS(status) != 0
                _judged(subject, journal, broken)
                if clean:
                    break
        yield Figure(f"P4 faults, {kind}", trials, broken)


def concurrent_edits(disk: Path, count: int, write: Write) -> Iterator[Figure]:
    """P9: another program edits the file while we write it, in place or by replacing it."""
    rng = random.Random(9)
    broken, told = Counter[str](), 0
    subject = make_subject(disk, "mp3", 30, write)
    journal = disk / "edits.sqlite"
    begun = time.monotonic()
    os.waitpid(forked(write, journal, subject.path), 0)
    most = 1.2 * (time.monotonic() - begun)
    for number in range(count):
        subject.reset()
        mark = f"edit {number} of somebody else".encode()
        child = forked(write, journal, subject.path)
        time.sleep(rng.uniform(0, most))
        (_edit_in_place if number % 2 else _edit_by_replacing)(subject.path, mark)
        _, status = os.waitpid(child, 0)
        told += os.WEXITSTATUS(status) == 3
        restart(journal)
        found = [p.read_bytes() for p in subject.path.parent.iterdir()]
        broken["lost"] += not any(mark in content for content in found)
        broken["mixed"] += not any(
            c.replace(mark, b"") in (subject.old, subject.new) for c in found
        )
        broken["missing"] += not subject.path.exists()
    yield Figure("P9 concurrent edits", count, broken, f"{told} conflicts told")


def _edit_in_place(path: Path, mark: bytes) -> None:
    with path.open("ab") as file:
        file.write(mark)


def _edit_by_replacing(path: Path, mark: bytes) -> None:
    other = path.with_name("editor's own")
    other.write_bytes(path.read_bytes() + mark)
    other.replace(path)


def many_programs(disk: Path, count: int, write: Write) -> Iterator[Figure]:
    """P16: so many copies of the program write the same files at once."""
    broken = Counter[str]()
    subjects = [make_subject(disk, kind, 10, write) for kind in KINDS]
    journal = disk / "many.sqlite"

    def all_of_them() -> None:
        for subject in subjects:
            with suppress(LinernotesError):
                write(journal, subject.path)

    children = [forked(all_of_them) for _ in range(count)]
    for child in children:
        _, status = os.waitpid(child, 0)
        broken["died"] += status != 0
    for subject in subjects:
        broken["not written"] += subject.state != "new"
        broken["stray"] += subject.strays > 0
    broken["no undo"] += bool(undo_all(journal)) or any(s.state != "old" for s in subjects)
    yield Figure("P16 programs at once", count, broken)


def _words(states: Counter[str]) -> str:
    return ", ".join(f"{n} {state}" for state, n in sorted(states.items()))


def fresh(disk: Path) -> Path:
    """An empty folder in its place."""
    shutil.rmtree(disk, ignore_errors=True)
    disk.mkdir()
    return disk
