"""The built guide: links and pictures are there, and nothing comes from the network."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "docs" / "guide"
_LOADED = {"link": "href", "object": "data", "form": "action"}  # of all other tags: src


class _Loads(HTMLParser):
    """What a browser fetches to show a page; a link that somebody may follow is none of it."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = _LOADED.get(tag, "src")
        self.addresses += [value for name, value in attrs if name == wanted and value]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide, built; a link or picture that is not there is a warning, and that an error."""
    folder = tmp_path_factory.mktemp("guide")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-d", folder / "cache"]
    done = subprocess.run(
        [*command, SOURCES, folder / "guide"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / "guide"


def test_every_page_is_built_and_can_be_reached(built: Path) -> None:
    index = (built / "index.html").read_text("utf-8")
    for source in SOURCES.glob("*.md"):
        assert (built / f"{source.stem}.html").exists()
        assert f'href="{source.stem}.html"' in index or source.stem == "index"


def test_every_generated_part_was_filled_in(built: Path) -> None:
    for page in built.glob("*.html"):
        assert "generated:" not in page.read_text("utf-8")
    assert "linernotes playlist export" in (built / "commands.html").read_text("utf-8")


def test_no_page_loads_anything_from_the_network(built: Path) -> None:
    pages = list(built.rglob("*.html"))
    assert pages
    for page in pages:
        loads = _Loads()
        loads.feed(page.read_text("utf-8"))
        for address in loads.addresses:
            assert not re.match(r"\w+:|//", address) or address.startswith("data:"), address
            assert (page.parent / re.split("[?#]", address)[0]).exists(), address
    for sheet in built.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", sheet.read_text("utf-8"))


def test_the_search_needs_no_server(built: Path) -> None:
    """A browser lets a page that is a file load scripts, but fetch nothing."""
    loads = _Loads()
    loads.feed((built / "search.html").read_text("utf-8"))
    assert "searchindex.js" in {address.partition("?")[0] for address in loads.addresses}
    options = (built / "_static" / "documentation_options.js").read_text("utf-8")
    assert "SHOW_SEARCH_SUMMARY: false" in options


def test_options_keep_their_two_dashes(built: Path) -> None:
    page = (built / "commands.html").read_text("utf-8")
    assert "say --all" in page
    assert not re.search(r"–[a-z]", page)
