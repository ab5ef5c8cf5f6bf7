"""docs/search.md tells the truth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.query import FIELDS, chips, parse

PAGE = (Path(__file__).parents[3] / "docs" / "search.md").read_text("utf-8")
CELL = re.compile(r"(?<!\\)\|")


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, cells without their edges; \\| is a |."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().replace("\\|", "|") for cell in CELL.split(row)[1:-1]] for row in rows]


QUERIES = table("Twenty queries")
ROWS = table("Fields")


def test_there_are_twenty_queries() -> None:
    assert len(QUERIES) == 20


@pytest.mark.parametrize(("query", "labels"), QUERIES)
def test_every_query_has_the_chips_that_the_page_shows(query: str, labels: str) -> None:
    parsed = parse(query.strip("`"), now_s=1_795_368_000.0)
    assert parsed.problems == ()
    assert [str(chip.label) for chip in chips(parsed.tree)] == labels.split(" · ")


def test_every_field_is_in_the_table_with_its_aliases() -> None:
    shown = {row[0].strip("`"): tuple(re.findall(r"`(\w+)`", row[1])) for row in ROWS}
    assert shown == {name: field.aliases for name, field in FIELDS.items()}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_every_example_of_a_field_asks_for_that_field(row: list[str]) -> None:
    name = row[0].strip("`")
    examples = re.findall(r"`([^`]+)`", row[3])
    assert examples
    for example in [*examples, FIELDS[name].example]:
        parsed = parse(example, now_s=1_795_368_000.0)
        assert parsed.problems == ()
        assert f"field='{name}'" in repr(parsed.tree)
        assert "Words" not in repr(parsed.tree)
