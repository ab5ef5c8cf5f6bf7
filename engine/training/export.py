"""Write the model's folder: graphs, tokens, aspects and their sums."""

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from engine.training.aspects import Aspect, families_of
from engine.training.calibrate import Calibration
from engine.training.frontend import HOP, SAMPLE_RATE, WINDOW_S
from engine.training.graphs import (
    EncoderGraph,
    halve_module,
    write_decoder,
    write_encoder,
    write_text,
)
from engine.training.networks import EMBEDDING, HIDDEN, Decoder, Encoder
from engine.training.refit import LastLayers
from engine.training.text_tower import TextTower
from engine.training.vocabulary import BOS, EOS, PAD, SEP, Vocabulary
from engine.training.writing import MAX_TOKENS

NAME, VERSION = "clstma-mt", "2026.11.4"
MODEL_FILES = (
    "encoder.onnx", "decoder.onnx", "text.onnx", "tokenizer.json", "aspects.json",
    "vocabulary.json",
)  # fmt: skip


def aspects_json(aspects: tuple[Aspect, ...], calibration: Calibration) -> list[dict[str, object]]:
    """What the program is told of each aspect."""
    rows: list[dict[str, object]] = []
    for aspect, threshold in zip(aspects, calibration.thresholds.tolist(), strict=True):
        row: dict[str, object] = {
            "kind": aspect.kind,
            "name": aspect.name,
            "phrase": aspect.phrase,
            "synonyms": list(aspect.synonyms),
            "threshold": round(threshold, 4),
        }
        if aspect.broader:
            row["broader"] = list(aspect.broader)
        if aspect.family is not None:
            row["family"] = aspect.family
        if aspect.valence is not None and aspect.arousal is not None:
            pair = (aspect.valence, aspect.arousal)
            moved = np.clip(np.subtract(pair, calibration.shift), -1, 1)
            row["valence"], row["arousal"] = (round(float(v), 3) for v in moved)
        rows.append(row)
    return rows


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_tokenizer(source: Path, path: Path) -> None:
    """The word pieces with lower-casing; truncation and padding are the caller's."""
    tokenizer = Tokenizer.from_file(str(source))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(path), pretty=False)


def file_sum(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export_model(
    layers: LastLayers,
    encoder: Encoder,
    decoder: Decoder,
    tower: TextTower,
    *,
    tokenizer: Path,
    aspects: tuple[Aspect, ...],
    calibration: Calibration,
    target: Path,
) -> None:
    """Write every file beside the target folder first, then move them in."""
    work = target.with_name(f"{target.name}.new")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    slope, offset = (torch.from_numpy(x) for x in (calibration.slope, calibration.offset))
    graph = EncoderGraph(
        encoder, layers.words, layers.space, slope=slope, offset=offset,
        families=torch.tensor(families_of(aspects)),
    )  # fmt: skip
    for module in (graph, decoder, tower):
        halve_module(module)
    write_encoder(graph, work / "encoder.onnx", VERSION)
    write_decoder(decoder, work / "decoder.onnx", VERSION)
    write_text(tower, work / "text.onnx", VERSION)
    write_tokenizer(tokenizer, work / "tokenizer.json")
    vocabulary = Vocabulary(aspects)
    _write_json(work / "aspects.json", aspects_json(aspects, calibration))
    tokens = {"pad": PAD, "bos": BOS, "eos": EOS, "sep": SEP, "tokens": vocabulary.tokens()}
    _write_json(work / "vocabulary.json", tokens)
    _write_json(work / "model.json", {
        "name": NAME, "version": VERSION, "sample_rate": SAMPLE_RATE, "window_s": WINDOW_S,
        "hop": HOP, "embedding_dim": EMBEDDING, "hidden": HIDDEN,
        "music_threshold": round(calibration.music_threshold, 4), "max_tokens": MAX_TOKENS,
        "files": {name: file_sum(work / name) for name in MODEL_FILES},
    })  # fmt: skip
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(work.iterdir()):
        file.replace(target / file.name)
    work.rmdir()
