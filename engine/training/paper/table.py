"""The paper's table as text: every figure and every claim follows from the finished runs."""

import math
import statistics
from dataclasses import dataclass

from engine.training.clips import Clip
from engine.training.paper.baselines import bigram_loss, padding_share, perplexity, unigram_loss
from engine.training.paper.data import (
    ACCOUNTINGS,
    HONEST,
    PAPER,
    Accounting,
    examples,
    n_tokens,
    split,
    vocabulary,
)
from engine.training.paper.networks import MODELS
from engine.training.paper.run import Result
from engine.training.paper.wording import DEVIATIONS, INTRODUCTION, settings

OURS = "CLSTMA-MT"
CLEAR = 2.0  # deviations of a difference above which it is not put down to the seeds
Losses = dict[str, list[float]]  # of a model, one for each seed


@dataclass(frozen=True, slots=True)
class Baseline:
    """Losses in nats a token of guessing without listening, on an accounting's test part."""

    unigram: float
    bigram: float
    padding: float  # share of the counted targets that are padding


def baseline(clips: list[Clip], accounting: Accounting) -> Baseline:
    """What guessing costs in an accounting."""
    parts, size = examples(clips, accounting), n_tokens(vocabulary(clips), accounting)
    pair = parts["train"], parts["test"]
    padding = padding_share(parts["test"])
    return Baseline(unigram_loss(*pair, size), bigram_loss(*pair, size), padding)


def losses(results: list[Result], accounting: Accounting, field: str) -> Losses:
    """A figure of all runs in an accounting, in the paper's order of models."""
    mine = [r for r in results if r.accounting == accounting.name]
    found = {name: [float(getattr(r, field)) for r in mine if r.model == name] for name in MODELS}
    return {name: values for name, values in found.items() if values}


def spread(values: list[float]) -> str:
    """Mean and deviation over the seeds; the mean alone of one seed."""
    mean = f"{statistics.mean(values):.3f}"
    return mean if len(values) == 1 else f"{mean} ± {statistics.stdev(values):.3f}"


