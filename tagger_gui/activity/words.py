"""How jobs are told in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QProgressBar

from tagger_gui.activity.board import BoardJob, JobState
from tagger_gui.tasks import Phase


def _tr(words: str) -> str:
    return QCoreApplication.translate("Jobs", words)


def phase_name(phase: Phase) -> str:
    """What is being done."""
    return {
        Phase.LOOKING: _tr("Looking for music"),
        Phase.LISTENING: _tr("Listening"),
        Phase.CHECKING: _tr("Checking files"),
        Phase.WRITING: _tr("Writing"),
        Phase.UNDOING: _tr("Taking back"),
        Phase.REWORDING: _tr("Wording anew"),
        Phase.TAKING: _tr("Taking up words"),
    }[phase]


def state_name(state: JobState) -> str:
    """Where a job stands."""
    return {
        JobState.RUNNING: _tr("Running"),
        JobState.PAUSED: _tr("Paused"),
        JobState.STOPPING: _tr("Stopping…"),
        JobState.DONE: _tr("Done"),
        JobState.STOPPED: _tr("Stopped"),
        JobState.BROKEN: _tr("Broke off"),
    }[state]


def state_icon_name(state: JobState) -> str:
    """The drawing for where a job stands."""
    return {
        JobState.RUNNING: "activity",
        JobState.PAUSED: "pause",
        JobState.STOPPING: "cancel",
        JobState.DONE: "accept",
        JobState.STOPPED: "cancel",
        JobState.BROKEN: "state-failed",
    }[state]


def count(job: BoardJob) -> str:
    """How many are done: 12 / 340."""
    done, total = job.step.done, job.step.total
    return f"{done:,}" if total is None else f"{done:,} / {total:,}"


def rate(job: BoardJob) -> str:
    """How many in a minute; "" while that is not known."""
    per_minute = 60 * job.pace.per_second()
    if job.state is not JobState.RUNNING or not per_minute:
        return ""
    return _tr("{0} per minute").format(f"{per_minute:,.0f}")


def time_left(job: BoardJob) -> str:
    """How long it will still take; "" while that is not known."""
    total = job.step.total
    if job.state is not JobState.RUNNING or not total:
        return ""
    seconds = job.pace.seconds_left(total - job.step.done)
    if seconds is None:
        return ""
    if seconds < 90:
        return _tr("{0} s left").format(round(seconds))
    if seconds < 5400:
        return _tr("{0} min left").format(round(seconds / 60))
    return _tr("{0} h left").format(round(seconds / 3600))


def line(job: BoardJob) -> str:
    """The job on one line, for the status bar."""
    if job.state is JobState.STOPPING:
        return state_name(job.state)
    paused = state_name(job.state).lower() if job.state is JobState.PAUSED else ""
    parts = (f"{phase_name(job.step.phase)} {count(job)}", paused, rate(job), time_left(job))
    return ", ".join(part for part in parts if part)


def show_progress(bar: QProgressBar, job: BoardJob) -> None:
    """Shows how far the job is; moves to and fro while nobody knows."""
    total = 1 if job.over and not job.step.total else job.step.total or 0
    bar.setRange(0, total)
    bar.setValue(min(job.step.done, total))
