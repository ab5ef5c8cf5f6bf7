"""Bars that tell what goes on: MessageBar above the table, JobBar in the status bar."""

from __future__ import annotations

import time
from collections import deque
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

from tagger_gui.tasks import Phase, Step
from tagger_gui.text import ElidedLabel, label, plain
from tagger_gui.theme import icon

_RATE_WINDOW_S = 60.0


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


class Pace:
    """How fast a job is, over the last minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._points: deque[tuple[float, int]] = deque()

    def note(self, done: int) -> None:
        """So many are done by now."""
        now = self._clock()
        self._points.append((now, done))
        while now - self._points[0][0] > _RATE_WINDOW_S:
            self._points.popleft()

    def restart(self) -> None:
        """What was before a pause does not count."""
        self._points.clear()

    def per_second(self) -> float:
        """Tracks per second; 0 while that is not known."""
        if len(self._points) < 2:
            return 0.0
        (begin, first), (end, last) = self._points[0], self._points[-1]
        return (last - first) / (end - begin) if end > begin else 0.0


class JobBar(QWidget):
    """How far a job is, with pause and cancel.

    Signals:
        pause_asked(bool): the job is to pause, or to go on.
        cancel_asked(): the job is to stop.
    """

    pause_asked = Signal(bool)
    cancel_asked = Signal()

    def __init__(self, *, pauses: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phases = {
            Phase.LOOKING: self.tr("Looking for music"),
            Phase.LISTENING: self.tr("Listening"),
            Phase.CHECKING: self.tr("Checking files"),
            Phase.WRITING: self.tr("Writing"),
        }
        self._pace = Pace()
        self._phase: Phase | None = None
        self._text = label()
        self._progress = QProgressBar()
        self._progress.setFixedWidth(140)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._pause = QToolButton()
        self._pause.setCheckable(True)
        self._pause.setAutoRaise(True)
        self._pause.setVisible(pauses)
        self._pause.toggled.connect(self._tell_pause)
        self._cancel = QToolButton()
        self._cancel.setAutoRaise(True)
        self._cancel.setAccessibleName(self.tr("Stop"))
        self._cancel.setToolTip(self.tr("Stop; what is done is kept"))
        self._cancel.clicked.connect(self.cancel_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._text, self._progress, self._pause, self._cancel):
            row.addWidget(widget)
        self.draw_icons()
        self.hide()

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        paused = self._pause.isChecked()
        self._pause.setIcon(icon("play" if paused else "pause"))
        self._pause.setToolTip(self.tr("Go on") if paused else self.tr("Pause"))
        self._pause.setAccessibleName(self._pause.toolTip())
        self._cancel.setIcon(icon("cancel"))

    def begin(self, phase: Phase) -> None:
        """A job has begun."""
        self._pause.setChecked(False)
        self._pace.restart()
        self.show_step(Step(phase, 0))
        self.show()

    def stop(self) -> None:
        """The job is asked to end."""
        self._text.setText(self.tr("Stopping…"))

    def show_step(self, step: Step) -> None:
        """The job is as far as this."""
        if step.phase is not self._phase:
            self._pace.restart()
        self._phase = step.phase
        self._pace.note(step.done)
        self._progress.setRange(0, step.total or 0)  # 0 to 0: busy, no end known
        self._progress.setValue(step.done)
        self._text.setText(", ".join(self._parts(step)))

    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def _parts(self, step: Step) -> list[str]:
        count = f"{step.done:,}" if step.total is None else f"{step.done:,} / {step.total:,}"
        parts = [f"{self._phases[step.phase]} {count}"]
        if self._pause.isChecked():
            parts.append(self.tr("paused"))
        elif step.total and (pace := self._pace.per_second()):
            parts.append(self.tr("{0} per minute").format(f"{60 * pace:.0f}"))
            parts.append(self._time_left((step.total - step.done) / pace))
        return parts

    def _time_left(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("{0} s left").format(round(seconds))
        if seconds < 5400:
            return self.tr("{0} min left").format(round(seconds / 60))
        return self.tr("{0} h left").format(round(seconds / 3600))

    def _tell_pause(self, paused: bool) -> None:
        self.draw_icons()
        self._pace.restart()
        if paused:
            self._text.setText(self.tr("{0}, paused").format(self._text.text().split(", ")[0]))
        self.pause_asked.emit(paused)
