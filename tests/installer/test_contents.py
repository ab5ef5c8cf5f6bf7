"""installer.contents: what goes into the frozen folder, by rule and, if it was built, in fact."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from installer import contents
from installer.facts import FROZEN, ROOT, facts

HEAVY = {"torch", "librosa", "numba", "scipy", "sklearn", "matplotlib", "onnx", "PIL"}


def test_training_and_the_network_stay_out() -> None:
    assert {*HEAVY, "engine.training", "ssl"} <= set(contents.EXCLUDED_MODULES)


def test_the_spec_leaves_out_what_contents_says() -> None:
    spec = (ROOT / "installer" / "linernotes.spec").read_text("utf-8")
    assert "excludes=contents.EXCLUDED_MODULES" in spec
    assert "contents.pruned(frozen.binaries" in spec
    assert "upx=False" in spec and "upx=True" not in spec


def test_nothing_that_the_program_needs_is_excluded() -> None:
    needed = {name.lower() for name in facts().dependencies}
    assert not needed & {name.lower() for name in contents.EXCLUDED_MODULES}


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("PySide6/QtGui.abi3.so", True),
        ("resources/model/model.json", True),
    ],
)
def test_qt_is_cut_down_to_the_plugins_in_use(place: str, wanted: bool) -> None:
    assert contents.is_wanted(place) is wanted


def test_libraries_of_qt_and_of_the_system_stay_only_if_something_is_linked_to_them() -> None:
    links = {
        "/site/QtGui.so": ["/site/libQt6Gui.so.6"],
        "/site/libQt6Gui.so.6": ["/usr/lib/libicu.so.1"],
        "/site/libQt6Quick.so.6": ["/usr/lib/libquick.so.1"],
        "/site/libqeglfs.so": ["/usr/lib/libegl.so.1"],
    }

    def linked(source: str) -> Iterable[str]:
        return links.get(source, ())

    entries = [
        ("PySide6/QtGui.abi3.so", "/site/QtGui.so", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "/site/libQt6Gui.so.6", "BINARY"),
        ("PySide6/Qt/lib/libQt6Quick.so.6", "/site/libQt6Quick.so.6", "BINARY"),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", "/site/libqeglfs.so", "BINARY"),
        ("libicu.so.1", "/usr/lib/libicu.so.1", "BINARY"),
        ("libquick.so.1", "/usr/lib/libquick.so.1", "BINARY"),
        ("libegl.so.1", "/usr/lib/libegl.so.1", "BINARY"),
        ("_soundfile_data/libsndfile.so", "/site/libsndfile.so", "BINARY"),
    ]
    kept = [place for place, _, _ in contents.pruned(entries, linked)]
    assert kept == [
        "PySide6/QtGui.abi3.so",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "libicu.so.1",
        "_soundfile_data/libsndfile.so",
    ]


@pytest.mark.skipif(not FROZEN.exists(), reason="`make installer` was not run")
def test_the_frozen_folder_holds_what_it_should() -> None:
    internal = FROZEN / "_internal"
    names = {path.name.split(".")[0] for path in internal.iterdir()}
    assert not names & HEAVY
    assert not (internal / "engine" / "training").exists()
    assert (internal / "resources" / "model" / "encoder.onnx").is_file()
    qt = {path.name for path in internal.rglob("libQt6*.so.6") if not path.is_symlink()}
    assert not {name for name in qt if "WebEngine" in name or "Quick3D" in name}
    licences = FROZEN / "licences"
    assert (licences / "NOTICES.txt").is_file()
    assert [
        part.name for part in licences.iterdir() if part.is_dir() and not any(part.iterdir())
    ] == []
    assert _megabytes(internal) < 330, "with the system's libraries, which the .deb has not"


def _megabytes(folder: Path) -> float:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6
