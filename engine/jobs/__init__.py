"""The verbs: scan, describe, write, and the user's decisions between them.

A job is a generator of Progress, started and cancelled in the same way everywhere: iterate to
run it, close it to cancel. It yields at least every tenth of a second.
"""

from engine.jobs.deciding import accept, edit, skip
from engine.jobs.listening import describe, scan
from engine.jobs.progress import Preview, Progress
from engine.jobs.writing import preview, undo, write

__all__ = [
    "Preview",
    "Progress",
    "accept",
    "describe",
    "edit",
    "preview",
    "scan",
    "skip",
    "undo",
    "write",
]
