"""JobBoard: every job of this run of the program, going on or ended."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from engine.errors import LinernotesError
from tagger_gui.activity.pace import Pace
from tagger_gui.tasks import Phase, Step, Throttle
from tagger_gui.work import Job, Threads

_KEPT = 50  # ended jobs
_TROUBLES = 1000  # kept of a job
Steps = Callable[[Throttle], Iterator[Step]]


class JobState(Enum):
    """Where a job stands."""

    RUNNING = auto()
    PAUSED = auto()
    STOPPING = auto()
    DONE = auto()
    STOPPED = auto()  # by the user
    BROKEN = auto()


_OVER = (JobState.DONE, JobState.STOPPED, JobState.BROKEN)


class BoardJob(QObject):
    """One job: its steps, how far it is, and the user's hand on it.

    Signals:
        stepped(list): Steps, as they come.
        changed(): it shows other words or figures than before.
        broke(BaseException): it broke off.
        ended(): it is over; always told, always last.
    """

    stepped = Signal(object)
    changed = Signal()
    broke = Signal(object)
    ended = Signal()

    def __init__(
        self, title: str, phase: Phase, steps: Steps, threads: Threads, throttle: Throttle
    ) -> None:
        super().__init__()
        self.title = title
        self.phase = phase  # that it began with
        self.state = JobState.RUNNING
        self.throttle = throttle
        self.step = Step(phase, 0)
        self.troubles: list[Step] = []  # steps that tell of an error
        self.began = time.time()  # seconds since 1970
        self.pace = Pace()
        self._job = Job(steps(throttle), threads, self)
        self._job.progressed.connect(self._take)
        self._job.failed.connect(self._break_off)
        self._job.finished.connect(self._end)
        throttle.paused = False

    def start(self) -> None:
        """Begins; once only."""
        self._job.start()

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.state in _OVER

    @property
    def listens(self) -> bool:
        """Whether cores and priority matter to it."""
        return self.step.phase in (Phase.LOOKING, Phase.LISTENING)

    def folder_troubles(self) -> list[LinernotesError]:
        """What went wrong with whole folders, not with single tracks."""
        return [step.error for step in self.troubles if step.error and not step.row]

    def pause(self, paused: bool) -> None:
        """Begins nothing further, or goes on."""
        if self.state in (JobState.RUNNING, JobState.PAUSED):
            self.throttle.paused = paused
            self.pace.restart()
            self._turn(JobState.PAUSED if paused else JobState.RUNNING)

    def cancel(self) -> None:
        """Stops; what is done is kept."""
        if not self.over:
            self._job.cancel()
            self._turn(JobState.STOPPING)

    def _take(self, steps: list[Step]) -> None:
        last = steps[-1]
        if last.phase is not self.step.phase:
            self.pace.restart()
        self.step = last
        if self.state is not JobState.PAUSED:
            self.pace.note(last.done)
        troubles = [step for step in steps if step.error]
        self.troubles += troubles[: _TROUBLES - len(self.troubles)]
        self.stepped.emit(steps)
        self.changed.emit()

    def _break_off(self, error: BaseException) -> None:
        self._turn(JobState.BROKEN)
        self.broke.emit(error)

    def _end(self) -> None:
        if self.state is not JobState.BROKEN:
            self._turn(JobState.STOPPED if self._job.cancelled else JobState.DONE)
        self.ended.emit()

    def _turn(self, state: JobState) -> None:
        self.state = state
        self.changed.emit()


class JobBoard(QObject):
    """Starts jobs and knows them all.

    Signals:
        begun(BoardJob): a job has begun.
        changed(): some job shows other words or figures than before.
    """

    begun = Signal(object)
    changed = Signal()

    def __init__(self, threads: Threads, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = threads
        self.jobs: list[BoardJob] = []  # the newest last

    @property
    def busy(self) -> bool:
        """Whether any job is going on."""
        return bool(self.running())

    def running(self) -> list[BoardJob]:
        """The jobs that have not ended, the newest last."""
        return [job for job in self.jobs if not job.over]

    def start(
        self, title: str, phase: Phase, steps: Steps, throttle: Throttle | None = None
    ) -> BoardJob:
        """Begins a job: `steps` gives its events and obeys the throttle.

        Its signals come when control is back in the event loop, so there is time to connect them.
        """
        job = BoardJob(title, phase, steps, self._threads, throttle or Throttle())
        job.setParent(self)
        job.changed.connect(self.changed)
        self.jobs.append(job)
        self._forget_old()
        job.start()
        self.begun.emit(job)
        self.changed.emit()
        return job

    def cancel(self) -> None:
        """Stops everything."""
        for job in self.running():
            job.cancel()

    def _forget_old(self) -> None:
        over = [job for job in self.jobs if job.over]
        for job in over[: max(0, len(over) - _KEPT)]:
            self.jobs.remove(job)
            job.deleteLater()
