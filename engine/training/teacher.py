"""The AudioSet teacher, asked about any audio: features in numpy, network in onnxruntime."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import librosa
import numpy as np
import onnx
import onnxruntime
import soxr
import torch
from numpy.typing import NDArray

from engine.training.errors import TrainingError
from engine.training.networks import N_STEPS, STEP_S
from engine.training.sounds import read_mono

SAMPLE_RATE = 32_000  # Hz
SECONDS = 10.0  # of one window
N_FFT, HOP, N_MELS = 1024, 320, 128
_WINDOW = 800  # samples of the Hann window, in the middle of the FFT's
_HIGHEST = 15_000.0  # Hz, upper end of the mel bands
_FRAMES = 1000
_MAP_S = 32 * HOP / SAMPLE_RATE  # between columns of the teacher's last maps

Floats = NDArray[np.float32]


def teacher_window(path: Path, start_s: float, speed: float = 1.0) -> Floats:
    """Ten seconds of a file at the teacher's rate (320000,), faster or slower, pitch with it.

    Short audio is repeated. Raises TrainingError for what cannot be read.
    """
    mono, rate = read_mono(path, start_s, SECONDS * speed + 0.1)
    mono = soxr.resample(mono, rate * speed, SAMPLE_RATE, quality="MQ")
    return np.resize(mono, int(SECONDS * SAMPLE_RATE)).astype(np.float32)


def _mel_filters() -> Floats:
    """Triangles on Kaldi's mel scale, 1127 ln(1 + f / 700): (513, 128)."""

    def to_mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(1127.0 * np.log1p(hertz / 700.0))

    edges = np.linspace(0.0, float(to_mel(np.array(_HIGHEST))), N_MELS + 2)
    bins = to_mel(np.arange(N_FFT // 2 + 1) * SAMPLE_RATE / N_FFT)[:, None]
    rising = (bins - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - bins) / np.diff(edges)[1:]
    return np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)


def _with_maps(path: Path) -> tuple[bytes, str]:
    """The network, which also gives the maps that its embedding is the mean of, and their name.

    Raises TrainingError.
    """
    try:
        network = onnx.load(path)
    except Exception as error:  # a missing file, or one of the parser's errors
        raise TrainingError(path, "is missing or no ONNX network") from error
    means = [node for node in network.graph.node if "embedding" in node.output]
    if len(means) != 1 or means[0].op_type != "ReduceMean":
        raise TrainingError(path, "gives no embedding that is a mean")
    name = means[0].input[0]
    network.graph.output.append(
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
    )
    return network.SerializeToString(), name


def _course(maps: Floats) -> Floats:
    """Maps (384, bands, columns), averaged over the bands, at the student's steps: (27, 384)."""
    columns = maps.mean(1)
    at = np.arange(N_STEPS) * STEP_S / _MAP_S
    left = np.minimum(at.astype(np.int64), columns.shape[1] - 1)
    right = np.minimum(left + 1, columns.shape[1] - 1)
    share = (at - np.floor(at)).astype(np.float32)
    return np.asarray((columns[:, left] * (1 - share) + columns[:, right] * share).T)


class Teacher:
    """EfficientAT mn04_as: what it hears is a target of training, its weights are never shipped."""

    def __init__(self, path: Path) -> None:
        """Raises TrainingError when there is no such network in the file."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        network, self._maps = _with_maps(path)
        try:
            self._network = onnxruntime.InferenceSession(
                network, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime has one for each of its troubles
            raise TrainingError(path, f"cannot be run ({error})") from error
        self._filters = _mel_filters()
        self._hann = np.hanning(_WINDOW).astype(np.float32)  # symmetric

    def log_mel(self, samples: Floats) -> Floats:
        """Features (128, 1000) of ten seconds at 32 kHz (320000,)."""
        emphasised = samples[1:] - np.float32(0.97) * samples[:-1]
        spectrum = librosa.stft(
            emphasised, n_fft=N_FFT, hop_length=HOP, win_length=_WINDOW, window=self._hann,
            center=True, pad_mode="reflect",
        )  # fmt: skip
        power = np.square(np.abs(spectrum))[:, :_FRAMES]
        mel = self._filters.T @ power
        return np.asarray((np.log(mel + 1e-5) + 4.5) / 5.0, np.float32)

    def hear(self, samples: Floats) -> tuple[Floats, Floats, Floats]:
        """Probabilities (527,), embedding (384,) and its course (27, 384) of 10 s at 32 kHz.

        The embedding is the mean of its course, but for the interpolation between its columns.
        """
        names = ["probabilities", "embedding", self._maps]
        asked = {"logmel": self.log_mel(samples)[None, None]}
        probabilities, embedding, maps = self._network.run(names, asked)
        return probabilities[0], embedding[0], _course(maps[0])


_own: list[Teacher] = []  # a worker process's


def own_teacher() -> Teacher:
    """That of this worker of `teachers`."""
    return _own[0]


def _start(path: Path) -> None:
    torch.set_num_threads(1)
    _own.append(Teacher(path))


def teachers(path: Path, workers: int) -> ProcessPoolExecutor:
    """Processes with a teacher each; raises TrainingError when there is none in the file."""
    Teacher(path)
    return ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start, initargs=(path,)
    )
