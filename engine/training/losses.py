"""The encoder's losses: aspects, teachers, music and the space shared with text."""

import torch
from torch import Tensor
from torch.nn import functional

from engine.training.augment import Batch
from engine.training.networks import Heard


def aspect_loss(logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    """Weighted cross-entropy of aspects (n, A), summed over aspects, mean over windows."""
    each = functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
    return (each * weights).sum(1).mean() / 10


def teacher_loss(found: Tensor, wanted: Tensor) -> Tensor:
    """Distance to the teacher's standardised embedding (n, 384), where there is one."""
    known = ~torch.isnan(wanted[:, 0])
    if not bool(known.any()):
        return found.sum() * 0
    error = functional.mse_loss(found[known], wanted[known])
    apart = 1 - functional.cosine_similarity(found[known], wanted[known]).mean()
    return error + 0.5 * apart


def course_loss(found: Tensor, wanted: Tensor) -> Tensor:
    """Distance to the teacher's standardised embedding at each step (n, 27, 384), if known."""
    known = ~torch.isnan(wanted[:, 0, 0])
    if not bool(known.any()):
        return found.sum() * 0
    return functional.mse_loss(found[known], wanted[known])


def sound_loss(logits: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy toward the teachers' probabilities (n, 677), where there are some."""
    known = ~torch.isnan(wanted)
    each = functional.binary_cross_entropy_with_logits(
        logits, torch.nan_to_num(wanted), reduction="none"
    )
    return (each * known).sum(1).mean() / 30


def music_loss(logits: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy of music or not (n,), where somebody can say."""
    known = ~torch.isnan(wanted)
    each = functional.binary_cross_entropy_with_logits(
        logits, torch.nan_to_num(wanted), reduction="none"
    )
    return (each * known).sum() / known.sum().clamp(min=1)


def contrastive_loss(found: Tensor, text: Tensor, scale: Tensor) -> Tensor:
    """InfoNCE both ways between windows (n, 384) and their clips' words (n, 384)."""
    usable = text.abs().sum(1) > 0
    found, text = found[usable], text[usable]
    likeness = scale.exp() * found @ text.T  # (n, n)
    same = (text @ text.T > 0.9999).float()  # windows of one wording are all right
    wanted = same / same.sum(1, keepdim=True)
    return 0.5 * (
        functional.cross_entropy(likeness, wanted) + functional.cross_entropy(likeness.T, wanted)
    )


def encoder_loss(
    heard: Heard, batch: Batch, scale: Tensor, *, words: bool
) -> tuple[Tensor, dict[str, float]]:
    """The total and its parts; without words only what the teachers hear is learnt."""
    parts = {
        "teacher": 2 * teacher_loss(heard.teacher, batch.teacher),
        "sounds": sound_loss(heard.sounds, batch.sounds),
        "music": 0.3 * music_loss(heard.music, batch.music),
    }
    if heard.course is not None and batch.course is not None:
        parts["course"] = course_loss(heard.course, batch.course)
    if words:
        parts["aspects"] = 0.6 * aspect_loss(heard.aspects, batch.aspects, batch.weights)
    if words and not batch.mixed:
        told = batch.text.abs().sum(1) > 0
        cosine = 1 - (heard.embedding * batch.text)[told].sum(1).mean()
        contrast = contrastive_loss(heard.embedding, batch.text, scale)
        parts["text"] = 0.4 * contrast + 0.3 * cosine
    total = torch.stack(list(parts.values())).sum()
    return total, {name: float(value.detach()) for name, value in parts.items()}
