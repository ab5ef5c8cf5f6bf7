"""Pictures of the real window, for the guide: `make screenshots`.

Every page of the window gets one in light and one in dark colours, named after its title; a page
that is added later as well; the light ones also twice as sharp. They show the demo's music, or
MUSIC=folder: a copy of it, described and, three tracks of it, written.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer, Signal
from PySide6.QtMultimedia import QMediaPlayer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from engine import demo, jobs, paths
from engine.library import Library
from engine.model import TextEncoder
from engine.pool import DescriberPool
from engine.track import TrackState
from tagger_gui import languages
from tagger_gui.dialogs import Dialogs
from tagger_gui.map.map_view import MapView
from tagger_gui.page import Place
from tagger_gui.palettes import Colours
from tagger_gui.program import Program
from tagger_gui.services import real_services
from tagger_gui.settings.settings_dialog import SettingsDialog
from tagger_gui.settings.store import SettingsStore
from tagger_gui.settings.values import Language, Theme
from tagger_gui.work import Threads

TARGET = Path(__file__).with_name("screenshots")
_SIZE = 1440, 900  # pixels
_MOST_BYTES = 6_000_000  # of all pictures
_QUERY = "piano, no vocals"
_SETTLE_MS = 3000  # the longest that a page takes to show what it has read


def main() -> int:
    """Takes all pictures; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--music", type=Path, help="show a copy of this folder, not the demo")
    parser.add_argument("--show", type=Path, help=argparse.SUPPRESS)  # a prepared library's folder
    given = parser.parse_args()
    if given.show:
        with Library(given.show / "library.sqlite") as library:
            _take(library, SettingsStore(given.show / "settings.ini"))
        return 0
    home = Path(tempfile.gettempdir()) / "linernotes-demo"  # its name may be seen in a picture
    shutil.rmtree(home, ignore_errors=True)
    try:
        with Library(home / "library.sqlite") as library:
            _prepare(library, home / "Music", given.music)
        for scale in ("1", "2"):  # Qt reads it once, when it begins
            subprocess.run(
                [sys.executable, "-m", "docs.screenshots", "--show", str(home)],
                env={**os.environ, "QT_SCALE_FACTOR": scale},
                check=True,
            )
    finally:
        shutil.rmtree(home, ignore_errors=True)
    size = sum(picture.stat().st_size for picture in TARGET.glob("*.png"))
    if size > _MOST_BYTES:
        sys.stderr.write(f"too large: {size} bytes in all\n")
    return int(size > _MOST_BYTES)


def _prepare(library: Library, music: Path, real: Path | None) -> None:
    """A library in which something of everything has happened."""
    if real:
        shutil.copytree(real, music)
    else:
        music.mkdir(parents=True)
        list(demo.compose(music))
        (music / "09 Damaged Tape.flac").write_bytes(b"fLaC" + bytes(1000))
    for _ in jobs.scan(library, [music]):
        pass
    with DescriberPool(paths.resource("model")) as pool:
        for _ in jobs.describe(library, pool, library.unheard([music])):
            pass
    described = [t.path for t in library.tracks(states=[TrackState.DESCRIBED], limit=5)]
    first, second, third = (library.get(path) for path in described[:3])
    jobs.accept(library, [first, second])
    jobs.edit(library, TextEncoder(paths.resource("model")), third, "A rough riff, for driving.")
    written = [library.get(path) for path in described[:3]]
    for _ in jobs.write(library, written):
        pass
    jobs.accept(library, [library.get(path) for path in described[3:]])


class _Shown(Dialogs):
    """Keeps the dialog that was opened last.

    Signals:
        opened(): there is one.
    """

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dialog = QDialog()

    def open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        super().open(dialog)
        self.opened.emit()


def _take(library: Library, settings: SettingsStore) -> None:
    app = QApplication(sys.argv[:1])
    app.setApplicationDisplayName("Linernotes")
    languages.speak(app, Language.ENGLISH)
    colours = Colours(app)
    colours.show_theme(Theme.LIGHT)
    settings.change(welcomed=True)
    threads, dialogs = Threads(), _Shown()
    # A player without an output: the computer that takes the pictures may have no sound.
    program = Program(real_services(library), threads, dialogs, settings, QMediaPlayer)
    window = program.window
    window.resize(*_SIZE)
    window.show()
    _until(program.library.browsing.shown.connect, program.start)
    program.library.doing.play()
    _wait()
    program.player_bar.toggle()
    sharp = os.environ.get("QT_SCALE_FACTOR") == "2"
    for theme in (Theme.LIGHT,) if sharp else (Theme.LIGHT, Theme.DARK):
        colours.show_theme(theme)
        suffix = "@2x" if sharp else "-dark" if theme is Theme.DARK else ""
        _show_all(program, settings, dialogs, suffix)
    window.close()
    threads.wait(10_000)


def _show_all(program: Program, settings: SettingsStore, dialogs: _Shown, suffix: str) -> None:
    """A picture of every page and of the dialogs, as they look now."""
    window = program.window
    _until(dialogs.opened.connect, program.writing.begin)
    _picture(dialogs.dialog, f"changes{suffix}")
    dialogs.dialog.reject()
    program.library.box.show_query("")
    for place in Place:
        window.show_page(place)
        page = window.current_page()
        page.focus_first()
        _wait()
        if places := page.findChild(MapView):
            QTest.keyClick(places, Qt.Key.Key_Right)
        _picture(window, f"{place.name.lower()}{suffix}")
    window.show_page(0)
    program.library.box.show_query(_QUERY)
    _picture(window, f"search{suffix}")
    settings_dialog = SettingsDialog(settings.values, program.keeping, dialogs)
    settings_dialog.tabs.setCurrentWidget(settings_dialog.writing)
    settings_dialog.show()
    _picture(settings_dialog, f"settings{suffix}")
    settings_dialog.close()
    program.first_run.choice.add([Path("/home/you/Music")])
    window.cover(program.first_run)
    _picture(window, f"first-run{suffix}")
    window.uncover()


def _until(connect: Callable[[Callable[..., object]], object], begin: Callable[[], object]) -> None:
    """Begins something and lets the window work until a signal comes."""
    loop = QEventLoop()
    connect(lambda *_: loop.quit())
    QTimer.singleShot(0, begin)
    loop.exec()


def _wait() -> None:
    """Lets the window work until it shows what it has been reading."""
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()


def _picture(widget: QWidget, name: str) -> None:
    _wait()
    TARGET.mkdir(exist_ok=True)
    widget.grab().save(str(TARGET / f"{name}.png"), quality=0)


if __name__ == "__main__":
    sys.exit(main())
