"""The model in resources/model is whole, has the agreed form, and writes grammatical sentences."""

import hashlib
import itertools
import random
import re
from pathlib import Path

import numpy as np
import pytest

from engine.model import Vocabulary
from engine.model.decoding import SentenceDecoder
from engine.training.aspects import Aspect, load_aspects
from engine.training.frontend import N_FRAMES, N_SAMPLES, SAMPLE_RATE
from engine.training.sentences import (
    ATTACHED,
    LEADS,
    NOUNS,
    NOUNS_SUNG,
    RESTS,
    VERBS,
    canonical,
    compose,
    render,
)
from engine.training.vocabulary import random_aspects
from tests.engine.training.served import Served

FOLDER = Path(__file__).parents[3] / "resources" / "model"
pytestmark = [
    pytest.mark.training,
    pytest.mark.skipif(not (FOLDER / "model.json").exists(), reason="no model is here"),
]
ASPECTS = load_aspects()
MOST_BYTES = 40_000_000
PREFIXES, WAYS = 120, 80  # sets of aspects tried, and sentences composed for each


@pytest.fixture(scope="module")
def served() -> Served:
    return Served(FOLDER)


@pytest.fixture(scope="module")
def samples() -> np.ndarray:
    """Three windows: a chord, noise in pulses, a sweep."""
    t, rng = np.arange(N_SAMPLES) / SAMPLE_RATE, np.random.default_rng(0)
    chord = sum(np.sin(2 * np.pi * f * t) for f in (196.0, 246.9, 293.7)) / 6
    pulses = rng.standard_normal(N_SAMPLES) * np.exp(-8 * (t % 0.5)) / 4
    sweep = np.sin(2 * np.pi * (80 + 300 * t) * t) / 3
    return np.stack([chord, pulses, sweep]).astype(np.float32)


def test_files_are_whole(served: Served) -> None:
    sums = {p: hashlib.sha256((FOLDER / p).read_bytes()).hexdigest() for p in served.facts["files"]}
    assert sums == served.facts["files"]
    assert sum(p.stat().st_size for p in FOLDER.iterdir()) <= MOST_BYTES


def test_it_is_of_the_reviewed_vocabulary(served: Served) -> None:
    assert [a["name"] for a in served.aspects] == [a.name for a in ASPECTS]
    assert all("family" in a for a in served.aspects if a["kind"] == "genre")
    assert all({"valence", "arousal"} <= a.keys() for a in served.aspects if a["kind"] == "mood")
    assert served.texts[:4] == ["<pad>", "<bos>", "<eos>", "<sep>"]
    for part in (served.encoder, served.decoder, served.text):
        facts = part.get_modelmeta().custom_metadata_map
        assert facts["version"] == served.facts["version"] and facts["window_s"] == "10.0"


def test_shapes_and_ranges(served: Served, samples: np.ndarray) -> None:
    for n in (1, 3, 8):
        heard = served.hear(np.resize(samples, (n, N_SAMPLES)))
        assert heard["probabilities"].shape == (n, len(ASPECTS))
        assert heard["h"].shape == heard["c"].shape == (n, 512)
        assert heard["music"].shape == (n,)
        assert heard["chroma"].shape == (n, 12) and heard["onset"].shape == (n, N_FRAMES)
        assert np.allclose(np.linalg.norm(heard["embedding"], axis=1), 1, atol=1e-4)
        p = heard["probabilities"]
        assert np.isfinite(p).all() and p.min() >= 0 and p.max() <= 1


def test_windows_do_not_change_each_other(served: Served, samples: np.ndarray) -> None:
    together = served.hear(samples)["probabilities"]
    alone = np.concatenate([served.hear(s[None])["probabilities"] for s in samples])
    assert np.abs(together - alone).max() <= 1e-4


def test_text_understands_likeness(served: Served) -> None:
    sad, gloomy, party = served.read(["sad piano", "gloomy keyboard ballad", "party dance beats"])
    assert float(sad @ gloomy) > float(sad @ party)


def _faults(words: list[str], names: list[str]) -> list[str]:
    """What is wrong with a sentence that should say these phrases."""
    text = render(words)
    faults = [f"{name} said {words.count(name)} times" for name in names if words.count(name) != 1]
    if not (text[:1].isupper() and text.endswith(".") and len(text) <= 250):
        faults.append("no sentence")
    pairs = list(itertools.pairwise(words))
    if any((a in ATTACHED and b in ATTACHED) or a == b for a, b in pairs):
        faults.append("doubled")
    openers = ("a", "an", "and", "with", "over", ",")
    if any(
        a in openers and (b in (*ATTACHED, "and") or (b == "with" and a != ",")) for a, b in pairs
    ):
        faults.append("broken off")
    return faults


def test_sentences_are_grammatical_for_any_aspects(served: Served, samples: np.ndarray) -> None:
    heard = served.hear(samples)
    order, rng = {a.name: i for i, a in enumerate(ASPECTS)}, random.Random(11)
    wrong = []
    for trial in range(PREFIXES):
        prefix = canonical(random_aspects(ASPECTS, rng), order)
        h, c = (heard[k][trial % 3] if trial % 4 else heard[k].mean(0) for k in ("h", "c"))
        words = served.write(h, c, [order[a.name] for a in prefix])
        faults = _faults(words, [a.phrase for a in prefix])
        wrong += [f"{render(words)} ({', '.join(faults)})"] if faults else []
    assert wrong == []


def _form(text: str, prefix: list[Aspect]) -> str:
    """A sentence with its aspects replaced by their kinds and each choice of words by its first."""
    form = text.lower().replace(" an ", " a ").removeprefix("an ").removeprefix("a ")
    for aspect in sorted(prefix, key=lambda a: -len(a.phrase)):
        form = form.replace(aspect.phrase.lower(), f"<{aspect.kind}>", 1)
    for words in ((*NOUNS, *NOUNS_SUNG), LEADS, VERBS, RESTS, ("blend of", "mix of", "meeting of"),
                  ("vein", "style")):  # fmt: skip
        form = re.sub(rf"\b({'|'.join(words)})\b", words[0], form)
    return form


def test_what_the_program_writes_could_have_been_composed(
    vocabulary: Vocabulary, served: Served, samples: np.ndarray
) -> None:
    decoder = SentenceDecoder(served.decoder, vocabulary, served.facts["max_tokens"])
    heard = served.hear(samples)
    h, c = (heard[k].mean(0)[None] for k in ("h", "c"))
    order, rng = {a.name: i for i, a in enumerate(ASPECTS)}, random.Random(12)
    strange, told = [], set()
    for _ in range(PREFIXES):
        prefix = canonical(random_aspects(ASPECTS, rng), order)
        text = decoder.sentence(h, c, [order[a.name] for a in prefix], rng.getrandbits(32))
        ways = [compose(prefix, rng) for _ in range(WAYS)]
        forms = {
            _form(render([p if isinstance(p, str) else p.phrase for p in way]), prefix)
            for way in ways
        }
        strange += [] if _form(text, prefix) in forms else [text]
        told.add(text)
    assert strange == []
    assert len(told) > 0.95 * PREFIXES
