"""A run that stops and is taken up again ends where an uninterrupted one does."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.training.aspects import load_aspects
from engine.training.augment import hide, mix
from engine.training.batches import Material, Rows, make_batch, plain_batch, read_frames
from engine.training.clips import Clip
from engine.training.errors import TrainingError
from engine.training.frontend import N_FRAMES, N_MELS
from engine.training.losses import course_loss
from engine.training.networks import Decoder, Encoder
from engine.training.targets import Targets
from engine.training.train import Plan, Trainer, log_epoch, normalise
from engine.training.vocabulary import SEP, Vocabulary
from engine.training.weights import save, saved
from engine.training.whole import whole
from engine.training.wording import VARIANTS, clip_texts
from engine.training.writing import sentence_batch, write

pytestmark = pytest.mark.training
ASPECTS = load_aspects()
PLAN = Plan(listening=1, epochs=2, windows=8, batch=4, seed=3)


@pytest.fixture(scope="module")
def material() -> Material:
    """Eight windows of noise from four clips."""
    rng, n = np.random.default_rng(0), 8
    frames = rng.normal(-30, 10, (n, N_FRAMES, 140)).astype(np.float16)
    some = rng.random((n, len(ASPECTS))).astype(np.float32)
    targets = Targets(
        clip=np.array([f"c{i // 2}" for i in range(n)]),
        source=np.array(["songs"] * n),
        split=np.array(["train"] * n),
        row=np.arange(n),
        start=np.zeros(n, np.float32),
        aspects=some,
        weights=np.ones_like(some),
        embedding=rng.standard_normal((n, 384)).astype(np.float32),
        sounds=rng.random((n, 677)).astype(np.float32),
        music=np.ones(n, np.float32),
        people=some > 0.9,
        teachers=some,
    )
    texts = [f"text {i}" for i in range(4 * VARIANTS)]
    course = rng.standard_normal((n, 27, 384)).astype(np.float16)
    course[::2] = 0  # no teacher could read them
    scale = np.full(384, 0.5, np.float32), np.full(384, 2.0, np.float32)
    first_text = np.arange(n) // 2 * VARIANTS
    return Material(Rows([frames]), Rows([course]), scale, targets, texts, first_text)


@pytest.fixture(scope="module")
def vectors(material: Material) -> torch.Tensor:
    """A unit vector for each text."""
    torch.manual_seed(5)
    return torch.nn.functional.normalize(torch.randn(len(material.texts), 384), dim=1)


def _trainer(material: Material) -> Trainer:
    torch.manual_seed(0)
    encoder = Encoder(len(ASPECTS))
    normalise(encoder, material)
    return Trainer(encoder, Decoder(len(Vocabulary(ASPECTS))), ASPECTS, PLAN)


def test_resuming_changes_nothing(
    material: Material, vectors: torch.Tensor, tmp_path: Path
) -> None:
    straight = _trainer(material)
    straight.run_epoch(material, vectors)
    straight.save(tmp_path / "encoder.pt")
    losses = straight.run_epoch(material, vectors)
    resumed = _trainer(material)
    resumed.resume(tmp_path / "encoder.pt")
    assert resumed.epoch == 1
    again = resumed.run_epoch(material, vectors)
    assert again == pytest.approx(losses, rel=1e-4, nan_ok=True)
    for name, value in straight.average.state_dict().items():
        assert torch.allclose(value, resumed.average.state_dict()[name], atol=1e-5), name


def test_a_run_of_another_version_or_a_damaged_one_is_named(
    material: Material, tmp_path: Path
) -> None:
    trainer, path = _trainer(material), tmp_path / "encoder.pt"
    trainer.save(path)
    state = torch.load(path, weights_only=True)
    del state["encoder"]["course.weight"]
    save(state, path)
    with pytest.raises(TrainingError, match="another version"):
        trainer.resume(path)
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(TrainingError, match="damaged"):
        trainer.resume(path)
    with pytest.raises(TrainingError, match="run train first"):
        trainer.resume(tmp_path / "decoder.pt")


def test_a_file_that_was_not_written_to_its_end_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    save([1], path)
    with pytest.raises(KeyboardInterrupt), whole(path) as part:
        part.write_bytes(b"half")
        raise KeyboardInterrupt
    with saved(path) as state:
        assert state == [1]


def test_mixing_keeps_labels_between_the_two(material: Material, vectors: torch.Tensor) -> None:
    rng = np.random.default_rng(0)
    batch = make_batch(material, np.arange(4), vectors, np.random.default_rng(7))
    mixed = mix(batch, rng)
    assert mixed.mixed and torch.isfinite(mixed.log_mel).all()
    assert float(mixed.aspects.min()) >= 0 and float(mixed.aspects.max()) <= 1


def test_the_teachers_course_goes_with_windows_as_they_are(
    material: Material, vectors: torch.Tensor
) -> None:
    rng = np.random.default_rng(0)
    batch = plain_batch(material, np.arange(4), vectors, rng)
    assert batch.course is not None
    assert torch.isnan(batch.course[0]).all()
    stored = material.course[np.array([1])].astype(np.float32)[0]
    assert batch.course[1].numpy() == pytest.approx((stored - 0.5) / 2, abs=1e-6)
    assert mix(batch, rng).course is None
    assert make_batch(material, np.arange(4), vectors, rng).course is None  # turned


def test_the_course_is_learnt_where_it_is_known_alone() -> None:
    found, wanted = torch.randn(3, 27, 384, requires_grad=True), torch.randn(3, 27, 384)
    wanted[1] = torch.nan
    course_loss(found, wanted).backward()
    assert found.grad is not None and not found.grad[1].any() and found.grad[2].any()
    known = torch.tensor([0, 2])
    expected = (found[known] - wanted[known]).square().mean()
    assert torch.allclose(course_loss(found, wanted), expected)
    assert not course_loss(found, torch.full_like(wanted, torch.nan)).any()


def test_what_is_predicted_of_the_teacher_is_the_mean_of_its_course(material: Material) -> None:
    encoder = _trainer(material).encoder.train()
    log_mel, chroma = read_frames(material, np.arange(4))
    heard = encoder(log_mel, chroma)
    assert heard.course is not None and heard.course.shape == (4, 27, 384)
    assert torch.allclose(heard.course.mean(1), heard.teacher, atol=1e-4)
    assert torch.equal(heard.features[:, -384:], heard.teacher)
    assert encoder.eval()(log_mel, chroma).course is None


def test_hiding_leaves_most_of_the_window() -> None:
    seen = hide(6, np.random.default_rng(0))
    assert seen.shape == (6, N_FRAMES, N_MELS)
    assert set(seen.unique().tolist()) == {0.0, 1.0} and float(seen.mean()) > 0.5


def test_padding_and_random_prefixes_do_not_count(material: Material) -> None:
    labels = list(material.targets.aspects[:4])
    tokens, counts = sentence_batch(Vocabulary(ASPECTS), labels, random.Random(0))
    assert float(counts[tokens == 0].sum()) == 0
    assert float(counts[:, 0].sum()) == 0
    for row, count in zip(tokens.tolist(), counts, strict=True):
        assert float(count[row.index(SEP) + 1]) == 1


def test_an_untrained_decoder_says_no_other_aspect() -> None:
    torch.manual_seed(0)
    vocabulary = Vocabulary(ASPECTS)
    decoder = Decoder(len(vocabulary))
    state = torch.zeros(1, 512)
    written = write(decoder, state, state, ASPECTS[:2], vocabulary)
    first = vocabulary.first_aspect()
    assert all(token < first + 2 for token in written)


def test_texts_use_the_clips_own_words() -> None:
    clip = Clip("songs", "c0", Path("c0"), "train", genres=("blues",), moods=("sad", "slow"))
    labels = np.zeros(len(ASPECTS), np.float32)
    texts = clip_texts(clip, ASPECTS, labels, random.Random(0))
    assert len(texts) == VARIANTS
    assert all("blues" in t or "sad" in t or "slow" in t for t in texts)


def test_the_log_is_a_table_and_a_picture(tmp_path: Path) -> None:
    plot = pytest.importorskip("engine.training.plot")
    for epoch in range(3):
        log_epoch(tmp_path / "log.csv", {"epoch": epoch, "aspects": 3.0 - epoch, "genre": 0.1})
    assert len((tmp_path / "log.csv").read_text().splitlines()) == 4
    plot.plot_log(tmp_path / "log.csv", tmp_path / "log.png")
    assert (tmp_path / "log.png").read_bytes().startswith(b"\x89PNG")
