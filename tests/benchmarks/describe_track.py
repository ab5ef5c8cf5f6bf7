"""CPU time per track, stage by stage, against the naive way: `make bench`.

The naive way is what a first script does: librosa.load of the whole file, librosa's MFCC and
chroma of three clips, and the network on them. It runs our encoder and decoder, whose graph
contains features of its own; `naive, low` leaves librosa's features out, as if they cost no more
than ours. CPU milliseconds (user + system) of this process, median over files and rounds, the
stages interleaved.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.audio import Windows, load_windows
from engine.model import Captioner
from engine.paths import resource
from engine.tags import read_tags
from tests.audio_files import make_audio, music

Samples = npt.NDArray[np.float32]

KINDS = (".mp3", ".flac", ".ogg", ".opus", ".wav")
OURS = ("decode", "model", "rest")


def cpu_ms(work: Callable[[], object]) -> float:
    """CPU milliseconds of one call."""
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


def naive(path: Path, captioner: Captioner, *, features: bool) -> None:
    """Whole-file decode and features by librosa, then the model on three clips."""
    clips = naive_clips(*naive_sound(path))
    if features:
        naive_features(clips)
    captioner.describe(clips)


def naive_sound(path: Path) -> tuple[Samples, int]:
    """The whole file in mono, and its sample rate."""
    import librosa

    return librosa.load(path, sr=22050, mono=True)


def naive_clips(samples: Samples, rate: int) -> Windows:
    """Three clips of ten seconds."""
    length = 10 * rate
    starts = [int(len(samples) * part) - length // 2 for part in (0.25, 0.5, 0.75)]
    clips = np.stack([samples[s : s + length] for s in starts]).astype(np.float32)
    return Windows(clips, tuple(s / rate for s in starts), 10.0, len(samples) / rate, "librosa")


def naive_features(clips: Windows) -> None:
    """What a first script measures of every clip."""
    import librosa

    for clip in clips.samples:
        librosa.feature.mfcc(y=clip, sr=22050, n_mfcc=20)
        librosa.feature.chroma_stft(y=clip, sr=22050)


def stages(path: Path, captioner: Captioner) -> dict[str, Callable[[], object]]:
    """The work to be timed for one file, in order."""
    kept: list[Windows] = []
    return {
        "decode": lambda: kept.append(load_windows(path, sample_rate=22050, seconds=10.0, count=3)),
        "model": lambda: captioner.describe(kept[0]),
        "rest": lambda: (read_tags(path), kept[0].audio_hash),
        "naive": lambda: naive(path, captioner, features=True),
        "naive, low": lambda: naive(path, captioner, features=False),
    }


def measure(paths: list[Path], rounds: int) -> dict[str, list[float]]:
    """CPU ms of every stage for every file and round."""
    captioner = Captioner(resource("model"))
    naive(paths[0], captioner, features=True)  # librosa compiles on its first call
    times: dict[str, list[float]] = {}
    for path in paths * rounds:
        for name, work in stages(path, captioner).items():
            times.setdefault(name, []).append(cpu_ms(work))
    times["ours"] = [sum(t) for t in zip(*(times[n] for n in OURS), strict=True)]
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="default: made here, 220 s each")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = options.files or [
            make_audio(Path(folder) / f"track{suffix}", samples=music(220, 44100, 2, 1))
            for suffix in KINDS
        ]
        times = measure(paths, options.rounds)
    middle = {name: statistics.median(values) for name, values in times.items()}
    for name, value in middle.items():
        share = f"{100 * value / middle['ours']:5.0f} % of ours" if name in OURS else ""
        print(f"{name:>10} {value:8.1f} ms {share}")
    for name in ("naive", "naive, low"):
        print(f"{name:>10} / ours = {middle[name] / middle['ours']:.1f}")


if __name__ == "__main__":
    main()
