"""The text tower: a small encoder of search text, distilled from the sentence encoder."""

import ast
import csv
import random
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.training.clips import split_of
from engine.training.minilm import DIM, MAX_PIECES, MiniLM, pad_ids

WIDTH, DEPTH, HEADS = 128, 3, 4  # the tower's own size
HELD_OUT = 0.05  # share of the MusicCaps captions kept to measure the tower


class TextTower(nn.Module):
    """Piece ids (n, length) and mask (n, length) to unit vectors (n, 384)."""

    def __init__(self, n_pieces: int = 30522) -> None:
        super().__init__()
        self.pieces = nn.Embedding(n_pieces, WIDTH)
        self.places = nn.Parameter(torch.zeros(MAX_PIECES, WIDTH))
        self.norm = nn.LayerNorm(WIDTH)
        self.qkv = nn.ModuleList(nn.Linear(WIDTH, 3 * WIDTH) for _ in range(DEPTH))
        self.mix = nn.ModuleList(nn.Linear(WIDTH, WIDTH) for _ in range(DEPTH))
        self.wide = nn.ModuleList(nn.Linear(WIDTH, 4 * WIDTH) for _ in range(DEPTH))
        self.narrow = nn.ModuleList(nn.Linear(4 * WIDTH, WIDTH) for _ in range(DEPTH))
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(2 * DEPTH))
        self.out = nn.Sequential(nn.Linear(2 * WIDTH, 512), nn.GELU(), nn.Linear(512, DIM))

    def _attend(self, x: Tensor, mask: Tensor, layer: int) -> Tensor:
        """Self-attention over x (n, length, WIDTH); written out, so that it exports plainly."""
        n, length = x.shape[0], x.shape[1]
        q, k, v = self.qkv[layer](x).reshape(n, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(2, 3) / (WIDTH // HEADS) ** 0.5  # (n, heads, length, length)
        scores = scores + (1.0 - mask[:, None, None].to(x.dtype)) * -1e4
        heard = (scores.softmax(3) @ v).transpose(1, 2).reshape(n, length, WIDTH)
        mixed: Tensor = self.mix[layer](heard)
        return mixed

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors (n, 384)."""
        embedded = self.pieces(ids)  # (n, length, WIDTH)
        x = self.norm(embedded + self.places[: ids.shape[1]])
        for layer in range(DEPTH):
            x = self.norms[2 * layer](x + self._attend(x, mask, layer))
            wide = functional.gelu(self.wide[layer](x))
            x = self.norms[2 * layer + 1](x + self.narrow[layer](wide))
        weight = mask[..., None].to(x.dtype)
        both = torch.cat([x, embedded], dim=2)  # the plain words help with rare ones
        mean = (both * weight).sum(1) / weight.sum(1)
        return functional.normalize(self.out(mean), dim=1)


def start_from_pieces(tower: TextTower, teacher: MiniLM) -> None:
    """Begin with the teacher's piece vectors in their 128 principal directions."""
    vectors = teacher.word_embeddings()
    centred = vectors - vectors.mean(0)
    _, values, directions = torch.linalg.svd(centred[2000:12000], full_matrices=False)
    del values
    reduced = centred @ directions[:WIDTH].T
    with torch.no_grad():
        tower.pieces.weight.copy_(reduced / reduced.std())


def whole_words(teacher: MiniLM) -> list[str]:
    """The plain English words among the pieces."""
    vocabulary = teacher.tokenizer.get_vocab()
    return sorted(w for w in vocabulary if w.isascii() and w.isalpha() and len(w) > 2)


def music_texts(data: Path) -> tuple[list[str], list[str]]:
    """Captions, aspects and catalogue texts: for training, and the captions held out."""
    train, held = set[str](), list[str]()
    with (data / "text" / "musiccaps.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if split_of(f"caption {row['ytid']}", (1 - HELD_OUT, 0.0)) == "train":
                train.add(row["caption"])
                train.update(s.strip() for s in row["caption"].split(". ") if len(s) > 12)
                aspects = ast.literal_eval(row["aspect_list"])
                train.update(aspects)
                train.add(", ".join(aspects))
            else:
                held.append(row["caption"])
    with (data / "text" / "catalogue.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            train.update((row["description"], f"{row['genre']}, {row['feel']}", row["title"]))
            train.add(f"{row['feel']} {row['genre']} with {row['instruments']}")
    return sorted(t for t in train if t.strip()), held


def word_texts(words: list[str], known: list[str], n: int, rng: random.Random) -> list[str]:
    """Random short queries: words of the language, words of music, and both together."""
    texts = list(words)
    for _ in range(n):
        kind = rng.random()
        if kind < 0.3:
            texts.append(" ".join(rng.sample(words, rng.randint(2, 4))))
        elif kind < 0.6:
            texts.append(" ".join(rng.sample(known, rng.randint(1, 3))))
        elif kind < 0.8:
            texts.append(f"{rng.choice(words)} {rng.choice(known)}")
        else:
            texts.append(f"{rng.choice(known)} {rng.choice(['music', 'song', 'with', 'for a'])}"
                         f" {rng.choice(words)}")  # fmt: skip
    return texts


def _batches(lengths: Tensor, batch: int) -> list[Tensor]:
    """Random batches of rows of about one length, so that little is padding."""
    jitter = lengths + torch.rand(len(lengths)) * 4
    order = torch.argsort(jitter)
    whole = [order[i : i + batch] for i in range(0, len(order) - batch + 1, batch)]
    return [whole[int(i)] for i in torch.randperm(len(whole))]


def train_tower(
    tower: TextTower,
    teacher: MiniLM,
    texts: list[str],
    targets: Tensor,
    *,
    epochs: int,
    seed: int = 0,
) -> Iterator[tuple[int, float]]:
    """Distil the teacher's vectors (n, 384) of texts; yields (epoch, mean cosine)."""
    torch.manual_seed(seed)
    encoded = [teacher.tokenizer.encode(text).ids for text in texts]
    lengths = torch.tensor([float(len(ids)) for ids in encoded])
    batch, steps = 256, epochs * (len(texts) // 256)
    optimiser = torch.optim.AdamW(tower.parameters(), 2e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps + 1)
    for epoch in range(epochs):
        total, batches = 0.0, _batches(lengths, batch)
        for rows in batches:
            ids, mask = pad_ids([encoded[i] for i in rows.tolist()])
            with torch.autocast("cpu", torch.bfloat16):
                found = tower(ids, mask).float()
            wanted = targets[rows]
            cosine = (found * wanted).sum(1).mean()
            apart = functional.mse_loss(found @ found.T, wanted @ wanted.T)
            optimiser.zero_grad()
            (1 - cosine + 5 * apart).backward()
            optimiser.step()
            schedule.step()
            total += float(cosine.detach())
        yield epoch, total / len(batches)


@torch.no_grad()
def encode_texts(tower: TextTower, teacher: MiniLM, texts: list[str]) -> Tensor:
    """The tower's unit vectors (n, 384) of texts."""
    tower.eval()
    found = []
    for start in range(0, len(texts), 256):
        encoded = [teacher.tokenizer.encode(t).ids for t in texts[start : start + 256]]
        found.append(tower(*pad_ids(encoded)))
    return torch.cat(found)
