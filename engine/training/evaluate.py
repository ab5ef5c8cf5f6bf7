"""Measure the exported model on the test artists, with the baseline and the anchors beside it."""

import random
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from engine.training.aspects import KINDS, Aspect
from engine.training.calibrate import rightness
from engine.training.clips import Clip
from engine.training.measure import (
    calibration_error,
    family_scores,
    genre_truth,
    macro_ap,
    mood_sums,
    quadrants,
    search_ranks,
)
from engine.training.pipeline import Workshop
from engine.training.prepare import load_window
from engine.training.sentences import allowed, canonical, narrowest, render
from engine.training.served import Served
from engine.training.targets import people_matrix
from engine.training.text_tower import music_texts
from engine.training.train import track_means

Floats = NDArray[np.float32]
CLIP_WINDOWS = 3
SEARCH_DRAWS = 20  # random pairs of mood words for each song's search


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure."""

    what: str
    ours: str
    baseline: str = ""
    spectrum: str = ""  # anchor: averaged spectrum and modulation statistics, logistic regression
    teacher: str = ""  # anchor: linear probe on the teacher's embedding


@dataclass(frozen=True, slots=True)
class Tracks:
    """The test clips as the served model hears them: means over their windows."""

    clips: list[Clip]
    probabilities: Floats  # (n, A)
    embedding: Floats  # (n, 384), unit length
    music: Floats  # (n,)
    h: Floats  # (n, 512)
    c: Floats  # (n, 512)

    def of(self, *sources: str) -> NDArray[np.int64]:
        """The rows of some sources."""
        return np.array([i for i, c in enumerate(self.clips) if c.source in sources], np.int64)


def hear_tracks(shop: Workshop, served: Served, split: str) -> Tracks:
    """Run the exported encoder over up to three windows of each clip of a split."""
    starts: dict[str, list[float]] = {}
    targets = shop.material.targets
    for name, start in zip(targets.clip.tolist(), targets.start.tolist(), strict=True):
        if shop.clips[name].split == split:
            starts.setdefault(name, []).append(start)
    clips, rows = [], []
    for name, times in starts.items():
        clip = shop.clips[name]
        places = np.linspace(0, len(times) - 1, min(CLIP_WINDOWS, len(times))).round().astype(int)
        heard = served.hear(np.stack([load_window(clip.path, times[i]) for i in places]))
        clips.append(clip)
        rows.append([heard[k].mean(0) for k in ("probabilities", "embedding", "music", "h", "c")])
    p, e, m, h, c = (np.stack(column) for column in zip(*rows, strict=True))
    return Tracks(clips, p, e / np.linalg.norm(e, axis=1, keepdims=True), m, h, c)


def served_aspects(served: Served, aspects: tuple[Aspect, ...]) -> tuple[Aspect, ...]:
    """The vocabulary with the valence and arousal that were published."""
    return tuple(
        replace(a, valence=row.get("valence"), arousal=row.get("arousal"))
        for a, row in zip(aspects, served.aspects, strict=True)
    )


def people_figures(shop: Workshop, served: Served, tracks: Tracks) -> list[Figure]:
    """Genres, moods and quadrants of songs, genres of excerpts, against people's words."""
    aspects = served_aspects(served, shop.aspects)
    songs = tracks.of("songs")
    clips, p = [tracks.clips[i] for i in songs], tracks.probabilities[songs]
    constant = np.zeros((len(clips), 400), np.float32)
    truth = genre_truth(clips)
    genre, n_genres = macro_ap(truth, family_scores(aspects, p))
    chance = macro_ap(truth, constant[:, : truth.shape[1]])[0]
    moods = [i for i, a in enumerate(aspects) if a.kind == "mood"]
    said = np.array([[bool(set(aspects[i].people) & set(c.moods)) for i in moods] for c in clips])
    mood, n_moods = macro_ap(said, p[:, moods])
    mood_chance = macro_ap(said, constant[:, : len(moods)])[0]
    wanted = np.array([c.quadrant for c in clips])
    right = quadrants(mood_sums(aspects, p)) == wanted
    most = max(np.mean(wanted == q) for q in set(wanted))
    excerpts = tracks.of("excerpts")
    four = ("classical", "rock", "electronic", "pop")
    columns = [[a.name for a in aspects].index(name) for name in four]
    guess = tracks.probabilities[excerpts][:, columns].argmax(1)
    labels = np.array([four.index(tracks.clips[i].genres[0]) for i in excerpts])
    return [
        Figure(f"genre macro-AP ({n_genres} genres)", f"{genre:.3f}", f"{chance:.3f}", ".375",
               ".595"),
        Figure(f"mood macro-AP ({n_moods} words)", f"{mood:.3f}", f"{mood_chance:.3f}", ".24",
               ".33"),
        Figure("quadrant accuracy", f"{right.mean():.3f}", f"{most:.3f}", ".68", ".74"),
        Figure("excerpts: 4 genres, accuracy", f"{np.mean(guess == labels):.3f}",
               f"{np.bincount(labels).max() / len(labels):.3f}", "", ".71"),
    ]  # fmt: skip


