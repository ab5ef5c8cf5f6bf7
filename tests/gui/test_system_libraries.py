"""What a bare Linux lacks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tagger_gui import system_libraries
from tagger_gui.system_libraries import LIBRARIES, SystemLibrary

_ABSENT = SystemLibrary("libabsent.so.9", "libabsent9", "window")


def test_what_cannot_be_loaded_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_libraries, "LIBRARIES", (_ABSENT,))
    assert system_libraries.missing() == [_ABSENT]
    assert system_libraries.missing("sound") == []


def test_main_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_libraries, "missing", lambda: [_ABSENT])
    monkeypatch.setattr(system_libraries.os, "geteuid", lambda: 1000, raising=False)
    assert system_libraries.main(["--install"]) == 1
    said = capsys.readouterr().out
    assert "libabsent.so.9 is missing" in said
    assert "apt-get install --no-install-recommends -y libabsent9" in said


def test_a_failing_apt_get_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(100, "apt-get")

    monkeypatch.setattr(system_libraries, "missing", lambda: [_ABSENT])
    monkeypatch.setattr(system_libraries.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(system_libraries.shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(system_libraries.subprocess, "run", failing)
    assert system_libraries.main(["--install"]) == 1
    assert "apt-get failed" in capsys.readouterr().out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others have a screen")
def test_without_a_display_the_window_says_so() -> None:
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    bare = {name: value for name, value in os.environ.items() if name not in shown}
    start = [sys.executable, "-m", "tagger_gui"]
    done = subprocess.run(start, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "The window cannot be shown: there is no display here.\n"


def test_no_qt_is_loaded() -> None:
    code = "import sys, tagger_gui.system_libraries as s; s.missing(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert b"PySide6" not in loaded


def test_the_table_is_in_order() -> None:
    sonames = [library.soname for library in LIBRARIES]
    assert len(set(sonames)) == len(sonames)
    assert {library.purpose for library in LIBRARIES} == {"window", "sound"}
