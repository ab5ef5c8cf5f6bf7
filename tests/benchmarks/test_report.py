"""The report's page and plots say what was measured."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from tests.benchmarks.page import AHEAD, LISTENERS, ahead, page
from tests.benchmarks.peers import choose
from tests.benchmarks.plots import digest
from tests.benchmarks.report import DOCS, FIGURES


@pytest.fixture
def figures() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(FIGURES.read_text("utf-8"))
    return kept


def test_the_page_is_what_the_figures_say(figures: dict[str, Any]) -> None:
    assert (DOCS / "benchmarks.md").read_text("utf-8") == page(figures)


@pytest.mark.parametrize("part", ["listening", "growth"])
def test_the_plots_were_drawn_from_the_figures(figures: dict[str, Any], part: str) -> None:
    assert digest(figures[part]) in (DOCS / f"benchmarks-{part}.svg").read_text("utf-8")


def test_another_figure_makes_another_page(figures: dict[str, Any]) -> None:
    other = copy.deepcopy(figures)
    other["listening"]["ms"]["musicnn"]["total"][1] += 100
    assert page(other) != page(figures)
    assert digest(other["listening"]) != digest(figures["listening"])


def test_everything_that_ran_has_a_row_and_nothing_else(figures: dict[str, Any]) -> None:
    assert figures["listening"]["ms"].keys() <= LISTENERS.keys()
    gone = copy.deepcopy(figures)
    del gone["listening"]["ms"]["essentia"]
    assert page(figures).count("| essentia |") == 1
    assert "| essentia |" not in page(gone)


def test_who_is_ahead_needs_a_reason(figures: dict[str, Any]) -> None:
    assert ahead(figures["listening"], figures["growth"]) == AHEAD.keys()
    figures["listening"]["ms"]["musicnn"]["total"][1] = 0.1
    with pytest.raises(ValueError, match="musicnn"):
        page(figures)


def test_files_without_tags_are_chosen_too(tmp_path: Path) -> None:
    for name, seconds in (("a.wav", 70), ("too short.wav", 5)):
        soundfile.write(tmp_path / name, np.zeros(8_000 * seconds, np.float32), 8_000)
    assert choose(tmp_path, each=4) == [tmp_path / "a.wav"]


def test_a_note_about_the_files_is_told(figures: dict[str, Any]) -> None:
    figures["listening"]["note"] = "They were found in the attic."
    assert "They were found in the attic." in page(figures)
