"""The paper's six models: what they hear, what is counted, and what the page makes of it."""

import csv
import json
import math
from dataclasses import replace
from pathlib import Path

import librosa
import numpy as np
import pytest
import soundfile
import torch
from torch import nn
from torch.nn import functional

from engine.training import __main__ as command_line
from engine.training.clips import Clip, music_clips
from engine.training.errors import TrainingError
from engine.training.frontend import HOP, N_CHROMA, N_FFT, N_MFCC, SAMPLE_RATE, Frontend
from engine.training.paper import run
from engine.training.paper.baselines import bigram_loss, padding_share, unigram_loss
from engine.training.paper.data import (
    ACCOUNTINGS,
    HONEST,
    IGNORED,
    N_FRAMES,
    PAPER,
    Accounting,
    Examples,
    examples,
    features,
    load_start,
    split,
    tokens,
    vocabulary,
)
from engine.training.paper.networks import DROPOUT, MODELS, PaperModel
from engine.training.paper.run import Result, Training, load_results, measure, swapped, train_run
from engine.training.paper.table import Baseline, discussion, standing, write_table

pytestmark = [
    pytest.mark.training,
    pytest.mark.filterwarnings("ignore:Empty filters detected"),
]
N_CLIPS = 24
FIRST_ARTIST = 34  # so that twelve artists fall into all three parts
GENRES = ("Rock", "Jazz; Folk", "Electronic")
MOODS = ("", "Calm; Sad", "Angry", "Bright; Calm; Sad")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Second-long clips of twelve artists with genres and moods; one file is not sound."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "music").mkdir()
    rng = np.random.default_rng(0)
    columns = ("clip", "file", "collection", "artist_group", "genres", "moods", "quadrant")
    with (folder / "music" / "clips.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for i in range(N_CLIPS + 1):
            name = f"c{i}.flac"
            writer.writerow(
                [f"c{i}", name, "songs", FIRST_ARTIST + i // 2, GENRES[i % 3], MOODS[i % 4], ""]
            )
            soundfile.write(folder / "music" / name, 0.1 * rng.standard_normal(22_050), 22_050)
    (folder / "music" / f"c{N_CLIPS}.flac").write_bytes(b"no sound")
    return folder


@pytest.fixture(scope="module")
def clips(data: Path) -> list[Clip]:
    return music_clips(data)[:N_CLIPS]


@pytest.fixture(scope="module", params=ACCOUNTINGS, ids=lambda accounting: accounting.name)
def accounting(request: pytest.FixtureRequest) -> Accounting:
    found: Accounting = request.param
    return found


def _parts(clips: list[Clip], accounting: Accounting) -> dict[str, Examples]:
    """The parts with sixteen frames of noise a clip."""
    torch.manual_seed(0)
    return examples(clips, accounting, {clip.name: torch.randn(16, 32) for clip in clips})


def test_the_joined_windows_are_librosas(tmp_path: Path) -> None:
    t = np.arange(13 * SAMPLE_RATE) / SAMPLE_RATE
    rng = np.random.default_rng(0)
    sound = 0.2 * np.sin(2 * np.pi * (200 + 20 * t) * t) + 0.05 * rng.standard_normal(len(t))
    soundfile.write(tmp_path / "a.wav", sound, SAMPLE_RATE, subtype="FLOAT")
    samples = load_start(tmp_path / "a.wav")
    found = features(Frontend(), samples)
    wanted_mfcc = librosa.feature.mfcc(
        y=samples, sr=SAMPLE_RATE, n_mfcc=N_MFCC, n_fft=N_FFT, hop_length=HOP
    ).T[:N_FRAMES]
    wanted_chroma = librosa.feature.chroma_stft(
        y=samples, sr=SAMPLE_RATE, n_fft=N_FFT, hop_length=HOP, tuning=0.0
    ).T[:N_FRAMES]
    assert found.shape == (N_FRAMES, N_MFCC + N_CHROMA)
    assert np.abs(found[:, :N_MFCC] - wanted_mfcc).max() <= 1e-2
    assert np.abs(found[:, N_MFCC:] - wanted_chroma).max() <= 1e-4


def test_a_file_without_sound_is_told(data: Path) -> None:
    with pytest.raises(TrainingError, match="cannot be decoded"):
        load_start(data / "music" / f"c{N_CLIPS}.flac")


def test_the_paper_never_predicts_the_first_aspect_and_counts_padding(clips: list[Clip]) -> None:
    known = vocabulary(clips)
    two = [replace(clips[0], genres=("rock",), moods=("calm", "sad")), clips[0]]
    inputs, targets = tokens(two, known, PAPER, 4)
    assert inputs[0].tolist() == [known["rock"], known["calm"], known["sad"]]
    assert targets[0].tolist() == [known["calm"], known["sad"], 0]
    assert targets[1].tolist() == [0, 0, 0]  # a genre and no mood: padding alone


def test_honest_lists_are_whole_and_padding_is_masked(clips: list[Clip]) -> None:
    known = vocabulary(clips)
    bos, eos = len(known) + 1, len(known) + 2
    clip = replace(clips[0], genres=("rock",), moods=("calm", "sad"))
    inputs, targets = tokens([clip], known, HONEST, 4)
    words = [known["rock"], known["calm"], known["sad"]]
    assert inputs[0].tolist() == [bos, *words, eos]
    assert targets[0].tolist() == [*words, eos, IGNORED]


def test_only_the_honest_split_keeps_artists_apart_and_has_a_test(data: Path) -> None:
    with (data / "music" / "clips.csv").open(encoding="utf-8") as file:
        artist = {row["clip"]: row["artist_group"] for row in csv.DictReader(file)}
    clips = music_clips(data)[:N_CLIPS]
    honest, paper = split(clips, HONEST), split(clips, PAPER)
    groups = [{artist[clip.name] for clip in part} for part in honest.values()]
    assert not groups[0] & groups[1] and not groups[0] & groups[2] and not groups[1] & groups[2]
    assert sum(len(part) for part in honest.values()) == N_CLIPS
    assert {artist[c.name] for c in paper["train"]} & {artist[c.name] for c in paper["val"]}
    assert paper["test"] == paper["val"]
    assert (len(paper["train"]), len(paper["val"])) == (17, 3)  # the other 4 are never read


@pytest.mark.parametrize("name", MODELS)
def test_every_model_has_the_stated_parts(name: str) -> None:
    model = PaperModel(MODELS[name], 9).eval()
    cell = nn.GRU if "GRU" in name else nn.LSTM if name in ("LSTM", "CLSTMA-MT") else nn.RNN
    for layer in (model.encoder, model.decoder):
        assert type(layer) is cell
        assert (layer.hidden_size, layer.num_layers, layer.bidirectional) == (512, 1, False)
    convolved = name.startswith("C")
    assert (model.convolution is not None) == convolved
    if model.convolution is not None:
        assert (model.convolution.kernel_size, model.convolution.in_channels) == ((3,), 32)
        assert model.drop.p == DROPOUT == 0.2
    else:
        assert model.drop.p == 0.0
        assert model.encoder.input_size == 32
    one, inputs = torch.randn(1, 5, 32), torch.ones(1, 3, dtype=torch.int64)
    logits = model(one, inputs)
    assert logits.shape == (1, 3, 9)
    louder_end = torch.cat([one[:, :-1], one[:, -1:] + 1], dim=1)  # only by the final state
    assert not torch.allclose(logits, model(louder_end, inputs))
    with torch.no_grad():  # the decoder begins with exactly the encoder's final state
        heard = one
        if model.convolution is not None:
            heard = functional.relu(model.convolution(one.transpose(1, 2))).transpose(1, 2)
        state = model.encoder(heard.transpose(0, 1))[1]  # the layers take time first
        steps = model.decoder(model.embedding(inputs.t()), state)[0]
        assert torch.allclose(logits, model.out(steps).transpose(0, 1), atol=1e-6)


def test_accountings_differ_in_what_a_mean_is_taken_over(accounting: Accounting) -> None:
    torch.manual_seed(0)
    targets = torch.randint(0, 5, (20, 4))  # two batches of the paper's size: 16 and 4
    if accounting.marked:
        targets[:, 2:][torch.rand(20, 2) < 0.5] = IGNORED
    part = Examples(torch.randn(20, 6, 32), torch.randint(0, 5, (20, 4)), targets)
    model = PaperModel(MODELS["RNN"], 5).eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        logits = model(part.frames, part.inputs).float()
    flat = functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none")
    by_clip = flat.view(20, 4)
    batches = (by_clip[:16].mean() + by_clip[16:].mean()) / 2
    wanted = flat.sum() / (targets != IGNORED).sum() if accounting.marked else batches
    assert measure(model, part, accounting) == pytest.approx(float(wanted), abs=1e-5)


def test_swapped_sounds_belong_to_other_clips(clips: list[Clip]) -> None:
    part = _parts(clips, HONEST)["test"]
    other = swapped(part)
    assert torch.equal(other.targets, part.targets)
    assert all(not torch.equal(a, b) for a, b in zip(part.frames, other.frames, strict=True))


@pytest.mark.parametrize(("model", "accounting"), [("RNN", PAPER), ("CLSTMA-MT", HONEST)])
def test_a_killed_run_goes_on_to_the_same_figures(
    model: str,
    accounting: Accounting,
    clips: list[Clip],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = _parts(clips, accounting)
    size = len(vocabulary(clips)) + 3
    monkeypatch.setattr(run, "SAVED_EVERY", 1)
    (tmp_path / "whole").mkdir()
    whole = train_run(Training(model, accounting, 7, parts, size), tmp_path / "whole", 2)

    class Killed(Training):
        def run_epoch(self) -> None:
            if len(self.train) == 1:
                raise KeyboardInterrupt
            super().run_epoch()

    with pytest.raises(KeyboardInterrupt):
        train_run(Killed(model, accounting, 7, parts, size), tmp_path, 2)
    assert not load_results(tmp_path, 2)
    again = train_run(Training(model, accounting, 7, parts, size), tmp_path, 2)
    assert again == whole
    assert load_results(tmp_path, 2) == [whole]
    assert not list(tmp_path.glob("*.pt"))
    other = train_run(Training(model, accounting, 8, parts, size), tmp_path, 2)
    assert other.val != whole.val
    assert whole.val[whole.best_epoch - 1] == min(whole.val)
    if not accounting.by_artist:  # what it calls test is validation
        assert whole.test_last == pytest.approx(whole.val[-1])


@pytest.mark.parametrize(("accounting", "epochs"), [(PAPER, 9), (HONEST, 5)])
def test_a_run_that_nothing_helps_any_more_ends_if_judged_honestly(
    accounting: Accounting, epochs: int, clips: list[Clip], tmp_path: Path
) -> None:
    patience = accounting.patience and 3
    parts = _parts(clips, replace(accounting, patience=patience))

    class Scripted(Training):
        def run_epoch(self) -> None:
            self.train.append(1.0)
            self.val.append(1.0 if len(self.val) == 1 else 2.0)

    training = Scripted("RNN", replace(accounting, patience=patience), 1, parts, 20)
    found = train_run(training, tmp_path, 9)
    assert (len(found.val), found.best_epoch) == (epochs, 2)
    assert load_results(tmp_path, 9) == [found]


def test_guesses_are_counted_by_hand() -> None:
    empty = torch.zeros(2, 0, 0)
    train = Examples(empty, torch.tensor([[1, 2], [1, 2]]), torch.tensor([[2, 0], [2, IGNORED]]))
    test = Examples(empty[:1], torch.tensor([[1, 2]]), torch.tensor([[2, IGNORED]]))
    share = (2 + 1) / (3 + 3)  # of token 2 among three counted targets, three tokens
    assert unigram_loss(train, test, 3) == pytest.approx(-math.log(share))
    after_one = (2 + 10 * share) / (2 + 10)
    assert bigram_loss(train, test, 3) == pytest.approx(-math.log(after_one))
    assert padding_share(train) == pytest.approx(1 / 3)


def _result(model: str, accounting: Accounting, seed: int, loss: float, gain: float) -> Result:
    curve = (loss + 1, loss)
    return Result(
        model, accounting.name, seed, 2, curve, curve, loss + 0.5, 2, loss, test_swapped=loss + gain
    )


def test_the_rank_is_read_off_the_losses() -> None:
    six = {name: [3.0 + 0.1 * i, 3.02 + 0.1 * i] for i, name in enumerate(MODELS)}
    assert "number 6 of 6, 0.500 nats behind RNN; more than 2 deviations" in standing(six)
    six["CLSTMA-MT"] = [2.98, 3.02]
    assert "number 1 of 6, 0.010 nats ahead of RNN; within 2 deviations" in standing(six)
    one = {name: values[:1] for name, values in six.items()}
    assert "from one seed" in standing(one)
    del one["GRU"]
    assert "number 1 of 5" in standing(one) and "still to come: GRU" in standing(one)
    del one["CLSTMA-MT"]
    assert standing(one) == "CLSTMA-MT has no rank yet: GRU, CLSTMA-MT not finished."


@pytest.mark.parametrize(
    ("gain", "said"), [(0.2, "every model uses the sound"), (-0.1, "no model gains")]
)
def test_the_page_says_what_the_figures_say(gain: float, said: str, clips: list[Clip]) -> None:
    results = [
        _result(name, accounting, 1, 2.0 + 0.25 * i, gain)
        for accounting in ACCOUNTINGS
        for i, name in enumerate(MODELS)
    ]
    page = write_table(clips, results, 2)
    assert said in page
    assert "| CLSTMA-MT | 2.89 | 3.750 | 3.250 | 1 |" in page
    assert f"| RNN | 2.500 | {math.exp(2.5):.1f} | 2.000 | {math.exp(2.0):.1f} |" in page
    assert "The paper: CLSTMA-MT is number 1 of 6, 0.880 nats ahead of CNN-GRU." in page
    assert page.count("CLSTMA-MT is number 6 of 6, 1.250 nats behind RNN") == 3


def test_without_runs_nothing_is_said_of_ours() -> None:
    guess = Baseline(unigram=1.0, bigram=1.0, padding=0.5)
    assert len(discussion([], guess, guess)) == 1


def test_the_command_trains_what_is_missing_and_writes_the_page(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, docs = tmp_path / "cache", tmp_path / "docs"
    places = ["--data", str(data), "--cache", str(cache), "--docs", str(docs), "--threads", "1"]
    plan = ["--models", "RNN", "CNN-RNN", "--epochs", "2", "--seeds", "1"]
    assert command_line.main(["paper-table", *places, *plan]) == 0
    told = capsys.readouterr().out
    assert f"c{N_CLIPS}.flac" in told and "CNN-RNN, honest, seed 1" in told
    page = (docs / "paper-table.md").read_text("utf-8")
    assert f"{N_CLIPS} clips" in page and "| CNN-RNN |" in page and "no rank yet" in page
    assert (docs / "paper-table.png").read_bytes().startswith(b"\x89PNG")
    stored = json.loads((cache / "RNN-honest-2-1.json").read_text("utf-8"))
    assert len(stored["val"]) == 2

    def refuse(_: Training) -> None:
        raise AssertionError("a finished run was trained again")

    monkeypatch.setattr(Training, "run_epoch", refuse)
    assert command_line.main(["paper-table", *places, *plan]) == 0
    assert (docs / "paper-table.md").read_text("utf-8") == page
    (cache / "RNN-honest-2-1.json").write_text("{")
    assert command_line.main(["paper-table", *places, *plan]) == 1
    assert "is not a finished run" in capsys.readouterr().err
