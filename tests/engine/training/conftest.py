"""Training's tests need the extra `train`; without it they are left out."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("librosa")
onnx = pytest.importorskip("onnx")


@pytest.fixture
def teacher_file(tmp_path: Path) -> Path:
    """A network of random weights with the inputs and outputs of the AudioSet teacher."""
    rng, helper = np.random.default_rng(0), onnx.helper

    def weights(name: str, *shape: int) -> object:
        values = (0.1 * rng.standard_normal(shape)).astype(np.float32)
        return onnx.numpy_helper.from_array(values, name)

    def value(name: str, shape: list[object]) -> object:
        return helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)

    nodes = [
        helper.make_node("Conv", ["logmel", "w"], ["maps"], strides=[32, 32]),
        helper.make_node("ReduceMean", ["maps"], ["embedding"], axes=[2, 3], keepdims=0),
        helper.make_node("MatMul", ["embedding", "v"], ["scores"]),
        helper.make_node("Sigmoid", ["scores"], ["probabilities"]),
    ]
    graph = helper.make_graph(
        nodes,
        "teacher",
        [value("logmel", ["n", 1, 128, "frames"])],
        [value("probabilities", ["n", 527]), value("embedding", ["n", 384])],
        [weights("w", 384, 1, 32, 32), weights("v", 384, 527)],
    )
    opset = [helper.make_opsetid("", 13)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=8), tmp_path / "t.onnx")
    return tmp_path / "t.onnx"
