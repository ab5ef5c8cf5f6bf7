"""The program's name, version and words as pyproject.toml has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "installer"
DIST = ROOT / "dist"
FROZEN = DIST / "linernotes"  # the folder that PyInstaller leaves

TITLE = "Linernotes"
PROJECT = "The Linernotes project"


@dataclass(frozen=True, slots=True)
class Facts:
    """What every package says of the program."""

    name: str
    version: str
    summary: str
    licence: str  # SPDX expression
    dependencies: tuple[str, ...]  # names of the distributions it needs to run


def facts() -> Facts:
    """Read from pyproject.toml, the one place for them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return Facts(
        project["name"],
        project["version"],
        project["description"],
        project["license"],
        tuple(wish.split(">")[0].split("=")[0].split("[")[0] for wish in project["dependencies"]),
    )
