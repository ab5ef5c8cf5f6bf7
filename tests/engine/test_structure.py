"""engine.model.structure: what changes in a track, and that nothing else is said to change."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.audio import Windows, load_windows
from engine.cli.output import Output
from engine.demo import PIECES
from engine.demo.sound import RATE
from engine.model import Captioner, Vocabulary, load_vocabulary
from engine.model.captioner import LONGEST, _joined, _spans
from engine.model.structure import Structure
from engine.track import Analysis, Change, Tags
from tests.audio_files import make_audio

Matrix = NDArray[np.float32]

# How each wording is understood: what was there earlier, and what is there later.
MEANINGS = (
    r"(?P<earlier>.+) gives? way to (?P<later>.+)\.",
    r"Earlier with (?P<earlier>.+), later with (?P<later>.+)\.",
    r"(?P<earlier>.+) earlier, (?P<later>.+) later\.",
    r"(?P<later>.+) comes? in later on\.",
    r"Later with (?P<later>.+)\.",
    r"(?P<later>.+) only later on\.",
    r"Turns (?P<later>.+) later on\.",
    r"More (?P<later>.+) later on\.",
    r"(?P<earlier>.+) drops? out later on\.",
    r"Later without (?P<earlier>.+)\.",
    r"(?P<earlier>.+) only earlier on\.",
    r"Less (?P<earlier>.+) later on\.",
    r"More (?P<earlier>.+) earlier on\.",
)
PATHS = st.sampled_from(  # of a probability over four windows
    [
        (0.9, 0.9, 0, 0),
        (0.9, 0.9, 0.9, 0),
        (0, 0.95, 0.95, 0.95),
        (0, 0.3, 0.9, 0.9),
        (0.2, 0.2, 0.95, 0.95),
        (0.5, 0.5, 0.9, 0.9),
        (0.9, 0, 0.9, 0),
        (0.9, 0.9, 0.9, 0.9),
    ]
)


@pytest.fixture(scope="module")
def vocabulary(model: Path) -> Vocabulary:
    """The shipped names with equal thresholds, which do not change with the model."""
    shipped = load_vocabulary(model)
    return replace(shipped, aspects=tuple(replace(a, threshold=0.5) for a in shipped.aspects))


@pytest.fixture(scope="module")
def structure(vocabulary: Vocabulary) -> Structure:
    return Structure(vocabulary)


def heard_at(n: int, seconds: float = 10.0) -> Windows:
    """Windows side by side; nobody looks at their samples."""
    starts = tuple(20.0 * i for i in range(n))
    return Windows(np.zeros((n, 1), np.float32), starts, seconds, 20.0 * n, "test")


def matrix(vocabulary: Vocabulary, paths: dict[str, tuple[float, ...]]) -> Matrix:
    """Probabilities (n, n_aspects): 0 but for the aspects named."""
    names = [entry.name for entry in vocabulary.aspects]
    n = len(next(iter(paths.values())))
    by_window = np.zeros((n, len(names)), np.float32)
    for name, path in paths.items():
        by_window[:, names.index(name)] = path
    return by_window


def sides(text: str) -> tuple[list[str], list[str]]:
    """Phrases that a text puts earlier and later."""
    for meaning in MEANINGS:
        if found := re.fullmatch(meaning, text):
            groups = found.groupdict()
            earlier, later = ((groups.get(g) or "").lower() for g in ("earlier", "later"))
            return [p for p in earlier.split(" and ") if p], [p for p in later.split(" and ") if p]
    raise AssertionError(text)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    plan=st.dictionaries(st.integers(0, 10**6), PATHS, min_size=1, max_size=8),
    noise=st.floats(0, 0.3),
    turn=st.integers(0, 2**32),
)
def test_a_text_names_only_what_its_part_of_the_track_supports(
    plan: dict[int, tuple[float, ...]],
    noise: float,
    turn: int,
    vocabulary: Vocabulary,
    structure: Structure,
) -> None:
    entries = vocabulary.aspects
    telling = [
        i for i in vocabulary.token_of_aspect if entries[i].kind not in ("genre", "mood", "tempo")
    ]
    by_window = np.random.default_rng(turn).uniform(0, noise, (4, len(entries))).astype(np.float32)
    for pick, path in plan.items():
        by_window[:, telling[pick % len(telling)]] = path
    text = structure.tell(structure.changes(by_window, heard_at(4)), turn)
    assume(text)
    assert len(text) <= 120
    assert text[0].isupper()
    assert text == structure.tell(structure.changes(by_window, heard_at(4)), turn)
    earlier, later = sides(text)
    by_phrase = {entries[i].phrase.lower(): i for i in telling}
    for phrases, there, not_there in ((earlier, 0, 3), (later, 3, 0)):
        for phrase in phrases:
            index = by_phrase[phrase]
            assert by_window[there, index] >= entries[index].threshold
            assert by_window[not_there, index] < entries[index].threshold / 2


@settings(max_examples=100, deadline=None)
@given(n=st.integers(1, 12), seed=st.integers(0, 2**32), shake=st.floats(0, 0.05))
def test_windows_that_agree_tell_nothing(
    n: int, seed: int, shake: float, vocabulary: Vocabulary, structure: Structure
) -> None:
    rng = np.random.default_rng(seed)
    one = rng.uniform(0, 1, len(vocabulary.aspects))
    by_window = (one + rng.uniform(-shake, shake, (n, len(one)))).clip(0, 1).astype(np.float32)
    found = structure.changes(by_window, heard_at(n))
    assert found == ()
    assert structure.tell(found, seed) == ""


def test_piano_gives_way_to_drums(vocabulary: Vocabulary, structure: Structure) -> None:
    by_window = matrix(vocabulary, {"piano": (0.9, 0.9, 0, 0), "drums": (0, 0, 0.95, 0.95)})
    found = structure.changes(by_window, heard_at(4))
    assert found == (Change(40.0, 70.0, ("drums",), ("piano",)),)
    assert structure.tell(found, 0) == "Piano gives way to drums."
    assert structure.tell(found, 1) == "Earlier with piano, later with drums."
    assert structure.tell((Change(0, 1, ("drums",)),), 0) == "Drums come in later on."
    assert structure.tell((Change(0, 1, (), ("brass",)),), 0) == "Brass drops out later on."
    turns = (Change(0, 1, ("orchestral",)),)
    assert structure.tell(turns, 0) == "Turns orchestral later on."
    assert structure.tell(turns, 0, {"orchestral"}) == "More orchestral later on."


def test_what_comes_and_goes_is_no_change(vocabulary: Vocabulary, structure: Structure) -> None:
    by_window = matrix(vocabulary, {"piano": (0.9, 0, 0.9, 0), "drums": (0, 0.95, 0.95, 0)})
    assert structure.changes(by_window, heard_at(4)) == ()


def test_one_window_may_lie_between_where_there_are_enough(
    vocabulary: Vocabulary, structure: Structure
) -> None:
    by_window = matrix(vocabulary, {"drums": (0, 0, 0.4, 0.95, 0.95)})
    assert structure.changes(by_window, heard_at(5)) == (Change(60.0, 90.0, ("drums",)),)
    assert structure.changes(by_window[1:], heard_at(4)) == ()


def test_no_voice_comes_in_what_is_called_instrumental(
    vocabulary: Vocabulary, structure: Structure
) -> None:
    path = (0, 0, 0, 0.95)
    for name in [e.name for e in vocabulary.aspects if e.kind == "vocals"]:
        told = structure.changes(matrix(vocabulary, {name: path}), heard_at(4))
        assert [c.gained for c in told] == ([(name,)] if name != "no vocals" else [])
        instrumental = matrix(vocabulary, {name: path, "no vocals": (0.9, 0.9, 0.9, 0)})
        assert structure.changes(instrumental, heard_at(4)) == ()


@pytest.mark.parametrize(
    ("name", "taken_for"),
    [("drums", "drum machine"), ("strings", "violin"), ("male vocals", "choir")],
)
def test_what_was_half_heard_as_something_alike_is_not_told(
    name: str, taken_for: str, vocabulary: Vocabulary, structure: Structure
) -> None:
    path = (0, 0, 0.95, 0.95)
    clear = matrix(vocabulary, {name: path})
    assert [c.gained for c in structure.changes(clear, heard_at(4))] == [(name,)]
    doubtful = matrix(vocabulary, {name: path, taken_for: (0.3, 0.3, 0, 0)})
    assert structure.changes(doubtful, heard_at(4)) == ()


@given(st.integers(0, 400), st.integers(0, 130))
def test_the_whole_text_has_room_for_its_second_sentence_or_goes_without(a: int, b: int) -> None:
    first, second = "x" * a, "y" * b
    both = _joined(first, second)
    assert len(both) <= max(LONGEST, len(first))
    assert both in (first, f"{first} {second}")


def test_evidence_is_the_best_window_where_none_is_enough_alone() -> None:
    probabilities = np.array([0.2, 0.44, 0.3], np.float32)
    assert _spans(probabilities, 0.5, heard_at(3)) == ((20.0, 30.0),)
    assert _spans(probabilities, 0.25, heard_at(3, 20.0)) == ((20.0, 60.0),)


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The piece for a picked guitar, then the techno piece, in one file."""
    samples = np.concatenate([PIECES[3].play(), PIECES[1].play()]).T.astype(np.float32)
    path = tmp_path_factory.mktemp("joined") / "joined.wav"
    return make_audio(path, samples=samples, sample_rate=RATE)


