"""Qt's binding keeps its books: PySide6 6.12.0 lost a reference to None at every call."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_a_call_does_not_lose_a_reference_to_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 250
