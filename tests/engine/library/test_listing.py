"""Lists of numbers in any order."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.library import ORDERS, Library
from engine.scan import FoundFile
from engine.track import Analysis, Description, Tags

TITLES = ("beta", "Alpha", "", "gamma", "alpha")


def fill(library: Library) -> None:
    root = library.add_root(Path("/music"))
    files = [FoundFile(Path(f"/music/{9 - i}.flac"), 1, i) for i in range(len(TITLES))]
    library.add_files(root, files)
    for number, (file, title) in enumerate(zip(files, TITLES, strict=True)):
        heard = Description("Music.", tempo_bpm=None if number == 1 else 100.0 + number)
        library.save_analysis(
            library.get(file.path), Analysis(Tags(title), 60.0, f"1x10:{number}", heard)
        )


def test_texts_without_regard_to_case_and_nothing_last(library: Library) -> None:
    fill(library)
    assert list(library.listing.ids("title")) == [2, 5, 1, 4, 3]
    assert list(library.listing.ids("title", descending=True)) == [4, 1, 5, 2, 3]


def test_numbers_and_what_is_not_known_last(library: Library) -> None:
    fill(library)
    assert list(library.listing.ids("tempo_bpm")) == [1, 3, 4, 5, 2]
    assert list(library.listing.ids("tempo_bpm", descending=True)) == [5, 4, 3, 1, 2]


def test_by_path_unless_told_otherwise_and_only_some(library: Library) -> None:
    fill(library)
    assert list(library.listing.ids()) == [5, 4, 3, 2, 1]
    assert list(library.listing.ids("title", among=[1, 3, 4])) == [1, 4, 3]


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_has_every_track(library: Library, order: str) -> None:
    fill(library)
    assert sorted(library.listing.ids(order)) == [1, 2, 3, 4, 5]


def test_other_orders_are_refused(library: Library) -> None:
    with pytest.raises(ValueError, match="not ordered by"):
        library.listing.ids("title; DROP TABLE tracks")
