"""Whether a box is ticked can be seen in every theme, on the ground and on a selected row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tagger_gui.palettes import Colours
from tagger_gui.settings.values import Theme
from tagger_gui.ticks import ClearRadioButton, TickDelegate

THEMES = pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])


def spread(widget: QWidget, area: QRect) -> int:
    """By how much the lightest and the darkest pixel differ, 0 to 255."""
    image = widget.grab(area).toImage()
    found = [
        image.pixelColor(x, y).lightness()
        for x in range(image.width())
        for y in range(image.height())
    ]
    return max(found) - min(found)


@THEMES
def test_a_box_in_a_list(qtbot: QtBot, colours: Colours, theme: Theme) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    view.setItemDelegate(TickDelegate(view))
    for state in (Qt.CheckState.Unchecked, Qt.CheckState.Checked, Qt.CheckState.Checked):
        item = QListWidgetItem("words")
        item.setCheckState(state)
        view.addItem(item)
    colours.show_theme(theme)
    with qtbot.waitExposed(view):
        view.show()
    view.setCurrentRow(2)

    def box(row: int) -> QRect:
        option = QStyleOptionViewItem()
        option.initFrom(view)
        option.rect = view.visualItemRect(view.item(row))
        option.features = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        return view.style().subElementRect(part, option, view)

    inside = [box(row).adjusted(3, 3, -3, -3) for row in range(3)]
    assert spread(view.viewport(), box(0)) > 40  # its edge
    assert spread(view.viewport(), inside[0]) < 10
    for ticked in inside[1:]:
        assert spread(view.viewport(), ticked) > 80


@THEMES
def test_a_radio_button(qtbot: QtBot, colours: Colours, theme: Theme) -> None:
    button = ClearRadioButton("words")
    qtbot.addWidget(button)
    colours.show_theme(theme)
    with qtbot.waitExposed(button):
        button.show()
    option = QStyleOptionButton()
    option.initFrom(button)
    part = QStyle.SubElement.SE_RadioButtonIndicator
    dot = button.style().subElementRect(part, option, button)
    middle = dot.adjusted(4, 4, -4, -4)
    assert spread(button, dot) > 40
    assert spread(button, middle) < 10
    button.setChecked(True)
    assert spread(button, middle) > 60
