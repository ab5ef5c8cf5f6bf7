"""engine.cli.interrupt: Ctrl+C ends a job between two of its events."""

from __future__ import annotations

import signal
from collections.abc import Generator

import pytest

from engine.cli.interrupt import interruptible


def test_a_job_without_ctrl_c_runs_to_its_end() -> None:
    assert list(interruptible(i for i in range(3))) == [0, 1, 2]


def test_ctrl_c_closes_the_job_after_the_event_in_hand() -> None:
    closed: list[bool] = []

    def job() -> Generator[int]:
        try:
            yield 1
            signal.raise_signal(signal.SIGINT)  # in the middle of the work
            yield 2
            yield 3
        finally:
            closed.append(True)

    before = signal.getsignal(signal.SIGINT)
    events = interruptible(job())
    assert [next(events), next(events)] == [1, 2]
    with pytest.raises(KeyboardInterrupt):
        next(events)
    assert closed == [True]
    assert signal.getsignal(signal.SIGINT) is before