def test_two_pieces_in_one_file(
    joined: Path, captioner: Captioner, capsys: pytest.CaptureFixture[str]
) -> None:
    windows = load_windows(joined, sample_rate=22050, seconds=10.0, count=3)
    description = captioner.describe(windows)
    gained = {name for change in description.structure for name in change.gained}
    lost = {name for change in description.structure for name in change.lost}
    machines = {"drum machine", "beat-driven", "synthesizer", "electronic"}
    assert gained & machines or lost & {"acoustic", "acoustic guitar"}
    first, _, second = description.text.partition(". ")
    assert first
    earlier, later = sides(second)
    assert earlier or later
    assert set(later) <= gained and set(earlier) <= lost
    spans = {a.name: a.spans for a in description.aspects}
    assert all(start > 25 for name in gained for start, _ in spans.get(name, ()))
    assert all(end < 35 for name in lost for _, end in spans.get(name, ()))

    alone = replace(windows, samples=windows.samples[:1], starts_s=windows.starts_s[:1])
    assert captioner.describe(alone).structure == ()

    heard = Analysis(Tags(), windows.duration_s, windows.audio_hash, description)
    Output(json=True).analysis(joined, heard, description.aspects, embedding=False)
    values = json.loads(capsys.readouterr().out)
    assert values["description"] == description.text
    assert [set(change) for change in values["structure"]] == [
        {"start_s", "end_s", "gained", "lost"}
    ] * len(description.structure)
    assert values["structure"][0]["gained"] == list(description.structure[0].gained)
    assert all(aspect["spans"] for aspect in values["aspects"])
