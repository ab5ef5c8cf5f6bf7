"""From pane to pane of the window by the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tagger_gui.rail import Rail


def go_round(panes: Sequence[QWidget], step: int) -> None:
    """Brings the focus to the next (1) or the previous (-1) of the panes that can take it."""
    shown = [pane for pane in panes if pane.isVisible() and pane.isEnabled()]
    focus = QApplication.focusWidget()
    here = next((i for i, p in enumerate(shown) if focus and _holds(p, focus)), -step)
    for away in range(1, len(shown) + 1):
        if _focus_in(shown[(here + step * away) % len(shown)]):
            return


def _holds(pane: QWidget, focus: QWidget) -> bool:
    return pane is focus or pane.isAncestorOf(focus)


def _focus_in(pane: QWidget) -> bool:
    """Whether the pane, or the first widget in it that can, has taken the focus."""
    if isinstance(pane, Rail):
        pane.focus_first()
        return True
    for widget in (pane, *pane.findChildren(QWidget)):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False
