"""JobRow: one job on the Activity page."""

from __future__ import annotations

import time

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QToolButton, QWidget

from tagger_gui.activity import words
from tagger_gui.activity.board import BoardJob, JobState
from tagger_gui.text import ElidedLabel, Look, label, tooltip
from tagger_gui.theme import icon

_ICON = QSize(20, 20)


class JobRow(QFrame):
    """What a job does, how far and how fast it is, with pause and stop."""

    def __init__(self, job: BoardJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._picture = label()
        self._title = ElidedLabel(job.title, Look.STRONG)
        self._state = label()
        self._figures = label("", Look.QUIET)
        self._began = label(time.strftime("%H:%M", time.localtime(job.began)), Look.QUIET)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._pause = self._button()
        self._pause.clicked.connect(lambda: job.pause(job.state is JobState.RUNNING))
        self._stop = self._button()
        self._stop.clicked.connect(job.cancel)
        self._lay_out()
        self.show_job()
        job.changed.connect(self.show_job)

    def _button(self) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setIconSize(_ICON)
        return button

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 10, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._picture, 0, 0, 2, 1)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._state, 0, 2)
        grid.addWidget(self._began, 0, 3)
        grid.addWidget(self._progress, 1, 1)
        grid.addWidget(self._figures, 1, 2, 1, 2)
        grid.addWidget(self._pause, 0, 4, 2, 1)
        grid.addWidget(self._stop, 0, 5, 2, 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, self.fontMetrics().averageCharWidth() * 24)

    def show_job(self) -> None:
        """Shows the job as it is now."""
        job = self._job
        self._state.setText(words.state_name(job.state))
        parts = (words.count(job), words.rate(job), words.time_left(job))
        self._figures.setText(" · ".join(part for part in parts if part))
        words.show_progress(self._progress, job)
        self._progress.setVisible(not job.over)
        paused = job.state is JobState.PAUSED
        for button, name in (
            (self._pause, self.tr("Go on") if paused else self.tr("Pause")),
            (self._stop, self.tr("Stop; what is done is kept")),
        ):
            button.setToolTip(tooltip(name))
            button.setAccessibleName(f"{name}: {job.title}")
            button.setEnabled(job.state in (JobState.RUNNING, JobState.PAUSED))
            button.setVisible(not job.over)
        self._progress.setAccessibleName(f"{job.title}: {words.line(job)}")
        self.setAccessibleName(f"{job.title}: {words.state_name(job.state)}")
        self.draw_icons()

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        state = self._job.state
        self._picture.setPixmap(icon(words.state_icon_name(state)).pixmap(_ICON))
        self._pause.setIcon(icon("play" if state is JobState.PAUSED else "pause"))
        self._stop.setIcon(icon("cancel"))
