"""Everything that changes a music file, and everything that takes it back.

`TagFileWriter` puts a description into tags; `undo` makes a file what it was; both go through
the one door, replace.rewrite, which is the order of steps that keeps every byte safe.
"""

from engine.writing import proof
from engine.writing.players import Shown, shown
from engine.writing.profiles import PROFILES, STANDARD, Profile
from engine.writing.replace import open_settled, settle
from engine.writing.sidecar import SidecarWriter
from engine.writing.tag_file import Run, TagFileWriter, Written
from engine.writing.undo import steps, to_undo, undo

__all__ = [
    "PROFILES",
    "STANDARD",
    "Profile",
    "Run",
    "Shown",
    "SidecarWriter",
    "TagFileWriter",
    "Written",
    "open_settled",
    "proof",
    "settle",
    "shown",
    "steps",
    "to_undo",
    "undo",
]
