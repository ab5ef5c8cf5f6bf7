"""CLSTMA-MT grown up: convolution for local patterns, an LSTM for time, an LSTM for the words."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.training.frontend import (
    HOP,
    N_CHROMA,
    N_FRAMES,
    N_MELS,
    N_MFCC,
    SAMPLE_RATE,
    Frontend,
)

HIDDEN = 512  # LSTM state, of the encoder and of the decoder
EMBEDDING = 384  # the space shared with text
TOKEN_WIDTH = 256  # a token's vector in the decoder
TEACHER = 384  # the embedding of the AudioSet teacher, a target of training only
N_SOUNDS = 677  # teachers' classes, likewise
DROPOUT = 0.2  # in the decoder
_PAPER, _MEL, _STATS, _TRUNK = 128, 320, 320, 640
_MAPS = (24, 48, 96, 160, 256)  # channels after the first convolution and each residual block
_STRIDES = ((2, 2), (2, 2), (2, 1), (2, 1))  # of the blocks, in bands and frames
_STEP = 16  # frames in one step of the LSTM
STEP_S = _STEP * HOP / SAMPLE_RATE  # 0.37 s
N_STEPS = -(-N_FRAMES // _STEP)  # of a window
_ROWS = N_MELS // 32  # rows of the last maps
_ENVELOPES = 16  # mel bands joined for the modulation statistics
_RATES_HZ = np.geomspace(0.5, 12.0, 28)  # modulation rates listened for
_FRAME_RATE = SAMPLE_RATE / HOP  # frames a second
# Level, spread and change of each band, mean and spread of the paper's input, modulation.
_N_STATISTICS = 3 * N_MELS + 2 * N_MFCC + 2 * N_CHROMA + _ENVELOPES * len(_RATES_HZ)
N_FEATURES = _TRUNK + _N_STATISTICS + TEACHER  # trunk, statistics and predicted teacher


@dataclass(slots=True)
class Heard:
    """What the encoder makes of n windows (logits, before calibration)."""

    aspects: Tensor  # (n, A)
    embedding: Tensor  # (n, 384), unit length
    h: Tensor  # (n, 512)
    c: Tensor  # (n, 512)
    music: Tensor  # (n,)
    teacher: Tensor  # (n, 384)
    course: Tensor | None  # (n, 27, 384) what the teacher hears at each step; in training only
    sounds: Tensor  # (n, 677)
    features: Tensor  # (n, N_FEATURES) for the heads fitted last


class Residual(nn.Module):
    """Two convolutions beside a short cut, which halve the bands and, by stride, the frames.

    Only the second is normalised: normalisation costs more time than convolution here.
    """

    def __init__(self, inside: int, outside: int, stride: tuple[int, int]) -> None:
        super().__init__()
        self.first = nn.Conv2d(inside, outside, 3, stride=stride, padding=1)
        self.second = nn.Conv2d(outside, outside, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(outside)
        self.short = nn.Conv2d(inside, outside, 1, stride=stride)

    def forward(self, maps: Tensor) -> Tensor:
        """Maps (n, inside, bands, frames) to (n, outside, bands / 2, frames / stride)."""
        changed = self.norm(self.second(functional.relu(self.first(maps))))
        return functional.relu(changed + self.short(maps))


class Statistics(nn.Module):
    """Level, spread, change and modulation of each band over the window: (n, 320)."""

    cos: Tensor  # (frames, rates)
    sin: Tensor  # (frames, rates)

    def __init__(self) -> None:
        super().__init__()
        t = np.arange(N_FRAMES) / _FRAME_RATE
        window = np.hanning(N_FRAMES) / np.hanning(N_FRAMES).sum()
        phase = 2 * np.pi * np.outer(t, _RATES_HZ)
        self.register_buffer("cos", torch.tensor(np.cos(phase) * window[:, None]).float())
        self.register_buffer("sin", torch.tensor(np.sin(phase) * window[:, None]).float())
        self.norm = nn.BatchNorm1d(_N_STATISTICS, affine=False)
        self.dense = nn.Sequential(nn.Dropout(0.0), nn.Linear(_N_STATISTICS, _STATS), nn.ReLU())

    def forward(self, mel: Tensor, paper: Tensor) -> tuple[Tensor, Tensor]:
        """Normalised mel (n, frames, 128) and paper (n, frames, 32) to (n, 320) and (n, 896)."""
        change = (mel[:, 1:] - mel[:, :-1]).abs().mean(1)
        spread = (mel - mel.mean(1, keepdim=True)).square().mean(1).clamp(min=1e-6).sqrt()
        paper_mean = paper.mean(1)
        paper_spread = (paper - paper.mean(1, keepdim=True)).square().mean(1).clamp(min=1e-6)
        bands = mel.reshape(-1, N_FRAMES, _ENVELOPES, N_MELS // _ENVELOPES).mean(3)
        bands = (bands - bands.mean(1, keepdim=True)).transpose(1, 2)  # (n, 16, frames)
        power = (bands @ self.cos).square() + (bands @ self.sin).square()
        modulation = (power + 1e-5).log().flatten(1)
        level = mel.mean(1)
        found = [level, spread.log(), change, paper_mean, paper_spread.sqrt(), modulation]
        joined = torch.cat(found, dim=1)
        if self.training:
            joined = self.norm(joined)
        else:  # written out: the exporter's batch norm wants to be told the width
            mean, variance = self.norm.running_mean, self.norm.running_var
            assert mean is not None and variance is not None
            joined = (joined - mean) / (variance + self.norm.eps).sqrt()
        return self.dense(joined), joined


class Encoder(nn.Module):
    """Log-mel and chroma frames to aspects, embedding, music and the decoder's first state."""

    mel_mean: Tensor  # (128,)
    mel_std: Tensor  # (128,)
    paper_mean: Tensor  # (32,)
    paper_std: Tensor  # (32,)

    def __init__(self, n_aspects: int) -> None:
        super().__init__()
        self.frontend = Frontend()
        self.register_buffer("mel_mean", torch.zeros(N_MELS))
        self.register_buffer("mel_std", torch.ones(N_MELS))
        self.register_buffer("paper_mean", torch.zeros(N_MFCC + N_CHROMA))
        self.register_buffer("paper_std", torch.ones(N_MFCC + N_CHROMA))
        self.paper = nn.Conv1d(N_MFCC + N_CHROMA, _PAPER, 3, padding=1)
        self.mel = nn.Sequential(
            nn.Conv2d(1, _MAPS[0], (5, 7), stride=(2, 4), padding=(2, 3)),
            nn.ReLU(),
            *(Residual(a, b, s) for (a, b), s in zip(pairwise(_MAPS), _STRIDES, strict=True)),
        )
        self.mel_out = nn.Conv1d(_MAPS[-1] * _ROWS, _MEL, 1)
        self.drop = nn.Dropout(0.0)
        self.lstm = nn.LSTM(_PAPER + _MEL, HIDDEN, batch_first=True)
        self.statistics = Statistics()
        self.trunk = nn.Sequential(
            nn.Linear(3 * HIDDEN + 2 * (_PAPER + _MEL) + _MAPS[-1] + _STATS, _TRUNK), nn.ReLU()
        )
        self.doubt = nn.Dropout(0.3)  # people's labels are few, the teacher's are not
        self.aspects = nn.Linear(_TRUNK, n_aspects)
        self.embedding = nn.Linear(_TRUNK, EMBEDDING)
        self.music = nn.Linear(_TRUNK, 1)
        self.teacher = nn.Linear(_TRUNK, TEACHER)
        self.sounds = nn.Linear(_TRUNK, N_SOUNDS)
        self.course = nn.Linear(HIDDEN + _PAPER + _MEL, TEACHER)

    def set_normalisation(self, log_mel: Tensor, chroma: Tensor) -> None:
        """Fix the per-coefficient mean and deviation from frames (n, frames, 128) and (.., 12)."""
        paper = torch.cat([self.frontend.mfcc(log_mel), chroma], dim=2).flatten(0, 1)
        mel = log_mel.flatten(0, 1)
        self.mel_mean.copy_(mel.mean(0))
        self.mel_std.copy_(mel.std(0))
        self.paper_mean.copy_(paper.mean(0))
        self.paper_std.copy_(paper.std(0))

    def set_dropout(self, share: float) -> None:
        """How much of the encoder's inner values is dropped in training."""
        self.drop.p = share
        dropped = self.statistics.dense[0]
        assert isinstance(dropped, nn.Dropout)
        dropped.p = share

    def local(self, mel: Tensor, paper: Tensor) -> tuple[Tensor, Tensor]:
        """Local patterns (n, 448, 27) of normalised frames, and the maps' mean (n, 256)."""
        of_paper = functional.relu(self.paper(paper.transpose(1, 2)))  # (n, 128, frames)
        of_paper = functional.max_pool1d(self.drop(of_paper), _STEP, ceil_mode=True)
        image = mel.transpose(1, 2)[:, None]  # (n, 1, 128, frames)
        maps = self.mel(image.contiguous(memory_format=torch.channels_last))  # (n, 256, 4, 27)
        of_mel = functional.relu(self.mel_out(maps.flatten(1, 2)))  # (n, 320, 27)
        return torch.cat([of_paper, self.drop(of_mel)], dim=1), maps.mean((2, 3))

    def forward(self, log_mel: Tensor, chroma: Tensor, masked_mel: Tensor | None = None) -> Heard:
        """Frames (n, frames, 128) and (n, frames, 12); training may hide parts of the mel."""
        paper = torch.cat([self.frontend.mfcc(log_mel), chroma], dim=2)
        paper = (paper - self.paper_mean) / self.paper_std
        mel = (log_mel - self.mel_mean) / self.mel_std
        seen = mel if masked_mel is None else masked_mel * mel
        local, maps = self.local(seen, paper)
        steps, (h, c) = self.lstm(local.transpose(1, 2))
        dense, statistics = self.statistics(mel, paper)
        parts = [steps.mean(1), steps.amax(1), h[0], local.mean(2), local.amax(2), maps, dense]
        trunk = self.trunk(torch.cat(parts, dim=1))
        doubted = self.doubt(trunk)
        # The teacher's embedding is a mean over time: so is what is predicted of it.
        whole, moments = self.teacher(trunk), torch.cat([steps, local.transpose(1, 2)], dim=2)
        teacher = (whole + self.course(moments.mean(1))).float()
        return Heard(
            aspects=self.aspects(doubted).float(),
            embedding=functional.normalize(self.embedding(doubted).float(), dim=1),
            h=h[0].float(),
            c=c[0].float(),
            music=self.music(doubted)[:, 0].float(),
            teacher=teacher,
            course=(whole[:, None] + self.course(moments)).float() if self.training else None,
            sounds=self.sounds(trunk).float(),
            features=torch.cat([trunk, statistics, teacher], dim=1).float(),
        )


class Decoder(nn.Module):
    """An LSTM over tokens that starts from the encoder's final state."""

    def __init__(self, n_tokens: int) -> None:
        super().__init__()
        self.tokens = nn.Embedding(n_tokens, TOKEN_WIDTH)
        self.drop = nn.Dropout(DROPOUT)
        self.lstm = nn.LSTM(TOKEN_WIDTH, HIDDEN, batch_first=True)
        self.out = nn.Linear(HIDDEN, n_tokens)

    def forward(self, tokens: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits (n, length, V) after tokens (n, length) from h, c (n, 512); and the new state."""
        embedded = self.drop(self.tokens(tokens))
        steps, (h_out, c_out) = self.lstm(embedded, (h[None], c[None]))
        return self.out(self.drop(steps)), h_out[0], c_out[0]
