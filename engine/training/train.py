"""Train the encoder: epochs with checkpoints, averaged weights, and a figure after each."""

import copy
import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.training.aspects import Aspect
from engine.training.augment import Batch
from engine.training.batches import (
    Material,
    epoch_rows,
    make_batch,
    plain_batch,
    prefetched,
    read_frames,
    rows_of,
)
from engine.training.clips import Clip
from engine.training.losses import encoder_loss
from engine.training.measure import summary
from engine.training.networks import Decoder, Encoder, Heard
from engine.training.vocabulary import Vocabulary
from engine.training.weights import save, saved
from engine.training.writing import decoder_loss, sentence_batch

RUN = "encoder.pt"  # in the cache: all that a run goes on from
LISTENING_RATE, WORDS_RATE = 3e-3, 6e-4  # learning rates of the two parts of a run
WORDS_DROPOUT = 0.1
PARTS = ("teacher", "course", "sounds", "music", "aspects", "text", "sentence")  # of the loss
SENTENCES = 16  # windows of a batch that a sentence is written for
WARM_UP = 0.06  # share of each part
AVERAGE = 0.998  # share of the old weights kept in the averaged ones at each step


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train and on how much.

    First the encoder learns to hear what the teachers hear, undisturbed: nothing is hidden,
    dropped or mixed on the way, and it has no words. Then it learns the words, and goes on hearing.
    """

    listening: int = 60  # epochs
    epochs: int = 74  # in all
    windows: int = 8000  # of an epoch
    batch: int = 64
    seed: int = 1


def track_means(
    values: NDArray[np.float32], names: NDArray[np.str_]
) -> dict[str, NDArray[np.float32]]:
    """Mean of values (n, ...) over the windows of each clip, whose names are (n,)."""
    return {str(n): values[names == n].mean(0) for n in dict.fromkeys(names.tolist())}


@torch.no_grad()
def hear(
    encoder: Encoder, material: Material, rows: NDArray[np.int64]
) -> dict[str, NDArray[np.float32]]:
    """What Heard holds of windows (n,), by name, each (n, ...).

    Aspects and music are probabilities, which are not calibrated yet.
    """
    encoder.eval()
    names = ("aspects", "embedding", "music", "h", "c", "features", "teacher")
    parts: dict[str, list[Tensor]] = {name: [] for name in names}
    for start in range(0, len(rows), 64):
        heard = encoder(*read_frames(material, rows[start : start + 64]))
        for name, found in parts.items():
            value = getattr(heard, name)
            found.append(value.sigmoid() if name in ("aspects", "music") else value)
    return {name: torch.cat(found).numpy() for name, found in parts.items()}


def validate(
    encoder: Encoder, material: Material, aspects: tuple[Aspect, ...], clips: dict[str, Clip]
) -> dict[str, float]:
    """The figures of `summary` on the songs of the validation artists, by name.

    And "explained", how much of the teacher's variance is (R2).
    """
    rows = rows_of(material.targets, "val")
    rows = rows[material.targets.source[rows] == "songs"]
    heard, wanted = hear(encoder, material, rows), material.targets.embedding[rows]
    means = track_means(heard["aspects"], material.targets.clip[rows])
    missed = np.square(heard["teacher"] - wanted).sum() / np.square(wanted - wanted.mean(0)).sum()
    found = summary(aspects, [clips[n] for n in means], np.stack(list(means.values())))
    return found | {"explained": float(1 - missed)}


def normalise(encoder: Encoder, material: Material) -> None:
    """Fix the normalisation from a sample of the training windows."""
    rows = rows_of(material.targets, "train")
    rows = rows[np.random.default_rng(0).choice(len(rows), min(400, len(rows)), replace=False)]
    encoder.set_normalisation(*read_frames(material, np.sort(rows)))


class Trainer:
    """The state of a training run, which can be saved and taken up again."""

    def __init__(
        self, encoder: Encoder, decoder: Decoder, aspects: tuple[Aspect, ...], plan: Plan
    ) -> None:
        self.encoder, self.decoder, self.plan, self.epoch = encoder, decoder, plan, 0
        self.vocabulary = Vocabulary(aspects)
        self.average: Encoder = copy.deepcopy(encoder)
        self.scale = nn.Parameter(torch.tensor(2.65))  # log of the InfoNCE inverse temperature
        parameters = [*encoder.parameters(), *decoder.parameters(), self.scale]
        self.optimiser = torch.optim.AdamW(parameters, LISTENING_RATE, weight_decay=1e-2)

    def save(self, path: Path) -> None:
        """Write everything that a resumed run needs, in one move."""
        state = {
            "epoch": self.epoch,
            "encoder": self.encoder.state_dict(),
            "decoder": self.decoder.state_dict(),
            "average": self.average.state_dict(),
            "scale": self.scale.data,
            "optimiser": self.optimiser.state_dict(),
        }
        save(state, path)

    def resume(self, path: Path) -> None:
        """Take up a saved run; raises TrainingError if the file holds no run of this version."""
        with saved(path) as state:
            self.epoch = state["epoch"]
            self.encoder.load_state_dict(state["encoder"])
            self.decoder.load_state_dict(state["decoder"])
            self.average.load_state_dict(state["average"])
            self.scale.data = state["scale"]
            self.optimiser.load_state_dict(state["optimiser"])

    @property
    def words(self) -> bool:
        """Whether the epoch at hand learns words."""
        return self.epoch >= self.plan.listening

    def _set_rate(self, done: float) -> None:
        """Warm up, then fall along a cosine, in each part; done counts epochs."""
        plan = self.plan
        first, last = (plan.listening, plan.epochs) if self.words else (0, plan.listening)
        share = (done - first) / (last - first)
        rate = min(share / WARM_UP, 1.0) * 0.5 * (1 + np.cos(np.pi * share))
        highest = WORDS_RATE if self.words else LISTENING_RATE
        for group in self.optimiser.param_groups:
            group["lr"] = highest * max(float(rate), 1e-3)

    def _step(self, loss: Tensor) -> None:
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.encoder.parameters(), 2.0)
        self.optimiser.step()
        with torch.no_grad():
            new = self.encoder.state_dict()
            for name, value in self.average.state_dict().items():
                if value.dtype.is_floating_point:
                    value.lerp_(new[name], 1 - AVERAGE)
                else:
                    value.copy_(new[name])

    def _sentence_loss(self, heard: Heard, batch: Batch, words: random.Random) -> Tensor:
        """The decoder's loss on a sentence for each of some windows of music."""
        music = torch.nonzero((batch.music > 0.5) & (batch.text.abs().sum(1) > 0))[:SENTENCES, 0]
        labels = list(batch.aspects[music].numpy())
        tokens, counts = sentence_batch(self.vocabulary, labels, words)
        with torch.autocast("cpu", torch.bfloat16):
            return decoder_loss(self.decoder, heard.h[music], heard.c[music], tokens, counts)

    def run_epoch(self, material: Material, vectors: Tensor) -> dict[str, float]:
        """One epoch: the mean of each part of the loss; vectors (texts, 384) of material.texts.

        Its random numbers depend on the seed and the epoch alone.
        """
        rng = np.random.default_rng([self.plan.seed, self.epoch])
        torch.manual_seed(self.plan.seed * 1000 + self.epoch)
        words = random.Random(self.plan.seed * 1000 + self.epoch)
        self.encoder.train()
        self.encoder.set_dropout(WORDS_DROPOUT if self.words else 0.0)
        self.decoder.train()
        sums: dict[str, list[float]] = {name: [] for name in PARTS}
        steps = self.plan.windows // self.plan.batch
        drawn = epoch_rows(material.targets, self.plan.windows, self.plan.batch, rng)
        make = make_batch if self.words else plain_batch
        batches = (make(material, rows, vectors, rng) for rows in drawn)
        for step, batch in enumerate(prefetched(batches)):
            self._set_rate(self.epoch + step / steps)
            with torch.autocast("cpu", torch.bfloat16):
                heard = self.encoder(batch.log_mel, batch.chroma, batch.seen)
            loss, parts = encoder_loss(heard, batch, self.scale, words=self.words)
            if self.words and not batch.mixed:
                said = self._sentence_loss(heard, batch, words)
                loss, parts["sentence"] = loss + 0.3 * said, float(said.detach())
            self._step(loss)
            for name, value in parts.items():
                sums[name].append(value)
        self.epoch += 1
        return {name: float(np.mean(v)) if v else np.nan for name, v in sums.items()}


def log_epoch(path: Path, row: dict[str, float]) -> None:
    """Append a line of figures to a CSV file."""
    new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(row))
        if new:
            writer.writeheader()
        writer.writerow({name: f"{value:.5g}" for name, value in row.items()})


def train_encoder(
    trainer: Trainer,
    material: Material,
    vectors: Tensor,
    *,
    cache: Path,
    aspects: tuple[Aspect, ...],
    clips: dict[str, Clip],
) -> Iterator[dict[str, float]]:
    """Epochs until the plan is done, each saved to cache/encoder.pt; yields each one's figures."""
    while trainer.epoch < trainer.plan.epochs:
        row = {"epoch": float(trainer.epoch)}
        row |= trainer.run_epoch(material, vectors)
        row |= validate(trainer.average, material, aspects, clips)
        trainer.save(cache / RUN)
        log_epoch(cache / "encoder.csv", row)
        yield row
