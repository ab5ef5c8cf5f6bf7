"""The journal: what was displaced from every written file, kept until the user lets it go.

A record is on the disk before its file is replaced. It holds the bytes that the write displaced,
so that the old file can be made out of the new one, whatever happens to the program.
"""

from engine.journal.delta import Delta, Stretch, compare, rest_of, restore
from engine.journal.record import Batch, Record, RecordState
from engine.journal.store import Journal

__all__ = [
    "Batch",
    "Delta",
    "Journal",
    "Record",
    "RecordState",
    "Stretch",
    "compare",
    "rest_of",
    "restore",
]
