"""The exported model as onnxruntime and tokenizers alone run it, without the program's code."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from engine.training.errors import TrainingError

Floats = NDArray[np.float32]
HEARD = ("probabilities", "embedding", "h", "c", "music", "chroma", "onset")
LONGEST_TEXT = 64  # word pieces


class Served:
    """A model's folder, opened."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.folder = folder
        self.facts = self._json("model.json")
        self.aspects: list[dict[str, Any]] = self._json("aspects.json")
        self.vocabulary = self._json("vocabulary.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.encoder, self.decoder, self.text = (
            onnxruntime.InferenceSession(
                str(folder / f"{part}.onnx"), options, providers=["CPUExecutionProvider"]
            )
            for part in ("encoder", "decoder", "text")
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.texts: list[str] = [t["text"] for t in self.vocabulary["tokens"]]
        self.token_of = {
            t["aspect"]: i for i, t in enumerate(self.vocabulary["tokens"]) if "aspect" in t
        }

    def _json(self, name: str) -> Any:
        path = self.folder / name
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise TrainingError(path, f"is no part of a model ({error})") from error

    def hear(self, samples: Floats) -> dict[str, Floats]:
        """Every output for samples (n, N_SAMPLES)."""
        return dict(zip(HEARD, self.encoder.run(list(HEARD), {"samples": samples}), strict=True))

    def read(self, texts: list[str]) -> Floats:
        """Unit vectors (n, 384) of texts."""
        found = []
        for text in texts:
            ids = np.array([self.tokenizer.encode(text).ids[:LONGEST_TEXT]], np.int64)
            found.append(self.text.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0])
        return np.stack(found)

    def write(self, h: Floats, c: Floats, aspects: list[int]) -> list[str]:
        """The greedy sentence's words for aspects (numbers, in prefix order) from states (512,)."""
        open_tokens = {self.token_of[index] for index in aspects}
        closed = np.array([
            (i < 4 and i != self.vocabulary["eos"]) or ("aspect" in t and i not in open_tokens)
            for i, t in enumerate(self.vocabulary["tokens"])
        ])  # fmt: skip
        state = [h[None], c[None]]
        tokens = [self.vocabulary["bos"], *(self.token_of[i] for i in aspects)]
        written: list[str] = []
        for token in tokens:
            _, *state = self._step(token, *state)
        token = self.vocabulary["sep"]
        while len(written) < self.facts["max_tokens"]:
            logits, *state = self._step(token, *state)
            token = int(np.where(closed, -np.inf, logits[0]).argmax())
            if token == self.vocabulary["eos"]:
                break
            written.append(self.texts[token])
            closed[token] |= token in open_tokens  # once is enough
        return written

    def _step(self, token: int, h: Floats, c: Floats) -> list[Floats]:
        feed = {"token": np.array([token], np.int64), "h_in": h, "c_in": c}
        found: list[Floats] = self.decoder.run(["logits", "h_out", "c_out"], feed)
        return found
