"""From the command line to the window."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tagger_gui import __main__ as start
from tagger_gui import dialogs, services
from tagger_gui.activity.activity_page import ActivityPage
from tagger_gui.main_window import MainWindow
from tagger_gui.opening import Opening
from tagger_gui.page import Place
from tagger_gui.settings.store import SettingsStore
from tests.gui.desk import Desk, music


def test_arguments_reach_the_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls = []
    monkeypatch.setattr(start, "run", lambda *arguments: calls.append(arguments) or 7)
    assert start.main([str(tmp_path), "--library", "/tmp/x.sqlite"]) == 7
    assert calls == [(Path("/tmp/x.sqlite"), [tmp_path])]


def test_the_model_is_not_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, tagger_gui.app; heavy = {'onnxruntime', 'tokenizers', 'torch', 'av',"
        " 'PySide6.QtMultimedia'} & set(sys.modules); sys.exit(', '.join(heavy) or 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_frame_loads_neither_the_library_nor_a_page() -> None:
    code = (
        "import sys, tagger_gui.app; heavy = {'sqlalchemy', 'numpy', 'mutagen', 'engine.library',"
        " 'tagger_gui.program', 'tagger_gui.library'} & set(sys.modules);"
        " sys.exit(', '.join(heavy) or 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_is_asked_for_while_the_library_opens_is_done(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow(desk.dialogs)
    opening = Opening(window, tmp_path / "library.sqlite", desk.settings, desk.threads)
    monkeypatch.setattr(services, "real_services", lambda library: desk.services)
    desk.qtbot.addWidget(window)
    window.show()
    opening.begin()
    window.show_page(Place.ACTIVITY)
    opening.come_forward([music(tmp_path / "music", 2)])
    assert window.grab().width() > 0
    desk.until(lambda: len(desk.library.tracks()) == 2)
    assert isinstance(window.current_page(), ActivityPage)
    desk.until(lambda: len(window.pages()) == len(Place))
    assert gc.get_freeze_count() > 0
    desk.until(lambda: not window.job_bar.busy)
    window.close()
    assert desk.threads.wait(5000)
    opening.close()
    gc.unfreeze()


def test_a_library_that_cannot_be_opened_is_told(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from tagger_gui import app

    told: list[str] = []
    monkeypatch.setattr(app, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(dialogs, "tell_trouble", lambda _, words: told.append(words))
    damaged = tmp_path / "library.sqlite"
    damaged.write_bytes(b"no database at all" * 100)
    assert app.run(damaged) == 1
    assert "library.sqlite" in told[0]


def test_the_program_opens_the_library_of_the_settings(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from tagger_gui import app

    told: list[str] = []
    chosen = tmp_path / "chosen.sqlite"
    chosen.write_bytes(b"no database at all" * 100)
    SettingsStore(tmp_path / "settings.ini").change(library=str(chosen))
    monkeypatch.setattr(app, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(dialogs, "tell_trouble", lambda _, words: told.append(words))
    assert app.run(None) == 1
    assert "chosen.sqlite" in told[0]


def test_the_program_starts_ends_and_comes_back_as_high_as_it_was(tmp_path: Path) -> None:
    code = (
        "import sys; from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QApplication;"
        "from tagger_gui.main_window import MainWindow; app = QApplication([])\n"
        "def leave():\n"
        "    window, = (w for w in app.topLevelWidgets() if isinstance(w, MainWindow))\n"
        "    print(window.height())\n"
        "    window.resize(window.width(), 640)\n"
        "    app.closeAllWindows()\n"
        "QTimer.singleShot(500, leave)\n"
        "from tagger_gui.__main__ import main; sys.exit(main(['--library', sys.argv[1]]))"
    )
    library = tmp_path / "library.sqlite"
    own = os.environ | {"XDG_DATA_HOME": str(tmp_path)}
    command = [sys.executable, "-c", code, str(library)]
    sizes = []
    for _ in range(2):
        done = subprocess.run(
            command, check=True, timeout=60, env=own, stdout=subprocess.PIPE, text=True
        )
        sizes.append(done.stdout.strip())
    assert sizes[0] != sizes[1] == "640"
    assert library.exists()
