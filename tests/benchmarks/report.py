"""`make bench-report`: measures, keeps the figures in docs/benchmarks.json, writes the page.

    python -m tests.benchmarks.report --measure listening growth …   measures these parts anew
    python -m tests.benchmarks.report                                writes page and plots again

The page has no figure that is not in the JSON, and a row only for what ran.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from tests.benchmarks.page import page

DOCS = Path(__file__).parents[2] / "docs"
FIGURES = DOCS / "benchmarks.json"


def machine() -> dict[str, Any]:
    """This computer, without its names (Linux)."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = {ln.split(":")[0].strip(): ln.split(":")[1].strip() for ln in lines if ":" in ln}
    return {
        "cores": os.cpu_count(),
        "processor": names["model name"],
        "wide": [f for f in ("avx2", "avx512f", "avx512_vnni") if f in names["flags"].split()],
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "python": ".".join(map(str, sys.version_info[:3])),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", nargs="+", choices=["listening", "growth"], default=[])
    parser.add_argument("--music", type=Path, help="folder of real files, for listening")
    parser.add_argument("--each", type=int, default=4, help="files of every kind")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--note", default="", help="what readers should know about these files")
    parser.add_argument("--peers", type=Path, help="the Python that has the peers installed")
    parser.add_argument("--libraries", type=Path, help="folder of made-up-SIZE.sqlite")
    options = parser.parse_args()
    figures = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    if "listening" in options.measure:
        from tests.benchmarks.peers import KINDS, SECONDS, choose, listening

        if not (options.music and options.peers):
            parser.error("listening needs --music FOLDER and --peers PYTHON")
        files = choose(options.music, options.each)
        if not files:
            parser.error(f"no {', '.join(KINDS)} of {SECONDS[0]} to {SECONDS[1]} s there")
        heard = listening(files, options.peers, options.rounds)
        figures["listening"] = heard | {"note": options.note}
    if "growth" in options.measure:
        from tests.benchmarks.growth import growth

        figures["growth"] = growth(kept=options.libraries)
    if options.measure:
        figures |= {"measured": date.today().isoformat(), "machine": machine()}
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    if {"listening", "growth"} <= figures.keys():
        write(figures)


def write(figures: dict[str, Any]) -> None:
    """Page and plots of these figures."""
    from tests.benchmarks.plots import plot_growth, plot_listening

    (DOCS / "benchmarks.md").write_text(page(figures), "utf-8")
    plot_listening(figures, DOCS / "benchmarks-listening.svg")
    plot_growth(figures, DOCS / "benchmarks-growth.svg")


if __name__ == "__main__":
    main()
