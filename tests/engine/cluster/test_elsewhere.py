"""scan --cluster as a user calls it, and a worker on another network than the scheduler's."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cli import main
from tests.engine.cluster.processes import cluster
from tests.engine.test_cli import PROGRAM

pytest.importorskip("distributed", reason="needs the extra 'cluster'")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="network namespaces")


def ip(*words: str, check: bool = True) -> bool:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0 or not check, done.stderr
    return done.returncode == 0


@pytest.fixture
def network() -> Iterator[str]:
    """The name of a network namespace with 10.213.77.2, joined to 10.213.77.1 out here."""
    if not shutil.which("ip"):
        pytest.skip("the command ip is not installed")
    name = f"ln{uuid.uuid4().hex[:8]}"
    if not ip("netns", "add", name, check=False):
        pytest.skip("network namespaces are not permitted here")
    try:
        if not ip("link", "add", name, "type", "veth", "peer", "lane", "netns", name, check=False):
            pytest.skip("virtual network cables are not permitted here")
        ip("address", "add", "10.213.77.1/24", "dev", name)
        ip("link", "set", name, "up")
        ip("-n", name, "address", "add", "10.213.77.2/24", "dev", "lane")
        for end in ("lane", "lo"):
            ip("-n", name, "link", "set", end, "up")
        yield name
    finally:
        ip("netns", "delete", name)


def test_scan_through_a_worker_on_another_network(
    network: str, music: Path, tmp_path: Path
) -> None:
    scan = [*PROGRAM, "scan", str(music), "--json", "--library", str(tmp_path / "l.sqlite")]
    with cluster(tmp_path / "cluster", host="10.213.77.1") as processes:
        processes.work("--no-nanny", inside=("ip", "netns", "exec", network))
        done = subprocess.run(
            [*scan, "--cluster", processes.address], capture_output=True, text=True, check=False
        )
    assert "Traceback" not in done.stderr
    assert "3 tracks listened to" in done.stderr
    found = [json.loads(line)["path"] for line in done.stdout.splitlines()]
    assert sorted(found) == sorted(str(path) for path in music.iterdir())


@pytest.mark.parametrize(
    "options",
    [("--map", "/a=/b"), ("--cluster", "tcp://x:1", "--map", "a"),
     ("--cluster", "tcp://x:1", "--jobs", "2"), ("--cluster", "tls://x:1", "--cluster-ca", "a")],
)  # fmt: skip
def test_wrong_usage_is_code_2(tmp_path: Path, options: tuple[str, ...]) -> None:
    library = tmp_path / "l.sqlite"
    with pytest.raises(SystemExit) as ended:
        main(["scan", str(tmp_path), "--library", str(library), *options])
    assert ended.value.code == 2
    assert not library.exists()


def test_without_the_extra_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "engine.cluster", None)  # as if its import failed
    with pytest.raises(SystemExit) as ended:
        main(["scan", str(tmp_path), "--cluster", "tcp://x:1", "--library", str(tmp_path / "l")])
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("x:1: install Linernotes with its extra")
