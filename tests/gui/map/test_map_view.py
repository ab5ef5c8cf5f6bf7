"""A hundred thousand points, and which of them a line encloses."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from tagger_gui.map.lasso import enclosed, nearest_towards
from tagger_gui.map.map_view import MapView


def test_a_hundred_thousand_points_are_drawn(qtbot: QtBot) -> None:
    random = np.random.default_rng(0)
    at = random.uniform(-1, 1, (100_000, 2)).astype(np.float32)
    kinds = (at[:, 0] > 0).astype(np.uint8)  # the left half, the right half
    view = MapView()
    qtbot.addWidget(view)
    view.resize(600, 600)
    view.show_places(np.arange(1, 100_001), at)
    view.show_classes(kinds, [QColor("#ff0000"), QColor("#0000ff")])
    picture = view.grab().toImage()
    left = {picture.pixelColor(x, y).name() for x in range(50, 290) for y in range(50, 550)}
    assert "#ff0000" in left and "#0000ff" not in left
    view.show_only(1)
    dim = view.grab().toImage()
    assert "#ff0000" not in {dim.pixelColor(x, 300).name() for x in range(50, 290)}
    base = view.palette().color(QPalette.ColorRole.Base).name()
    assert dim.pixelColor(1, 1).name() == base or dim.pixelColor(2, 2).name() == base


def test_a_line_encloses_what_is_within(qtbot: QtBot) -> None:
    x, y = np.meshgrid(np.arange(10.0), np.arange(10.0))
    at = np.stack([x.ravel(), y.ravel()], axis=1).astype(np.float32)
    triangle = np.array([(0.5, 0.5), (8.5, 0.5), (0.5, 8.5)], np.float32)
    inside = enclosed(at, triangle)
    expected = (at[:, 0] > 0.5) & (at[:, 1] > 0.5) & (at.sum(axis=1) < 9)
    assert (inside == expected).all()
    assert not enclosed(at, triangle[:2]).any()
    assert enclosed(np.zeros((0, 2), np.float32), triangle).shape == (0,)


@pytest.mark.parametrize(
    ("direction", "expected"), [((1, 0), 1), ((0, 1), 2), ((-1, 0), 4), ((0, -1), None)]
)
def test_the_nearest_in_a_direction(direction: tuple[int, int], expected: int | None) -> None:
    at = np.array([(0, 0), (2, 0.5), (0.1, 1), (5, 0), (-3, 1)], np.float32)
    assert nearest_towards(at, 0, direction) == expected
