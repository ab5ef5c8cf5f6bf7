"""Fresh windows: made as their recipe says, heard by a teacher, trained toward what they hold."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.training import fresh
from engine.training.clips import Clip
from engine.training.errors import TrainingError
from engine.training.fresh import Cut, Recipe, course_of, make_window, recipes
from engine.training.fresh_targets import FRESH, fresh_targets, joined, shards_of
from engine.training.frontend import N_FRAMES
from engine.training.targets import Targets
from engine.training.teacher import N_MELS, SAMPLE_RATE, Teacher

pytestmark = pytest.mark.training
RATE = 22_050
PLAIN = Recipe(Cut("a", Path(), 0.0), None, 0.0, 1.0, (), 0.0, 0.0)


def _tone(path: Path, hertz: float, seconds: float = 12.0, level: float = 0.25) -> Path:
    t = np.arange(int(RATE * seconds)) / RATE
    soundfile.write(path, (level * np.sin(2 * np.pi * hertz * t)).astype(np.float32), RATE)
    return path


def _energy_at(samples: np.ndarray, hertz: float) -> float:
    """Share of the energy within two hertz of a frequency."""
    power = np.abs(np.fft.rfft(samples)) ** 2
    at = np.abs(np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE) - hertz) < 2
    return float(power[at].sum() / power.sum())


def _clip(source: str, name: str, path: Path, split: str = "train") -> Clip:
    return Clip(source, name, path, split)


def test_a_plain_window_is_its_ten_seconds(tmp_path: Path) -> None:
    cut = Cut("a", _tone(tmp_path / "a.wav", 440), 1.0)
    samples = make_window(replace(PLAIN, first=cut))
    assert samples.shape == (320_000,)
    assert _energy_at(samples, 440) > 0.99


def test_speed_raises_the_pitch(tmp_path: Path) -> None:
    cut = Cut("a", _tone(tmp_path / "a.wav", 440), 0.0)
    assert _energy_at(make_window(replace(PLAIN, first=cut, speed=1.1)), 484) > 0.99


def test_the_second_lies_as_far_below_the_first_as_asked(tmp_path: Path) -> None:
    first = Cut("a", _tone(tmp_path / "a.wav", 440, level=0.1), 0.0)
    second = Cut("b", _tone(tmp_path / "b.wav", 1000, level=0.4), 0.0)
    both = make_window(replace(PLAIN, first=first, second=second, second_db=10.0))
    below = 10 * np.log10(_energy_at(both, 440) / _energy_at(both, 1000))
    assert below == pytest.approx(10.0, abs=0.1)


def test_a_low_pass_takes_the_treble_only(tmp_path: Path) -> None:
    low, high = _tone(tmp_path / "a.wav", 440), _tone(tmp_path / "b.wav", 9000)
    mixed = replace(PLAIN, first=Cut("a", low, 0.0), second=Cut("b", high, 0.0), dull_hz=4000.0)
    assert _energy_at(make_window(mixed), 9000) < 1e-4


def test_short_audio_is_repeated_and_loud_audio_does_not_clip(tmp_path: Path) -> None:
    cut = Cut("a", _tone(tmp_path / "a.wav", 440, seconds=0.5, level=0.9), 0.0)
    samples = make_window(replace(PLAIN, first=cut, gain_db=12.0))
    assert len(samples) == 320_000
    assert np.abs(samples).max() <= 1.0


def test_recipes_come_from_training_clips_alone_and_are_the_same_again(tmp_path: Path) -> None:
    clips = [_clip("songs", "a", tmp_path), _clip("songs", "b", tmp_path, "test"),
             _clip("debian", "c", tmp_path)]  # fmt: skip
    seconds = {"a": 30.0, "b": 30.0, "c": 300.0}
    chosen = recipes(clips, seconds, 200, np.random.default_rng(1))
    assert {r.first.clip for r in chosen} == {"a", "c"}
    assert {r.second.clip for r in chosen if r.second} == {"a", "c"}
    assert chosen == recipes(clips, seconds, 200, np.random.default_rng(1))
    assert max(r.first.start_s for r in chosen if r.first.clip == "a") <= 30 - 10


def test_the_teachers_features_have_their_published_shape_and_scale() -> None:
    teacher = object.__new__(Teacher)  # without its network, which is not ours to ship
    from engine.training import teacher as module

    teacher._filters, teacher._hann = module._mel_filters(), np.hanning(800).astype(np.float32)
    silence = teacher.log_mel(np.zeros(320_000, np.float32))
    assert silence.shape == (N_MELS, 1000)
    assert silence == pytest.approx((np.log(1e-5) + 4.5) / 5, abs=1e-5)
    t = np.arange(320_000) / SAMPLE_RATE
    tone = teacher.log_mel(np.sin(2 * np.pi * 1000 * t).astype(np.float32))
    band = int(np.median(tone.argmax(0)))
    centre = 1127 * np.log1p(15_000 / 700) * (band + 1) / (N_MELS + 1)
    assert 700 * np.expm1(centre / 1127) == pytest.approx(1000, rel=0.05)


def test_a_missing_teacher_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="missing or no ONNX network"):
        Teacher(tmp_path / "none.onnx")


def _stored(n_aspects: int = 3) -> Targets:
    """Two windows of the song s, one of the soundtrack d, one noise."""
    n = 4
    return Targets(
        clip=np.array(["s", "s", "d", "x"]),
        source=np.array(["songs", "songs", "debian", "notmusic"]),
        split=np.array(["train"] * n),
        row=np.arange(n),
        start=np.array([0, 10, 0, 0], np.float32),
        aspects=np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]], np.float32),
        weights=np.full((n, n_aspects), 0.5, np.float32),
        embedding=np.zeros((n, 384), np.float32),
        sounds=np.full((n, 677), 0.5, np.float32),
        music=np.array([1, 1, 1, 0], np.float32),
        people=np.zeros((n, n_aspects), bool),
        teachers=np.zeros((n, n_aspects), np.float32),
    )


SCALE = np.full(384, 2.0, np.float32), np.ones(384, np.float32)


@pytest.fixture
def shard(tmp_path: Path) -> Path:
    """A cache with five fresh windows, the last of which could not be read."""
    audioset = np.zeros((5, 527), np.float16)
    audioset[4, 137] = 0.9
    np.savez(
        tmp_path / "fresh-0.npz",
        clip=np.array(["s", "s", "d", "x", "s"]),
        start=np.array([9.0, 0, 100, 0, 0], np.float32),
        other=np.array(["", "d", "", "s", ""]),
        other_start=np.zeros(5, np.float32), other_db=np.zeros(5, np.float32),
        audioset=audioset,
        embedding=np.array([[3.0] * 384, [2.0] * 384, [2.0] * 384, [2.0] * 384, [0] * 384]),
    )  # fmt: skip
    assert shards_of(tmp_path) == []  # its course is not there: of an earlier version
    np.save(course_of(tmp_path / "fresh-0.npz"), np.zeros((5, 27, 384), np.float16))
    assert shards_of(tmp_path) == [tmp_path / "fresh-0.npz"]
    return tmp_path


@pytest.fixture
def made(shard: Path) -> Targets:
    """The targets of those windows."""
    return fresh_targets(_stored(), SCALE, shard, first_row=100)


def test_a_fresh_window_has_the_labels_of_the_nearest_stored_one(made: Targets) -> None:
    assert made.row.tolist() == [100, 101, 102, 103]
    assert set(made.split.tolist()) == {FRESH}
    assert made.aspects[0].tolist() == [0, 1, 0]
    assert made.sounds[0, 600] == 0.5
    assert made.sounds[0, 0] == 0.0
    assert made.embedding[0] == pytest.approx(1.0, abs=0.01)  # (3 - 2) / 1


def test_a_mixture_shares_its_labels_and_has_no_words_of_its_own(made: Targets) -> None:
    assert made.clip[1] == ""
    assert made.aspects[1].tolist() == [0.5, 0, 0.5]
    assert made.weights[1].tolist() == [0.5, 0.5, 0.5]
    assert np.isnan(made.sounds[1, 600])


def test_far_from_a_stored_window_labels_are_believed_less(made: Targets) -> None:
    assert made.weights[2].max() == pytest.approx(0.2)
    assert np.isnan(made.music[2])  # neither the teacher nor people say that it is music


def test_noise_with_music_in_it_is_left_undecided(made: Targets) -> None:
    assert made.music[:2].tolist() == [1.0, 1.0]
    assert np.isnan(made.music[3])


def test_windows_with_a_sound_that_is_held_out_now_are_left_out(shard: Path) -> None:
    stored = _stored()
    stored.split[stored.clip == "d"] = "test"
    made = fresh_targets(stored, SCALE, shard, first_row=100)
    assert made.row.tolist() == [100, 103]  # d is in the one between them, and the other is d


def test_rows_count_on_over_shards_of_any_size(shard: Path) -> None:
    for suffix in (".npz", "-course.npy"):
        shutil.copy(shard / f"fresh-0{suffix}", shard / f"fresh-1{suffix}")
    made = fresh_targets(_stored(), SCALE, shard, first_row=100)
    assert made.row.tolist() == [100, 101, 102, 103, 105, 106, 107, 108]


def test_windows_are_joined_in_order(made: Targets) -> None:
    both = joined(_stored(), made)
    assert len(both.clip) == 8
    assert both.row.tolist() == [0, 1, 2, 3, 100, 101, 102, 103]


def test_a_shard_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    np.savez(tmp_path / "fresh-0.npz", clip=np.array([]))
    course_of(tmp_path / "fresh-0.npz").touch()
    clips = [_clip("songs", "a", _tone(tmp_path / "a.wav", 440))]
    monkeypatch.setattr(fresh, "recipes", lambda *_: pytest.fail("it is there already"))
    assert list(fresh.make_shards(clips, tmp_path / "none", tmp_path, 1, 1)) == []


def test_a_shard_holds_what_student_and_teacher_make_of_each_window(
    tmp_path: Path, teacher_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh, "SHARD", 3)
    clips = [_clip("songs", "a", _tone(tmp_path / "a.wav", 440))]
    list(fresh.make_shards(clips, teacher_file, tmp_path, 1, 1))
    index = np.load(tmp_path / "fresh-0.npz")
    course = np.load(course_of(tmp_path / "fresh-0.npz"))
    assert course.shape == (3, 27, 384)
    assert index["embedding"].shape == (3, 384) and index["audioset"].shape == (3, 527)
    assert np.abs(course.astype(np.float32).mean(1) - index["embedding"]).max() < 0.1
    assert np.load(tmp_path / "fresh-0.npy").shape == (3, N_FRAMES, 140)
