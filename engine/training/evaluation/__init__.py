"""Judge an exported model on artists that it never heard, through the code that users run."""

from collections.abc import Iterator
from pathlib import Path

from engine.training.evaluation.anchors import measure_anchors
from engine.training.evaluation.evaluate import evaluate
from engine.training.evaluation.report import figures_json, table, write, write_report
from engine.training.pipeline import Workshop


def judge_model(
    shop: Workshop, model: Path, split: str, *, anchors: bool, report: Path, figures: Path | None
) -> Iterator[str]:
    """Measure a model's folder on a split; yields what to print.

    anchors: measure those of the split first (they are kept); report: the HTML page to write;
    figures: the JSON file to write, if any.
    """
    if anchors:
        measure_anchors(shop.data, shop.cache, shop.aspects, shop.clips, split)
    found = evaluate(shop, model, split)
    yield table(found)
    yield from (f"not heard: {failure}" for failure in found.failures)
    write_report(found, report, shop.cache / "encoder.csv")
    yield f"\nreport: {report}"
    if figures is not None:
        write(figures, figures_json(found))
        yield f"figures: {figures}"
