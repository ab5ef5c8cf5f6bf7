"""Ctrl+C between two events of a job, never in the middle of one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator, Iterator
from typing import TypeVar

_E = TypeVar("_E")


def interruptible(events: Generator[_E]) -> Iterator[_E]:
    """The job's events; Ctrl+C closes the job at the next one and raises KeyboardInterrupt.

    Raised anywhere, it could strike while worker processes are being started and leave them half
    made. Jobs yield every tenth of a second, so waiting for the next event costs nothing.
    """
    asked = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: asked.set())
    try:
        for event in events:
            yield event
            if asked.is_set():
                raise KeyboardInterrupt
    finally:
        events.close()
        signal.signal(signal.SIGINT, before)
