"""What listening to a track costs here and elsewhere: one part of `make bench-report`.

The same files, one thread each, everybody in turn, every program loaded before. CPU milliseconds
(user + system). The peers run as children in an environment of their own (`peer_program.py`),
once on the whole file, as their users call them, and once on the very 30 s that we listen to,
given to them as a wav file.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from engine.audio import load_windows
from engine.model import Captioner
from engine.paths import resource
from engine.tags import read_tags
from tests.benchmarks.describe_track import cpu_ms, naive_clips, naive_features, naive_sound

OURS, NAIVE, LIMIT = "Linernotes", "naive librosa", "decode only"
PEERS = ("essentia", "musicnn")
KINDS = (".flac", ".mp3", ".ogg", ".wav")  # what all of them read: Essentia refuses Opus
SECONDS = (60, 300)  # the length of most tracks
_THREADS = "OMP_NUM_THREADS OPENBLAS_NUM_THREADS NUMBA_NUM_THREADS TF_NUM_INTRAOP_THREADS"
_ONE_THREAD = dict.fromkeys([*_THREADS.split(), "TF_NUM_INTEROP_THREADS"], "1")

Ask = Callable[[Path], dict[str, float]]


def choose(folder: Path, each: int) -> list[Path]:
    """So many files of every kind in the folder, of usual length, always the same ones."""
    kinds: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in KINDS:
            kinds.setdefault(path.suffix.lower(), []).append(path)
    chosen = []
    for paths in kinds.values():
        random.Random(0).shuffle(paths)
        fitting = (p for p in paths if SECONDS[0] <= _seconds(p) <= SECONDS[1])
        chosen += [p for p, _ in zip(fitting, range(each), strict=False)]
    return chosen


def listening(files: Sequence[Path], python: Path, rounds: int) -> dict[str, Any]:
    """Quartiles of CPU ms by program and stage, over files and rounds; `python` has the peers."""
    captioner = Captioner(resource("model"))
    times: dict[str, dict[str, list[float]]] = {}
    load = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        versions = {"librosa": version("librosa")}
        peers: dict[str, Ask] = {}
        for peer in PEERS:
            told, peers[peer] = stack.enter_context(running(python, peer))
            versions |= {("librosa under musicnn" if k == "librosa" else k): told[k] for k in told}
        clips = [_clip(path, Path(name) / f"{n}.wav") for n, path in enumerate(files)]
        in_turn(files[0], clips[0], captioner, peers)  # what is compiled or opened the first time
        for number, path in enumerate([*files] * rounds):
            for who, spent in in_turn(path, clips[number % len(files)], captioner, peers).items():
                for stage, ms in (spent | {"total": sum(spent.values())}).items():
                    times.setdefault(who, {}).setdefault(stage, []).append(ms)
    return {
        "kinds": {
            kind: [p.suffix for p in files].count(kind) for kind in {p.suffix for p in files}
        },
        "seconds": sorted(round(_seconds(path)) for path in files),
        "rounds": rounds,
        "load": [round(value, 1) for value in (*load, os.getloadavg()[0])],
        "versions": versions,
        "ms": {who: {s: _quartiles(v) for s, v in spent.items()} for who, spent in times.items()},
    }


def in_turn(
    path: Path, clip: Path, captioner: Captioner, peers: dict[str, Ask]
) -> dict[str, dict[str, float]]:
    """CPU ms of every program and stage for one file."""
    spent = {OURS: _ours(path, captioner), NAIVE: _naive(path, captioner)}
    spent[LIMIT] = {"decode": cpu_ms(lambda: _windows(path))}
    for peer, ask in peers.items():
        spent[peer], spent[f"{peer}, 30 s"] = ask(path), ask(clip)
    return spent


def _ours(path: Path, captioner: Captioner) -> dict[str, float]:
    kept: list[Any] = []
    return {
        "decode": cpu_ms(lambda: kept.append(_windows(path))),
        "features and model": cpu_ms(lambda: captioner.describe(kept[0])),
        "tags": cpu_ms(lambda: read_tags(path)),
    }


def _naive(path: Path, captioner: Captioner) -> dict[str, float]:
    kept: list[Any] = []
    return {
        "decode": cpu_ms(lambda: kept.append(naive_clips(*naive_sound(path)))),
        "features": cpu_ms(lambda: naive_features(kept[0])),
        "model": cpu_ms(lambda: captioner.describe(kept[0])),
    }


@contextmanager
def running(python: Path, peer: str) -> Iterator[tuple[dict[str, str], Ask]]:
    """The peer's versions, and what asks it; it ends when its input does."""
    program = Path(__file__).with_name("peer_program.py")
    child = subprocess.Popen(
        [python, "-W", "ignore", program, peer],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **_ONE_THREAD, "TF_CPP_MIN_LOG_LEVEL": "3"},
    )
    with child:
        assert child.stdin and child.stdout
        questions, answers = child.stdin, child.stdout

        def ask(path: Path) -> dict[str, float]:
            print(path, file=questions, flush=True)
            answer = answers.readline()
            if not answer:
                raise RuntimeError(f"{peer} died of {path.name}")
            spent: dict[str, float] = json.loads(answer)
            return spent

        yield json.loads(answers.readline()), ask
        questions.close()


def _windows(path: Path) -> Any:
    return load_windows(path, sample_rate=22050, seconds=10.0, count=3)


def _seconds(path: Path) -> float:
    from mutagen import File

    found = File(path)
    return 0.0 if found is None else found.info.length  # one without tags is false


def _clip(path: Path, to: Path) -> Path:
    soundfile.write(to, np.concatenate(list(_windows(path).samples)), 22050)
    return to


def _quartiles(values: Sequence[float]) -> list[float]:
    return [round(float(v), 1) for v in np.percentile(values, (25, 50, 75))]
