"""The modules as they are served: calibrated, in one graph each, with halved weights on disk."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from engine.training.frontend import HOP, N_SAMPLES, SAMPLE_RATE, WINDOW_S, onset_strength
from engine.training.networks import HIDDEN, Decoder, Encoder
from engine.training.text_tower import TextTower

OPSET = 17
TEXT_EXAMPLE = [[101, 10, 20, 102]]  # piece ids to trace the text tower with
SMALLEST_HALVED = 1024  # values; smaller tensors and the front end stay float32


class EncoderGraph(nn.Module):
    """Samples to everything the program asks of a window."""

    slope: Tensor  # (A,)
    offset: Tensor  # (A,)
    families: Tensor  # (A,)

    def __init__(
        self,
        encoder: Encoder,
        words: nn.Linear,
        space: nn.Linear,
        *,
        slope: Tensor,
        offset: Tensor,
        families: Tensor,
    ) -> None:
        super().__init__()
        self.encoder, self.words, self.space = encoder, words, space
        self.register_buffer("slope", slope)  # (A,) Platt's calibration of the logits
        self.register_buffer("offset", offset)  # (A,)
        self.register_buffer("families", families)  # (A,) aspects.families_of

    def forward(self, samples: Tensor) -> tuple[Tensor, ...]:
        """samples (n, N_SAMPLES) to the outputs named in OUTPUTS."""
        log_mel, chroma = self.encoder.frontend(samples)
        heard = self.encoder(log_mel, chroma)
        logits = self.words(heard.features)
        alone = torch.sigmoid(logits * self.slope + self.offset)
        probabilities = torch.minimum(alone, alone[:, self.families])
        embedding = nn.functional.normalize(self.space(heard.features), dim=1)
        music = torch.sigmoid(heard.music)
        onset = onset_strength(log_mel)
        return probabilities, embedding, heard.h, heard.c, music, chroma.mean(1), onset


OUTPUTS = ("probabilities", "embedding", "h", "c", "music", "chroma", "onset")


class DecoderGraph(nn.Module):
    """One step of the decoder, its LSTM written out as two products."""

    def __init__(self, decoder: Decoder) -> None:
        super().__init__()
        lstm = decoder.lstm
        self.tokens, self.out = decoder.tokens, decoder.out
        weights = lstm.state_dict()
        self.inward = nn.Parameter(weights["weight_ih_l0"].T.contiguous())
        self.recurrent = nn.Parameter(weights["weight_hh_l0"].T.contiguous())
        self.bias = nn.Parameter(weights["bias_ih_l0"] + weights["bias_hh_l0"])

    def forward(self, token: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """token (1,), h and c (1, 512) to logits (1, V) and the new h and c."""
        gates = self.tokens(token) @ self.inward + h @ self.recurrent + self.bias
        write, keep, value, show = gates.split(HIDDEN, dim=1)
        c = torch.sigmoid(keep) * c + torch.sigmoid(write) * torch.tanh(value)
        h = torch.sigmoid(show) * torch.tanh(c)
        return self.out(h), h, c


def halve_weights(model: onnx.ModelProto, keep: tuple[str, ...] = ()) -> None:
    """Store large weights as float16 and cast them back in the graph, which then runs as before."""
    graph = model.graph
    casts = []
    for tensor in list(graph.initializer):
        large = int(np.prod(tensor.dims)) >= SMALLEST_HALVED
        if (
            tensor.data_type != TensorProto.FLOAT
            or not large
            or tensor.name.startswith(keep or "?")
        ):
            continue
        half = numpy_helper.to_array(tensor).astype(np.float16)
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(half, f"{tensor.name}.half"))
        casts.append(
            helper.make_node("Cast", [f"{tensor.name}.half"], [tensor.name], to=TensorProto.FLOAT)
        )
    for cast in reversed(casts):
        graph.node.insert(0, cast)


def halve_module(module: nn.Module, keep: tuple[str, ...] = ("encoder.frontend",)) -> None:
    """Round a module's large weights to float16, so that it equals its stored graph."""
    with torch.no_grad():
        for name, value in [*module.named_parameters(), *module.named_buffers()]:
            large = value.is_floating_point() and value.numel() >= SMALLEST_HALVED
            if large and not name.startswith(keep):
                value.copy_(value.half().float())


def _write(
    module: nn.Module,
    *,
    example: tuple[Tensor, ...],
    inputs: list[str],
    outputs: list[str],
    dynamic: dict[str, dict[int, str]],
    path: Path,
    version: str,
) -> None:
    """Export one module, halve its weights and note what it was made for."""
    module.eval()
    torch.onnx.export(
        module, example, str(path), input_names=inputs, output_names=outputs,
        dynamic_axes=dynamic, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    model = onnx.load(str(path))
    halve_weights(model, keep=("encoder.frontend",))
    facts = {"sample_rate": SAMPLE_RATE, "window_s": WINDOW_S, "hop": HOP, "version": version}
    for key, value in facts.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, str(value)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def write_encoder(graph: EncoderGraph, path: Path, version: str) -> None:
    """encoder.onnx"""
    dynamic = {name: {0: "windows"} for name in ("samples", *OUTPUTS)}
    example = (0.1 * torch.randn(2, N_SAMPLES),)
    _write(
        graph, example=example, inputs=["samples"], outputs=list(OUTPUTS), dynamic=dynamic,
        path=path, version=version,
    )  # fmt: skip


def write_decoder(decoder: Decoder, path: Path, version: str) -> None:
    """decoder.onnx"""
    example = (torch.tensor([1]), torch.zeros(1, HIDDEN), torch.zeros(1, HIDDEN))
    _write(
        DecoderGraph(decoder), example=example, inputs=["token", "h_in", "c_in"],
        outputs=["logits", "h_out", "c_out"], dynamic={}, path=path, version=version,
    )  # fmt: skip


def write_text(tower: TextTower, path: Path, version: str) -> None:
    """text.onnx"""
    ids = torch.tensor(TEXT_EXAMPLE)
    example = (ids, torch.ones_like(ids))
    dynamic = {"ids": {1: "length"}, "mask": {1: "length"}}
    _write(
        tower, example=example, inputs=["ids", "mask"], outputs=["embedding"], dynamic=dynamic,
        path=path, version=version,
    )  # fmt: skip
