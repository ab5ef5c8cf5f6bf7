"""engine.model: the shipped model, end to end, and what happens when its files are not right."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.audio import Windows, load_windows
from engine.demo import PIECES
from engine.demo.sound import RATE
from engine.errors import ModelError
from engine.model import Captioner, TextEncoder, Vocabulary
from engine.model.choosing import LIMITS, MOST, choose_aspects
from engine.track import Description
from tests.audio_files import make_audio


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> list[Windows]:
    """Windows of three demo pieces: the piano ballad, the techno track, the rock track."""
    folder = tmp_path_factory.mktemp("pieces")
    found = []
    for number in (0, 1, 2):
        samples = PIECES[number].play().T.astype(np.float32)
        path = make_audio(folder / f"{number}.wav", samples=samples, sample_rate=RATE)
        found.append(load_windows(path, sample_rate=22050, seconds=10.0, count=3))
    return found


@pytest.fixture(scope="module")
def descriptions(captioner: Captioner, pieces: list[Windows]) -> list[Description]:
    return [captioner.describe(windows) for windows in pieces]


def test_real_pieces_get_different_sentences(descriptions: list[Description]) -> None:
    said = [d.text for d in descriptions if d.text]
    assert len(said) >= 2, [d.reason for d in descriptions]
    assert len(set(said)) == len(said)
    for text in said:
        assert text[0].isupper()
        assert text.endswith(".")
        assert len(text) <= 250
        assert "<" not in text


def test_nothing_is_said_that_was_not_heard(
    descriptions: list[Description], vocabulary: Vocabulary
) -> None:
    for description in descriptions:
        heard = {a.name for a in description.aspects}
        phrases = {e.phrase for e in vocabulary.aspects if e.name in heard}
        text = description.text.lower()
        for phrase in sorted(phrases, key=len, reverse=True):
            text = text.replace(phrase.lower(), "·")
        for entry in vocabulary.aspects:
            if entry.name not in heard and len(entry.phrase) > 4:
                assert f" {entry.phrase.lower()} " not in text.replace(",", " ").replace(".", " ")


def test_aspects_are_above_their_thresholds_and_within_the_track(
    descriptions: list[Description], pieces: list[Windows], vocabulary: Vocabulary
) -> None:
    thresholds = {(e.kind, e.name): e.threshold for e in vocabulary.aspects}
    for description, windows in zip(descriptions, pieces, strict=True):
        changing = {n for c in description.structure for n in (*c.gained, *c.lost)}
        for aspect in description.aspects:
            sure = aspect.probability >= thresholds[aspect.kind, aspect.name]
            assert sure or aspect.name in changing
            assert aspect.spans
            for start, end in aspect.spans:
                assert 0 <= start < end <= windows.duration_s + 0.1
            assert all(a[1] < b[0] for a, b in itertools.pairwise(aspect.spans))


def test_the_same_windows_always_give_the_same_description(
    captioner: Captioner, pieces: list[Windows], descriptions: list[Description], model: Path
) -> None:
    assert captioner.describe(pieces[0]) == descriptions[0]
    assert Captioner(model).describe(pieces[1]) == descriptions[1]


def test_techno_has_its_tempo(descriptions: list[Description]) -> None:
    tempo = descriptions[1].tempo_bpm
    assert tempo is not None
    assert min(abs(tempo - 128 * ratio) for ratio in (0.5, 1, 2)) < 2


def test_what_is_measured_comes_with_its_certainty(
    descriptions: list[Description], pieces: list[Windows]
) -> None:
    for description, windows in zip(descriptions, pieces, strict=True):
        assert (description.tempo_confidence > 0) == (description.tempo_bpm is not None)
        assert (description.key_confidence > 0) == bool(description.key)
        assert description.tempo_bpm not in description.tempo_alternatives
        assert description.loudness_lufs == windows.loudness_lufs
        assert -40 < (description.loudness_lufs or 0) < -5


def test_noise_is_not_called_music(captioner: Captioner) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, (3, 220500)).astype(np.float32)
    description = captioner.describe(Windows(noise, (0.0, 10.0, 20.0), 10.0, 30.0, "test"))
    assert description.text == ""
    assert description.reason
    assert (description.tempo_bpm, description.key) == (None, "")
    assert description.aspects == ()


def test_every_number_is_finite(captioner: Captioner) -> None:
    for samples in (np.zeros((1, 220500)), np.ones((1, 220500)), -np.ones((8, 220500))):
        windows = Windows(samples.astype(np.float32), (0.0,) * len(samples), 10.0, 10.0, "test")
        description = captioner.describe(windows)
        for blob in (description.embedding, description.probabilities):
            assert np.isfinite(np.frombuffer(blob, "<f2")).all()


def test_windows_do_not_influence_each_other(captioner: Captioner, pieces: list[Windows]) -> None:
    windows = pieces[2]
    together = np.frombuffer(captioner.describe(windows).embedding, "<f2").reshape(3, -1)
    for row, samples in zip(together, windows.samples, strict=True):
        alone = Windows(samples[None], (0.0,), 10.0, 10.0, "test")
        single = np.frombuffer(captioner.describe(alone).embedding, "<f2")
        assert np.allclose(row, single, atol=2e-3)


def test_all_aspects_cover_the_vocabulary(
    descriptions: list[Description], vocabulary: Vocabulary
) -> None:
    every = vocabulary.all_aspects(descriptions[0])
    assert len(every) == len(vocabulary.aspects)
    assert {a for a in every if a.supported} == set(descriptions[0].aspects)


@settings(max_examples=40, deadline=None)
@given(picks=st.lists(st.integers(0, 10**6), min_size=1, max_size=12), piece=st.integers(0, 2))
def test_any_choice_of_aspects_becomes_one_proper_sentence(
    picks: list[int],
    piece: int,
    pieces: list[Windows],
    captioner: Captioner,
    vocabulary: Vocabulary,
) -> None:
    sayable = sorted(vocabulary.token_of_aspect)
    some = sorted({sayable[pick % len(sayable)] for pick in picks})
    probabilities = np.zeros(len(vocabulary.aspects), np.float32)
    probabilities[some] = 2.0
    chosen = choose_aspects(vocabulary, probabilities)
    assert chosen
    assert set(chosen) <= set(some)
    assert len(chosen) <= MOST
    for kind, most in LIMITS.items():
        assert sum(vocabulary.aspects[i].kind == kind for i in chosen) <= most
    heard = captioner._hear(pieces[piece].samples)
    state = heard["h"].mean(axis=0)[None], heard["c"].mean(axis=0)[None]
    text = captioner._decoder.sentence(*state, chosen, picks[0])
    assert text.endswith(".")
    assert text[0].isupper()
    assert "  " not in text
    assert all(vocabulary.aspects[i].phrase.lower() in text.lower() for i in chosen)


def test_a_broad_word_gives_way_to_a_narrow_one(vocabulary: Vocabulary) -> None:
    names = [entry.name for entry in vocabulary.aspects]
    narrow = next(i for i, e in enumerate(vocabulary.aspects) if set(e.broader) & set(names))
    broad = names.index(next(b for b in vocabulary.aspects[narrow].broader if b in names))
    probabilities = np.zeros(len(names), np.float32)
    probabilities[[narrow, broad]] = 2.0, 3.0
    assert choose_aspects(vocabulary, probabilities) == [narrow]


def test_a_and_an(vocabulary: Vocabulary) -> None:
    tokens = {text: i for i, text in enumerate(vocabulary.tokens)}
    ids = [tokens[t] for t in ("a", ",", ".") if t in tokens]
    assert vocabulary.render(ids)[:1] == "A"


def test_texts_of_like_meaning_are_near(text_encoder: TextEncoder) -> None:
    sad, gloomy, party = (
        text_encoder.encode(t) for t in ("sad slow piano", "gloomy piano ballad", "party techno")
    )
    assert sad @ gloomy > sad @ party + 0.2
    assert np.linalg.norm(sad) == pytest.approx(1, abs=1e-3)
    assert not text_encoder.encode("").any()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_no_text_makes_the_encoder_stumble(text_encoder: TextEncoder, text: str) -> None:
    assert np.isfinite(text_encoder.encode(text)).all()


@pytest.fixture
def altered(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / "model"))


def test_a_changed_byte_is_noticed(altered: Path) -> None:
    path = altered / "decoder.onnx"
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match="altered") as caught:
        Captioner(altered)
    assert caught.value.path == path


def test_a_missing_file_a_link_or_a_foreign_path_is_refused(altered: Path) -> None:
    moved = altered / "text.onnx"
    moved.rename(altered / "elsewhere.onnx")
    with pytest.raises(ModelError, match="missing"):
        TextEncoder(altered)
    moved.symlink_to(altered / "elsewhere.onnx")
    with pytest.raises(ModelError, match="missing"):
        TextEncoder(altered)
    manifest = json.loads((altered / "model.json").read_text())
    manifest["files"] = {"../x": "0" * 64}
    (altered / "model.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match="missing"):
        TextEncoder(altered)


def test_an_unreadable_manifest_or_network_is_an_error_in_words(altered: Path) -> None:
    (altered / "encoder.onnx").write_bytes(b"no network")
    manifest = json.loads((altered / "model.json").read_text())
    manifest["files"]["encoder.onnx"] = hashlib.sha256(b"no network").hexdigest()
    (altered / "model.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match="cannot be loaded"):
        Captioner(altered)
    (altered / "model.json").write_text("{")
    with pytest.raises(ModelError, match="cannot be understood"):
        Captioner(altered)
    with pytest.raises(ModelError, match="No such file"):
        Captioner(altered / "nowhere")


# Where one of these is set, ONNX Runtime keeps quiet by itself.
_NO_REPORTS = ("CI", "TF_BUILD", "GITHUB_ACTIONS", "ORT_DISABLE_TELEMETRY")


def test_nothing_is_written_for_anybody_else(tmp_path: Path) -> None:
    """ONNX Runtime keeps a number of this machine and what it wants to report below HOME."""
    code = "from engine import model, paths; model.Captioner(paths.resource('model'))"
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "XDG_CACHE_HOME": ""}
    clean = {k: v for k, v in os.environ.items() if k not in _NO_REPORTS}
    subprocess.run([sys.executable, "-c", code], env={**clean, **home}, check=True)
    assert list(tmp_path.rglob("*")) == []
