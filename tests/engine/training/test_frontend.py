"""The frames are librosa's."""

import librosa
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engine.training.frontend import (
    HOP,
    N_FFT,
    N_FRAMES,
    N_MFCC,
    N_SAMPLES,
    SAMPLE_RATE,
    Frontend,
    onset_strength,
)

pytestmark = [
    pytest.mark.training,
    pytest.mark.filterwarnings("ignore:Empty filters detected"),
]


@pytest.fixture(scope="module")
def samples() -> NDArray[np.float32]:
    """Ten seconds of a pulsing chord over noise."""
    t = np.arange(N_SAMPLES) / SAMPLE_RATE
    chord = sum(np.sin(2 * np.pi * f * t) for f in (220.0, 277.2, 329.6)) * (1 + np.sin(8 * t)) / 8
    noise = 0.02 * np.random.default_rng(0).standard_normal(N_SAMPLES)
    return np.asarray(chord + noise, np.float32)


def test_mfcc_is_librosas(samples: NDArray[np.float32]) -> None:
    frontend = Frontend()
    log_mel, _ = frontend(torch.from_numpy(samples)[None])
    found = frontend.mfcc(log_mel)[0].numpy().T
    wanted = librosa.feature.mfcc(
        y=samples, sr=SAMPLE_RATE, n_mfcc=N_MFCC, n_fft=N_FFT, hop_length=HOP
    )
    assert found.shape == wanted.shape == (N_MFCC, N_FRAMES)
    assert np.abs(found - wanted).max() <= 1e-3


def test_chroma_is_librosas(samples: NDArray[np.float32]) -> None:
    _, chroma = Frontend()(torch.from_numpy(samples)[None])
    wanted = librosa.feature.chroma_stft(
        y=samples, sr=SAMPLE_RATE, n_fft=N_FFT, hop_length=HOP, tuning=0.0
    )
    assert np.abs(chroma[0].numpy().T - wanted).max() <= 1e-5


def test_silence_gives_numbers() -> None:
    log_mel, chroma = Frontend()(torch.zeros(1, N_SAMPLES))
    assert torch.isfinite(log_mel).all()
    assert float(chroma.abs().max()) == 0.0
    assert float(onset_strength(log_mel).abs().max()) == 0.0


def test_onset_rises_where_sound_begins() -> None:
    samples = torch.zeros(1, N_SAMPLES)
    samples[0, N_SAMPLES // 2 :] = 0.3 * torch.sin(torch.arange(N_SAMPLES - N_SAMPLES // 2) * 0.1)
    log_mel, _ = Frontend()(samples)
    onset = onset_strength(log_mel)[0]  # its last frames hear the sound break off
    assert onset.shape == (N_FRAMES,)
    assert abs(int(onset[:-4].argmax()) - N_FRAMES // 2) <= 3
