"""User text without what no word contains.

Joiners stay: emoji and Persian are written with them.
"""

from __future__ import annotations

import re

GAP = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""White space, control characters, and halves of characters, which no database takes."""


def clean(text: str) -> str:
    """One line, single spaces."""
    return " ".join(GAP.sub(" ", text).split())


def clean_path(text: str) -> str:
    """As it is, but for NUL, which no path contains; "" when it is blank."""
    return text.replace("\0", "") if clean(text) else ""


def in_quotes(text: str) -> str:
    """Between quotation marks; one within is doubled."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
