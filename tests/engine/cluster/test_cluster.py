"""engine.cluster: the same results as on one computer, whatever dies meanwhile."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import jobs
from engine.errors import AudioError, ClusterError, LinernotesError, WorkerError
from engine.library import Library
from engine.manner import checked
from engine.pool import DescriberPool
from engine.scan import FoundFile
from engine.track import Analysis, TrackState
from tests.audio_files import silent
from tests.engine.cluster.processes import ROOT, Processes, cluster
from tests.engine.listeners import listen

distributed = pytest.importorskip("distributed", reason="needs the extra 'cluster'")
from engine.cluster import DescriberCluster, Mounts  # noqa: E402

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")

Results = dict[str, Analysis | LinernotesError]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """One worker as `dask worker` starts it, with a nanny."""
    with cluster(tmp_path_factory.mktemp("healthy")) as processes:
        processes.work("--nanny")
        yield processes


def run(describer: DescriberPool | DescriberCluster, paths: list[Path]) -> Results:
    found: Results = {}
    for result in describer.describe(paths):
        if result is not None:
            assert result[0].name not in found, "twice"
            found[result[0].name] = result[1]
    return found


def connected(
    processes: Processes, model: Path, complaints: list[ClusterError], **options: object
) -> DescriberCluster:
    options = {"listen": listen, "timeout_s": 1} | options
    return DescriberCluster(processes.address, model, complain=complaints.append, **options)  # type: ignore[arg-type]


def test_the_same_to_the_byte_as_here(
    healthy: Processes, model: Path, music: Path, tmp_path: Path
) -> None:
    files = [*sorted(music.iterdir()), silent(tmp_path / "silent.wav"), tmp_path / "nowhere.mp3"]
    said = ("piece", "track", "song", "music", "tune", "recording")
    manner = checked([], dict.fromkeys(said, "opus"))
    with DescriberPool(model, jobs=1, manner=manner) as here:
        expected = run(here, files)
    moved = tmp_path / "mounted elsewhere"
    moved.mkdir()
    for file in music.iterdir():
        shutil.copy2(file, moved)
    mounts = Mounts.parse([f"{music}={moved}"])
    complaints: list[ClusterError] = []
    options = {"listen": None, "timeout_s": 60, "mounts": mounts, "manner": manner}
    with connected(healthy, model, complaints, **options) as there:
        (music / "track 1.mp3").rename(music / "gone.mp3")  # only the workers' copy is listened to
        found = run(there, files)
    assert not complaints
    assert set(found) == {file.name for file in files}
    texts = [heard.description.text for heard in found.values() if isinstance(heard, Analysis)]
    assert any("opus" in text.lower() for text in texts)
    for file in files:
        heard, wanted = found[file.name], expected[file.name]
        assert type(heard) is type(wanted)
        if isinstance(heard, LinernotesError) and isinstance(wanted, LinernotesError):
            assert (heard.path, heard.reason) == (wanted.path, wanted.reason)
        else:
            assert heard == wanted  # the bytes of the vectors too


def test_deaths_cost_the_guilty_alone(healthy: Processes, model: Path, tmp_path: Path) -> None:
    names = ["segfault.mp3", "hang.mp3", "bad.mp3", *(f"good {n}.mp3" for n in range(8))]
    for name in names:
        (tmp_path / name).touch()
    with connected(healthy, model, []) as there:
        results = run(there, [tmp_path / name for name in names])
    assert set(results) == set(names)
    assert all(isinstance(results[n], Analysis) for n in names if n.startswith("good"))
    segfault, hang, bad = results["segfault.mp3"], results["hang.mp3"], results["bad.mp3"]
    assert isinstance(segfault, WorkerError)
    assert "crash" in segfault.reason
    assert isinstance(hang, WorkerError)
    assert "more than 1 s" in hang.reason
    assert isinstance(bad, AudioError)
    assert bad.path == tmp_path / "bad.mp3"


def test_few_are_in_flight_and_closing_is_quick(
    healthy: Processes, model: Path, tmp_path: Path
) -> None:
    taken = 0

    def paths() -> Iterator[Path]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield tmp_path / f"slow {number}"

    there = connected(healthy, model, [])
    with there:
        results = there.describe(paths())
        begun = time.monotonic()
        while next(results) is None:
            assert time.monotonic() - begun < 0.5
            begun = time.monotonic()
        assert taken <= 3  # two per thread, and one is done
        begun = time.monotonic()
        results.close()
    assert time.monotonic() - begun < 0.5


def test_a_worker_dies_and_nothing_is_lost_or_done_twice(model: Path, tmp_path: Path) -> None:
    paths = [tmp_path / f"slow {n}.mp3" for n in range(8)]
    with cluster(tmp_path / "cluster") as processes, connected(processes, model, []) as there:
        first, _ = processes.work(), processes.work()
        results: list[Path] = []
        for result in there.describe(paths):
            if result is None:
                continue
            assert isinstance(result[1], Analysis)
            results.append(result[0])
            if len(results) == 3:
                first.kill()
    assert sorted(results) == sorted(paths)


def test_the_scheduler_dies_and_a_rerun_goes_on(
    model: Path, tmp_path: Path, library: Library
) -> None:
    root = library.add_root(tmp_path)
    library.add_files(root, [FoundFile(tmp_path / f"slow {n}.mp3", 1, 1) for n in range(10)])
    with cluster(tmp_path / "cluster") as processes, connected(processes, model, []) as there:
        processes.work()
        done: list[Path] = []
        with pytest.raises(ClusterError, match="connection to the scheduler was lost"):
            for event in jobs.describe(library, there, library.unheard()):
                done += [event.track.path] if event.track else []
                if len(done) == 3 and processes.scheduler.poll() is None:
                    processes.scheduler.kill()
                    processes.scheduler.wait()
    described = library.tracks(states=[TrackState.DESCRIBED])
    assert {t.path for t in described} == set(done)
    assert len(library.unheard()) == 10 - len(done) > 0
    with DescriberPool(model, jobs=1, listen=listen) as here:
        for event in jobs.describe(library, here, library.unheard()):
            done += [event.track.path] if event.track else []
    assert len(done) == len(set(done)) == 10


def test_a_file_that_kills_whole_workers_costs_itself(
    healthy: Processes, model: Path, tmp_path: Path
) -> None:
    """Not its process, which has limits, but Dask's own, as when a machine runs out of memory."""
    with connected(healthy, model, []) as there:
        results = run(there, [tmp_path / f"{n}.mp3" for n in ("patricide", "good", "better")])
    assert isinstance(results["good.mp3"], Analysis)
    assert isinstance(results["better.mp3"], Analysis)
    guilty = results["patricide.mp3"]
    assert isinstance(guilty, WorkerError)
    assert "died" in guilty.reason


