"""The AudioSet teacher, asked about any audio: features in numpy, network in onnxruntime."""

from pathlib import Path

import librosa
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from engine.training.errors import TrainingError

SAMPLE_RATE = 32_000  # Hz
SECONDS = 10.0  # of one window
N_FFT, HOP, N_MELS = 1024, 320, 128
_WINDOW = 800  # samples of the Hann window, in the middle of the FFT's
_HIGHEST = 15_000.0  # Hz, upper end of the mel bands
_FRAMES = 1000

Floats = NDArray[np.float32]


def _mel_filters() -> Floats:
    """Triangles on Kaldi's mel scale, 1127 ln(1 + f / 700): (513, 128)."""

    def to_mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(1127.0 * np.log1p(hertz / 700.0))

    edges = np.linspace(0.0, float(to_mel(np.array(_HIGHEST))), N_MELS + 2)
    bins = to_mel(np.arange(N_FFT // 2 + 1) * SAMPLE_RATE / N_FFT)[:, None]
    rising = (bins - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - bins) / np.diff(edges)[1:]
    return np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)


class Teacher:
    """EfficientAT mn04_as: what it hears is a target of training, its weights are never shipped."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        try:
            self._network = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's own errors share no public base class
            raise TrainingError(path, "is missing or no ONNX network") from error
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

    def hear(self, windows: list[Floats]) -> tuple[Floats, Floats]:
        """Probabilities (n, 527) and embeddings (n, 384) of ten-second windows at 32 kHz."""
        found = [
            self._network.run(
                ["probabilities", "embedding"], {"logmel": self.log_mel(samples)[None, None]}
            )
            for samples in windows
        ]
        probabilities, embeddings = zip(*found, strict=True)
        return np.concatenate(probabilities), np.concatenate(embeddings)
