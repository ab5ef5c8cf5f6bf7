"""engine.paths: resources are found from the source tree and from a wheel."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine import paths

ROOT = Path(__file__).parent.parent.parent


def test_resources_of_the_source_tree() -> None:
    assert paths.resource("model/model.json").is_file()


def test_a_missing_resource_is_a_broken_installation() -> None:
    with pytest.raises(FileNotFoundError, match="not part of this installation"):
        paths.resource("nothing")


def test_resources_of_a_wheel(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "engine", site / "engine", ignore=shutil.ignore_patterns("training"))
    shutil.copytree(ROOT / "resources", site / "engine" / "resources")
    code = "from engine.paths import resource; print(resource('model'))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=site, capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()) == site / "engine" / "resources" / "model"