def search_figures(served: Served, tracks: Tracks) -> list[Figure]:
    """Rank of a song for its own genres and two of its moods, among the test songs."""
    songs, rng = tracks.of("songs"), random.Random(0)
    ranks = []
    for _ in range(SEARCH_DRAWS):
        queries = [
            f"{' '.join(tracks.clips[i].genres)} music, "
            + ", ".join(rng.sample(tracks.clips[i].moods, min(2, len(tracks.clips[i].moods))))
            for i in songs
        ]
        ranks.append(search_ranks(served.read(queries), tracks.embedding[songs]))
    found, n = np.concatenate(ranks), len(songs)
    median = np.median(found)
    return [
        Figure(f"search: median rank of {n}", f"{median:.0f}", f"{n / 2:.0f}", "",
               "17 of 100 (tags)"),
        Figure("search: in the first ten", f"{np.mean(found <= 10):.3f}", f"{10 / n:.3f}", "",
               ".34 of 100 (tags)"),
        Figure("search: rank as a share of the songs", f"{median / n:.3f}", ".500", "",
               ".17 (tags)"),
    ]  # fmt: skip


def described_figures(shop: Workshop, tracks: Tracks) -> list[Figure]:
    """Instruments and feel of described pieces, against the composer's words."""
    rows, figures = tracks.of("described"), []
    for kind, what, least in (("instrument", "instruments", 3), ("mood", "feel", 3)):
        columns = [i for i, a in enumerate(shop.aspects) if a.kind == kind and a.people]
        words = [set(tracks.clips[i].instruments) | set(tracks.clips[i].moods) for i in rows]
        truth = np.array([[bool(set(shop.aspects[c].people) & w) for c in columns] for w in words])
        scores = tracks.probabilities[rows][:, columns]
        ours, n = macro_ap(truth, scores, least)
        chance = macro_ap(truth, np.zeros_like(scores), least)[0]
        teacher = ".49 (20 words)" if kind == "instrument" else ".46 (19 words)"
        figures.append(
            Figure(f"described: {what} macro-AP ({n})", f"{ours:.3f}", f"{chance:.3f}", "", teacher)
        )
    return figures


def said_figures(shop: Workshop, served: Served, tracks: Tracks) -> list[Figure]:
    """Precision, recall and F1 of what may be said, beside always saying the commonest words."""
    targets, aspects = shop.material.targets, served_aspects(served, shop.aspects)
    rows = tracks.of("songs", "excerpts", "described")
    clips = [tracks.clips[i] for i in rows]
    means = track_means(targets.teachers, targets.clip)
    right = rightness(aspects, clips, np.stack([means[c.name] for c in clips]))
    said = tracks.probabilities[rows] >= np.array([a["threshold"] for a in served.aspects])
    train = targets.aspects[(targets.split == "train") & (targets.source == "songs")].mean(0)
    figures = []
    for kind in KINDS:
        columns = np.array([i for i, a in enumerate(aspects) if a.kind == kind])
        k = max(1, round(float(said[:, columns].sum(1).mean())))
        always = np.zeros_like(said)
        always[:, columns[np.argsort(-train[columns])[:k]]] = True
        ours, base = (_prf(s[:, columns], right[:, columns]) for s in (said, always))
        count = said[:, columns].sum(1).mean()
        figures.append(
            Figure(f"said {kind}: precision / recall / F1 ({count:.2f} words a track)", ours, base)
        )
    return figures


