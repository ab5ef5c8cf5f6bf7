"""Two starts on one library: one window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from tagger_gui.instance import Instance


def test_a_second_start_hands_its_folders_over_and_ends(qtbot: QtBot, tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite"
    strange = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff music"))
    first = Instance(library)
    first.listen()
    command = [sys.executable, "-m", "tagger_gui", "--library", library, strange]
    with (
        qtbot.waitSignal(first.asked, timeout=60_000) as asked,
        subprocess.Popen(command, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}) as second,
    ):
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    assert second.returncode == 0
    assert asked.args == [[strange]]
    assert not library.exists()  # the second has opened nothing


def test_another_library_has_its_own_window(qtbot: QtBot, tmp_path: Path) -> None:
    first = Instance(tmp_path / "a.sqlite")
    first.listen()
    assert not Instance(tmp_path / "b.sqlite").hand_over([])


def test_what_a_killed_program_left_is_no_hindrance(qtbot: QtBot, tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite"
    code = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "app = QCoreApplication([]); from tagger_gui.instance import Instance;"
        "Instance(Path(sys.argv[1])).listen(); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(library)], check=False)
    assert killed.returncode == -9
    first = Instance(library)
    assert not first.hand_over([])
    first.listen()
    assert first._server.isListening()


def test_rubbish_is_not_obeyed(qtbot: QtBot, tmp_path: Path) -> None:
    first = Instance(tmp_path / "library.sqlite")
    first.listen()
    for rubbish in (b"[3]\n", b'["zz"]\n', b"{\n", b'"abc"\n', b"\xff\n"):
        socket = QLocalSocket()
        socket.connectToServer(first._name)
        with qtbot.assertNotEmitted(first.asked):
            socket.write(rubbish)
            qtbot.waitUntil(socket.canReadLine)
