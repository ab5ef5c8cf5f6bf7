"""JobBar: how far work is, in the status bar."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from tagger_gui.activity.board import BoardJob, JobBoard, JobState
from tagger_gui.activity.words import line, show_progress
from tagger_gui.text import tooltip
from tagger_gui.theme import icon


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

    @property
    def busy(self) -> bool:
        """Whether any job is going on."""
        return self._board.busy

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
