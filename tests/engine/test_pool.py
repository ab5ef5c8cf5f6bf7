"""engine.pool: a bad file costs itself and nothing else."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from engine.errors import AudioError, LinernotesError, WorkerError
from engine.pool import DescriberPool
from engine.priority import Priority
from engine.track import Analysis
from tests.audio_files import make_audio, silent
from tests.engine.listeners import listen

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


@pytest.fixture
def pool(model: Path) -> Iterator[DescriberPool]:
    with DescriberPool(model, jobs=2, timeout_s=3, listen=listen) as opened:
        yield opened


def run(pool: DescriberPool, paths: list[Path]) -> dict[str, Analysis | LinernotesError]:
    return {r[0].name: r[1] for r in pool.describe(paths) if r is not None}


def test_real_files_through_the_real_model(model: Path, tmp_path: Path) -> None:
    good = make_audio(tmp_path / "a.mp3", seconds=12, tags={"title": "Título"})
    bad = silent(tmp_path / "silent.wav")
    with DescriberPool(model, jobs=1) as pool:
        results = run(pool, [good, bad])
    heard = results["a.mp3"]
    assert isinstance(heard, Analysis)
    assert heard.tags.title == "Título"
    assert heard.description.model
    assert len(heard.description.embedding) == 2 * 384
    error = results["silent.wav"]
    assert isinstance(error, AudioError)
    assert error.path == bad
    assert "silence" in error.reason


def test_deaths_cost_the_guilty_alone(pool: DescriberPool, tmp_path: Path) -> None:
    names = [f"good {n}.mp3" for n in range(12)]
    names[3:3] = ["segfault.mp3"]
    names[6:6] = ["hang.mp3", "bad.mp3"]
    results = run(pool, [tmp_path / name for name in names])
    assert set(results) == set(names)
    assert all(isinstance(results[n], Analysis) for n in names if n.startswith("good"))
    segfault, hang, bad = results["segfault.mp3"], results["hang.mp3"], results["bad.mp3"]
    assert isinstance(segfault, WorkerError)
    assert "crash" in segfault.reason
    assert isinstance(hang, WorkerError)
    assert "more than 3 s" in hang.reason
    assert isinstance(bad, AudioError)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is only set there")
def test_memory_is_limited(pool: DescriberPool, tmp_path: Path) -> None:
    error = run(pool, [tmp_path / "hog.mp3"])["hog.mp3"]
    assert isinstance(error, WorkerError)
    assert "memory" in error.reason


def test_a_death_by_accident_is_forgiven(pool: DescriberPool, tmp_path: Path) -> None:
    assert isinstance(run(pool, [tmp_path / "once.mp3"])["once.mp3"], Analysis)


def test_workers_that_are_killed_from_outside_stop_nothing(
    pool: DescriberPool, tmp_path: Path
) -> None:
    names = [f"{n}.mp3" for n in range(200)]
    results: dict[str, Analysis | LinernotesError] = {}
    for result in pool.describe(tmp_path / name for name in names):
        if result is not None:
            results[result[0].name] = result[1]
            if len(results) % 40 == 0:
                _kill_workers()
    assert set(results) == set(names)
    # Five times two workers were killed: one that is struck twice in a row would be given up.
    assert sum(isinstance(heard, Analysis) for heard in results.values()) >= 190


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is another one there")
def test_a_pool_from_which_nothing_is_heard_gets_new_workers(
    pool: DescriberPool, tmp_path: Path
) -> None:
    assert isinstance(run(pool, [tmp_path / "a.mp3"])["a.mp3"], Analysis)
    # As if a worker had been killed in the moment in which it takes a track.
    pool._pool._pool_manager.worker_manager.workers_channel.mutex.reader_mutex.acquire()
    results = run(pool, [tmp_path / f"{n}.mp3" for n in range(20)])
    assert len(results) == 20
    assert all(isinstance(heard, Analysis) for heard in results.values())


def test_workers_that_are_killed_while_idle_are_replaced(
    pool: DescriberPool, tmp_path: Path
) -> None:
    for name in ("a.mp3", "b.mp3", "c.mp3"):
        assert isinstance(run(pool, [tmp_path / name])[name], Analysis)
        _kill_workers()


def _kill_workers() -> None:
    for child in psutil.Process().children(recursive=True):
        if "spawn_main" in " ".join(_command_line(child.pid)):
            child.kill()


def test_it_yields_while_waiting_and_closing_cancels_at_once(
    pool: DescriberPool, tmp_path: Path
) -> None:
    results = pool.describe([tmp_path / "hang.mp3"])
    for _ in range(3):
        begun = time.monotonic()
        assert next(results) is None
        assert time.monotonic() - begun < 0.5
    begun = time.monotonic()
    results.close()
    assert time.monotonic() - begun < 0.5


def test_leaving_stops_the_workers(model: Path, tmp_path: Path) -> None:
    before = {p.pid for p in psutil.Process().children(recursive=True)}
    with DescriberPool(model, jobs=2, listen=listen) as pool:
        results = pool.describe([tmp_path / f"slow {n}.mp3" for n in range(50)])
        while next(results) is None:
            pass
        results.close()
        begun = time.monotonic()
    assert time.monotonic() - begun < 2
    left = {p.pid for p in psutil.Process().children(recursive=True)} - before
    assert not [p for p in left if "spawn_main" in " ".join(_command_line(p))]


def _command_line(pid: int) -> list[str]:
    try:
        return psutil.Process(pid).cmdline()
    except psutil.Error:
        return []


def test_pause_begins_nothing_new_and_resume_goes_on(pool: DescriberPool, tmp_path: Path) -> None:
    results = pool.describe([tmp_path / f"slow {n}.mp3" for n in range(20)])
    while next(results) is None:
        pass
    pool.pause()
    finished = 1
    quiet = 0
    while quiet < 10:
        result = next(results)
        finished += result is not None
        quiet = 0 if result else quiet + 1
    assert finished < 20
    pool.resume()
    assert finished + sum(r is not None for r in results) == 20


def test_a_cap_on_cores_holds_and_can_be_lifted(pool: DescriberPool, tmp_path: Path) -> None:
    def most(names: list[str]) -> str:
        analyses = run(pool, [tmp_path / name for name in names]).values()
        return max(a.tags.comment for a in analyses if isinstance(a, Analysis))

    names = [f"slow {n}.mp3" for n in range(4)]
    pool.use(1)
    assert most(names) == "1 at once"
    pool.use(0)
    assert most(names) == "2 at once"


@pytest.mark.skipif(sys.platform != "linux", reason="priorities differ")
def test_the_lowest_priority_is_lower_still(model: Path, tmp_path: Path) -> None:
    with DescriberPool(model, jobs=1, priority=Priority.LOWEST, listen=listen) as pool:
        results = pool.describe([tmp_path / f"slow {n}.mp3" for n in range(2)])
        while next(results) is None:
            pass
        assert 19 in [child.nice() for child in psutil.Process().children(recursive=True)]
        results.close()


@pytest.mark.skipif(sys.platform != "linux", reason="priorities differ")
def test_workers_are_polite(pool: DescriberPool, tmp_path: Path) -> None:
    results = pool.describe([tmp_path / "hang.mp3"])
    next(results)
    deadline = time.monotonic() + 20
    nice: list[Any] = []
    while not nice and time.monotonic() < deadline:
        next(results)
        children = psutil.Process().children(recursive=True)
        nice = [c.nice() for c in children if c.nice() > psutil.Process().nice()]
    results.close()
    assert nice
    assert os.getpriority(os.PRIO_PROCESS, 0) < max(nice)
