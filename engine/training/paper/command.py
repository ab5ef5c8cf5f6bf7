"""Train what is missing of the paper's table and write its page and picture."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.training.clips import music_clips
from engine.training.paper.data import (
    ACCOUNTINGS,
    examples,
    load_features,
    n_tokens,
    prepare_features,
    vocabulary,
)
from engine.training.paper.networks import MODELS
from engine.training.paper.run import Training, finished, load_results, train_run
from engine.training.paper.table import write_table
from engine.training.plot import plot_runs


def paper_table(
    data: Path, cache: Path, docs: Path, *, models: Sequence[str], seeds: int, epochs: int
) -> Iterator[str]:
    """Train models from seeds 1 to seeds, then write docs/paper-table.md and .png.

    Finished runs in cache are kept and an interrupted one goes on. The page shows every finished
    run of that many epochs, so that seeds=0 only writes it; yields a line for each step.
    """
    clips = music_clips(data)
    yield from prepare_features(clips, cache)
    frames = load_features(cache)
    clips = [clip for clip in clips if clip.name in frames]
    for seed in range(1, seeds + 1):
        for accounting in ACCOUNTINGS:
            parts, tokens = None, n_tokens(vocabulary(clips), accounting)
            for model in models:
                if finished(cache, model, accounting, seed, epochs):
                    continue
                parts = parts or examples(clips, accounting, frames)
                found = train_run(Training(model, accounting, seed, parts, tokens), cache, epochs)
                yield (
                    f"{model}, {accounting.name}, seed {seed}: last {found.test_last:.3f}, "
                    f"best {found.test_best:.3f} in epoch {found.best_epoch}"
                )
    results = load_results(cache, epochs)
    docs.mkdir(parents=True, exist_ok=True)
    (docs / "paper-table.md").write_text(write_table(clips, results, epochs), encoding="utf-8")
    curves = {
        accounting.name: {
            name: [r.val for r in results if (r.model, r.accounting) == (name, accounting.name)]
            for name in MODELS
        }
        for accounting in ACCOUNTINGS
    }
    plot_runs(curves, docs / "paper-table.png")
    yield f"{len(results)} runs in {docs / 'paper-table.md'}"
