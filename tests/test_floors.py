"""The house rules that imports can break: floors, and one library in one room."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Lowest floor first; a module imports only from floors below its own (or its own package).
FLOORS = (
    {"engine.words", "engine.message"},
    {
        "engine.version",
        "engine.errors",
        "engine.paths",
        "engine.track",
        "engine.containers",
        "engine.tempo",
        "engine.key",
        "engine.priority",
        "engine.disk",
        "engine.map",
        "engine.vectors",
        "engine.query",
    },
    {"engine.spread"},
    {
        "engine.scan",
        "engine.watch",
        "engine.audio",
        "engine.manner",
        "engine.tags",
        "engine.demo",
        "engine.playlist_files",
        "engine.smooth",
    },
    {"engine.model", "engine.library", "engine.journal", "engine.child"},
    {"engine.pool", "engine.review", "engine.search", "engine.writing", "engine.evidence"},
    {"engine.jobs", "engine.verify", "engine.playlists", "engine.cluster"},
    {"engine.keeping", "engine.rewording"},
    {"tagger_gui"},
    {"engine.cli"},  # above the window only because `linernotes gui` opens it
    {"engine.__main__"},
    {"installer"},  # describes and packs all of it; nobody imports it
    {"docs"},  # tells of all of it; nobody imports it
)

ROOMS = {
    "PySide6": ("tagger_gui", "installer.icons", "docs.screenshots"),
    "mutagen": ("engine.tags",),
    "blake3": ("engine.disk",),
    "defusedxml": ("engine.playlist_files",),
    "sqlalchemy": ("engine.library",),
    "onnxruntime": ("engine.model", "engine.training"),
    "tokenizers": ("engine.model", "engine.training"),
    "av": ("engine.audio", "engine.demo"),
    "soundfile": ("engine.audio", "engine.demo", "engine.training"),
    "soxr": ("engine.audio", "engine.training"),
    "pebble": ("engine.pool", "engine.child"),
    "distributed": ("engine.cluster",),
    "dask": ("engine.cluster",),
    "watchdog": ("engine.watch",),
    "torch": ("engine.training",),
    "librosa": ("engine.training",),
    "matplotlib": ("engine.training",),
    "mido": ("engine.training.midi",),
    "typer": ("engine.cli", "installer.commands"),
    "rich": ("engine.cli",),
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """Names of all modules that the file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


SOURCES = sorted(
    path
    for package in ("engine", "tagger_gui", "installer", "docs")
    for path in (ROOT / package).rglob("*.py")
)


def floor_of(module: str) -> int | None:
    """The highest floor whose entry is the module or one of its packages."""
    matches = [
        (len(name), level)
        for level, names in enumerate(FLOORS)
        for name in names
        if module == name or module.startswith(name + ".")
    ]
    return max(matches)[1] if matches else None


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_imports_only_from_floors_below(path: Path) -> None:
    module = module_name(path)
    if module == "engine" or module.startswith("engine.training"):
        return
    own = floor_of(module)
    assert own is not None, f"{module} stands on no floor: add it to FLOORS"
    for imported in imports(path):
        below = floor_of(imported)
        same_package = module.split(".")[:2] == imported.split(".")[:2]
        if any(
            module.startswith(p) and imported.startswith(p)
            for p in ("tagger_gui", "installer", "docs")
        ):
            continue
        assert below is None or same_package or below < own, f"{module} imports {imported}"


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_every_library_stays_in_its_room(path: Path) -> None:
    module = module_name(path)
    for imported in imports(path):
        rooms = ROOMS.get(imported.split(".")[0])
        if rooms is not None:
            assert module.startswith(rooms), f"{module} imports {imported}"


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_nobody_imports_training(path: Path) -> None:
    if not module_name(path).startswith(("engine.training", "docs")):  # which loads no torch of it
        assert not any(name.startswith("engine.training") for name in imports(path))


@pytest.mark.parametrize("start", ["engine.cli", "tagger_gui.app"])
def test_the_program_does_not_load_the_heavy_libraries(start: str) -> None:
    code = (
        f"import {start}, engine.pool, engine.search, sys;"
        "print([m for m in ('torch', 'librosa', 'numba', 'sklearn', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_write_goes_through_one_door() -> None:
    """mutagen saves in one place, for copies only, and one function puts a copy in place."""
    saves, edits, swaps = set[str](), set[str](), set[str]()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = node.func.attr
                room = module_name(path)
                if called == "save" and room.startswith("engine.tags"):
                    saves.add(room)
                if called == "edit_tags":
                    edits.add(room)
                if called == "swap":
                    swaps.add(room)
    # families.py saves, the package calls it from edit_tags.
    assert saves == {"engine.tags", "engine.tags.families"}
    assert edits == {"engine.writing.proof"}
    assert swaps == {"engine.writing.replace"}
