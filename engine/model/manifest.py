"""The model's files: which they are, that they are the ones we made, how a session is opened."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import onnxruntime

from engine.errors import ModelError


@dataclass(frozen=True, slots=True)
class Manifest:
    """model.json: what the model was trained with, and the hashes of its files."""

    folder: Path
    name: str
    version: str
    sample_rate: int  # hertz
    window_s: float
    hop: int  # samples between two frames of the onset envelope
    hidden: int  # width of the decoder's state
    embedding_dim: int
    music_threshold: float  # below this probability a track is not music
    max_tokens: int  # of a decoded sequence
    files: dict[str, str]  # name → SHA-256

    @property
    def title(self) -> str:
        """Name and version, as written beside every description."""
        return f"{self.name}-{self.version}"


def load_manifest(folder: Path) -> Manifest:
    """Reads model.json and checks every file's hash; raises ModelError."""
    try:
        values = json.loads((folder / "model.json").read_text("utf-8"))
        manifest = Manifest(folder=folder, **values)
    except OSError as error:
        raise ModelError(folder, error.strerror or str(error)) from error
    except (ValueError, TypeError) as error:
        raise ModelError(folder, f"model.json cannot be understood ({error})") from error
    for name, expected in manifest.files.items():
        path = folder / name
        if Path(name).name != name or path.is_symlink() or not path.is_file():
            raise ModelError(path, "a file of the model is missing")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise ModelError(path, "a file of the model was altered")
    return manifest


def open_session(manifest: Manifest, name: str) -> onnxruntime.InferenceSession:
    """An ONNX session on one core (one track per core is fastest); raises ModelError."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    path = manifest.folder / name
    if name not in manifest.files:
        raise ModelError(path, "a file of the model is missing")
    try:
        return onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no base but Exception
        raise ModelError(path, f"it cannot be loaded ({error})") from error
