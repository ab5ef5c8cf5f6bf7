"""The table, the page and the file of one evaluation."""

import base64
import json
import re
from pathlib import Path

import numpy as np
import pytest

from engine.training.errors import TrainingError
from engine.training.evaluation.evaluate import Evaluation
from engine.training.evaluation.figures import QUADRANT, Figure
from engine.training.evaluation.report import (
    examples,
    figures_json,
    marked,
    page,
    table,
    write,
    write_report,
)
from engine.training.evaluation.words import judge
from tests.engine.training.evaluation.tracks import ASPECTS, ENTRIES, description, song, tracks

pytestmark = pytest.mark.training
SENTENCE = "A glad jazz piece with choir."
SAID = ("glad", "jazz", "choir")


@pytest.fixture
def evaluation() -> Evaluation:
    """Four songs: all right, two words wrong, one wrong and hard to find, one wrong and easy."""
    clips = [
        song("right", "Q1", genres=("jazz",), moods=("glad",)),
        song("two", "Q3", genres=("blues",), moods=("<b>grim & sour</b>",)),
        song("easy", "Q3", genres=("jazz",), moods=("grim",)),
        song("hard", "Q3", genres=("jazz",), moods=("grim",)),
    ]
    heard = tracks(clips, [description(SENTENCE, *SAID)] * 4)
    judged = judge(heard, ASPECTS, ENTRIES, {}, np.zeros(len(ASPECTS)))
    return Evaluation(
        title="model <1>",
        split="val",
        figures=[
            Figure(QUADRANT, 0.6, 0.5, 0.7, 4, 0.25),
            Figure("text <tower>", 0.8, np.nan, np.nan, 3),
        ],
        anchors={"spectrum": [Figure(QUADRANT, 0.55, 0.5, 0.6, 4)]},
        judged=judged,
        songs=heard,
        quadrants=np.array(["Q1", "Q3", "Q3", "Q1"]),
        ranks={"search": np.array([[1, 2], [3, 3], [1, 1], [4, 3]])},
        failures=("bad.opus: <i>cannot</i> be opened",),
    )


def test_the_worst_come_first(evaluation: Evaluation) -> None:
    ranks = {"right": 1.5, "two": 3.0, "easy": 1.0, "hard": 3.5}
    found = examples(evaluation.judged, ranks)
    assert [e.clip.name for e in found] == ["two", "hard", "easy", "right"]
    assert [e.wrong for e in found] == [2, 1, 1, 0]
    assert [e.clip.name for e in examples(evaluation.judged, ranks, most=1)] == ["two"]


def test_wrong_words_are_marked(evaluation: Evaluation) -> None:
    found = {e.clip.name: marked(e) for e in examples(evaluation.judged, {})}
    assert found["two"].count("<mark>") == 2
    assert "<mark>glad</mark> <mark>jazz</mark>" in found["two"]
    assert found["right"] == (
        'A <span class="said">glad</span> <span class="said">jazz</span> piece with'
        ' <span class="unknown">choir</span>.'
    )


def test_what_people_wrote_stays_text(evaluation: Evaluation) -> None:
    html = page(evaluation, {})
    assert "&lt;b&gt;grim &amp; sour&lt;/b&gt;" in html and "<b>" not in html
    assert "model &lt;1&gt;" in html and "text &lt;tower&gt;" in html
    assert "&lt;i&gt;cannot&lt;/i&gt;" in html


def test_the_page_is_one_file_with_its_pictures(evaluation: Evaluation, tmp_path: Path) -> None:
    log = tmp_path / "encoder.csv"
    log.write_text("epoch,aspects,genre\n1,3.0,0.2\n2,2.5,0.3\n", encoding="utf-8")
    write_report(evaluation, tmp_path / "report.html", log)
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    pictures = re.findall(r'src="data:image/png;base64,([^"]+)"', html)
    assert len(pictures) == 6  # with the training curve
    assert all(base64.b64decode(p).startswith(b"\x89PNG") for p in pictures)
    assert "http" not in html and set(re.findall(r'src="(\w+):', html)) == {"data"}


def test_the_table_has_intervals_and_anchors(evaluation: Evaluation) -> None:
    lines = table(evaluation).splitlines()
    assert lines[4].startswith(
        "| quadrant accuracy | 0.600 | 0.500 – 0.700 | 4 | 0.250 | spectrum 0.550 |"
        " spectrum 0.680, teacher 0.740,"
    )
    assert lines[5].startswith("| text <tower> | 0.800 |  | 3 |")


def test_the_file_of_figures_has_every_key(evaluation: Evaluation) -> None:
    found = json.loads(figures_json(evaluation))
    assert (found["model"], found["split"]) == ("model <1>", "val")
    first, second = found["figures"]
    keys = {"name", "value", "low", "high", "n", "baseline", "about", "anchors"}
    assert first.keys() == second.keys() == keys
    assert first["anchors"]["spectrum, these tracks"] == 0.55
    assert first["anchors"]["teacher, elsewhere"] == 0.74
    assert second["low"] is None and second["anchors"] == {}


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="cannot be written"):
        write(tmp_path / "no such folder" / "report.html", "")
