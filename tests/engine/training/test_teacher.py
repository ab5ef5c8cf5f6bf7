"""The teacher is asked for what it hears in a window and at each step of it."""

from pathlib import Path

import numpy as np
import onnx
import pytest

from engine.training.errors import TrainingError
from engine.training.networks import N_STEPS, STEP_S
from engine.training.teacher import Teacher

pytestmark = pytest.mark.training


def test_the_embedding_is_the_mean_of_its_course(teacher_file: Path) -> None:
    samples = 0.1 * np.random.default_rng(0).standard_normal(320_000).astype(np.float32)
    probabilities, embedding, course = Teacher(teacher_file).hear(samples)
    assert probabilities.shape == (527,) and course.shape == (N_STEPS, 384)
    apart = np.abs(course.mean(0) - embedding).mean()
    assert apart < 0.2 * np.abs(embedding).mean()  # but for the interpolation


def test_what_is_heard_late_is_in_the_late_steps(teacher_file: Path) -> None:
    asked, silence = Teacher(teacher_file), np.zeros(320_000, np.float32)
    late = silence.copy()
    late[224_000:] = 0.1 * np.random.default_rng(0).standard_normal(96_000)  # from 7 s on
    apart = np.abs(asked.hear(late)[2] - asked.hear(silence)[2]).max(1)
    at = np.arange(N_STEPS) * STEP_S
    assert apart[at < 6.0].max() == 0.0
    assert apart[at > 7.5].min() > 0.0


@pytest.mark.parametrize(
    ("node", "operator", "trouble"),
    [(1, "ReduceMax", "no embedding that is a mean"), (0, "NoSuchOperator", "cannot be run")],
)
def test_a_network_that_is_no_such_teacher_is_refused(
    teacher_file: Path, node: int, operator: str, trouble: str
) -> None:
    network = onnx.load(teacher_file)
    network.graph.node[node].op_type = operator
    onnx.save(network, teacher_file)
    with pytest.raises(TrainingError, match=trouble):
        Teacher(teacher_file)
