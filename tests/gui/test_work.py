"""What runs in the background, and how it comes back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from pytestqt.qtbot import QtBot

from tagger_gui.work import Errands, Job, Threads


class Ear:
    """Notes a job's signals, with the thread they arrive in."""

    def __init__(self, job: Job) -> None:
        self.heard: list[object] = []
        self.threads: set[int] = set()
        job.progressed.connect(lambda events: self._note(("progressed", events)))
        job.failed.connect(lambda error: self._note(("failed", str(error))))
        job.finished.connect(lambda: self._note(("finished", None)))

    def _note(self, event: object) -> None:
        self.heard.append(event)
        self.threads.add(threading.get_ident())


def test_events_arrive_in_order_on_this_thread(qtbot: QtBot, threads: Threads) -> None:
    worker: set[int] = set()

    def events() -> Iterator[int]:
        for i in range(1000):
            worker.add(threading.get_ident())
            yield i

    job = Job(events(), threads)
    ear = Ear(job)
    with qtbot.waitSignal(job.finished):
        job.start()
    batches = [batch for name, batch in ear.heard if name == "progressed"]  # type: ignore[misc]
    assert [event for batch in batches for event in batch] == list(range(1000))
    assert ear.heard[-1] == ("finished", None)
    assert ear.threads == {threading.get_ident()}
    assert worker.isdisjoint(ear.threads)


def test_many_events_are_few_signals(qtbot: QtBot, threads: Threads) -> None:
    def events() -> Iterator[int]:
        for i in range(100):
            time.sleep(0.005)
            yield i

    job = Job(events(), threads)
    ear = Ear(job)
    with qtbot.waitSignal(job.finished):
        job.start()
    assert len(ear.heard) < 40


def test_an_exception_is_failed_and_then_finished(qtbot: QtBot, threads: Threads) -> None:
    def events() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    job = Job(events(), threads)
    ear = Ear(job)
    with qtbot.waitSignal(job.finished):
        job.start()
    assert ear.heard == [("progressed", [1]), ("failed", "broken"), ("finished", None)]


def test_cancel_closes_the_generator_in_its_thread(qtbot: QtBot, threads: Threads) -> None:
    began, closed_in = threading.Event(), []

    def events() -> Iterator[int]:
        try:
            while True:
                began.set()
                time.sleep(0.05)
                yield 0
        finally:
            closed_in.append(threading.get_ident())

    job = Job(events(), threads)
    job.start()
    assert began.wait(5)
    asked = time.monotonic()
    with qtbot.waitSignal(job.finished, timeout=500):
        job.cancel()
    assert time.monotonic() - asked < 0.5
    assert closed_in != []
    assert threading.get_ident() not in closed_in


def test_errands_keep_their_order(qtbot: QtBot, threads: Threads) -> None:
    errands, answers = Errands(threads), list[int]()
    errands.run(lambda: time.sleep(0.05) or 1, answers.append)
    errands.run(lambda: 2, answers.append)
    qtbot.waitUntil(lambda: answers == [1, 2])
    assert not errands.busy


def test_only_the_latest_question_is_answered(qtbot: QtBot, threads: Threads) -> None:
    errands, answers, asked = Errands(threads), list[int](), list[int]()

    def question(number: int) -> int:
        asked.append(number)
        time.sleep(0.05)
        return number

    for number in range(5):
        errands.ask(lambda number=number: question(number), answers.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: not errands.busy)
    assert answers == [4]
    assert asked == [0, 4]


def test_an_errand_that_fails_says_so_and_the_next_goes_on(qtbot: QtBot, threads: Threads) -> None:
    errands, answers, errors = Errands(threads), list[int](), list[BaseException]()
    errands.failed.connect(errors.append)
    errands.run(lambda: 1 // 0, answers.append)
    errands.run(lambda: 2, answers.append)
    qtbot.waitUntil(lambda: answers == [2])
    assert isinstance(errors[0], ZeroDivisionError)


def test_finish_does_what_is_left(qtbot: QtBot, threads: Threads) -> None:
    errands, done = Errands(threads), list[int]()
    errands.run(lambda: time.sleep(0.05))
    errands.run(lambda: done.append(1))
    errands.finish()
    assert done == [1]
