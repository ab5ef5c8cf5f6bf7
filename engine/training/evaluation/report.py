"""An evaluation in words: a table to read, a file to compare, a page to look at."""

import base64
import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from engine.training.clips import Clip
from engine.training.errors import TrainingError
from engine.training.evaluation.anchors import ELSEWHERE
from engine.training.evaluation.charts import charts, training_curve
from engine.training.evaluation.evaluate import Evaluation
from engine.training.evaluation.tracks import said_in
from engine.training.evaluation.words import Judgement

EXAMPLES = 50
HEADINGS = ("figure", "Linernotes", "95 %", "n", "always the commonest", "probes on these tracks",
            "elsewhere", "about")  # fmt: skip
STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse } td, th { padding: .15rem .6rem; text-align: left;
border-bottom: 1px solid #ddd; vertical-align: top }
figure { display: inline-block; margin: .5rem } .said { border-bottom: 2px solid #2a7a2a }
.unknown { border-bottom: 2px dotted #888 }
mark { background: #ffd0cc; text-decoration: line-through }
.labels { color: #555 }
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence beside people's words, with what is wrong in it."""

    clip: Clip
    text: str
    marks: tuple[tuple[int, int, str], ...]  # start, end (characters), "right", "wrong", "unknown"
    wrong: int
    rank: float | None  # mean rank of the song among those of the split, from 1; None if no song


def number(value: float | None) -> str:
    """A figure in print: shares with three decimals, larger ones with one; "" for none."""
    if value is None or math.isnan(value):
        return ""
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.1f}"


def anchors_of(evaluation: Evaluation, name: str) -> dict[str, float]:
    """The anchors of a figure: probes on the same tracks, and published ones ("elsewhere")."""
    here = {
        f"{probe}, these tracks": f.value
        for probe, figures in evaluation.anchors.items()
        for f in figures
        if f.name == name
    }
    there = {f"{who}, elsewhere": f[name] for who, f in ELSEWHERE.items() if name in f}
    return here | there


def rows(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """The cells of the table, as HEADINGS name them."""
    found = []
    for f in evaluation.figures:
        anchors = anchors_of(evaluation, f.name)
        cells = [
            ", ".join(f"{k.split(', ')[0]} {number(v)}" for k, v in anchors.items() if where in k)
            for where in ("these tracks", "elsewhere")
        ]
        interval = f"{number(f.low)} – {number(f.high)}" if not math.isnan(f.low) else ""
        found.append(
            (f.name, number(f.value), interval, str(f.n), number(f.baseline), *cells, f.about)
        )
    return found


def table(evaluation: Evaluation) -> str:
    """The figures as a Markdown table."""
    lines = [HEADINGS, ("---",) * len(HEADINGS), *rows(evaluation)]
    title = f"{evaluation.title} on the {evaluation.split} artists"
    return "\n".join([title, "", *(f"| {' | '.join(cells)} |" for cells in lines)])


def figures_json(evaluation: Evaluation) -> str:
    """All figures with their anchors, for comparing models; null where there is no value."""
    figures = [
        {k: _plain(v) for k, v in asdict(f).items()} | {"anchors": anchors_of(evaluation, f.name)}
        for f in evaluation.figures
    ]
    content = {"model": evaluation.title, "split": evaluation.split, "figures": figures,
               "failures": list(evaluation.failures)}  # fmt: skip
    return json.dumps(content, indent=1, ensure_ascii=False)


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


def mean_ranks(evaluation: Evaluation) -> dict[str, float]:
    """Each song's mean rank in the program's search."""
    names = [clip.name for clip in evaluation.songs.clips]
    return dict(zip(names, evaluation.ranks["search"].mean(1).tolist(), strict=True))


def examples(judged: Judgement, ranks: dict[str, float], most: int = EXAMPLES) -> list[Example]:
    """Sentences, the worst first: most wrong words, then hardest to find."""
    found = []
    for row, (clip, description) in enumerate(
        zip(judged.tracks.clips, judged.tracks.descriptions, strict=True)
    ):
        said = said_in(description.text, judged.entries)
        marks = tuple((s.start, s.end, _verdict(judged.right[row, s.aspect])) for s in said)
        wrong, rank = sum(mark[2] == "wrong" for mark in marks), ranks.get(clip.name)
        if description.text:
            found.append(Example(clip, description.text, marks, wrong, rank))
    return sorted(found, key=lambda e: (-e.wrong, -(e.rank or 0), e.clip.name))[:most]


def _verdict(right: float) -> str:
    return "unknown" if np.isnan(right) else "right" if right else "wrong"


def marked(example: Example) -> str:
    """The sentence as HTML with every judged word marked."""
    tags = {"right": '<span class="said">', "unknown": '<span class="unknown">', "wrong": "<mark>"}
    html, place = "", 0
    for start, end, verdict in example.marks:
        close = "</mark>" if verdict == "wrong" else "</span>"
        html += escape(example.text[place:start]) + tags[verdict]
        html += escape(example.text[start:end]) + close
        place = end
    return html + escape(example.text[place:])


def _html_table(headings: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    """A table of cells that are HTML already."""
    head = "".join(f"<th>{cell}</th>" for cell in headings)
    lines = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>\n" for row in body)
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{lines}</tbody></table>"


def _picture(title: str, png: bytes) -> str:
    data = base64.b64encode(png).decode("ascii")
    return (
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<img alt="{escape(title)}" src="data:image/png;base64,{data}"></figure>'
    )


def page(evaluation: Evaluation, pictures: dict[str, bytes]) -> str:
    """The whole report as one HTML page that needs no other file."""
    title = escape(f"{evaluation.title} on the {evaluation.split} artists")
    shown = examples(evaluation.judged, mean_ranks(evaluation))
    sentences = [
        (str(e.wrong), number(e.rank), marked(e), f'<span class="labels">{_labels(e.clip)}</span>')
        for e in shown
    ]
    parts = [
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>",
        f"<style>{STYLE}</style><h1>{title}</h1>",
        _html_table(map(escape, HEADINGS), (map(escape, row) for row in rows(evaluation))),
        "<p>Intervals: 1,000 draws of artists. “Elsewhere” is another split of the same songs.</p>",
        *(_picture(name, png) for name, png in pictures.items()),
        f"<h2>{len(shown)} sentences, the worst first</h2><p>Most wrong words first, then the songs"
        " hardest to find. <mark>Wrong</mark>, <span class=said>right</span>,"
        " <span class=unknown>nobody knows</span>. Genres and moods are judged by the song's"
        " editors, described pieces by their composer, all else by the teachers, who may err.</p>",
        _html_table(("wrong", "mean rank", "sentence", "people's words"), sentences),
        *(f"<p>Not heard: {escape(failure)}</p>" for failure in evaluation.failures),
    ]
    return "\n".join(parts)


def _labels(clip: Clip) -> str:
    words = [", ".join(part) for part in (clip.genres, clip.instruments, clip.moods)]
    known = "; ".join(part for part in (*words, clip.quadrant) if part)
    return escape(f"{clip.name} ({clip.source}): {known}")


def write_report(evaluation: Evaluation, file: Path, log: Path) -> None:
    """Write the page; the training curve is in it where the log is there."""
    pictures = charts(evaluation)
    if log.exists():
        with TemporaryDirectory() as folder:
            pictures["Training"] = training_curve(log, Path(folder))
    write(file, page(evaluation, pictures))


def write(file: Path, text: str) -> None:
    """Write a text file; raises TrainingError."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise TrainingError(file, f"cannot be written ({error.strerror})") from error