def test_workers_that_do_not_see_the_music_are_no_reason_to_fail_it(
    healthy: Processes, model: Path, music: Path
) -> None:
    complaints: list[ClusterError] = []
    mounts = Mounts.parse([f"{music}={music}/nowhere"])
    with (
        connected(healthy, model, complaints, listen=None, mounts=mounts) as there,
        pytest.raises(ClusterError, match="every worker"),
    ):
        run(there, sorted(music.iterdir()))
    assert f"cannot read {music}/nowhere/track 1.mp3" in complaints[0].reason


def test_a_cluster_without_workers_or_scheduler_is_told_soon(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "good.mp3"
    with (
        cluster(tmp_path / "cluster") as processes,
        connected(processes, model, [], patience_s=0.3) as there,
    ):
        assert run(there, []) == {}
        with pytest.raises(ClusterError, match="no worker for"):
            run(there, [path])
    monkeypatch.setattr("engine.cluster.client.CONNECT_S", 0.3)
    for address in (processes.address, "nonsense://x"):
        there = DescriberCluster(address, model, complain=print)
        with pytest.raises(ClusterError, match="cannot be reached"):
            there.__enter__()
    with pytest.raises(ClusterError, match="certificate"):
        DescriberCluster("tls://127.0.0.1:1", model, complain=print).__enter__()


def test_workers_of_another_model_get_no_work(model: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "engine", other / "engine", ignore=lambda *_: ["training"])
    shutil.copytree(ROOT / "tests" / "engine", other / "tests" / "engine")
    shutil.copytree(model, other / "resources" / "model", copy_function=linked)
    card = other / "resources" / "model" / "model.json"
    words = card.read_text("utf-8")
    card.unlink()
    card.write_text(words.replace('"version": "', '"version": "0.'), "utf-8")
    complaints: list[ClusterError] = []
    path = tmp_path / "good.mp3"
    with (
        cluster(tmp_path / "cluster") as processes,
        connected(processes, model, complaints) as there,
    ):
        processes.work(root=other)
        with pytest.raises(ClusterError, match="every worker of the cluster was refused"):
            run(there, [path])
        (complaint,) = complaints
        assert "it has the model" in complaint.reason
        processes.work()
        with distributed.Client(processes.address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        assert isinstance(run(there, [path])["good.mp3"], Analysis)


def linked(source: str, target: str) -> None:
    os.link(source, target)
