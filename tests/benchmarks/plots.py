"""The two plots of the report, as SVG that holds a digest of the figures it was drawn from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tests.benchmarks.page import LISTENERS

INK, OURS_COLOUR, OTHER = "#333333", "#c2571a", "#7a8ca3"


def digest(part: dict[str, Any]) -> str:
    """Names the figures of one part of the report."""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()


def plot_listening(figures: dict[str, Any], to: Path) -> None:
    """CPU milliseconds per track, everybody; median and the middle half."""
    pyplot = _pyplot()
    ms = figures["listening"]["ms"]
    names = [who for who in LISTENERS if who in ms][::-1]
    totals = [ms[who]["total"] for who in names]
    middle = [m for _, m, _ in totals]
    ends = [[m - low for low, m, _ in totals], [high - m for _, m, high in totals]]
    figure, axes = pyplot.subplots(figsize=(8, 0.5 * len(names) + 1))
    colours = [OURS_COLOUR if who == "Linernotes" else OTHER for who in names]
    axes.barh(names, middle, xerr=ends, color=colours, ecolor=INK)
    axes.set(xlabel="CPU milliseconds per track, one thread (less is better)")
    for at, value in enumerate(middle):
        end = (ends[1][at] + value, at)
        axes.annotate(f"{value:,.0f}", end, (4, 0), textcoords="offset points", va="center")
    axes.margins(x=0.12)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    _save(figure, to, digest(figures["listening"]))


def plot_growth(figures: dict[str, Any], to: Path) -> None:
    """Time and memory against the number of tracks, both axes logarithmic."""
    pyplot = _pyplot()
    rows = figures["growth"]["sizes"]
    tracks = [row["tracks"] for row in rows]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 4.5))
    for label, of, to_ms in (
        ("first scan", "scan_s", 1000),
        ("rescan", "rescan_s", 1000),
        ("bare walk", "walk_s", 1000),
        ("first search", "load_s", 1000),
        ("search", "meant_ms", 1),
        ("while typing", "typed_ms", 1),
    ):
        left.plot(tracks, [to_ms * row[of] for row in rows], marker="o", label=label)
    for label, of in (("scan", "scan_mb"), ("search", "search_mb"), ("on disk", "disk_mb")):
        right.plot(tracks, [row[of] for row in rows], marker="o", label=label)
    left.set(xscale="log", yscale="log", xlabel="tracks", ylabel="CPU milliseconds")
    right.set(xscale="log", yscale="log", xlabel="tracks", ylabel="MB")
    for axes in (left, right):
        axes.grid(alpha=0.3)
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.yaxis.set_major_formatter("{x:,g}")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncol=3, frameon=False)
    _save(figure, to, digest(figures["growth"]))


def _pyplot() -> Any:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams |= {"svg.hashsalt": "linernotes", "svg.fonttype": "none"}
    mpl.rcParams |= {"axes.spines.top": False, "axes.spines.right": False}
    from matplotlib import pyplot

    return pyplot


def _save(figure: Any, to: Path, drawn_from: str) -> None:
    figure.tight_layout()
    about = {"Date": None, "Creator": "make bench-report", "Description": drawn_from}
    figure.savefig(to, metadata=about)
