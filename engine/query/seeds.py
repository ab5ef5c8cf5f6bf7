"""What `like:` adds and takes away: files, passages of files, and words."""

from __future__ import annotations

import re

from engine.query.numbers import clock, read_time
from engine.query.text import clean_path, in_quotes
from engine.query.tree import Seed

SIGNS = {"+": True, "-": False, "−": False}
"""Between seeds, with spaces around -> whether the next one is wanted."""

_PATH = re.compile(r"(?:~|\.{0,2}[/\\]|[A-Za-z]:[/\\]).*|.*\.[A-Za-z][A-Za-z0-9]{1,3}", re.DOTALL)


def looks_like_path(text: str) -> bool:
    """From the root, from home, or with a suffix."""
    return bool(_PATH.fullmatch(text))


def file_seed(path: str, passage: str = "") -> Seed | None:
    """A file, and of it "1:05-1:20", "1:05" (to the end) or "-1:20"; None if that is no passage."""
    path = clean_path(path)
    if not path:
        return None
    if not passage:
        return Seed(path=path)
    first, _, last = (part.strip() for part in passage.partition("-"))
    start, end = read_time(first), read_time(last)
    if (first and start is None) or (last and end is None) or start is end is None:
        return None
    if start is not None and end is not None and start > end:
        start, end = end, start
    return Seed(path=path, start_s=start, end_s=end)


def write_file_seed(seed: Seed) -> str:
    """In quotation marks, with its passage."""
    start = "" if seed.start_s is None else clock(seed.start_s)
    end = "" if seed.end_s is None else "-" + clock(seed.end_s)
    return in_quotes(seed.path) + (f"@{start}{end}" if start or end else "")
