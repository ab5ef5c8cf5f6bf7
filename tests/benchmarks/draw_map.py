"""CPU time of the map and of a waveform: `python -m tests.benchmarks.draw_map`.

The layout of 100,000 tracks may take 5 s, in a thread; a picture of them is drawn at every step
of the mouse while the map is moved, and may take 33 ms. A waveform is a whole file decoded, in a
thread, once.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from engine.audio import measure_peaks
from engine.map import map_layout
from tagger_gui.map.map_view import MapView
from tagger_gui.map.picture import COLOURS, REST
from tests.audio_files import make_audio
from tests.benchmarks.describe_track import cpu_ms

ROUNDS = 5


def main() -> None:
    app = QApplication([])
    random = np.random.default_rng(0)
    for n in (1_000, 10_000, 100_000):
        middles = random.normal(0, 0.2, (40, 64))
        sound = middles[random.integers(0, 40, n)] + random.normal(0, 0.05, (n, 64))
        sound = sound.astype(np.float32)
        print(f"layout of {n:>7,} tracks: {cpu_ms(lambda sound=sound: map_layout(sound)):8.0f} ms")
    at = map_layout(sound)
    view = MapView()
    view.resize(1100, 750)
    view.show_places(np.arange(1, n + 1), at)
    colours = [QColor(colour) for colour in (*COLOURS, *REST)]
    view.show_classes(random.integers(0, len(colours), n).astype(np.uint8), colours)
    view.show()
    app.processEvents()

    def draw() -> None:
        view.zoom(0.01)
        view.repaint()

    print(f"picture of {n:>6,} tracks: {statistics.median(cpu_ms(draw) for _ in range(9)):8.1f} ms")
    near = [cpu_ms(lambda: view._point_near(QPointF(400, 300))) for _ in range(9)]
    print(f"track under the mouse:     {statistics.median(near):8.1f} ms")
    with tempfile.TemporaryDirectory() as name:
        for suffix in (".mp3", ".flac", ".ogg", ".opus", ".m4a"):
            path = Path(name) / f"a{suffix}"
            make_audio(path, seconds=240)
            took = [cpu_ms(lambda path=path: list(measure_peaks(path))) for _ in range(ROUNDS)]
            print(f"waveform of 4 min {suffix:>6}:  {statistics.median(took):8.0f} ms")


if __name__ == "__main__":
    main()
