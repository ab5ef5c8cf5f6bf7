"""The figures of one model on one split."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from engine.training.aspects import Aspect
from engine.training.evaluation.anchors import stored_anchors
from engine.training.evaluation.bootstrap import mean
from engine.training.evaluation.figures import (
    Figure,
    columns_of,
    described_ap,
    described_columns,
    emotion_correlation,
    excerpt_accuracy,
    figure,
    genre_ap,
    groups_of,
    mood_ap,
    quadrant_accuracy,
)
from engine.training.evaluation.probes import RIDGE
from engine.training.evaluation.rival import rival_ranks
from engine.training.evaluation.search import Ranks, rank_figures, search_ranks_of
from engine.training.evaluation.tracks import MUSIC, Model, Tracks
from engine.training.evaluation.words import (
    Judgement,
    calibration_figures,
    judge,
    quadrant_figure,
    score_figures,
    sentence_figures,
    word_figures,
)
from engine.training.measure import family_scores, mood_sums, quadrants
from engine.training.pipeline import Workshop
from engine.training.targets import EXCERPT_GENRES, build_targets
from engine.training.text_tower import music_texts
from engine.training.train import track_means

Floats = NDArray[np.float32]
MOST_RENDERED = 150  # excerpts of rendered MIDI that are listened to
TINY = 1e-3  # probability below which a logit says no more


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was measured of one model on one split."""

    title: str  # name and version of the model
    split: str
    figures: list[Figure]
    anchors: dict[str, list[Figure]]  # what probes reach on the same split, if that was measured
    judged: Judgement  # every track with people's labels
    songs: Tracks
    quadrants: NDArray[np.str_]  # (songs,) as found
    ranks: dict[str, Ranks]  # (songs, draws) of each way to search
    failures: tuple[str, ...]  # clips that could not be described, and why


def people_figures(model: Model, aspects: tuple[Aspect, ...], tracks: Tracks) -> list[Figure]:
    """Genres and moods of songs, genres of excerpts, words of described pieces."""
    songs, excerpts, pieces = (tracks.of(source) for source in MUSIC)
    names = [aspect.name for aspect in aspects]
    four = excerpts.probabilities[:, [names.index(genre) for genre in EXCERPT_GENRES]]
    found = [
        genre_ap(songs.clips, family_scores(aspects, songs.probabilities)),
        mood_ap(aspects, songs.clips, songs.probabilities[:, columns_of(aspects, "mood")]),
        quadrant_accuracy(songs.clips, song_quadrants(model, aspects, songs)),
        excerpt_accuracy(excerpts.clips, four),
    ]
    for kind in ("instrument", "mood"):
        scores = pieces.probabilities[:, described_columns(aspects, kind)]
        found.append(described_ap(aspects, pieces.clips, kind, scores))
    return found


def song_quadrants(model: Model, aspects: tuple[Aspect, ...], songs: Tracks) -> NDArray[np.str_]:
    """The quadrant of each song by the published valence and arousal of its moods."""
    return quadrants(mood_sums(model.published(aspects), songs.probabilities))


def emotion_figure(learnt: Tracks, excerpts: Tracks) -> Figure:
    """What listeners felt, by ridge regression from the model's answers for training excerpts."""
    felt = np.array([clip.emotions for clip in learnt.clips], np.float32)
    x, asked = (answers(tracks) for tracks in (learnt, excerpts))
    return emotion_correlation(
        excerpts.clips, RIDGE.answers(x, felt, groups_of(learnt.clips), asked)
    )


def answers(tracks: Tracks) -> Floats:
    """Everything the model says of tracks: the aspects' logits and the embedding (n, A + 384)."""
    p = np.clip(tracks.probabilities, TINY, 1 - TINY)
    return np.concatenate([np.log(p / (1 - p)), tracks.embedding], axis=1)


def refusal_figures(tracks: Tracks) -> list[Figure]:
    """Sounds refused, and music refused by mistake."""
    sounds, music = tracks.of("notmusic"), tracks.of(*MUSIC)
    return [
        figure("not music: refused", mean(sounds.refused), groups_of(sounds.clips), 0.0),
        figure("music: refused by mistake", mean(music.refused), groups_of(music.clips), 0.0),
    ]


def text_figures(shop: Workshop, model: Model) -> list[Figure]:
    """The text tower beside its teacher, on captions that neither saw in training."""
    held = music_texts(shop.data)[1]
    ours, teacher = model.read(held), shop.sentences_teacher.encode(held).numpy()
    upper = np.triu_indices(len(held), 1)
    rho = float(spearmanr((ours @ ours.T)[upper], (teacher @ teacher.T)[upper]).statistic)
    each = [str(number) for number in range(len(held))]
    return [
        figure("text tower: cosine to its teacher", mean((ours * teacher).sum(1)), each,
               about="unseen captions"),
        Figure("text tower: rank correlation of likenesses", rho, np.nan, np.nan, len(held),
               about="unseen captions"),
    ]  # fmt: skip


def judgement(shop: Workshop, model: Model, tracks: Tracks) -> Judgement:
    """The tracks' sentences, judged by people and, where they are silent, by the teachers."""
    targets = build_targets(shop.data, shop.cache, shop.aspects, shop.clips)
    learnt = (targets.split == "train") & (targets.source == "songs")
    opinions = track_means(targets.teachers, targets.clip)
    return judge(tracks, shop.aspects, model.entries, opinions, targets.aspects[learnt].mean(0))


def evaluate(shop: Workshop, folder: Path, split: str) -> Evaluation:
    """Measure the model in a folder on a split.

    Raises ModelError when the folder holds no whole model, TrainingError when the data are missing.
    """
    model = Model.open(folder, shop.aspects)
    of_split = [c for c in shop.clips.values() if c.split == split]
    chosen = [c for c in of_split if c.source in (*MUSIC, "notmusic")]
    tracks = model.hear(chosen + [c for c in of_split if c.source == "rendered"][:MOST_RENDERED])
    learnt = model.hear(
        c for c in shop.clips.values() if c.split == "train" and c.source == "excerpts"
    )
    songs, judged = tracks.of("songs"), judgement(shop, model, tracks.of(*MUSIC))
    ranks = search_ranks_of(
        model, songs, lambda drawn: rival_ranks(shop.data, shop.sentences_teacher, songs, drawn)
    )
    figures = people_figures(model, shop.aspects, tracks)
    figures.append(emotion_figure(learnt, tracks.of("excerpts")))
    for what, found in ranks.items():
        figures += rank_figures(what, songs, found)
    figures += [*word_figures(judged), quadrant_figure(judged), *sentence_figures(judged)]
    figures += score_figures(tracks.of("rendered"), shop.aspects, model.entries)
    figures += [*calibration_figures(judged), *refusal_figures(tracks), *text_figures(shop, model)]
    return Evaluation(
        title=model.captioner.title,
        split=split,
        figures=figures,
        anchors=stored_anchors(shop.cache, split),
        judged=judged,
        songs=songs,
        quadrants=song_quadrants(model, shop.aspects, songs),
        ranks=ranks,
        failures=tracks.failures + learnt.failures,
    )
