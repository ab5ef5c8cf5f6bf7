"""Waveform to log-mel, MFCC and chroma frames, with librosa's conventions, in operators ONNX has.

The Fourier transform is a 64 x 32 Cooley-Tukey factorisation by matrix products: it exports to
plain MatMul, which onnxruntime runs several times faster than its STFT operator.
"""

import librosa
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

SAMPLE_RATE = 22_050  # Hz
WINDOW_S = 10.0  # seconds of music in one window
N_SAMPLES = int(SAMPLE_RATE * WINDOW_S)  # 220,500 samples
N_FFT = 2048  # samples in one analysis frame
HOP = 512  # samples between frames
N_FRAMES = 1 + N_SAMPLES // HOP  # 431 frames, centre padded
N_MELS, N_MFCC, N_CHROMA = 128, 20, 12
TOP_DB = 80.0  # dB kept below the loudest mel cell of the window, as librosa's power_to_db

_ROWS, _COLUMNS = 64, 32  # N_FFT = _ROWS * _COLUMNS
_HALF = _ROWS // 2 + 1  # rows of the first step that a real signal needs


def _filters() -> NDArray[np.float32]:
    """Mel and chroma filters over the factorised spectrum: (33 * 32, 128 + 12)."""
    mel = librosa.filters.mel(sr=SAMPLE_RATE, n_fft=N_FFT, n_mels=N_MELS)
    chroma = librosa.filters.chroma(sr=SAMPLE_RATE, n_fft=N_FFT, n_chroma=N_CHROMA, tuning=0.0)
    by_bin = np.concatenate([mel, chroma]).T  # (1025, 140)
    folded = np.zeros((_HALF * _COLUMNS, by_bin.shape[1]), np.float32)
    seen: set[int] = set()
    for k1 in range(_HALF):
        for k2 in range(_COLUMNS):
            index = k1 + _ROWS * k2
            index = min(index, N_FFT - index)  # a real signal's spectrum is symmetric
            if index not in seen:  # rows 0 and 32 hold each bin twice: count it once
                seen.add(index)
                folded[k1 * _COLUMNS + k2] = by_bin[index]
    return folded


def _steps() -> tuple[NDArray[np.float32], NDArray[np.complex128], NDArray[np.float32]]:
    """First step (66, 64), twiddle factors (33, 32), second step (64, 64)."""
    k1, n1 = np.arange(_HALF)[:, None], np.arange(_ROWS)[None]
    first = np.exp(-2j * np.pi * k1 * n1 / _ROWS)
    twiddle = np.exp(-2j * np.pi * k1 * np.arange(_COLUMNS)[None] / N_FFT)
    n2 = np.arange(_COLUMNS)
    second = np.exp(-2j * np.pi * np.outer(n2, n2) / _COLUMNS)
    # (re, im) row vectors times this block matrix are one complex product
    block = np.block([[second.real, second.imag], [-second.imag, second.real]])
    stacked = np.concatenate([first.real, first.imag])
    return stacked.astype(np.float32), twiddle, block.astype(np.float32)


class Frontend(nn.Module):
    """Features of mono windows; librosa is the oracle (see the tests)."""

    window: Tensor  # (2048,)
    first: Tensor  # (66, 64)
    twiddle_re: Tensor  # (33, 32)
    twiddle_im: Tensor  # (33, 32)
    second: Tensor  # (64, 64)
    filters: Tensor  # (1056, 140)
    dct: Tensor  # (128, 20)

    def __init__(self) -> None:
        super().__init__()
        first, twiddle, second = _steps()
        window = librosa.filters.get_window("hann", N_FFT, fftbins=True).astype(np.float32)
        n = np.arange(N_MELS)
        cosines = np.cos(np.pi * np.outer(np.arange(N_MFCC), 2 * n + 1) / (2 * N_MELS))
        cosines *= np.sqrt(2.0 / N_MELS)
        cosines[0] *= np.sqrt(0.5)
        for name, value in {
            "window": window,
            "first": first,
            "twiddle_re": twiddle.real.astype(np.float32),
            "twiddle_im": twiddle.imag.astype(np.float32),
            "second": second,
            "filters": _filters(),
            "dct": cosines.T.astype(np.float32),
        }.items():
            self.register_buffer(name, torch.from_numpy(np.ascontiguousarray(value)), False)

    def power(self, samples: Tensor) -> Tensor:
        """Mel and chroma energies (n, frames, 140) of samples (n, N_SAMPLES)."""
        padded = nn.functional.pad(samples, (N_FFT // 2, N_FFT // 2))
        hops = padded[:, : (N_FRAMES + 3) * HOP].reshape(-1, N_FRAMES + 3, HOP)
        parts = [hops[:, i : i + N_FRAMES] for i in range(N_FFT // HOP)]
        frames = torch.cat(parts, dim=2) * self.window  # (n, frames, 2048)
        grid = frames.reshape(-1, N_FRAMES, _ROWS, _COLUMNS)
        rows = torch.matmul(self.first, grid)  # (n, frames, 66, 32)
        re, im = rows[:, :, :_HALF], rows[:, :, _HALF:]
        turned_re = re * self.twiddle_re - im * self.twiddle_im
        turned_im = re * self.twiddle_im + im * self.twiddle_re
        spectrum = torch.matmul(torch.cat([turned_re, turned_im], dim=3), self.second)
        squared = spectrum * spectrum  # (n, frames, 33, 64)
        bins = squared[..., :_COLUMNS] + squared[..., _COLUMNS:]
        return torch.matmul(bins.reshape(-1, N_FRAMES, _HALF * _COLUMNS), self.filters)

    def forward(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        """Log-mel in dB (n, frames, 128) and chroma 0-1 (n, frames, 12) of (n, N_SAMPLES)."""
        return self.levels(self.power(samples))

    def levels(self, energies: Tensor) -> tuple[Tensor, Tensor]:
        """Log-mel in dB (n, frames, 128) and chroma 0-1 (n, frames, 12) of (n, frames, 140)."""
        log_mel = 10.0 * torch.log10(torch.clamp(energies[..., :N_MELS], min=1e-10))
        loudest = log_mel.amax(dim=(1, 2), keepdim=True)
        log_mel = torch.maximum(log_mel, loudest - TOP_DB)
        chroma = energies[..., N_MELS:]
        peak = chroma.amax(dim=2, keepdim=True)
        return log_mel, chroma / torch.clamp(peak, min=1.2e-38)

    def mfcc(self, log_mel: Tensor) -> Tensor:
        """MFCC (n, frames, 20) of log-mel in dB (n, frames, 128)."""
        return torch.matmul(log_mel, self.dct)


def onset_strength(log_mel: Tensor) -> Tensor:
    """Mean rise over the mel bands from frame to frame: (n, frames), dB, first frame 0."""
    rise = torch.relu(log_mel[:, 1:] - log_mel[:, :-1]).mean(dim=2)
    return nn.functional.pad(rise, (1, 0))
