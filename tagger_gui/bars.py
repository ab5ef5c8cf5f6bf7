"""Bars that tell what goes on: MessageBar above the table, JobBar in the status bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from tagger_gui.activity.board import BoardJob, JobBoard, JobState
from tagger_gui.activity.words import line, show_progress
from tagger_gui.text import ElidedLabel, plain, tooltip
from tagger_gui.theme import icon


class MessageBar(QFrame):
    """One message with at most one thing to do about it; a new one replaces the old."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._text = ElidedLabel()
        self._action = QPushButton()
        self._action.clicked.connect(self._act)
        self._do: Callable[[], object] | None = None
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 6, 5)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.draw_icons()
        self.hide()

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._close.setIcon(icon("close"))

    def tell(self, words: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        """Shows the words and, if there is something to `do`, a button that is called `action`."""
        self._text.show_text(words)
        self._text.setAccessibleName(plain(words))
        self._do = do
        self._action.setText(action)
        self._action.setVisible(do is not None)
        self.show()

    def text(self) -> str:
        """The message that is shown; nothing if there is none."""
        return "" if self.isHidden() else self._text.text()

    def act(self) -> None:
        """As if the button were pressed."""
        self._action.click()

    def _act(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()


class JobBar(QWidget):
    """How far the newest running job is, with pause and stop; in the status bar.

    Signals:
        asked(): the user wants to see all jobs.
    """

    asked = Signal()

    def __init__(self, board: JobBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._job: BoardJob | None = None
        self._text = QToolButton()
        self._text.setAutoRaise(True)
        self._text.setToolTip(self.tr("Show all jobs"))
        self._text.clicked.connect(self.asked)
        self._progress = QProgressBar()
        self._progress.setFixedWidth(140)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._pause = QToolButton()
        self._pause.setAutoRaise(True)
        self._pause.clicked.connect(self._turn)
        self._cancel = QToolButton()
        self._cancel.setAutoRaise(True)
        self._cancel.setAccessibleName(self.tr("Stop"))
        self._cancel.setToolTip(self.tr("Stop; what is done is kept"))
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._text, self._progress, self._pause, self._cancel):
            row.addWidget(widget)
        self.draw_icons()
        self.hide()
        board.changed.connect(self._show)

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        paused = self._job is not None and self._job.state is JobState.PAUSED
        self._pause.setIcon(icon("play" if paused else "pause"))
        words = self.tr("Go on") if paused else self.tr("Pause")
        self._pause.setToolTip(tooltip(words))
        self._pause.setAccessibleName(words)
        self._cancel.setIcon(icon("cancel"))

    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def _show(self) -> None:
        running = self._board.running()
        before = self._job.state if self._job else None
        job = self._job = running[-1] if running else None
        self.setVisible(job is not None)
        if job is None:
            return
        more = len(running) - 1
        self._text.setText(f"{line(job)} (+{more})" if more else line(job))
        show_progress(self._progress, job)
        self._pause.setEnabled(job.state is not JobState.STOPPING)
        if job.state is not before:
            self.draw_icons()

    def _turn(self) -> None:
        if self._job:
            self._job.pause(self._job.state is JobState.RUNNING)

    def _stop(self) -> None:
        if self._job:
            self._job.cancel()
