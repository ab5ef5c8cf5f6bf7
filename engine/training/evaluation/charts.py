"""Pictures of an evaluation, as PNG."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture
from numpy.typing import NDArray

from engine.training.aspects import FAMILIES, KINDS
from engine.training.calibrate import PRECISION
from engine.training.evaluation.bootstrap import average_precision
from engine.training.evaluation.evaluate import Evaluation
from engine.training.evaluation.figures import QUADRANTS
from engine.training.evaluation.words import editors_columns, precision_curve
from engine.training.measure import family_scores, genre_truth
from engine.training.plot import plot_log
from engine.training.targets import people_matrix

BINS = 10
LEAST_IN_BIN = 20  # words that a point of the reliability diagram needs
LEAST_SONGS = 5  # that a genre's bar needs, as its figure does
Draw = Callable[[Evaluation, Axes], None]


def reliability(
    probabilities: NDArray[np.floating], truth: NDArray[np.bool_], least: int = LEAST_IN_BIN
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean probability and share of truth (b,) of the bins that hold enough of the cells (n, k)."""
    p, right = probabilities.ravel().astype(np.float64), truth.ravel()
    place = np.minimum((p * BINS).astype(int), BINS - 1)
    kept = [place == b for b in range(BINS) if np.sum(place == b) >= least]
    return np.array([p[k].mean() for k in kept]), np.array([right[k].mean() for k in kept])


def confusion(wanted: NDArray[np.str_], found: NDArray[np.str_]) -> NDArray[np.int64]:
    """How many songs of each quadrant (rows) are found in each (columns): (4, 4)."""
    return np.array([[np.sum((wanted == a) & (found == b)) for b in QUADRANTS] for a in QUADRANTS])


def _draw_reliability(evaluation: Evaluation, axes: Axes) -> None:
    songs, aspects = evaluation.songs, evaluation.judged.aspects
    truth = people_matrix(aspects, songs.clips)
    axes.plot([0, 1], [0, 1], color="0.8")
    for kind in ("genre", "mood"):
        columns = [c for c in editors_columns(aspects) if aspects[c].kind == kind]
        shown = reliability(songs.probabilities[:, columns], truth[:, columns])
        axes.plot(*shown, marker="o", label=f"{kind}, editors' words")
    axes.set(xlabel="probability", ylabel="share of songs with the word")
    axes.legend()


def _draw_quadrants(evaluation: Evaluation, axes: Axes) -> None:
    wanted = np.array([clip.quadrant for clip in evaluation.songs.clips])
    counts = confusion(wanted, evaluation.quadrants)
    axes.imshow(counts, cmap="Blues")
    for row, column in np.ndindex(*counts.shape):
        dark = counts[row, column] > counts.max() / 2
        axes.text(column, row, str(counts[row, column]), ha="center", va="center",
                  color="white" if dark else "black")  # fmt: skip
    axes.set_xticks(range(4), QUADRANTS)
    axes.set_yticks(range(4), QUADRANTS)
    axes.set(xlabel="found", ylabel="editors")


def _draw_genres(evaluation: Evaluation, axes: Axes) -> None:
    songs = evaluation.songs
    truth, scores = (
        genre_truth(songs.clips),
        family_scores(evaluation.judged.aspects, songs.probabilities),
    )
    one = np.ones((1, len(songs.clips)))
    columns = np.flatnonzero(truth.sum(0) >= LEAST_SONGS)
    found = [float(average_precision(truth[:, c], scores[:, c])(one)[0]) for c in columns]
    order = np.argsort(found)
    names = [f"{FAMILIES[columns[i]]} ({truth[:, columns[i]].sum()})" for i in order]
    axes.barh(names, [found[i] for i in order])
    axes.plot(truth[:, columns].mean(0)[order], names, "k|", label="chance")
    axes.set(xlabel="average precision", xlim=(0, 1))
    axes.legend()


def _draw_ranks(evaluation: Evaluation, axes: Axes) -> None:
    n = len(evaluation.songs.clips)
    bins = [edge + 0.5 for edge in range(0, n + 10, 10)]  # 1-10, 11-20, ...
    for what, ranks in evaluation.ranks.items():
        share = np.full(ranks.size, 1 / ranks.size)
        axes.hist(ranks.ravel(), bins, weights=share, histtype="step", label=what)
    axes.plot([0, n], [10 / n, 10 / n], color="0.8", label="chance")
    axes.set(xlabel=f"rank of the song among {n}", ylabel="share of searches")
    axes.legend()


def _draw_precision(evaluation: Evaluation, axes: Axes) -> None:
    thresholds = np.arange(0.05, 1.0, 0.05)
    for kind in KINDS:
        axes.plot(thresholds, precision_curve(evaluation.judged, kind, thresholds), label=kind)
    axes.axhline(PRECISION, color="0.8")
    axes.set(xlabel="threshold on the probability", ylabel="precision", ylim=(0, 1.02))
    axes.legend()


CHARTS: dict[str, Draw] = {
    "Reliability: do probabilities hold?": _draw_reliability,
    "Quadrants of the songs": _draw_quadrants,
    "Genres (songs that have them)": _draw_genres,
    "Where a song is found": _draw_ranks,
    "Precision of all words above a threshold, by whoever judges them": _draw_precision,
}


def charts(evaluation: Evaluation) -> dict[str, bytes]:
    """A PNG for each title."""
    found = {}
    for title, draw in CHARTS.items():
        picture = Picture(figsize=(6, 4), layout="constrained")
        draw(evaluation, picture.subplots())
        file = BytesIO()
        picture.savefig(file, format="png", dpi=90)
        found[title] = file.getvalue()
    return found


def training_curve(log: Path, folder: Path) -> bytes:
    """The training log as PNG, drawn in a folder for the while."""
    picture = folder / "curve.png"
    plot_log(log, picture)
    return picture.read_bytes()
