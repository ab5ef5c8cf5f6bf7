"""TextEncoder: words → a vector in the space that the audio embeddings live in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from engine.errors import ModelError
from engine.model.manifest import Manifest, load_manifest, open_session

_MAX_TOKENS = 64


class TextEncoder:
    """The text tower of the shipped model."""

    def __init__(self, folder: Path, manifest: Manifest | None = None) -> None:
        """Raises ModelError when the files in `folder` are not the model they should be.

        `manifest`: of the same folder, if its files were checked already.
        """
        manifest = manifest or load_manifest(folder)
        self._session = open_session(manifest, "text.onnx")
        self.dimension = manifest.embedding_dim
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # tokenizers raises bare Exception
            raise ModelError(folder / "tokenizer.json", f"cannot be loaded ({error})") from error

    def encode(self, text: str) -> NDArray[np.float32]:
        """The vector (dimension,) of length 1; zeros for text without a word."""
        # Half a surrogate pair, as in names that are not UTF-8, is nothing a tokenizer can take.
        clean = text.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ").strip()
        ids = self._tokenizer.encode(clean).ids[:_MAX_TOKENS] if clean else []
        if not ids:
            return np.zeros(self.dimension, np.float32)
        feed = {"ids": np.array([ids], np.int64), "mask": np.ones((1, len(ids)), np.int64)}
        vector: NDArray[np.float32] = self._session.run(["embedding"], feed)[0][0]
        return vector
