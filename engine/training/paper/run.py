"""One run: a model trained in one accounting from one seed, kept as a small JSON file."""

import copy
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from engine.training.errors import TrainingError
from engine.training.paper.data import IGNORED, Accounting, Examples
from engine.training.paper.networks import MODELS, PaperModel
from engine.training.weights import save, saved
from engine.training.whole import whole

LEARNING_RATE = 1e-3
BATCH = 256
TEST_BATCH = 16  # the paper's figure is a mean over batches of this many clips
SAVED_EVERY = 10  # epochs between the states that an interrupted run goes on from


@dataclass(frozen=True, slots=True)
class Result:
    """A finished run; cross-entropies in nats a token."""

    model: str
    accounting: str
    seed: int
    epochs: int  # planned; the curves are shorter where patience ended
    train: tuple[float, ...]  # mean of the batches of each epoch
    val: tuple[float, ...]  # after each epoch
    test_last: float  # after the last epoch; the paper's accounting reads validation data here
    best_epoch: int  # from 1: lowest on validation
    test_best: float  # after that epoch
    test_swapped: float  # after that epoch, every clip heard with another clip's sound


def _loss(model: PaperModel, frames: Tensor, inputs: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy of each target (n, length); 0 where it is not counted."""
    with torch.autocast("cpu", torch.bfloat16):
        logits = model(frames, inputs)
    return functional.cross_entropy(
        logits.float().transpose(1, 2), targets, ignore_index=IGNORED, reduction="none"
    )


@torch.no_grad()
def measure(model: PaperModel, part: Examples, accounting: Accounting) -> float:
    """Cross-entropy on a part: per token, or in the paper's accounting the mean of its batches."""
    model.eval()
    sums = []
    for start in range(0, len(part), BATCH):
        rows = slice(start, start + BATCH)
        sums.append(_loss(model, part.frames[rows], part.inputs[rows], part.targets[rows]).sum(1))
    loss, counted = torch.cat(sums), (part.targets != IGNORED).sum(1)
    if accounting.marked:
        return float(loss.sum() / counted.sum())
    batches = [slice(start, start + TEST_BATCH) for start in range(0, len(part), TEST_BATCH)]
    return float(torch.stack([loss[rows].sum() / counted[rows].sum() for rows in batches]).mean())


def swapped(part: Examples) -> Examples:
    """The same lists, each with the sound of a clip half the part away."""
    return Examples(part.frames.roll(len(part) // 2, 0), part.inputs, part.targets)


class Training:
    """The state of a run, which can be saved and taken up again."""

    def __init__(
        self, model: str, accounting: Accounting, seed: int, parts: dict[str, Examples], tokens: int
    ) -> None:
        torch.manual_seed(seed)
        self.name, self.accounting, self.seed, self.parts = model, accounting, seed, parts
        self.model = PaperModel(MODELS[model], tokens)
        self.optimiser = torch.optim.Adam(self.model.parameters(), LEARNING_RATE)
        self.train: list[float] = []
        self.val: list[float] = []
        self.best = copy.deepcopy(self.model.state_dict())

    def save(self, path: Path) -> None:
        """Write everything that a resumed run needs, in one move."""
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "best": self.best,
            "train": self.train,
            "val": self.val,
        }
        save(state, path)

    def resume(self, path: Path) -> None:
        """Take up a saved run; raises TrainingError if the file holds none of this version."""
        with saved(path) as state:
            self.model.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.best, self.train, self.val = state["best"], state["train"], state["val"]

    def run_epoch(self) -> None:
        """One epoch; its random numbers depend on the seed and the epoch alone."""
        torch.manual_seed(self.seed * 100_000 + len(self.train) + 1)
        part, losses = self.parts["train"], []
        self.model.train()
        order = torch.randperm(len(part))
        for start in range(0, len(part), BATCH):
            rows = order[start : start + BATCH]
            targets = part.targets[rows]
            loss = _loss(self.model, part.frames[rows], part.inputs[rows], targets).sum()
            loss = loss / (targets != IGNORED).sum()
            self.optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            self.optimiser.step()
            losses.append(float(loss.detach()))
        self.train.append(sum(losses) / len(losses))
        self.val.append(measure(self.model, self.parts["val"], self.accounting))
        if self.val[-1] <= min(self.val):
            self.best = copy.deepcopy(self.model.state_dict())

    @property
    def best_epoch(self) -> int:
        """From 1: the last of those with the lowest loss on validation; 0 before the first."""
        return len(self.val) - self.val[::-1].index(min(self.val)) if self.val else 0

    def is_over(self, epochs: int) -> bool:
        """Whether that many epochs are done, or the accounting's patience is."""
        patience = self.accounting.patience
        waited = len(self.val) - self.best_epoch
        return len(self.train) >= epochs or (patience is not None and waited >= patience)

    def result(self, epochs: int) -> Result:
        """The figures; the model is left as it was after its best epoch."""
        test = self.parts["test"]
        last = measure(self.model, test, self.accounting)
        self.model.load_state_dict(self.best)
        return Result(
            model=self.name,
            accounting=self.accounting.name,
            seed=self.seed,
            epochs=epochs,
            train=tuple(self.train),
            val=tuple(self.val),
            test_last=last,
            best_epoch=self.best_epoch,
            test_best=measure(self.model, test, self.accounting),
            test_swapped=measure(self.model, swapped(test), self.accounting),
        )


def _stem(model: str, accounting: Accounting, seed: int, epochs: int) -> str:
    return f"{model}-{accounting.name}-{epochs}-{seed}"


def finished(cache: Path, model: str, accounting: Accounting, seed: int, epochs: int) -> bool:
    """Whether the run is already there."""
    return (cache / f"{_stem(model, accounting, seed, epochs)}.json").exists()


def train_run(training: Training, cache: Path, epochs: int) -> Result:
    """Train until epochs or patience are over, from a saved state if there is one."""
    stem = _stem(training.name, training.accounting, training.seed, epochs)
    state = cache / f"{stem}.pt"
    if state.exists():
        training.resume(state)
    # gradients die away over 512 frames, and denormal numbers are many times slower
    torch.set_flush_denormal(True)
    try:
        while not training.is_over(epochs):
            training.run_epoch()
            if len(training.train) % SAVED_EVERY == 0:
                training.save(state)
        found = training.result(epochs)
    finally:
        torch.set_flush_denormal(False)
    with whole(cache / f"{stem}.json") as part:
        part.write_text(json.dumps(asdict(found)) + "\n", encoding="utf-8")
    state.unlink(missing_ok=True)
    return found


def load_results(cache: Path, epochs: int) -> list[Result]:
    """All finished runs of that many epochs, by seed."""
    found = []
    for path in sorted(cache.glob(f"*-{epochs}-*.json")):
        try:
            row = json.loads(path.read_text(encoding="utf-8"))
            row |= {"train": tuple(row["train"]), "val": tuple(row["val"])}
            found.append(Result(**row))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise TrainingError(path, "is not a finished run; delete it and run again") from error
    return sorted(found, key=lambda result: result.seed)
