"""Words of users and files as plain text: the one place where labels are made.

A title or description can hold anything: markup, a megabyte, control characters, half a
character. Qt guesses that some of it is HTML and would open files named in it; here nothing is
guessed.
"""

from __future__ import annotations

import html
import re
from enum import Enum, auto

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

LONGEST = 2000  # characters; laying out a million takes seconds
_FOREVER = 1 << 60  # seconds
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]")
_ISOLATES = re.compile("[\u2066-\u2069]")  # they have no width, and leave no gap


def plain(text: str, limit: int = LONGEST) -> str:
    """The text without control characters and half characters, cut at `limit` characters."""
    clean = _CONTROLS.sub(" ", _ISOLATES.sub("", text[:limit]))
    return clean if len(text) <= limit else clean[:-1] + "…"


def one_line(text: str, limit: int = LONGEST) -> str:
    """`plain` on one line, for a table cell or a label."""
    return " ".join(plain(text, limit).split())


def isolated(text: str) -> str:
    """The text so that its direction (Hebrew, Arabic) does not turn around what stands beside."""
    return f"\u2068{text}\u2069"


def tooltip(text: str) -> str:
    """The text for a tooltip, where Qt guesses: as markup in which everything is escaped."""
    return f"<qt>{html.escape(plain(text))}</qt>".replace("\n", "<br>") if text else ""


def number(count: int) -> str:
    """The count as the user writes it: 1,234 in English, 1.234 in German."""
    return QLocale().toString(count)


def as_time(seconds: float) -> str:
    """3:07, 1:02:09; nothing for an unknown length."""
    if not 0 < seconds < _FOREVER:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Look(Enum):
    """How important a label is."""

    NORMAL = auto()
    QUIET = auto()
    STRONG = auto()
    HEADING = auto()
    LARGE = auto()


def label(text: str = "", look: Look = Look.NORMAL) -> QLabel:
    """A label that shows its text as it is."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(plain(text))
    _dress(made, look)
    return made


def _dress(widget: QLabel, look: Look) -> None:
    font = widget.font()
    match look:
        case Look.QUIET:
            widget.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        case Look.STRONG:
            font.setBold(True)
        case Look.HEADING:
            font.setPointSizeF(font.pointSizeF() * 1.25)
            font.setBold(True)
        case Look.LARGE:
            font.setPointSizeF(font.pointSizeF() * 2)
    widget.setFont(font)


class ElidedLabel(QLabel):
    """One line of plain text that is cut with … where the room ends."""

    def __init__(self, text: str = "", look: Look = Look.NORMAL) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        _dress(self, look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Shows `text` on one line."""
        self.setText(one_line(text))
        self._explain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            self._elided(),
            self.foregroundRole(),
        )

    def _elided(self) -> str:
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)

    def _explain(self) -> None:
        self.setToolTip("" if self._elided() == self.text() else tooltip(self.text()))
