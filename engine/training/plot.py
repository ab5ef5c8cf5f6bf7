"""Pictures of the training log and of the paper's models."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

FIGURES = ("genre", "mood", "quadrant")  # columns measured on validation artists; the rest: losses


def plot_log(log: Path, picture: Path) -> None:
    """Draw the losses and the validation figures of a CSV log over its epochs."""
    with log.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with mpl.rc_context({"svg.hashsalt": "linernotes"}):
        figure = Figure(figsize=(10, 4))
        losses, quality = figure.subplots(1, 2)
        epochs = [float(row["epoch"]) for row in rows]
        for name in (column for column in rows[0] if column != "epoch"):
            axes = quality if name in FIGURES else losses
            axes.plot(epochs, [float(row[name]) for row in rows], label=name)
        for axes, title in ((losses, "training loss"), (quality, "validation artists")):
            axes.set_title(title)
            axes.set_xlabel("epoch")
            axes.legend()
        figure.savefig(picture)


def plot_runs(curves: Mapping[str, Mapping[str, Sequence[Sequence[float]]]], picture: Path) -> None:
    """Draw each model's validation loss over the epochs, its mean over the runs and their range.

    Where runs ended apart, up to the end of the first.

    curves: by title of a part of the picture, then by model, one list of losses for each run.
    """
    figure = Figure(figsize=(11, 4.5), layout="constrained")
    parts = figure.subplots(1, len(curves), squeeze=False)[0]
    for axes, (title, models) in zip(parts, curves.items(), strict=True):
        for name, runs in models.items():
            if runs:
                shortest = min(map(len, runs))
                losses = np.array([run[:shortest] for run in runs])  # (runs, epochs)
                epochs = np.arange(1, losses.shape[1] + 1)
                (line,) = axes.plot(epochs, losses.mean(0), label=f"{name} ({len(runs)})")
                bounds = losses.min(0), losses.max(0)
                axes.fill_between(epochs, *bounds, color=line.get_color(), alpha=0.15, lw=0)
        axes.set_title(f"{title}: validation, nats a token")
        axes.set_xlabel("epoch")
        if axes.lines:
            axes.legend()
    figure.savefig(picture)