def _lines(columns: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table; all columns but the first to the right."""
    marks = ["---"] + ["--:"] * (len(columns) - 1)
    return ["| " + " | ".join(row) + " |" for row in (columns, marks, *rows)]


def _paper_rows(results: list[Result], guess: Baseline) -> list[list[str]]:
    last = losses(results, PAPER, "test_last")
    best = losses(results, PAPER, "test_best")
    rows = []
    for name in last:
        published = f"{MODELS[name].published:.2f}"
        rows.append([name, published, spread(last[name]), spread(best[name]), str(len(last[name]))])
    rows += [
        [f"*{name}*", "", f"{loss:.3f}", f"{loss:.3f}", ""]
        for name, loss in (("unigram", guess.unigram), ("bigram", guess.bigram))
    ]
    return rows


def _honest_rows(results: list[Result], guess: Baseline) -> list[list[str]]:
    last = losses(results, HONEST, "test_last")
    best = losses(results, HONEST, "test_best")
    other = losses(results, HONEST, "test_swapped")
    rows = []
    for name in last:
        of_last, of_best = (perplexity(statistics.mean(found[name])) for found in (last, best))
        cells = [name, spread(last[name]), f"{of_last:.1f}", spread(best[name]), f"{of_best:.1f}"]
        rows.append([*cells, spread(other[name]), str(len(last[name]))])
    for name, loss in (("unigram", guess.unigram), ("bigram", guess.bigram)):
        figures = [f"{loss:.3f}", f"{perplexity(loss):.1f}"]
        rows.append([f"*{name}*", *figures, *figures, f"{loss:.3f}", ""])
    return rows


def standing(found: Losses) -> str:
    """Where CLSTMA-MT stands among the models, and whether the seeds alone may have decided it."""
    order = sorted(found, key=lambda name: statistics.mean(found[name]))
    missing = [name for name in MODELS if name not in found]
    if OURS not in found or len(order) < 2:
        return f"{OURS} has no rank yet: {', '.join(missing)} not finished."
    rank = order.index(OURS) + 1
    rival = order[1] if rank == 1 else order[0]
    gap = statistics.mean(found[rival]) - statistics.mean(found[OURS])
    text = f"{OURS} is number {rank} of {len(order)}, {abs(gap):.3f} nats "
    text += f"{'ahead of' if gap > 0 else 'behind'} {rival}"
    if missing:
        text += f" (still to come: {', '.join(missing)})"
    if min(len(found[OURS]), len(found[rival])) < 2:
        return text + "; from one seed, which cannot tell a difference from chance."
    deviation = math.hypot(statistics.stdev(found[OURS]), statistics.stdev(found[rival]))
    if abs(gap) > CLEAR * deviation:
        return text + f"; more than {CLEAR:.0f} deviations of that difference ({deviation:.3f})."
    return (
        text + f"; within {CLEAR:.0f} deviations of that difference ({deviation:.3f}): no winner."
    )


def published_standing() -> str:
    """The paper's own rank of CLSTMA-MT."""
    return standing({name: [model.published] for name, model in MODELS.items()}).split(";")[0]


def _beaten(found: Losses, loss: float) -> str:
    return f"{sum(statistics.mean(values) < loss for values in found.values())} of {len(found)}"


def _range(values: list[float]) -> str:
    return f"{min(values):+.3f} to {max(values):+.3f}"


def _differences(one: Losses, other: Losses) -> list[float]:
    return [statistics.mean(one[name]) - statistics.mean(other[name]) for name in one]


def _audio(gains: list[float]) -> str:
    """What follows from the price of hearing another clip."""
    if min(gains) > 0.0:
        return "every model uses the sound for some of what it says"
    if max(gains) <= 0.0:
        return "no model gains from the sound: what they learnt is the order of the words"
    return "only some of the models gain from the sound at all"


def discussion(results: list[Result], paper: Baseline, honest: Baseline) -> list[str]:
    """What the figures say."""
    text = [f"- The paper: {published_standing()}."]
    last = losses(results, PAPER, "test_last")
    if last:
        text += [
            f"- As in the paper: {standing(last)}",
            f"- {paper.padding:.0%} of the targets counted as in the paper are padding. "
            f"Guessing by frequency alone costs {paper.unigram:.3f}, by the token before "
            f"{paper.bigram:.3f}; after the last epoch {_beaten(last, paper.unigram)} models "
            f"beat the first and {_beaten(last, paper.bigram)} the second.",
        ]
    best, last = losses(results, HONEST, "test_best"), losses(results, HONEST, "test_last")
    if best:
        gains = _differences(losses(results, HONEST, "test_swapped"), best)
        text += [
            f"- Honest, best epoch on validation: {standing(best)}",
            f"- Honest, last epoch: {standing(last)}",
            f"- Training on to the last epoch changes the honest loss by "
            f"{_range(_differences(last, best))} nats.",
            f"- At their best epochs {_beaten(best, honest.unigram)} models beat the unigram and "
            f"{_beaten(best, honest.bigram)} the bigram, neither of which listens.",
            f"- With another clip's sound the loss changes by {_range(gains)} nats: "
            f"{_audio(gains)}.",
        ]
    return text


def _material(clips: list[Clip]) -> str:
    """The sizes of what was trained on."""
    sizes = [
        f"{accounting.name} {' / '.join(str(len(p)) for p in split(clips, accounting).values())}"
        for accounting in ACCOUNTINGS
    ]
    return (
        f"{len(clips)} clips, {len(vocabulary(clips))} different aspects; train / validation / "
        f"test clips: {', '.join(sizes)}."
    )


def write_table(clips: list[Clip], results: list[Result], epochs: int) -> str:
    """The whole page in Markdown."""
    guesses = {accounting.name: baseline(clips, accounting) for accounting in ACCOUNTINGS}
    paper, honest = guesses[PAPER.name], guesses[HONEST.name]
    columns = ["model", "published", "last epoch", "best epoch", "seeds"]
    paper_table = _lines(columns, _paper_rows(results, paper))
    columns = ["model", "last epoch", "perplexity", "best epoch", "perplexity", "other's sound"]
    honest_table = _lines([*columns, "seeds"], _honest_rows(results, honest))
    page = [
        "# The paper's table", "", INTRODUCTION, "",
        "## As in the paper", "", *paper_table, "",
        "## Honest", "", *honest_table, "",
        "## What follows", "", *discussion(results, paper, honest), "",
        "![Validation loss over the epochs](paper-table.png)", "",
        "## Settings", "", _material(clips), "", settings(epochs), "",
        "## What differs from the paper", "", DEVIATIONS, "",
    ]  # fmt: skip
    return "\n".join(page)
