"""A picture of the training log."""

import csv
from pathlib import Path

import matplotlib as mpl
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
