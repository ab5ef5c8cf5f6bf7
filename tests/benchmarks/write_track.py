"""CPU time of writing a description against listening to the track: `make bench`.

A write should cost a quarter of the analysis at most. CPU milliseconds (user + system) in this
process, median over rounds; the child that edits and proves is run here as well, so its work is
counted, and its start, once per batch, is not. "keeps up with": as many scanning processes, each
on a core of its own; the program has two.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from engine.audio import load_windows
from engine.journal import Journal
from engine.model import Captioner
from engine.paths import resource
from engine.tags import read_tags
from engine.writing import TagFileWriter
from tests.audio_files import make_audio, music
from tests.benchmarks.describe_track import cpu_ms
from tests.torture.subjects import DESCRIPTION, track_of

KINDS = (".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav")
LIMIT = 0.25
SENTENCE = "A calm, slow piano piece with soft strings and a hint of melancholy."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    captioner = Captioner(resource("model"))
    ratios = []
    print(f"{'kind':>6} {'MB':>6} {'listen ms':>10} {'write ms':>10} {'ratio':>6}  keeps up with")
    with tempfile.TemporaryDirectory() as name, Journal(Path(name) / "j.sqlite") as journal:
        writer = TagFileWriter(journal)
        for kind in KINDS:
            original = make_audio(Path(name) / f"track{kind}", samples=music(220, 44100, 2, 1))
            path = Path(name) / f"copy{kind}"
            listened, written = [], []
            for _ in range(options.rounds + 1):
                shutil.copy2(original, path)
                listened.append(cpu_ms(partial(_listen, path, captioner)))
                written.append(cpu_ms(partial(_write, path, writer)))
            listen, write = (statistics.median(t[1:]) for t in (listened, written))
            ratios.append(write / listen)
            size = original.stat().st_size / 1e6
            figures = f"{listen:10.1f} {write:10.1f} {write / listen:6.2f}"
            print(f"{kind:>6} {size:6.1f} {figures} {listen / write:14.1f}")
    middle = statistics.median(ratios)
    print(f"median {middle:.2f}: {'within' if middle <= LIMIT else 'over'} the limit of {LIMIT}")


def _write(path: Path, writer: TagFileWriter) -> None:
    words = replace(DESCRIPTION, text=SENTENCE)
    writer.write(replace(track_of(path), description=words))


def _listen(path: Path, captioner: Captioner) -> None:
    captioner.describe(load_windows(path, sample_rate=22050, seconds=10.0, count=3))
    read_tags(path)


if __name__ == "__main__":
    main()
