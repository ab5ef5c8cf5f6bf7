"""What guessing costs without listening: counts of aspects, alone and after the one before."""

import math

import torch
from torch import Tensor

from engine.training.paper.data import IGNORED, Examples

SMOOTHING = 1.0  # added to the count of every token
WEIGHT = 10.0  # of the frequencies against the counts after one token


def _pairs(part: Examples) -> tuple[Tensor, Tensor]:
    """Every counted target and the input before it, flat."""
    counted = part.targets != IGNORED
    return part.inputs[counted], part.targets[counted]


def frequencies(train: Examples, n_tokens: int) -> Tensor:
    """Share of each token among the counted targets (V,), smoothed by adding one."""
    counts = torch.bincount(_pairs(train)[1], minlength=n_tokens) + SMOOTHING
    return counts / counts.sum()


def unigram_loss(train: Examples, test: Examples, n_tokens: int) -> float:
    """Cross-entropy in nats a token of the training frequencies."""
    share = frequencies(train, n_tokens)
    return float(-share[_pairs(test)[1]].log().mean())


def bigram_loss(train: Examples, test: Examples, n_tokens: int) -> float:
    """Cross-entropy in nats a token of the frequencies after the token before.

    Where few were seen after it they lean on the frequencies alone (a Dirichlet prior).
    """
    before, after = _pairs(train)
    counts = torch.zeros(n_tokens, n_tokens)
    counts.index_put_((before, after), torch.ones(len(before)), accumulate=True)
    counts += WEIGHT * frequencies(train, n_tokens)
    share = counts / counts.sum(1, keepdim=True)
    return float(-share[_pairs(test)].log().mean())


def perplexity(loss: float) -> float:
    """The number of equally likely tokens that a cross-entropy in nats stands for."""
    return math.exp(loss)


def padding_share(part: Examples) -> float:
    """Share of the counted targets that are id 0: unknown or padding."""
    return float((_pairs(part)[1] == 0).float().mean())
