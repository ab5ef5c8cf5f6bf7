"""How much a worker process gives way to other programs."""

from __future__ import annotations

import sys
from enum import StrEnum


class Priority(StrEnum):
    """From the most polite to none at all."""

    LOWEST = "lowest"  # only what nobody else wants
    LOW = "low"
    NORMAL = "normal"


_NICE = {Priority.LOWEST: 19, Priority.LOW: 10, Priority.NORMAL: 0}  # POSIX niceness


def take(priority: Priority) -> None:
    """Gives this process the priority. On most systems it can be lowered, but not raised again."""
    import psutil

    process = psutil.Process()
    if sys.platform == "win32":
        classes = {
            Priority.LOWEST: psutil.IDLE_PRIORITY_CLASS,
            Priority.LOW: psutil.BELOW_NORMAL_PRIORITY_CLASS,
            Priority.NORMAL: psutil.NORMAL_PRIORITY_CLASS,
        }
        process.nice(classes[priority])
    elif priority is not Priority.NORMAL:
        process.nice(max(_NICE[priority], process.nice()))
