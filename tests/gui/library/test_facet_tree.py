"""The sidebar: entries with counts, chosen and excluded, by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from engine.query import Named, Not
from tagger_gui.library.facet_tree import FacetTree
from tagger_gui.library.facets import Entry
from tagger_gui.palettes import Colours, palette
from tagger_gui.settings.values import Theme
from tests.gui.desk import Desk

JAZZ, ROCK = Named("genre", "jazz"), Named("genre", "rock")


def genres(count: int) -> list[Entry]:
    names = ("jazz", "rock", *(f"genre {i}" for i in range(count - 2)))
    return [Entry("genre", name, 100 - at, Named("genre", name)) for at, name in enumerate(names)]


@pytest.fixture
def tree(qtbot: QtBot) -> FacetTree:
    made = FacetTree()
    qtbot.addWidget(made)
    made.resize(220, 600)
    made.show()
    made.show_facets([Entry("state", "described", 7, Named("state", "described")), *genres(20)])
    return made


def item(tree: FacetTree, name: str) -> QTreeWidgetItem:
    flag = Qt.MatchFlag
    return tree.findItems(name, flag.MatchExactly | flag.MatchRecursive)[0]


def names(tree: FacetTree) -> list[str]:
    found = tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    return [each.text(0) for each in found]


def test_entries_stand_in_groups_with_their_counts(tree: FacetTree) -> None:
    assert item(tree, "To review").text(1) == "7"
    assert item(tree, "jazz").parent().text(0) == "Genre"
    role = Qt.ItemDataRole.AccessibleTextRole
    assert item(tree, "jazz").data(0, role) == "jazz, 100 tracks"
    tree.show_chosen([JAZZ, Not(ROCK)], None)
    assert item(tree, "jazz").data(0, role) == "jazz, 100 tracks, chosen"
    assert item(tree, "rock").data(0, role) == "rock, 99 tracks, excluded"
    tree.grab()


@pytest.mark.parametrize(
    ("modifier", "excluded"),
    [
        (Qt.KeyboardModifier.NoModifier, False),
        (Qt.KeyboardModifier.ControlModifier, True),
        (Qt.KeyboardModifier.AltModifier, True),
    ],
)
def test_a_click_chooses_or_excludes(
    tree: FacetTree, qtbot: QtBot, modifier: Qt.KeyboardModifier, excluded: bool
) -> None:
    at = tree.visualItemRect(item(tree, "jazz")).center()
    with qtbot.waitSignal(tree.turned) as turned:
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, modifier, at)
    assert turned.args == [JAZZ, excluded]


def test_keys_choose_and_exclude(tree: FacetTree, qtbot: QtBot) -> None:
    tree.setCurrentItem(item(tree, "jazz"))
    with qtbot.waitSignal(tree.turned) as turned:
        QTest.keyClick(tree, Qt.Key.Key_Space)
    assert turned.args == [JAZZ, False]
    with qtbot.waitSignal(tree.turned) as turned:
        QTest.keyClick(tree, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert turned.args == [JAZZ, True]
    tree.show_facets(genres(5))
    assert tree.currentItem().text(0) == "jazz"


def test_long_groups_are_short_until_asked(tree: FacetTree) -> None:
    assert "genre 17" not in names(tree)
    tree.act(item(tree, "Show all 20"))
    assert "genre 17" in names(tree)
    tree.act(item(tree, "Show fewer"))
    assert "genre 17" not in names(tree)
    tree.show_chosen([Named("genre", "genre 17")], None)
    assert "genre 17" in names(tree)


def test_links_are_drawn_in_the_theme_that_comes(tree: FacetTree, colours: Colours) -> None:
    for theme in (Theme.DARK, Theme.LIGHT):
        colours.show_theme(theme)
        tree.draw_icons()  # as the window does, before its parts have their new palette
        link = palette(theme).color(QPalette.ColorRole.Link)
        assert item(tree, "Show all 20").foreground(0).color() == link


def test_the_filter_looks_at_all_of_them(tree: FacetTree) -> None:
    tree.show_filter("NRE 17")
    assert names(tree) == ["Genre", "genre 17"]


def test_a_group_stays_closed(tree: FacetTree) -> None:
    item(tree, "Genre").setExpanded(False)
    tree.show_facets(genres(3))
    assert not item(tree, "Genre").isExpanded()


def test_choosing_narrows_the_page_down(desk: Desk) -> None:
    desk.put("One.", "", "Three.")
    page = desk.open().library
    tree = page.sidebar.tree
    desk.until(lambda: bool(tree.findItems("Not described", Qt.MatchFlag.MatchRecursive)))
    tree.act(item(tree, "Not described"))
    desk.until(lambda: list(page.table.shown.ids)[:1] == [2])
    assert page.box.query() == "state:failed"
    desk.until(lambda: item(tree, "Not described").text(1) == "1")
    tree.act(item(tree, "Not described"), excluded=True)
    desk.until(lambda: set(page.table.shown.ids) - {0} == {1, 3})
    desk.until(lambda: item(tree, "Not described").text(1) == "0")
    tree.act(item(tree, "Not described"), excluded=True)
    desk.until(lambda: list(page.table.shown.ids) == [1, 2, 3])
