"""The exported graphs say what the torch modules say."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from engine.training.frontend import N_FRAMES, N_SAMPLES
from engine.training.graphs import (
    OUTPUTS,
    EncoderGraph,
    halve_module,
    write_decoder,
    write_encoder,
    write_text,
)
from engine.training.networks import N_FEATURES, Decoder, Encoder
from engine.training.text_tower import TextTower

pytestmark = [
    pytest.mark.training,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning"),
]


def _session(path: Path) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def test_encoder(tmp_path: Path) -> None:
    torch.manual_seed(0)
    words, space = torch.nn.Linear(N_FEATURES, 7), torch.nn.Linear(N_FEATURES, 384)
    slope, offset = torch.linspace(0.5, 2, 7), torch.linspace(-1, 1, 7)
    families = torch.tensor([0, 0, 2, 3, 4, 5, 6])  # the second is a style of the first
    graph = EncoderGraph(
        Encoder(7), words, space, slope=slope, offset=offset, families=families
    ).eval()
    halve_module(graph)
    write_encoder(graph, tmp_path / "encoder.onnx", "1")
    session = _session(tmp_path / "encoder.onnx")
    facts = session.get_modelmeta().custom_metadata_map
    assert facts["sample_rate"] == "22050" and facts["version"] == "1"
    for n in (1, 3):
        samples = 0.1 * torch.randn(n, N_SAMPLES)
        found = session.run(list(OUTPUTS), {"samples": samples.numpy()})
        with torch.no_grad():
            wanted = graph(samples)
        shapes = [(n, 7), (n, 384), (n, 512), (n, 512), (n,), (n, 12), (n, N_FRAMES)]
        assert [f.shape for f in found] == shapes
        for ours, theirs in zip(found, wanted, strict=True):
            assert np.abs(ours - theirs.numpy()).max() <= 1e-4


def test_decoder_steps_like_the_sequence(tmp_path: Path) -> None:
    torch.manual_seed(0)
    decoder = Decoder(30).eval()
    halve_module(decoder)
    write_decoder(decoder, tmp_path / "decoder.onnx", "1")
    session = _session(tmp_path / "decoder.onnx")
    tokens = torch.tensor([[1, 9, 3, 17]])
    h, c = torch.randn(2, 1, 512).unbind(0)
    with torch.no_grad():
        wanted, h_end, _ = decoder(tokens, h, c)
    state = h.numpy(), c.numpy()
    for place, token in enumerate(tokens[0].tolist()):
        feed = {"token": np.array([token]), "h_in": state[0], "c_in": state[1]}
        logits, *state = session.run(["logits", "h_out", "c_out"], feed)
        assert np.abs(logits[0] - wanted[0, place].numpy()).max() <= 1e-4
    assert np.abs(state[0] - h_end.numpy()).max() <= 1e-4


def test_text(tmp_path: Path) -> None:
    torch.manual_seed(0)
    tower = TextTower(200).eval()
    halve_module(tower)
    write_text(tower, tmp_path / "text.onnx", "1")
    session = _session(tmp_path / "text.onnx")
    for length in (2, 9):
        ids, mask = torch.arange(1, length + 1)[None], torch.ones(1, length, dtype=torch.int64)
        found = session.run(None, {"ids": ids.numpy(), "mask": mask.numpy()})[0]
        with torch.no_grad():
            wanted = tower(ids, mask).numpy()
        assert found.shape == (1, 384) and np.abs(found - wanted).max() <= 1e-4


def test_padding_changes_no_text() -> None:
    torch.manual_seed(0)
    tower = TextTower(200).eval()
    ids = torch.tensor([[5, 6, 7, 0, 0]])
    with torch.no_grad():
        padded = tower(ids, torch.tensor([[1, 1, 1, 0, 0]]))
        plain = tower(ids[:, :3], torch.ones(1, 3, dtype=torch.int64))
    assert torch.allclose(padded, plain, atol=1e-5)