def _prf(said: NDArray[np.bool_], right: Floats) -> str:
    """Precision / recall / F1 over what is known."""
    known = ~np.isnan(right)
    hits = float((said & (right == 1)).sum())
    precision = hits / max(float((said & known).sum()), 1.0)
    recall = hits / max(float((right == 1).sum()), 1.0)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{precision:.2f} / {recall:.2f} / {f1:.2f}"


def other_figures(shop: Workshop, served: Served, tracks: Tracks) -> list[Figure]:
    """Sounds refused, music kept, and the text tower beside its teacher."""
    threshold = served.facts["music_threshold"]
    sounds, music = tracks.of("notmusic"), tracks.of("songs", "excerpts", "described")
    refused = np.mean(tracks.music[sounds] < threshold)
    lost = np.mean(tracks.music[music] < threshold)
    held = music_texts(shop.data)[1]
    ours = served.read(held)
    teacher = shop.sentences_teacher.encode(held).numpy()
    upper = np.triu_indices(len(held), 1)
    rho = spearmanr((ours @ ours.T)[upper], (teacher @ teacher.T)[upper]).statistic
    cosine = (ours * teacher).sum(1).mean()
    return [
        Figure("not music: refused", f"{refused:.3f}", "0"),
        Figure("music: refused by mistake", f"{lost:.3f}", "0"),
        Figure("text tower: cosine to its teacher on unseen captions", f"{cosine:.3f}"),
        Figure("text tower: rank correlation of likenesses", f"{rho:.3f}"),
    ]


def sentence_of(served: Served, aspects: tuple[Aspect, ...], tracks: Tracks, row: int) -> str:
    """The sentence of a track from what may be said of it; empty when nothing may."""
    p = tracks.probabilities[row]
    over = [i for i, a in enumerate(served.aspects) if p[i] >= a["threshold"]]
    over.sort(key=lambda i: -float(p[i]))
    order = {a.name: i for i, a in enumerate(aspects)}
    chosen = canonical(allowed(narrowest([aspects[i] for i in over])), order)
    if not chosen:
        return ""
    return render(served.write(tracks.h[row], tracks.c[row], [order[a.name] for a in chosen]))


def sentence_figures(shop: Workshop, tracks: Tracks, sentences: dict[str, str]) -> list[Figure]:
    """How often there is a sentence, how often the same one; and whether probabilities hold."""
    said = [text for text in sentences.values() if text]
    songs = tracks.of("songs")
    people = [i for i, a in enumerate(shop.aspects) if a.people and a.kind in ("genre", "mood")]
    people = [i for i in people if shop.aspects[i].share is None]
    truth = people_matrix(shop.aspects, [tracks.clips[i] for i in songs])[:, people]
    error = calibration_error(tracks.probabilities[songs][:, people], truth)
    return [
        Figure("tracks with a sentence", f"{len(said) / len(sentences):.2f}"),
        Figure("different sentences among them", f"{len(set(said)) / max(len(said), 1):.2f}"),
        Figure("mean length, characters", f"{np.mean([len(text) for text in said]):.0f}"),
        Figure("calibration error (ECE), people's genres and moods", f"{error:.3f}"),
    ]


def table(figures: list[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = [
        "| test artists, exported model | Linernotes | always the commonest | spectrum statistics"
        " | teacher's embedding |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {f.what} | {f.ours} | {f.baseline} | {f.spectrum} | {f.teacher} |" for f in figures
    ]
    return "\n".join(lines)


def evaluate(shop: Workshop, folder: Path, split: str = "test") -> tuple[str, list[str]]:
    """The table of figures, and example sentences beside people's words."""
    served = Served(folder, threads=2)
    tracks = hear_tracks(shop, served, split)
    figures = people_figures(shop, served, tracks) + search_figures(served, tracks)
    figures += described_figures(shop, tracks) + said_figures(shop, served, tracks)
    figures += other_figures(shop, served, tracks)
    sentences = {
        tracks.clips[row].name: sentence_of(served, shop.aspects, tracks, int(row))
        for row in tracks.of("songs", "excerpts", "described")
    }
    figures += sentence_figures(shop, tracks, sentences)
    examples = []
    for clip in (tracks.clips[row] for row in tracks.of("songs", "described")):
        words = f"{', '.join(clip.genres)}; {', '.join((*clip.instruments, *clip.moods))}"
        examples.append(f"{sentences[clip.name]}  [{words}]")
    return table(figures), examples
