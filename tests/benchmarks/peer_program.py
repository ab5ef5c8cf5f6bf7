"""Somebody else's program, listening: a child of `peers.py` in an environment of its own.

    PYTHON tests/benchmarks/peer_program.py essentia|musicnn

Paths come in as lines, one JSON object of CPU milliseconds per stage goes out for each; the first
line out says the versions. Imports nothing of ours. Loading is not timed, for nobody.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

Listen = Callable[[str], dict[str, float]]
MODEL = "MSD_musicnn"
PATCH_S = 3  # what the network was trained with


def main() -> None:
    packages, start = PROGRAMS[sys.argv[1]]
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the libraries print is no answer
    listen = start()
    print(json.dumps({name: version(name) for name in packages}), file=answers, flush=True)
    for line in sys.stdin:
        print(json.dumps(listen(line.rstrip("\n"))), file=answers, flush=True)


def essentia() -> Listen:
    """The whole of `MusicExtractor`: rhythm, key, loudness and spectrum; it names no stages."""
    import essentia.standard
    from essentia import log

    log.infoActive = log.warningActive = False
    extract = essentia.standard.MusicExtractor()
    return lambda path: {"all": _ms(lambda: extract(path))[0]}


def musicnn() -> Listen:
    """musicnn's own features and network, kept open; its own function loads it for every file."""
    import librosa
    import tensorflow as tf
    from musicnn import configuration, extractor, models

    frames = 1 + librosa.time_to_frames(
        PATCH_S, sr=configuration.SR, n_fft=configuration.FFT_SIZE, hop_length=configuration.FFT_HOP
    )
    v1 = tf.compat.v1
    given = v1.placeholder(tf.float32, [None, frames, configuration.N_MELS])
    training = v1.placeholder(tf.bool)
    with tf.name_scope("model"):
        logits = models.define_model(given, training, MODEL, len(configuration.MSD_LABELS))[0]
    tags = tf.nn.sigmoid(logits)
    one = v1.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
    session = v1.Session(config=one)
    v1.train.Saver().restore(session, f"{Path(extractor.__file__).parent / MODEL}/")

    def listen(path: str) -> dict[str, float]:
        features, (patches, _) = _ms(lambda: extractor.batch_data(path, frames, frames))
        network, _ = _ms(
            lambda: [session.run(tags, {given: p[None], training: False}) for p in patches]
        )
        return {"decode and features": features, "model": network}

    return listen


def _ms(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU milliseconds of this process, and the result."""
    begun = time.process_time()
    result = work()
    return 1000 * (time.process_time() - begun), result


PROGRAMS: dict[str, tuple[tuple[str, ...], Callable[[], Listen]]] = {
    "essentia": (("essentia",), essentia),
    "musicnn": (("musicnn", "tensorflow-cpu", "librosa"), musicnn),
}

if __name__ == "__main__":
    main()
