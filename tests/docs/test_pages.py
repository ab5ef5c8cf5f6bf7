"""What the guide tells people to type can be typed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
import typer.main

from docs.generate import PARTS, messages
from engine.cli.app import app
from engine.journal import Journal
from engine.library import words_file
from engine.query import parse
from installer.commands import commands, program

ROOT = Path(__file__).parents[2]
GUIDE = sorted((ROOT / "docs" / "guide").glob("*.md"))
OTHERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"^```(?:console)?\n(.*?)^```", re.DOTALL | re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
OF_OTHERS = re.compile(r"python -m|pip |apt |make ")  # lines about other programs
NOW_S = 1_795_368_000.0
PROGRAM: Any = typer.main.get_command(app)


def typed(page: Path) -> Iterator[tuple[str, bool]]:
    """Every command that the page tells to type, and whether it is whole or only mentioned."""
    text = page.read_text("utf-8")
    for block in BLOCK.findall(text):
        yield from ((line, True) for line in block.splitlines() if line.startswith("linernotes "))
    mentioned = CODE.findall(BLOCK.sub("", text))
    yield from ((code, False) for code in mentioned if code.startswith("linernotes "))


def parse_command(words: list[str]) -> None:
    """Raises a usage error for what the program would not take."""
    group, context = PROGRAM, PROGRAM.make_context("linernotes", words, resilient_parsing=True)
    while words and hasattr(group, "commands"):
        assert words[0] in group.commands, f"there is no command {words[0]}"
        group, words = group.commands[words[0]], words[1:]
    group.make_context(group.name, list(words), parent=context)


TYPED = [(line, whole) for page in GUIDE for line, whole in typed(page)]


def test_there_is_something_to_type() -> None:
    assert sum(whole for _, whole in TYPED) > 30


@pytest.mark.parametrize(("line", "whole"), sorted(set(TYPED)))
def test_every_command_of_the_guide_is_taken_by_the_program(line: str, whole: bool) -> None:
    try:
        parse_command(shlex.split(line)[1:])
    except typer.TyperException as error:
        lacking = type(error).__name__ in (
            "MissingParameter",
            "BadOptionUsage",
            "NoArgsIsHelpError",
        )
        assert lacking and not whole, error


@pytest.mark.parametrize("page", [*GUIDE, *OTHERS], ids=lambda page: str(page.name))
def test_every_option_that_a_page_names_exists(page: Path) -> None:
    lines = [line for line in page.read_text("utf-8").splitlines() if not OF_OTHERS.search(line)]
    own = [code for line in lines for code in (*CODE.findall(line), *_indented(line))]
    named = {option for code in own for option in OPTION.findall(code)}
    assert named <= known_options() | {"--seeds"}  # of the training


@cache
def known_options() -> set[str]:
    """The names of all options of all commands."""
    options = [option for each in (program(), *commands()) for option in each.options]
    return {name for option in options for name in option.names}


def _indented(line: str) -> list[str]:
    return [line] if line.startswith("    linernotes") else []


def test_every_example_of_a_search_is_understood() -> None:
    page = (ROOT / "docs" / "guide" / "finding.md").read_text("utf-8")
    queries = re.findall(r"^\| `(.+?)` \|", page, re.MULTILINE)
    queries += re.findall(r"linernotes search \"([^\"]+)\"", page)
    assert len(queries) > 6
    for query in queries:
        assert parse(query, now_s=NOW_S).problems == ()


def test_every_family_of_errors_has_its_help() -> None:
    page = (ROOT / "docs" / "guide" / "troubleshooting.md").read_text("utf-8")
    asked = set(re.findall(r"<!-- generated: messages (\w+) -->", page))
    assert asked == {name for name in messages.families() if messages.said(name)}


def test_every_key_of_the_review_page_is_a_key_of_the_window() -> None:
    page = (ROOT / "docs" / "guide" / "review.md").read_text("utf-8")
    keys = re.findall(r"^\| ([^|]+?) \| ", page, re.MULTILINE)[2:]
    known = {key for row in re.findall(r"^\| (.+?) \|", PARTS["keys"](), re.MULTILINE)
             for key in row.split(", ")}  # fmt: skip
    assert {key for row in keys for key in row.split(" or ")} <= known


def test_files_of_the_library_have_the_names_that_the_guide_tells(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "guide" / "keeping.md").read_text("utf-8")
    library = tmp_path / "library.sqlite"
    with Journal.beside(library) as journal:
        for file in (library, words_file.words_file_of(library), journal.path):
            assert f"`{file.name}`" in page


def test_every_picture_is_shown_and_there_dark_and_sharp_as_well() -> None:
    shown = {
        name
        for page in [*GUIDE, *OTHERS]
        for name in re.findall(r"screenshots/([\w-]+)\.png", page.read_text("utf-8"))
    }
    pictures = list((ROOT / "docs" / "screenshots").glob("*.png"))
    kinds = ("", "-dark", "@2x")
    assert {picture.stem for picture in pictures} == {n + kind for n in shown for kind in kinds}
    for picture in pictures:
        limit = 750_000 if picture.stem.endswith("@2x") else 300_000
        assert picture.stat().st_size <= limit, picture.name
