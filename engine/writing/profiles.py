"""Which fields are written for whom: one table.

What each kind of player reads is argued in the product notes: DJ programs know no mood and show
short comments, media servers read KEY where others read INITIALKEY, Apple Music has a description
of its own in MP4 files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.tags import COMMENT_LENGTHS, Policy

_F = Policy.FILL
_ALL = {"comment": _F, "genre": _F, "mood": _F, "bpm": _F, "key": _F, "instruments": _F}


@dataclass(frozen=True, slots=True)
class Profile:
    """What a write puts where. A field without a policy is left alone."""

    name: str
    purpose: str
    policies: Mapping[str, Policy] = field(default_factory=lambda: MappingProxyType(_ALL))
    comment_length: int = COMMENT_LENGTHS[1]  # characters
    comment_with_mood: bool = False
    id3_version: int = 4  # 2.3 or 2.4, of tags that are new; those that are there keep theirs
    writes_files: bool = True


PROFILES = {
    p.name: p
    for p in (
        Profile("standard", "every field that is empty, as most players read it"),
        Profile(
            "dj",
            "DJ programs: ID3v2.3, a short comment that begins with the moods",
            {**_ALL, "genre": Policy.NEVER},
            comment_length=COMMENT_LENGTHS[0],
            comment_with_mood=True,
            id3_version=3,
        ),
        Profile("server", "Navidrome, Kodi, Jellyfin: KEY too", {**_ALL, "plain key": _F}),
        Profile(
            "apple",
            "Apple Music: comment, genre, tempo and its own description",
            {"comment": _F, "genre": _F, "bpm": _F, "short description": _F},
        ),
        Profile("library", "nothing: descriptions stay in the library", {}, writes_files=False),
    )
}
STANDARD = PROFILES["standard"]
