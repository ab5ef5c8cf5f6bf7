"""What the paper's models hear and are asked to say: frames once per clip, and lists of aspects."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.training.clips import Clip
from engine.training.errors import TrainingError
from engine.training.frontend import HOP, N_CHROMA, N_MFCC, N_SAMPLES, SAMPLE_RATE, Frontend
from engine.training.paper import PATIENCE
from engine.training.sounds import read_mono
from engine.training.whole import whole

N_FRAMES = 512  # where the paper cuts; 11.9 s
N_FEATURES = N_MFCC + N_CHROMA
FEATURES = "features.npz"
IGNORED = -100  # a target that no loss counts (torch's ignore_index)
SPLIT_SEED = 42  # of the random split, the same for all runs
_JOIN = 300  # the frame from which the second window is used
_SECOND = 100  # the frame that the second window begins with
_SAMPLES = _SECOND * HOP + N_SAMPLES  # what both windows cover, 12.3 s


def load_start(path: Path) -> NDArray[np.float32]:
    """The first samples of a file, mono in -1..1, zeros after its end: (_SAMPLES,)."""
    mono, rate = read_mono(path, 0.0, _SAMPLES / SAMPLE_RATE + 0.1)
    if rate != SAMPLE_RATE:
        mono = soxr.resample(mono, rate, SAMPLE_RATE)
    mono = np.clip(mono[:_SAMPLES], -1, 1)
    return np.pad(mono, (0, _SAMPLES - len(mono))).astype(np.float32)


@torch.no_grad()
def features(frontend: Frontend, samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """MFCC and chroma (N_FRAMES, 32) of _SAMPLES samples, from two windows joined."""
    sound = torch.from_numpy(samples)[None]
    first = frontend.power(sound[:, :N_SAMPLES])
    second = frontend.power(sound[:, _SECOND * HOP :])
    rest = second[:, _JOIN - _SECOND : N_FRAMES - _SECOND]
    log_mel, chroma = frontend.levels(torch.cat([first[:, :_JOIN], rest], dim=1))
    return torch.cat([frontend.mfcc(log_mel), chroma], dim=2)[0].numpy()


def prepare_features(clips: list[Clip], cache: Path) -> Iterator[str]:
    """Write the frames of every clip to cache, once; a clip that fails is named and left out."""
    target = cache / FEATURES
    if target.exists():
        return
    cache.mkdir(parents=True, exist_ok=True)
    frontend, found = Frontend(), dict[str, NDArray[np.float32]]()
    for number, clip in enumerate(clips, 1):
        try:
            found[clip.name] = features(frontend, load_start(clip.path))
        except TrainingError as error:
            yield str(error)
        if number % 100 == 0:
            yield f"features of {number} of {len(clips)} clips"
    if not found:
        raise TrainingError(cache, "no clip could be decoded")
    with whole(target) as part, part.open("wb") as file:
        np.savez(file, names=np.array(list(found)), frames=np.stack(list(found.values())))


def load_features(cache: Path) -> dict[str, Tensor]:
    """Frames (N_FRAMES, 32) float32 by clip name."""
    path = cache / FEATURES
    try:
        stored = np.load(path)
        names, frames = stored["names"], torch.from_numpy(stored["frames"])
    except (OSError, KeyError, ValueError) as error:
        raise TrainingError(path, "is missing or not whole; delete it and run again") from error
    return dict(zip(names.tolist(), frames, strict=True))


@dataclass(frozen=True, slots=True)
class Accounting:
    """How a list of aspects becomes inputs and targets, and who is tested on."""

    name: str
    marked: bool  # lists begin with BOS and end with EOS; padding is not counted
    by_artist: bool  # artists stay in one split; the test is a part of its own
    patience: int | None  # epochs after the best on validation that end a run; None: none do


PAPER = Accounting("paper", marked=False, by_artist=False, patience=None)
HONEST = Accounting("honest", marked=True, by_artist=True, patience=PATIENCE)
ACCOUNTINGS = (PAPER, HONEST)


@dataclass(frozen=True, slots=True)
class Examples:
    """Clips as tensors."""

    frames: Tensor  # (n, N_FRAMES, 32); (n, 0, 0) where only the words are needed
    inputs: Tensor  # (n, length) token ids
    targets: Tensor  # (n, length) token ids, or IGNORED

    def __len__(self) -> int:
        return len(self.inputs)


def aspects_of(clip: Clip) -> tuple[str, ...]:
    """A clip's whole aspects in the order of the table, each a token: genres, then moods."""
    return clip.genres + clip.moods


def vocabulary(clips: list[Clip]) -> dict[str, int]:
    """Ids from 1 of all aspects; 0 is the unknown one, which also pads."""
    words = sorted({word for clip in clips for word in aspects_of(clip)})
    return {word: i for i, word in enumerate(words, 1)}


def n_tokens(known: dict[str, int], accounting: Accounting) -> int:
    """How many ids an accounting uses: 0, the aspects, and BOS and EOS where it has them."""
    return len(known) + 1 + 2 * accounting.marked


def tokens(
    clips: list[Clip], known: dict[str, int], accounting: Accounting, length: int
) -> tuple[Tensor, Tensor]:
    """Inputs and targets (n, ...) of clips whose lists are padded to length aspects."""
    lists = [[known.get(word, 0) for word in aspects_of(clip)] for clip in clips]
    if accounting.marked:
        bos, eos, length = len(known) + 1, len(known) + 2, length + 2
        lists = [[bos, *ids, eos] for ids in lists]
    padded = torch.tensor([ids + [0] * (length - len(ids)) for ids in lists])
    targets = padded[:, 1:].clone()
    if accounting.marked:
        filled = torch.tensor([len(ids) for ids in lists])
        targets[torch.arange(1, length)[None] >= filled[:, None]] = IGNORED
    return padded[:, :-1], targets


def split(clips: list[Clip], accounting: Accounting) -> dict[str, list[Clip]]:
    """Train, val and test: about 70, 15 and 15 of a hundred clips.

    The paper's code makes a test part and then reads the validation part in its place.
    """
    if accounting.by_artist:
        return {name: [c for c in clips if c.split == name] for name in ("train", "val", "test")}
    order = np.random.default_rng(SPLIT_SEED).permutation(len(clips))
    first, second = round(0.70 * len(clips)), round(0.85 * len(clips))
    train, val = ([clips[i] for i in part] for part in (order[:first], order[first:second]))
    return {"train": train, "val": val, "test": val}


def examples(
    clips: list[Clip], accounting: Accounting, frames: dict[str, Tensor] | None = None
) -> dict[str, Examples]:
    """The three parts of an accounting, without frames where only words are counted."""
    known, length = vocabulary(clips), max(len(aspects_of(clip)) for clip in clips)
    found = {}
    for name, part in split(clips, accounting).items():
        if not part:
            raise TrainingError(Path("clips.csv"), f"has no clip in the part {name}")
        heard = (
            torch.zeros(len(part), 0, 0)
            if frames is None
            else torch.stack([frames[clip.name] for clip in part])
        )
        found[name] = Examples(heard, *tokens(part, known, accounting, length))
    return found
