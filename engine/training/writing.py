"""Train the decoder on composed sentences, and write sentences with it."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.training.aspects import Aspect
from engine.training.networks import Decoder
from engine.training.vocabulary import (
    BOS,
    EOS,
    PAD,
    SEP,
    Vocabulary,
    likely_aspects,
    random_aspects,
)

MAX_TOKENS = 64
RANDOM_SHARE = 0.5  # of the sentences are about aspects drawn at random: grammar for any prefix
BATCH = 96  # sentences a step
WINDOWS = 3  # most windows of a clip whose states are averaged


@dataclass(frozen=True, slots=True)
class States:
    """The encoder's final states of the training windows."""

    h: Tensor  # (n, 512)
    c: Tensor  # (n, 512)
    clip: NDArray[np.int64]  # (n,) number of each window's clip
    labels: NDArray[np.float32]  # (n, A) soft labels


def sentence_batch(
    vocabulary: Vocabulary, labels: Sequence[NDArray[np.float32]], rng: random.Random
) -> tuple[Tensor, Tensor]:
    """Tokens (n, length) and which of them count in the loss (n, length)."""
    rows, counts = [], []
    for row in labels:
        aspects = likely_aspects(vocabulary.aspects, row.tolist(), rng)
        own = bool(aspects) and rng.random() > RANDOM_SHARE
        tokens = vocabulary.encode(aspects if own else random_aspects(vocabulary.aspects, rng), rng)
        start = 1 if own else tokens.index(SEP) + 1  # a random prefix is no truth to learn
        rows.append(tokens)
        counts.append([0.0] * start + [1.0] * (len(tokens) - start))
    length = max(len(row) for row in rows)
    padded = [row + [PAD] * (length - len(row)) for row in rows]
    weights = [row + [0.0] * (length - len(row)) for row in counts]
    return torch.tensor(padded), torch.tensor(weights)


def decoder_loss(decoder: Decoder, h: Tensor, c: Tensor, tokens: Tensor, counts: Tensor) -> Tensor:
    """Cross-entropy of the next token where it counts, from states (n, 512)."""
    logits, _, _ = decoder(tokens[:, :-1], h, c)
    each = functional.cross_entropy(
        logits.float().transpose(1, 2), tokens[:, 1:], reduction="none"
    )  # (n, length - 1)
    return (each * counts[:, 1:]).sum() / counts[:, 1:].sum().clamp(min=1)


def averaged_states(
    states: States, n: int, rng: np.random.Generator
) -> tuple[Tensor, Tensor, NDArray[np.int64]]:
    """States (n, 512) of n random items: the mean over 1 to 3 windows of a clip; and a row each."""
    picked = rng.integers(len(states.clip), size=n)
    h, c = [], []
    for row in picked:
        same = np.flatnonzero(states.clip == states.clip[row])
        some = rng.choice(same, min(len(same), int(rng.integers(1, WINDOWS + 1))), replace=False)
        h.append(states.h[some].mean(0))
        c.append(states.c[some].mean(0))
    return torch.stack(h), torch.stack(c), picked


def train_decoder(
    decoder: Decoder, states: States, vocabulary: Vocabulary, steps: int, seed: int = 0
) -> Iterator[tuple[int, float]]:
    """Train on frozen states; yields (step, mean loss) every hundred steps."""
    torch.manual_seed(seed)
    rng, words = np.random.default_rng(seed), random.Random(seed)
    optimiser = torch.optim.Adam(decoder.parameters(), 1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps + 1)
    decoder.train()
    losses = []
    for step in range(steps):
        h, c, rows = averaged_states(states, BATCH, rng)
        h = h + 0.05 * torch.randn_like(h)  # states of unheard music differ a little
        tokens, counts = sentence_batch(vocabulary, [states.labels[r] for r in rows], words)
        with torch.autocast("cpu", torch.bfloat16):
            loss = decoder_loss(decoder, h, c, tokens, counts)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(decoder.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        losses.append(float(loss.detach()))
        if (step + 1) % 100 == 0:
            yield step + 1, float(np.mean(losses[-100:]))


@torch.no_grad()
def write(
    decoder: Decoder, h: Tensor, c: Tensor, prefix: Sequence[Aspect], vocabulary: Vocabulary
) -> list[int]:
    """The greedy sentence's tokens for a forced prefix, from states (1, 512), as it is served."""
    first = vocabulary.first_aspect()
    places = {a.name: i for i, a in enumerate(vocabulary.aspects)}
    allowed = [first + places[a.name] for a in prefix]
    closed = torch.zeros(len(vocabulary), dtype=torch.bool)
    closed[first:] = True
    closed[allowed] = False
    closed[[PAD, BOS, SEP]] = True
    decoder.eval()
    for token in (BOS, *allowed):
        _, h, c = decoder(torch.tensor([[token]]), h, c)
    written: list[int] = []
    token = SEP
    while len(written) < MAX_TOKENS:
        logits, h, c = decoder(torch.tensor([[token]]), h, c)
        token = int(logits[0, 0].masked_fill(closed, -torch.inf).argmax())
        if token == EOS:
            break
        written.append(token)
        closed[token] |= token in allowed  # once is enough
    return written
