"""Text can be read in every theme, and themes change at once."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from tagger_gui.palettes import Colours, palette
from tagger_gui.settings.values import Theme
from tests.gui.desk import Desk

_Role = QPalette.ColorRole
_PAIRS = [
    (_Role.WindowText, _Role.Window),
    (_Role.Text, _Role.Base),
    (_Role.Text, _Role.AlternateBase),
    (_Role.ButtonText, _Role.Button),
    (_Role.HighlightedText, _Role.Highlight),
    (_Role.PlaceholderText, _Role.Window),
    (_Role.PlaceholderText, _Role.Base),
    (_Role.ToolTipText, _Role.ToolTipBase),
    (_Role.Link, _Role.Base),
]


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2's ratio of two colours, 1 to 21."""

    def luminance(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
@pytest.mark.parametrize(("text", "ground"), _PAIRS)
def test_text_stands_out(
    theme: Theme, text: QPalette.ColorRole, ground: QPalette.ColorRole
) -> None:
    colours = palette(theme)
    least = 7.0 if theme is Theme.CONTRAST else 4.5
    assert contrast(colours.color(text), colours.color(ground)) >= least


def test_a_theme_is_taken_on_and_left_again(qapp: QApplication, colours: Colours) -> None:
    def window() -> str:
        return qapp.palette().color(_Role.Window).name()

    for theme in (Theme.DARK, Theme.CONTRAST, Theme.LIGHT):
        colours.show_theme(theme)
        assert window() == palette(theme).color(_Role.Window).name()
        assert bool(qapp.styleSheet()) == (theme is Theme.CONTRAST)
    colours.show_theme(Theme.SYSTEM)
    assert qapp.styleSheet() == ""


@pytest.mark.parametrize("before", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
@pytest.mark.parametrize("after", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
def test_a_window_that_is_there_takes_the_colours_on_too(
    desk: Desk, colours: Colours, before: Theme, after: Theme
) -> None:
    colours.show_theme(before)
    desk.put("A calm piano piece.")
    window = desk.open().window
    colours.show_theme(after)
    told, roles = palette(after), (_Role.Window, _Role.Base, _Role.AlternateBase, _Role.Highlight)

    def strangers() -> list[QWidget]:
        return [
            widget
            for widget in (window, *window.findChildren(QWidget))
            if any(widget.palette().color(role) != told.color(role) for role in roles)
        ]

    desk.until(lambda: not strangers())
